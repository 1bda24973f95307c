"""Let a node's probes reach captured pods."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..kube import declare
from .network_door import PROBES


class AmbientProbes(Construct):
    """Admits probes to a namespace of an ambient mesh that NetworkPolicies close."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Resource",
            metadata=k8s.ObjectMeta(name="allow-ambient-kubelet-probes"),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(),
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[
                            k8s.NetworkPolicyPeer(ip_block=k8s.IpBlock(cidr=cidr))
                            for cidr in PROBES
                        ]
                    )
                ],
            ),
        )
