"""Make waypoints deny requests unless a policy allows them."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicySpec,
    AuthorizationPolicyTargetRef,
)
from ..config import Ambient
from ..kube import declare


class ClosedWaypoints(Construct):
    """Denies, at every waypoint of the cluster, requests that no policy there allows.

    A waypoint is open until a policy targets it. This one is in the mesh's root namespace and
    targets the class, so it also applies to the waypoints of other teams. Istio supports such
    a target since 1.25.0, which is older than the versions that `Ambient` accepts.
    """

    def __init__(self, scope: Construct, id: str, *, mesh: Ambient) -> None:
        super().__init__(scope, id)
        declare(
            AuthorizationPolicy,
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name="kubeflow-waypoints-default-deny", namespace=mesh.policies_namespace
            ),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                target_refs=[
                    AuthorizationPolicyTargetRef(
                        group="gateway.networking.k8s.io",
                        kind="GatewayClass",
                        name="istio-waypoint",
                    )
                ],
            ),
        )
