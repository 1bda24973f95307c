"""Format a migration plan as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...delivery.overlay import ResourceId
from .plan import MigrationPlan
from .steps import steps_of

_SHOWN: Final = 12
_INTRODUCTION: Final = (
    "A clean build of the namespace `{namespace}`. Nothing has been changed, and no command "
    "of this repository deletes anything in a cluster: the person responsible for the cluster "
    "types what is marked **deletes**. docs/migration.md has the reasons."
)


def markdown(plan: MigrationPlan, *, environment: str) -> str:
    """Return a plan as text: the fate of each object, and the steps with their rollback."""
    parts = [
        f"# Migration to the environment {environment}",
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
        f"{len(plan.gone)} objects are deleted for good, {len(plan.recreated)} are created "
        "again under the same name. Pods and other derived objects are not counted; claims, "
        "Secrets and custom resources are listed below."
    )
    yield _table(
        ("kind", "deleted", "created again"),
        (
            (kind, _some(_names(plan.gone, kind)), _some(_names(plan.recreated, kind)))
            for kind in sorted({identity.kind for identity in (*plan.gone, *plan.recreated)})
        ),
    )
    if plan.changed:
        yield (
            "Of those created again, these cannot be changed in place: the API server would "
            "refuse to apply them over the running ones."
        )
        yield _table(
            ("object", "fields"),
            ((_called(c.identity), ", ".join(c.fields)) for c in plan.changed),
        )


def _cluster(plan: MigrationPlan) -> Iterator[str]:
    yield "## Cluster-scoped objects stay"
    yield (
        f"{len(plan.shared)} cluster-scoped objects are taken over by the platform under the "
        "same name."
    )
    if plan.refused:
        yield (
            "The API server refuses to change these; delete each before you install the "
            "platform:"
        )
        yield _list(f"{_called(c.identity)}: {', '.join(c.fields)}" for c in plan.refused)
    if plan.leftover:
        yield "These serve the old namespace only, and the platform has none of the same name:"
        yield _list(map(_called, plan.leftover))
    if plan.definitions:
        yield (
            "Definitions stay when a namespace is deleted. **Deleting one deletes every "
            "object of its kind in every namespace.**"
        )
        yield _table(
            (
                "definition",
                f"objects in `{plan.namespace}`, deleted",
                "elsewhere",
                "definition afterwards",
            ),
            (
                (
                    f"`{definition.name}`",
                    f"{definition.within(plan.namespace)} {_some(definition.names)}".strip(),
                    str(definition.beyond(plan.namespace)),
                    "replaced" if definition.defined_anew else "not the platform's; stays",
                )
                for definition in plan.definitions
            ),
        )
    lost = [definition for definition in plan.definitions if definition.lost]
    if lost:
        yield (
            "Objects are stored in versions that the new definition lacks; the API server "
            "refuses it until they are stored in another version and `status.storedVersions` "
            "says so:"
        )
        yield _list(f"`{d.name}`: {', '.join(d.lost)}" for d in lost)


def _data(plan: MigrationPlan) -> Iterator[str]:
    yield "## Data"
    if plan.claims:
        yield (
            "Claims are deleted with the namespace, and so is each volume that is not "
            "`Retain`."
        )
        yield _table(
            ("claim", "size", "class", "mounted by", "volume", "reclaim policy"),
            (
                (
                    claim.name,
                    claim.size,
                    claim.storage_class or "the default",
                    ", ".join(claim.mounted_by) or "none",
                    claim.volume or "none",
                    claim.reclaim or ("**not read: check**" if claim.volume else "none"),
                )
                for claim in plan.claims
            ),
        )
    if plan.servers:
        yield "These keep data, judging by their images:"
        yield _list(f"{s.workload}: {s.software}, `{s.image}`" for s in plan.servers)
    else:
        yield "No image of MySQL, MariaDB or MinIO was found: find out where the data is."
    if plan.kept:
        yield _table(
            ("what", "current name", "new name", ""),
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
            "The environment has no `Config.backup`: configure it first, since its `restore` "
            "copies data into the new databases (docs/backup.md)."
        )


def _secrets(plan: MigrationPlan) -> Iterator[str]:
    if not plan.secrets:
        return
    yield "## Secrets"
    yield (
        "Names and keys only; values are neither kept nor shown. Save those that others need "
        "in your secret store. The platform generates its own."
    )
    yield _table(
        ("Secret", "keys", "the platform refers to this name"),
        (
            (s.name, ", ".join(s.keys) or "not read", "yes" if s.wanted else "no")
            for s in plan.secrets
        ),
    )


def _hanging(plan: MigrationPlan) -> Iterator[str]:
    if not (plan.hooks or plan.held or plan.owners):
        return
    yield "## Blockers"
    if plan.hooks:
        yield (
            "Webhooks whose Service is deleted with the namespace: afterwards the API server "
            "refuses the objects that they cover, in other namespaces too."
        )
        yield _list(map(_called, plan.hooks))
    if plan.held:
        yield (
            "These wait for a controller to remove its finalizer: delete them while it runs, "
            "since nothing removes it afterwards."
        )
        yield _list(
            f"{_called(identity)}: {', '.join(f)}" for identity, f in plan.held[:_SHOWN]
        )
        if len(plan.held) > _SHOWN:
            yield f"… and {len(plan.held) - _SHOWN} more."
    if plan.owners:
        yield "These restore what is deleted, or delete more than that; stop them first:"
        yield _list(plan.owners)


def _steps(plan: MigrationPlan) -> Iterator[str]:
    yield "## Steps"
    yield "Up to step 5 everything can be undone; from step 6 on only copies are left."
    for number, step in enumerate(steps_of(plan), 1):
        yield f"### {number}. {step.title}"
        if step.commands:
            yield "\n".join(("```", *step.commands, "```"))
        yield f"Done when {step.seen}.\nRollback: {step.back}."


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
