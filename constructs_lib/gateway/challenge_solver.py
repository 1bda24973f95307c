"""Where cert-manager's pod answers an authority that asks whether a host is ours."""

from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Mesh, ParentGateway
from ..config.mesh import HBONE
from ..kube import NAMESPACE_NAME, declare, is_first, namespace_of, tcp_port
from ..mesh import WebhookPort

_NAME: Final = "acme-solver"
# SolverIdentificationLabelKey and acmeSolverListenPort of cert-manager.
_PODS: Final = {"acme.cert-manager.io/http01-solver": "true"}
_PORT: Final = 8089


class ChallengeSolver(Construct):
    """Lets a Gateway's proxy call cert-manager's solvers in the chart's namespace.

    Their answers are public. They are pods of moments, beside the certificate that they are
    for, and are shut where everything is closed by default, in the mesh and in the network.
    Nothing is written a second time for one namespace.
    """

    def __init__(
        self, scope: Construct, id: str, *, parent: ParentGateway, mesh: Mesh
    ) -> None:
        super().__init__(scope, id)
        if not is_first(self, "AuthorizationPolicy", _NAME, namespace=namespace_of(self)):
            return
        WebhookPort(self, "Mesh", name=_NAME, selector=_PODS, port=_PORT, mesh=mesh)
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Network",
            metadata=k8s.ObjectMeta(name=_NAME),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels=_PODS),
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[_proxy_of(parent)], ports=[tcp_port(_PORT), tcp_port(HBONE)]
                    )
                ],
            ),
        )


def _proxy_of(parent: ParentGateway) -> k8s.NetworkPolicyPeer:
    return k8s.NetworkPolicyPeer(
        namespace_selector=k8s.LabelSelector(match_labels={NAMESPACE_NAME: parent.namespace}),
        pod_selector=k8s.LabelSelector(
            match_labels={"gateway.networking.k8s.io/gateway-name": parent.name}
        ),
    )
