"""The step itself: the commit, the merge, and the waves in which Argo CD applies it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from ..._program import command
from ...delivery.overlay import ResourceId
from ...delivery.waves import WAVE, Stage
from ..review import Review
from ..rules import Finding
from ..sentences import several
from ..severity import Severity
from .item import Item
from .sections import released
from .side import Side

_STAGES: Final[Mapping[Stage, str]] = {
    Stage.KINDS: "namespaces and definitions",
    Stage.RIGHTS: "accounts, roles, policies, settings",
    Stage.DATA: "databases and stores",
    Stage.CONTROLLERS: "controllers and webhooks",
    Stage.APPS: "pages and APIs",
    Stage.ROUTES: "routes and schedules",
}
# What other sections say: of these rules everything, or the dangers.
_TOLD: Final = frozenset({"recreate", "volume", "restart", "image"})
_TOLD_AS_DANGER: Final = frozenset({"deleted", "crd"})


def steps(before: Side, after: Side, review: Review, *, held: bool) -> Iterator[Item]:
    """Yield what is typed and what then happens, in order.

    held: whether Argo CD was told to wait.
    """
    name = after.environment.name
    yield Item(
        name="The change",
        what=f"Import `{after.release.constant}` from `constructs_lib`, write "
        f"`release={after.release.constant}` in the config of the environment {name}, and "
        "propose it alone: no other setting changes in the same commit.",
        commands=(
            command("synth"),
            command("diff", "origin/main...", make="AGAINST=origin/main..."),
        ),
    )
    yield Item(name="What a reviewer reads", what=_review(review))
    yield Item(
        name="The merge",
        what="Merge when the sections above are done, at a time when few work, and publish."
        f"{' Then let Argo CD go on:' if held else ''}",
        commands=(released(before),) if held else (),
    )
    yield Item(name="The sync", what=_waves(after, review))


def _review(review: Review) -> str:
    counted = Counter(obj.action for obj in review.objects)
    parts = [f"{counted[action]} {action}" for action in ("added", "changed", "deleted")]
    told = f"Objects: {', '.join(parts)}."
    by_rule: dict[str, dict[str, None]] = {}
    for obj in review.objects:
        for finding in obj.findings:
            if finding.severity >= Severity.WARNING and not _is_told(finding):
                by_rule.setdefault(finding.rule, {})[obj.title] = None
    found = "; ".join(f"{rule}: {several(titles)}" for rule, titles in by_rule.items())
    if not found:
        return f"{told} The review has no warning but what is said above."
    return f"{told} The review warns besides, and `diff` explains: {found}."


def _is_told(finding: Finding) -> bool:
    dangerous = finding.severity is Severity.DANGER
    return finding.rule in _TOLD or (dangerous and finding.rule in _TOLD_AS_DANGER)


def _waves(after: Side, review: Review) -> str:
    changed = {obj.identity for obj in review.objects if obj.action != "deleted"}
    counted: Counter[Stage] = Counter()
    for obj in after.objects:
        if ResourceId.of(obj) in changed:
            counted[_stage(obj["metadata"].get("annotations", {}).get(WAVE, "0"))] += 1
    parts = [f"{text} ({counted[stage]})" for stage, text in _STAGES.items() if counted[stage]]
    return (
        f"Argo CD applies what changes in waves, each when the one before it is healthy: "
        f"{', '.join(parts)}. What left the repository is pruned last."
    )


def _stage(wave: str) -> Stage:
    return max(stage for stage in Stage if stage <= max(int(wave), Stage.KINDS))
