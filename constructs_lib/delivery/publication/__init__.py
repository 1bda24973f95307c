"""Publish dist/ to the repository that Argo CD reads, and promote environments."""

from .gate import TooEarlyError
from .git import Author
from .objects import counted, listed
from .ownership import LIST
from .plan import HandEditError
from .process import GitError
from .prometheus import UnhealthyError
from .promote import Promotion, promote
from .publish import Publication, publish
from .rings import Ring, promote_rings
from .signing import Signing
from .source import SourceRevision

__all__ = [
    "LIST",
    "Author",
    "GitError",
    "HandEditError",
    "Promotion",
    "Publication",
    "Ring",
    "Signing",
    "SourceRevision",
    "TooEarlyError",
    "UnhealthyError",
    "counted",
    "listed",
    "promote",
    "promote_rings",
    "publish",
]
