"""Let the pods of a namespace connect to each other."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..kube import declare, namespace_of


class SameNamespace(Construct):
    """Closes the chart's namespace to all but its own pods; other NetworkPolicies open it."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        everyone = k8s.LabelSelector()
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Resource",
            metadata=k8s.ObjectMeta(name=f"default-allow-same-namespace-{namespace_of(self)}"),
            spec=k8s.NetworkPolicySpec(
                pod_selector=everyone,
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[k8s.NetworkPolicyPeer(pod_selector=everyone)]
                    )
                ],
            ),
        )
