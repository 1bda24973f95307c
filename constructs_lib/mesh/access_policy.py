"""Define who may call a workload, and with which requests."""

from collections.abc import Mapping, Sequence

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicySelector,
    AuthorizationPolicySpec,
    AuthorizationPolicyTargetRef,
)
from ..config.checks import check_labels, check_object, check_port, check_selector
from ..config.mesh import check_caller
from ..kube import declare, namespace_of, only_one
from ..workloads import Endpoint
from .admitted import Admitted
from .network_door import Door, open_door


class AccessPolicy(Construct):
    """Allows only the named callers, or the admitted requests, to reach pods or a Service.

    If a `DefaultDeny` of the same app closes the namespace, a NetworkPolicy,
    `<name>-from-mesh`, also admits the callers' namespaces to ztunnel's port:
    https://istio.io/latest/docs/ambient/usage/networkpolicy/.
    selector: labels of the pods, whose ztunnel or sidecar decides.
    to: the Service of a waypoint instead, which then decides.
    callers: mesh identities, as `Ambient.principal` writes them; "*" is anyone with one.
    ports: container ports; empty means every one.
    admitted: instead of callers, requests of several kinds, each allowed separately.
    writes_action: whether to write `action: ALLOW`, as upstream sometimes does; it is Istio's
    default.
    Raises ValueError without a caller or a request, since such a policy would deny everyone,
    and for both.
    Raises ValueError for neither pods nor a Service, for both, and for an empty selector,
    which would open every pod.
    Raises ValueError for a policy of a name that is taken, and in a chart without a namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        selector: Mapping[str, str] | None = None,
        to: Endpoint | None = None,
        callers: Sequence[str] = (),
        ports: Sequence[int] = (),
        admitted: Sequence[Admitted] = (),
        labels: Mapping[str, str] | None = None,
        writes_action: bool = True,
    ) -> None:
        super().__init__(scope, id)
        namespace_of(self)
        check_object(name, "policy")
        if (selector is None) == (to is None):
            raise ValueError(
                f"policy {name!r} needs either a selector of pods or a Service `to`; give one "
                "of the two"
            )
        if selector is not None:
            check_selector(selector, f"selector of policy {name!r}")
        check_labels(labels or {}, f"labels of policy {name!r}")
        requests = _requests(name, callers, ports, admitted)
        only_one(self, "AuthorizationPolicy", name)
        target = (
            None
            if to is None
            else [AuthorizationPolicyTargetRef(group="", kind="Service", name=to.service)]
        )
        declare(
            AuthorizationPolicy,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW if writes_action else None,
                selector=(
                    None
                    if selector is None
                    else AuthorizationPolicySelector(match_labels=selector)
                ),
                target_refs=target,
                rules=[each.to_k8s() for each in requests],
            ),
        )
        if selector is not None:
            homes = tuple(caller for each in requests for caller in each.callers or ("*",))
            open_door(self, Door(name=name, pods=tuple(selector.items()), callers=homes))


def _requests(
    name: str, callers: Sequence[str], ports: Sequence[int], admitted: Sequence[Admitted]
) -> Sequence[Admitted]:
    if admitted:
        if callers or ports:
            raise ValueError(
                f"policy {name!r} has callers or ports besides admitted requests, which have "
                "their own; leave out the first two"
            )
        return admitted
    if not callers:
        raise ValueError(f"policy {name!r} admits nobody; name at least one caller")
    for caller in callers:
        check_caller(caller, f"caller of policy {name!r}")
    for port in ports:
        check_port(port, f"port of policy {name!r}")
    return [Admitted(callers=tuple(callers), ports=tuple(ports))]
