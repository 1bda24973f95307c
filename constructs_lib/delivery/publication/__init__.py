"""Publish dist/ to the repository that Argo CD reads, and promote environments."""

from .git import Author
from .objects import counted, listed
from .ownership import LIST
from .plan import HandEditError
from .process import GitError
from .promote import Promotion, promote
from .publish import Publication, publish
from .source import SourceRevision

__all__ = [
    "LIST",
    "Author",
    "GitError",
    "HandEditError",
    "Promotion",
    "Publication",
    "SourceRevision",
    "counted",
    "listed",
    "promote",
    "publish",
]
