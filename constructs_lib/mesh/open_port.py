"""A port that anyone may call, inside the mesh and outside."""

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicyOperation,
    AuthorizationPolicyRule,
    AuthorizationPolicySelector,
    AuthorizationPolicySpec,
    AuthorizationPolicyTo,
)


class OpenPort(Construct):
    """Opens one container port of some pods to anyone in an ambient mesh, and no other."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        selector: Mapping[str, str],
        port: int,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        operation = AuthorizationPolicyOperation(ports=[str(port)])
        AuthorizationPolicy(
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                selector=AuthorizationPolicySelector(match_labels=selector),
                rules=[
                    AuthorizationPolicyRule(to=[AuthorizationPolicyTo(operation=operation)])
                ],
            ),
        )
