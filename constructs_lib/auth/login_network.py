"""Who may connect to one of the login's two servers, where NetworkPolicies are enforced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Ambient, Dex, Mesh, oauth2_proxy
from ..config.mesh import INGRESS_PODS, ROOT_NAMESPACE
from ..kube import NAMESPACE_NAME, declare
from ..mesh import AmbientProbes, SameNamespace

_APP: Final = "app"


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Pods that connect to a server: their namespace and labels."""

    namespace: str
    pods: Mapping[str, str]


def gateway_of(mesh: Mesh) -> Caller:
    """Return the ingress gateway, which forwards logins and asks whether they are valid."""
    return Caller(namespace=mesh.ingress_namespace, pods={_APP: INGRESS_PODS[_APP]})


def callers_of_dex(dex: Dex, mesh: Mesh) -> list[Caller]:
    """Return the pods that connect to Dex; none if its clients may be anywhere.

    istiod fetches the keys of tokens, in plain text.
    """
    if dex.clients:
        return []
    istiod = mesh.istiod_namespace if isinstance(mesh, Ambient) else ROOT_NAMESPACE
    proxy = {"app.kubernetes.io/name": oauth2_proxy.NAME}
    return [
        gateway_of(mesh),
        Caller(namespace=istiod, pods={_APP: "istiod"}),
        Caller(namespace=oauth2_proxy.NAMESPACE, pods=proxy),
    ]


class LoginNetwork(Construct):
    """Lets only its callers connect to a login server, at every port; of the mesh by HBONE.

    name: of the NetworkPolicy. pods: the server's labels. callers: everyone if empty.
    by_expressions: whether selectors are written as expressions, as upstream does for one of
    the two. enrolled: whether the namespace is in an ambient mesh, whose probes then come
    from addresses of their own.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        pods: Mapping[str, str],
        callers: Sequence[Caller],
        by_expressions: bool,
        enrolled: bool,
    ) -> None:
        super().__init__(scope, id)
        select = _in if by_expressions else _with
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Resource",
            metadata=k8s.ObjectMeta(name=name),
            spec=k8s.NetworkPolicySpec(
                pod_selector=select(pods),
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[
                            k8s.NetworkPolicyPeer(
                                namespace_selector=select({NAMESPACE_NAME: caller.namespace}),
                                pod_selector=_with(caller.pods),
                            )
                            for caller in callers
                        ]
                        or None
                    )
                ],
            ),
        )
        SameNamespace(self, "neighbours")
        if enrolled:
            AmbientProbes(self, "probes")


def _with(labels: Mapping[str, str]) -> k8s.LabelSelector:
    return k8s.LabelSelector(match_labels=labels)


def _in(labels: Mapping[str, str]) -> k8s.LabelSelector:
    return k8s.LabelSelector(
        match_expressions=[
            k8s.LabelSelectorRequirement(key=key, operator="In", values=[value])
            for key, value in labels.items()
        ]
    )
