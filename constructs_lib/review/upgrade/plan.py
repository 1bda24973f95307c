"""Plan a step: what it needs, takes, loses and changes, in the order in which it matters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ..._program import command
from ...releases import RELEASES, Hazard, Release, Sides
from ...releases.hazard import Part
from ..review import review_trees
from ..sentences import sentence
from . import sections
from .cluster import LiveCluster
from .item import Item, Section
from .refusals import refusals
from .side import Side
from .step import steps
from .undeclared import undeclared

Level = Literal[0, 30, 40]
NOTHING: Final = 0
BY_HAND: Final = 30
FOR_GOOD: Final = 40
# In the commands of a hazard.
_IMAGES: Final = "kubeflow-gitops images"


@dataclass(frozen=True, kw_only=True, slots=True)
class UpgradePlan:
    """The step of an environment between two releases.

    sections: ten, in order. level: 0 if nothing is left to do by hand, 30 if all that is can
    be undone, 40 if something is lost, has no way back but a backup, or the platform is too
    old.
    """

    environment: str
    old: str
    new: str
    sections: tuple[Section, ...]
    level: Level


def plan_upgrade(
    before: Side,
    after: Side,
    *,
    cluster: LiveCluster | None = None,
    releases: Sequence[Release] = RELEASES,
) -> UpgradePlan:
    """Plan the step from one side of an environment to the other.

    cluster: what was read from the running one, if anything; its objects then count, instead
    of those of the old side. releases: every one that is carried, from the oldest.
    Raises ValueError if the release of the new side is not newer.
    """
    old, new = before.release, after.release
    review = review_trees(before.tree, after.tree)
    found = _applying(before, after, cluster, releases)
    held = [each for each in found if each.held]
    free = [each for each in found if not each.held]
    restored = [each for each in free if each.restored]
    lacking = [
        *refusals(before, after, cluster),
        *sections.floors(before, after, cluster),
        *_of(found, "lacking"),
    ]
    refused = list(sections.refused(review, after, cluster))
    by_hand = [*sections.stored(after, cluster), *_of(free, "first")]
    defined = list(undeclared(before, after))
    waiting = [*defined, *_of(held, "first"), *refused]
    lost = [
        *sections.definitions(before, after, cluster),
        *sections.pruned(review),
        *sections.narrowed(review),
        *_of(found, "lost"),
    ]
    data = [*sections.volumes(review), *_of(found, "data")]
    return UpgradePlan(
        environment=after.environment.name,
        old=old.name,
        new=new.name,
        sections=(
            Section(
                title="What the platform lacks, or is too old for",
                otherwise="Nothing that is known here.",
                items=tuple(lacking),
            ),
            Section(
                title="What to back up, and how",
                otherwise="Nothing here keeps data.",
                items=(*sections.backups(before), *_saved(found)),
            ),
            Section(
                title="What is done by hand first",
                otherwise="Nothing: the sync does everything.",
                items=(*by_hand, *(sections.held(before) if waiting else ()), *waiting),
            ),
            Section(
                title="What is recreated, and stops meanwhile",
                otherwise="Nothing: pods are replaced one after the other.",
                items=(*sections.anew(review), *_of(found, "anew")),
            ),
            Section(
                title="Which kinds and users' objects are lost",
                otherwise="None.",
                items=tuple(lost),
            ),
            Section(
                title="Which data moves or changes",
                otherwise="None.",
                items=tuple(data),
            ),
            Section(
                title="The step",
                otherwise="",
                items=(
                    *steps(before, after, review, held=bool(waiting)),
                    *_of(found, "after"),
                ),
                numbered=True,
            ),
            Section(
                title="How to see that it worked",
                otherwise="",
                items=(*sections.healthy(before), *_seen(found)),
            ),
            Section(
                title="The point of no return",
                otherwise="There is none: reverting the commit is the way back.",
                items=tuple(_final(found)),
            ),
            Section(
                title="The way back",
                otherwise="",
                items=(
                    *sections.reverted(
                        before,
                        refused,
                        waiting=[*undeclared(after, before), *_back(held)],
                        restored=list(_back(restored)),
                    ),
                    *_back(each for each in free if each not in restored),
                    *sections.loaded(before),
                ),
            ),
        ),
        level=_level(found, [*defined, *refused], lost, lacking),
    )


def between(old: Release, new: Release, releases: Sequence[Release]) -> tuple[Release, ...]:
    """Return the releases that a step passes, the new one included.

    Raises ValueError if the new one is not newer.
    """
    names = [release.name for release in releases]
    start, end = names.index(old.name), names.index(new.name)
    if start == end:
        raise ValueError(
            f"both releases are {new.name}: there is no step between them; name an older one "
            "with --from, or a newer one with --to"
        )
    if end < start:
        raise ValueError(
            f"{new.name} is older than {old.name}, and a plan leads to a newer release; the "
            f"way back is the last part of the plan from {new.name} to {old.name}"
        )
    return tuple(releases[start + 1 : end + 1])


def _applying(
    before: Side, after: Side, cluster: LiveCluster | None, releases: Sequence[Release]
) -> list[Hazard]:
    """Return what applies of every release that a step passes, each name once."""
    there = cluster.instead_of(before.objects) if cluster else before.objects
    environment = after.environment
    sides = Sides.of(
        there,
        after.objects,
        mirrored=bool(environment.config.registry),
        server_side=environment.sync.server_side,
    )
    passed = between(before.release, after.release, releases)
    newest = {
        each.name: each
        for release in passed
        for each in release.hazards
        if each.when.holds(sides)
    }
    return list(newest.values())


def _of(found: Iterable[Hazard], part: Part) -> Iterator[Item]:
    for each in found:
        if each.part == part:
            commands = tuple(map(_typed, each.commands))
            yield Item(name=each.name, what=each.what, commands=commands, link=each.link)


def _typed(line: str) -> str:
    """Return a command with our own as the user types it."""
    return line.replace(_IMAGES, command("images"))


def _saved(found: Iterable[Hazard]) -> Iterator[Item]:
    for each in found:
        if each.back_up:
            yield Item(name=each.name, what=f"Save {each.back_up}.")


def _seen(found: Iterable[Hazard]) -> Iterator[Item]:
    for each in found:
        if each.seen:
            yield Item(name=each.name, what=sentence(each.seen))


def _final(found: Iterable[Hazard]) -> Iterator[Item]:
    for each in found:
        if each.irreversible:
            yield Item(name=each.name, what=f"After the sync: {each.back}.")


def _back(found: Iterable[Hazard]) -> Iterator[Item]:
    for each in found:
        if each.back:
            yield Item(name=each.name, what=sentence(each.back), commands=each.back_commands)


def _level(
    found: Iterable[Hazard], refused: list[Item], lost: list[Item], lacking: list[Item]
) -> Level:
    hazards = list(found)
    if lost or any(item.grave for item in lacking) or any(h.irreversible for h in hazards):
        return FOR_GOOD
    return BY_HAND if refused or any(hazard.by_hand for hazard in hazards) else NOTHING
