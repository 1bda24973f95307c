"""Decide who reaches what in an environment, and why, from its objects alone."""

from .changes import Doors, doors
from .explanation import Explanation, explain
from .formats import as_json, as_markdown, as_text
from .own import FILE as QUESTIONS
from .own import questions_of
from .site import Scraper, Site
from .words import Question, QuestionError
from .world import Mesh, World

__all__ = [
    "QUESTIONS",
    "Doors",
    "Explanation",
    "Mesh",
    "Question",
    "QuestionError",
    "Scraper",
    "Site",
    "World",
    "as_json",
    "as_markdown",
    "as_text",
    "doors",
    "explain",
    "questions_of",
]
