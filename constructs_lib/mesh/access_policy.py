"""Who may call a workload."""

from collections.abc import Mapping, Sequence

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicyFrom,
    AuthorizationPolicyOperation,
    AuthorizationPolicyRule,
    AuthorizationPolicySelector,
    AuthorizationPolicySource,
    AuthorizationPolicySpec,
    AuthorizationPolicyTo,
)
from ..config.checks import check_labels, check_object, check_port, check_selector
from ..config.mesh import check_caller
from ..kube import namespace_of, only_one
from .network_door import Door, open_door


class AccessPolicy(Construct):
    """Lets only the named callers reach the pods that a selector finds.

    Where a `DefaultDeny` of the same app shuts the namespace, a NetworkPolicy,
    `<name>-from-mesh`, lets the callers' namespaces through to ztunnel's port as well:
    https://istio.io/latest/docs/ambient/usage/networkpolicy/.
    callers: mesh identities, as `Ambient.principal` writes them; "*" is anyone with one.
    ports: container ports; every one where there are none.
    Raises ValueError where there is no caller: such a policy would let nobody in; where the
    selector is empty: it would open every pod; for a policy of a name that is taken; and in a
    chart without a namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        selector: Mapping[str, str],
        callers: Sequence[str],
        ports: Sequence[int] = (),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        namespace_of(self)
        check_object(name, "policy")
        check_selector(selector, f"selector of policy {name!r}")
        check_labels(labels or {}, f"labels of policy {name!r}")
        if not callers:
            raise ValueError(f"policy {name!r} lets nobody in; name at least one caller")
        for caller in callers:
            check_caller(caller, f"caller of policy {name!r}")
        for port in ports:
            check_port(port, f"port of policy {name!r}")
        only_one(self, "AuthorizationPolicy", name)
        source = AuthorizationPolicySource(principals=list(callers))
        rule = AuthorizationPolicyRule(
            from_=[AuthorizationPolicyFrom(source=source)], to=_to(ports)
        )
        AuthorizationPolicy(
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                selector=AuthorizationPolicySelector(match_labels=selector),
                rules=[rule],
            ),
        )
        pods = tuple(selector.items())
        open_door(self, Door(name=name, pods=pods, callers=tuple(callers)))


def _to(ports: Sequence[int]) -> list[AuthorizationPolicyTo] | None:
    if not ports:
        return None
    operation = AuthorizationPolicyOperation(ports=[str(port) for port in ports])
    return [AuthorizationPolicyTo(operation=operation)]
