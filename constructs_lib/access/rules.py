"""Define RBAC rules as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cdk8s_plus_27 import k8s

READ: Final = ("get", "list", "watch")
WRITE: Final = (*READ, "create", "update", "patch", "delete")
ALL: Final = ("*",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Verbs allowed on resources of API groups, or on URLs of the API server.

    names: of the objects; all objects if empty.
    """

    verbs: tuple[str, ...]
    groups: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()

    def to_k8s(self) -> k8s.PolicyRule:
        """Return the rule as a struct of cdk8s."""
        if self.urls:
            return k8s.PolicyRule(verbs=list(self.verbs), non_resource_ur_ls=list(self.urls))
        return k8s.PolicyRule(
            verbs=list(self.verbs),
            resources=list(self.resources),
            api_groups=list(self.groups),
            resource_names=list(self.names) or None,
        )


def allow(
    verbs: Sequence[str],
    *resources: str,
    group: str | Sequence[str] = "",
    names: Sequence[str] = (),
) -> Rule:
    """Read as a sentence: `allow(READ, "pods", "services")`; group "" is Kubernetes' core.

    names: only objects of these names; `create` ignores them, and `list` needs a field
    selector. Raises ValueError if no resource or no verb is named.
    """
    if not resources:
        raise ValueError(f"allow({list(verbs)}) names no resource; name at least one")
    if isinstance(verbs, str) or not verbs:
        raise ValueError(f"allow() wants verbs such as ('get', 'list'), got {verbs!r}")
    groups = (group,) if isinstance(group, str) else tuple(group)
    return Rule(verbs=tuple(verbs), resources=resources, groups=groups, names=tuple(names))


def allow_webhooks(
    verbs: Sequence[str], *kinds: str, name: str, rights: Literal["upstream", "own"]
) -> tuple[Rule, ...]:
    """Return the rights of a controller that writes the CA bundle of its own webhooks.

    verbs: of its writes. kinds: of configurations named `name`, which are the only ones that
    it writes with `own` rights; it lists and watches the others, since it reads through a
    cache. With `upstream` rights it writes all objects of these kinds.
    """
    group = "admissionregistration.k8s.io"
    if rights == "upstream":
        return (allow((*READ, *verbs), *kinds, group=group),)
    return (
        allow(READ, *kinds, group=group),
        allow(verbs, *kinds, group=group, names=(name,)),
    )


# Rights of a controller's leader election in its own namespace.
LEADER_ELECTION: Final = (
    allow(WRITE, "configmaps"),
    allow(WRITE, "leases", group="coordination.k8s.io"),
    allow(("create", "patch"), "events"),
)


def allow_url(verb: str, *urls: str) -> Rule:
    """Allow a verb on non-resource URLs, such as `/metrics`."""
    if not urls:
        raise ValueError(f"allow_url({verb!r}) names no URL; name one such as '/metrics'")
    return Rule(verbs=(verb,), urls=urls)
