"""Compare who reaches what in two environments, and say it in sentences."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .site import Site
from .table import Pair, answers

_MOST: Final = 4


@dataclass(frozen=True, kw_only=True)
class Doors:
    """The requests of the table that arrive anew, and those that no longer do."""

    opened: tuple[Pair, ...] = ()
    closed: tuple[Pair, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is decided otherwise."""
        return bool(self.opened or self.closed)

    def sentences(self) -> Mapping[str, tuple[str, ...]]:
        """Return what each says, by the title of the list; empty lists are left out."""
        told = {"newly reachable": self.opened, "no longer reachable": self.closed}
        return {title: _sentences(pairs) for title, pairs in told.items() if pairs}


def doors(before: Site, after: Site) -> Doors:
    """Return what is decided otherwise after a change.

    What is new on one side counts as unreachable on the other.
    """
    return compared(answers(before), answers(after))


def compared(old: Mapping[Pair, bool], new: Mapping[Pair, bool]) -> Doors:
    """Return the difference of two tables' answers."""
    return Doors(
        opened=tuple(sorted(each for each in new if new[each] and not old.get(each))),
        closed=tuple(sorted(each for each in old if old[each] and not new.get(each))),
    )


def _sentences(pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Return a sentence for each set of sources, with everything that it concerns."""
    sources: dict[str, list[str]] = {}
    for pair in pairs:
        sources.setdefault(pair.to, []).append(pair.source)
    groups: dict[tuple[str, ...], list[str]] = {}
    for target, names in sources.items():
        groups.setdefault(tuple(sorted(names)), []).append(target)
    return tuple(
        f"{_some(targets, 'destinations')}, by {_some(names, 'callers')}"
        for names, targets in groups.items()
    )


def _some(names: Collection[str], what: str) -> str:
    shown = list(names)[:_MOST]
    left = len(names) - len(shown)
    return ", ".join(shown) + (f" and {left} more {what}" if left else "")
