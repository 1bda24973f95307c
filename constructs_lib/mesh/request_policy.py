"""Which requests a workload takes, where callers alone do not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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
    AuthorizationPolicyTargetRef,
    AuthorizationPolicyTo,
    AuthorizationPolicyWhen,
)
from ..workloads import Endpoint
from .network_door import Door, open_door

# Whoever has an identity in the mesh.
ANY_IDENTITY: Final = ("*",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Admitted:
    """Requests that are let in: all that this describes, so `Admitted()` is every request.

    callers: mesh identities, as `Ambient.principal` writes them. ports: container ports where
    ztunnel decides. having, lacking: headers that a request has to have or must not have;
    only a sidecar or a waypoint sees them.
    """

    callers: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    def to_l1(self) -> AuthorizationPolicyRule:
        """Return the rule as cdk8s writes it."""
        source = AuthorizationPolicySource(principals=list(self.callers))
        operation = AuthorizationPolicyOperation(ports=[str(port) for port in self.ports])
        conditions = [
            *(
                AuthorizationPolicyWhen(key=f"request.headers[{name}]", values=["*"])
                for name in self.having
            ),
            *(
                AuthorizationPolicyWhen(key=f"request.headers[{name}]", not_values=["*"])
                for name in self.lacking
            ),
        ]
        return AuthorizationPolicyRule(
            from_=[AuthorizationPolicyFrom(source=source)] if self.callers else None,
            to=[AuthorizationPolicyTo(operation=operation)] if self.ports else None,
            when=conditions or None,
        )


class RequestPolicy(Construct):
    """Lets only the admitted requests through to the pods of a selector, or to a Service.

    to: pods by their labels, whose ztunnel or sidecar decides; or the Service of a waypoint.
    writes_action: upstream writes `action: ALLOW`; where it does not, it is Istio's default.
    Raises ValueError where nothing is admitted.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        to: Mapping[str, str] | Endpoint,
        admitted: Sequence[Admitted],
        labels: Mapping[str, str] | None = None,
        writes_action: bool = True,
    ) -> None:
        super().__init__(scope, id)
        if not admitted:
            raise ValueError(f"policy {name!r} lets nobody in; admit at least one caller")
        selector, targets = None, None
        if isinstance(to, Endpoint):
            targets = [AuthorizationPolicyTargetRef(group="", kind="Service", name=to.service)]
        else:
            selector = AuthorizationPolicySelector(match_labels=to)
        AuthorizationPolicy(
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW if writes_action else None,
                selector=selector,
                target_refs=targets,
                rules=[each.to_l1() for each in admitted],
            ),
        )
        if not isinstance(to, Endpoint):
            callers = tuple(caller for each in admitted for caller in each.callers or ("*",))
            open_door(self, Door(name=name, pods=tuple(to.items()), callers=callers))
