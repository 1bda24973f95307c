"""Create a waypoint for the few Services that need one."""

import json
from collections.abc import Mapping
from typing import Final

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicySpec,
    AuthorizationPolicyTargetRef,
    GatewayApiGateway,
    GatewayApiGatewaySpec,
    GatewayApiInfrastructure,
    GatewayApiListener,
    GatewayApiParameters,
)
from ..config import Ambient
from ..config.mesh import HBONE
from ..config.versions import WAYPOINT_PARAMETERS, check_feature
from ..kube import ConfigMap, declare, namespace_of, tcp_port

_CLASS: Final = "istio-waypoint"
_GROUP: Final = "gateway.networking.k8s.io"
# Of what the standard `restricted` requires, Istio's own pod lacks this alone:
# https://github.com/istio/istio/issues/56383
_CONFINED: Final = {
    "spec": {
        "template": {
            "spec": {"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}
        }
    }
}


class Waypoint(Construct):
    """A waypoint that admits only allowed requests to the enrolled Services.

    Istio creates the proxy from the Gateway. A waypoint without any policy admits everything;
    this one has a policy from the start that denies everything.
    callers: labels of the namespaces whose pods may connect, beside the waypoint's own.
    mesh: whose waypoint it is.
    confined: whether its pods have the runtime's seccomp profile, without which a namespace
    that enforces the Pod Security Standard `restricted` refuses them.
    enrolled: the label that puts a Service behind it. principal: by it the Services' pods
    know the waypoint, which is their caller instead of the client.
    Raises ValueError for a confined one of an Istio that reads no parameters of a waypoint.
    Source: https://istio.io/latest/docs/ambient/usage/waypoint/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        callers: Mapping[str, str],
        mesh: Ambient,
        confined: bool = False,
    ) -> None:
        super().__init__(scope, id)
        if confined:
            check_feature(WAYPOINT_PARAMETERS, mesh.istio)
        self.name = name
        self.enrolled = {"istio.io/use-waypoint": name}
        self.principal = mesh.principal(namespace_of(self), name)
        labels = {"istio.io/waypoint-for": "service", **mesh.chosen_revision}
        declare(
            GatewayApiGateway,
            self,
            "Gateway",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=GatewayApiGatewaySpec(
                gateway_class_name=_CLASS,
                listeners=[GatewayApiListener(name="mesh", port=HBONE, protocol="HBONE")],
                infrastructure=self._confining() if confined else None,
            ),
        )
        declare(
            AuthorizationPolicy,
            self,
            "Nobody",
            metadata=ApiObjectMetadata(name=f"{name}-default-deny"),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                target_refs=[
                    AuthorizationPolicyTargetRef(group=_GROUP, kind="Gateway", name=name)
                ],
            ),
        )
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Callers",
            metadata=k8s.ObjectMeta(name=name),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels={f"{_GROUP}/gateway-name": name}),
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[
                            k8s.NetworkPolicyPeer(
                                namespace_selector=k8s.LabelSelector(match_labels=callers)
                            ),
                            k8s.NetworkPolicyPeer(pod_selector=k8s.LabelSelector()),
                        ],
                        ports=[tcp_port(HBONE)],
                    )
                ],
            ),
        )

    def _confining(self) -> GatewayApiInfrastructure:
        """Return the parameters that istiod merges into the waypoint's Deployment."""
        parameters = ConfigMap(
            self, "Parameters", name=self.name, data={"deployment": json.dumps(_CONFINED)}
        )
        return GatewayApiInfrastructure(
            parameters_ref=GatewayApiParameters(
                group="", kind="ConfigMap", name=parameters.name
            )
        )
