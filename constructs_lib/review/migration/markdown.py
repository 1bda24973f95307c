"""A plan as Markdown, for who carries it out and who agrees to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...delivery.overlay import ResourceId
from .plan import MigrationPlan
from .steps import steps_of

_SHOWN: Final = 12
_INTRODUCTION: Final = (
    "A clean build of the namespace `{namespace}`. Nothing of it was carried out, and no "
    "command of this repository deletes anything in a cluster: what is marked **deletes** is "
    "typed by whoever answers for the cluster. The reasons: docs/migration.md."
)


def markdown(plan: MigrationPlan, *, environment: str) -> str:
    """Return a plan as text: what becomes of what, and the steps with their way back."""
    parts = [
        f"# From what runs now to the environment {environment}",
        _INTRODUCTION.format(namespace=plan.namespace),
        *_namespace(plan),
        *_cluster(plan),
        *_data(plan),
        *_secrets(plan),
        *_hanging(plan),
        *_steps(plan),
    ]
    return "\n\n".join(parts) + "\n"


def _namespace(plan: MigrationPlan) -> Iterator[str]:
    yield f"## The namespace `{plan.namespace}`"
    yield (
        f"{len(plan.gone)} objects go for good, {len(plan.recreated)} come back under the "
        "same name. Pods and what else others make are not counted; claims, Secrets and "
        "custom resources are below."
    )
    yield _table(
        ("kind", "go for good", "come back"),
        (
            (kind, _some(_names(plan.gone, kind)), _some(_names(plan.recreated, kind)))
            for kind in sorted({identity.kind for identity in (*plan.gone, *plan.recreated)})
        ),
    )
    if plan.changed:
        yield (
            "Of those that come back, these could not be changed where they are: applying "
            "over what runs would be refused."
        )
        yield _table(
            ("object", "fields"),
            ((_called(c.identity), ", ".join(c.fields)) for c in plan.changed),
        )


def _cluster(plan: MigrationPlan) -> Iterator[str]:
    yield "## What no namespace holds stays"
    yield (
        f"{len(plan.shared)} cluster-wide objects are taken over by the platform under the "
        "same name."
    )
    if plan.refused:
        yield "The API server refuses to change these; delete each before the platform comes:"
        yield _list(f"{_called(c.identity)}: {', '.join(c.fields)}" for c in plan.refused)
    if plan.leftover:
        yield "These are for the old namespace only, and the platform has none of the name:"
        yield _list(map(_called, plan.leftover))
    if plan.definitions:
        yield (
            "Definitions stay when a namespace goes. **Deleting one deletes every object of "
            "its kind in every namespace.**"
        )
        yield _table(
            ("definition", f"objects in `{plan.namespace}`, which go", "elsewhere", "then"),
            (
                (
                    f"`{definition.name}`",
                    f"{definition.within(plan.namespace)} {_some(definition.names)}".strip(),
                    str(definition.beyond(plan.namespace)),
                    "replaced" if definition.defined_anew else "nobody's; stays",
                )
                for definition in plan.definitions
            ),
        )
    lost = [definition for definition in plan.definitions if definition.lost]
    if lost:
        yield (
            "Objects are stored in versions that the new definition does not know; the API "
            "server refuses it until they are stored in another and `status.storedVersions` "
            "says so:"
        )
        yield _list(f"`{d.name}`: {', '.join(d.lost)}" for d in lost)


def _data(plan: MigrationPlan) -> Iterator[str]:
    yield "## Data"
    if plan.claims:
        yield "Claims go with the namespace; a volume that is not `Retain` goes with them."
        yield _table(
            ("claim", "size", "class", "mounted by", "volume", "when its claim goes"),
            (
                (
                    claim.name,
                    claim.size,
                    claim.storage_class or "the default",
                    ", ".join(claim.mounted_by) or "nobody",
                    claim.volume or "none",
                    claim.reclaim or ("**not read: look**" if claim.volume else "none"),
                )
                for claim in plan.claims
            ),
        )
    if plan.servers:
        yield "By their images these keep data:"
        yield _list(f"{s.workload}: {s.software}, `{s.image}`" for s in plan.servers)
    else:
        yield "By their images no MySQL, MariaDB or MinIO runs here: find where the data is."
    if plan.kept:
        yield _table(
            ("what", "name now", "name then", ""),
            (
                (
                    kept.what,
                    kept.now,
                    kept.then,
                    "" if kept.now == kept.then else "**differs**",
                )
                for kept in plan.kept
            ),
        )
    if not plan.restores:
        yield (
            "The environment has no `Config.backup`: decide on one first, its `restore` is "
            "what brings data into the new databases (docs/backup.md)."
        )


def _secrets(plan: MigrationPlan) -> Iterator[str]:
    if not plan.secrets:
        return
    yield "## Secrets"
    yield (
        "Their names and keys only; values are neither kept nor shown. Save what somebody "
        "else needs where Secrets are kept. The platform makes its own."
    )
    yield _table(
        ("Secret", "keys", "the platform refers to one of this name"),
        (
            (s.name, ", ".join(s.keys) or "not read", "yes" if s.wanted else "no")
            for s in plan.secrets
        ),
    )


def _hanging(plan: MigrationPlan) -> Iterator[str]:
    if not (plan.hooks or plan.held or plan.owners):
        return
    yield "## What keeps a namespace from going, or brings it back"
    if plan.hooks:
        yield (
            "Webhooks whose Service goes with the namespace: what they are asked about is "
            "refused afterwards, in other namespaces too."
        )
        yield _list(map(_called, plan.hooks))
    if plan.held:
        yield (
            "These wait for a controller to take its finalizer off: they have to go while it "
            "runs, since nothing does it afterwards."
        )
        yield _list(
            f"{_called(identity)}: {', '.join(f)}" for identity, f in plan.held[:_SHOWN]
        )
        if len(plan.held) > _SHOWN:
            yield f"… and {len(plan.held) - _SHOWN} more."
    if plan.owners:
        yield "These put back what is deleted, or delete more than that; end them first:"
        yield _list(plan.owners)


def _steps(plan: MigrationPlan) -> Iterator[str]:
    yield "## Steps"
    yield "Up to step 5 everything can be taken back; from step 6 on only copies are left."
    for number, step in enumerate(steps_of(plan), 1):
        yield f"### {number}. {step.title}"
        if step.commands:
            yield "\n".join(("```", *step.commands, "```"))
        yield f"Seen to be done: {step.seen}.\nBack: {step.back}."


def _names(identities: Iterable[ResourceId], kind: str) -> list[str]:
    return [identity.name for identity in identities if identity.kind == kind]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _called(identity: ResourceId) -> str:
    return f"{identity.kind} `{identity.name}`"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)
