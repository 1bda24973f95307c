"""Open a port to callers inside and outside the mesh."""

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
from ..kube import declare
from .network_door import Door, open_door


class OpenPort(Construct):
    """Opens one container port of some pods in an ambient mesh, and no other.

    callers: mesh identities that may call it, as `Ambient.principal` writes them; anyone if
    empty. Callers outside the mesh, in plain text, may always call it. A NetworkPolicy admits
    them if a `DefaultDeny` of the same app closes the namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        selector: Mapping[str, str],
        port: int,
        callers: Sequence[str] = (),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        operation = AuthorizationPolicyOperation(ports=[str(port)])
        declare(
            AuthorizationPolicy,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                selector=AuthorizationPolicySelector(match_labels=selector),
                rules=[
                    AuthorizationPolicyRule(
                        from_=_from(callers), to=[AuthorizationPolicyTo(operation=operation)]
                    )
                ],
            ),
        )
        pods = tuple(selector.items())
        open_door(self, Door(name=name, pods=pods, callers=tuple(callers), port=port))


def _from(callers: Sequence[str]) -> list[AuthorizationPolicyFrom] | None:
    if not callers:
        return None
    known = AuthorizationPolicySource(principals=list(callers))
    outside = AuthorizationPolicySource(not_principals=["*"])
    return [AuthorizationPolicyFrom(source=known), AuthorizationPolicyFrom(source=outside)]
