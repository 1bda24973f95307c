"""Define a rule: its name, its levels, and the function that finds it in a change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..change import Change
from ..severity import Severity

Found = Iterator[tuple[Severity, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRule:
    """A rule of `diff`.

    levels: when it has which level, for docs/ci.md. find: yields a level and a sentence for
    each finding; sentences quote values of objects by `code()` only.
    """

    name: str
    levels: Mapping[Severity, str]
    find: Callable[[Change], Found]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A rule that applies to a change, its severity, and a sentence that explains why."""

    rule: str
    severity: Severity
    sentence: str
