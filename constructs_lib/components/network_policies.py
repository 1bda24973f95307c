"""Who may open a connection to the pods of Kubeflow's namespace."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import PROFILES, Component, IngressRule, Mesh, ParentGateway, Sidecars
from ..config.components import ELSEWHERE, INSTALLABLE
from ..config.mesh import HBONE, INGRESS_PODS
from ..kube import NAMESPACE_NAME, tcp_port

NAME = "networkpolicies"

_PAGE: Final = "ml-pipeline-ui"


class NetworkPolicies(Construct):
    """Lets the namespace talk to itself, and the gateway, profiles and API server come in.

    components: whose pods are guarded; by default those of all that upstream knows.
    parent: the Gateway whose proxy may reach an ingress gateway in this namespace.
    page_pods: the `app` of the pods that serve the page of pipelines.
    Source: common/networkpolicies/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        mesh: Mesh,
        parent: ParentGateway = ParentGateway(),
        components: Sequence[Component] = (*INSTALLABLE, *ELSEWHERE),
        page_pods: str = _PAGE,
    ) -> None:
        super().__init__(scope, id)
        self._admit("default-allow-same-namespace", k8s.LabelSelector(), [_neighbours()], ())
        rules = (rule for each in components for rule in each.reached_by)
        for rule in sorted(rules, key=attrgetter("name")):
            pods = {"app": page_pods} if rule.name == _PAGE else rule.pods
            self._admit(rule.name, _in(pods), _callers(rule, mesh), _ports(rule, mesh))
        if not isinstance(mesh, Sidecars):
            self._admit(
                "istio-ingressgateway",
                k8s.LabelSelector(match_labels=INGRESS_PODS),
                [_proxy_of(parent), k8s.NetworkPolicyPeer(namespace_selector=_in(PROFILES))],
                (8080,),
            )

    def _admit(
        self,
        name: str,
        pods: k8s.LabelSelector,
        callers: Sequence[k8s.NetworkPolicyPeer],
        ports: Sequence[int],
    ) -> None:
        k8s.KubeNetworkPolicy(
            self,
            name,
            metadata=k8s.ObjectMeta(name=name),
            spec=k8s.NetworkPolicySpec(
                pod_selector=pods,
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=list(callers) or None,
                        ports=[tcp_port(port) for port in ports] or None,
                    )
                ],
            ),
        )


def _callers(rule: IngressRule, mesh: Mesh) -> list[k8s.NetworkPolicyPeer]:
    callers = []
    if "profiles" in rule.callers:
        callers.append(k8s.NetworkPolicyPeer(namespace_selector=_in(PROFILES)))
    if "gateway" in rule.callers:
        callers.append(_gateway(mesh))
    if "namespace" in rule.callers:
        callers.append(_neighbours())
    return callers


def _ports(rule: IngressRule, mesh: Mesh) -> tuple[int, ...]:
    """Return the ports that are open; mesh peers of an ambient pod come in by HBONE."""
    if rule.ports and "api-server" not in rule.callers and not isinstance(mesh, Sidecars):
        return (*rule.ports, HBONE)
    return rule.ports


def _gateway(mesh: Mesh) -> k8s.NetworkPolicyPeer:
    if isinstance(mesh, Sidecars):
        return k8s.NetworkPolicyPeer(
            namespace_selector=_in({NAMESPACE_NAME: mesh.ingress_namespace})
        )
    return k8s.NetworkPolicyPeer(pod_selector=k8s.LabelSelector(match_labels=INGRESS_PODS))


def _proxy_of(parent: ParentGateway) -> k8s.NetworkPolicyPeer:
    return k8s.NetworkPolicyPeer(
        namespace_selector=_in({NAMESPACE_NAME: parent.namespace}),
        pod_selector=k8s.LabelSelector(
            match_labels={"gateway.networking.k8s.io/gateway-name": parent.name}
        ),
    )


def _neighbours() -> k8s.NetworkPolicyPeer:
    return k8s.NetworkPolicyPeer(pod_selector=k8s.LabelSelector())


def _in(labels: Mapping[str, str]) -> k8s.LabelSelector:
    return k8s.LabelSelector(
        match_expressions=[
            k8s.LabelSelectorRequirement(key=key, operator="In", values=[value])
            for key, value in labels.items()
        ]
    )
