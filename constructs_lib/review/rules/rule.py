"""What a rule is: a name, what its levels mean, and what finds it in a change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..change import Change
from ..severity import Severity

Found = Iterator[tuple[Severity, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRule:
    """One thing that matters about a change.

    levels: when it has which level, for docs/ci.md. find: yields a level and a sentence for
    each time that the rule holds; values of objects stand in it as `code()` only.
    """

    name: str
    levels: Mapping[Severity, str]
    find: Callable[[Change], Found]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """That a rule holds for a change, how grave it is, and a sentence that says why."""

    rule: str
    severity: Severity
    sentence: str
