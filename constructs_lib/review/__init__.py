"""Explain what a change of dist/ means for the cluster, by component, object and rule."""

from .git import tree_of
from .markdown import as_markdown
from .review import Review, Reviewed, review
from .rules import RULES, Finding, ReviewRule
from .severity import Severity
from .text import as_text

__all__ = [
    "RULES",
    "Finding",
    "Review",
    "ReviewRule",
    "Reviewed",
    "Severity",
    "as_markdown",
    "as_text",
    "review",
    "tree_of",
]
