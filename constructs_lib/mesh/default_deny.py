"""A namespace in which nobody may call anything that no policy opens."""

from typing import Final

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicySpec,
    PeerAuthentication,
    PeerAuthenticationMtls,
    PeerAuthenticationMtlsMode,
    PeerAuthenticationSpec,
)

# Istio's CNI sends a node's probes to captured pods from these addresses.
# https://istio.io/latest/docs/ambient/usage/networkpolicy/
_PROBES: Final = ("169.254.7.127/32", "fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128")


class DefaultDeny(Construct):
    """Closes the chart's namespace in an ambient mesh: no caller, no plain text, but probes.

    What is to be called needs a policy of its own; `AmbientNamespace` finds what is forgotten.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        AuthorizationPolicy(
            self,
            "Nobody",
            metadata=ApiObjectMetadata(name="default-deny"),
            spec=AuthorizationPolicySpec(),
        )
        PeerAuthentication(
            self,
            "NoPlainText",
            metadata=ApiObjectMetadata(name="default"),
            spec=PeerAuthenticationSpec(
                mtls=PeerAuthenticationMtls(mode=PeerAuthenticationMtlsMode.STRICT)
            ),
        )
        k8s.KubeNetworkPolicy(
            self,
            "Probes",
            metadata=k8s.ObjectMeta(name="allow-ambient-kubelet-probes"),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(),
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[
                            k8s.NetworkPolicyPeer(ip_block=k8s.IpBlock(cidr=cidr))
                            for cidr in _PROBES
                        ]
                    )
                ],
            ),
        )
