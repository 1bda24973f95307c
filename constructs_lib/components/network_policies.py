"""Restrict connections to the pods of Kubeflow's namespace."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import (
    PROFILES,
    BundledMinIO,
    Component,
    Config,
    IngressRule,
    Mesh,
    ParentGateway,
    Sidecars,
)
from ..config.canary import SUFFIX
from ..config.components import PLACES, SHOWN_BY_UPSTREAM
from ..config.mesh import HBONE, INGRESS_PODS, caller_namespace
from ..kube import NAMESPACE_NAME, declare, namespace_of, tcp_port

NAME = "networkpolicies"

_PAGE: Final = "ml-pipeline-ui"
_MINIO: Final = "minio"
# How many labels upstream writes as expressions; of more it writes the labels.
_EXPRESSIONS: Final = 2
# Upstream selects these pods by labels too.
_BY_LABELS: Final = (
    {"app.kubernetes.io/component": "server", "app.kubernetes.io/name": "model-catalog"},
)


class NetworkPolicies(Construct):
    """Allows connections within the namespace, and from the gateway, profiles and API server.

    components: those whose pods are guarded; by default all of upstream's.
    parent: the Gateway whose proxy may reach an ingress gateway in this namespace.
    page_pods: the `app` of the pods that serve the page of pipelines.
    canaries: the components whose page has a canary beside it, with the page's callers.
    minio: whether the pods of MinIO are guarded.
    Source: common/networkpolicies/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        mesh: Mesh,
        parent: ParentGateway = ParentGateway(),
        components: Sequence[Component] = SHOWN_BY_UPSTREAM,
        page_pods: str = _PAGE,
        canaries: Collection[str] = (),
        minio: bool = True,
    ) -> None:
        super().__init__(scope, id)
        _write(self, "default-allow-same-namespace", {}, [_neighbours()], ())
        rules = [
            rule
            for each in components
            for rule in each.reached_by
            if minio or rule.name != _MINIO
        ]
        rules += (
            rule
            for each in components
            if each.name in canaries
            for rule in _of_canary(each.reached_by)
        )
        for rule in sorted(rules, key=attrgetter("name")):
            entered = replace(rule, pods={"app": page_pods}) if rule.name == _PAGE else rule
            allow_ingress(self, entered, mesh)
        if not isinstance(mesh, Sidecars):
            declare(
                k8s.KubeNetworkPolicy,
                self,
                "istio-ingressgateway",
                metadata=k8s.ObjectMeta(name="istio-ingressgateway"),
                spec=_spec(
                    k8s.LabelSelector(match_labels=INGRESS_PODS),
                    [
                        _proxy_of(parent),
                        k8s.NetworkPolicyPeer(namespace_selector=_in(PROFILES)),
                    ],
                    (8080,),
                ),
            )


def guards_minio(config: Config) -> bool:
    """Return whether the pods of MinIO are guarded, which some releases do without any."""
    bundled = isinstance(config.pipelines.object_store, BundledMinIO)
    return bundled or config.release.network_policies == "kubeflow"


def _of_canary(rules: Sequence[IngressRule]) -> Iterator[IngressRule]:
    """Yield the rules of a page, for the pods of its canary."""
    for rule in rules:
        if "gateway" in rule.callers:
            pods = {key: f"{value}{SUFFIX}" for key, value in rule.pods.items()}
            yield replace(rule, name=f"{rule.name}{SUFFIX}", pods=pods)


def allow_ingress(
    scope: Construct, rule: IngressRule, mesh: Mesh, *, labels: Mapping[str, str] | None = None
) -> None:
    """Allow only a rule's callers to connect to its pods in the chart's namespace."""
    callers = _callers(rule, mesh, namespace_of(scope))
    _write(scope, rule.name, rule.pods, callers, _ports(rule, mesh), labels=labels)


def _write(
    scope: Construct,
    name: str,
    pods: Mapping[str, str],
    callers: Sequence[k8s.NetworkPolicyPeer],
    ports: Sequence[int],
    *,
    labels: Mapping[str, str] | None = None,
) -> None:
    by_labels = not pods or len(pods) > _EXPRESSIONS or pods in _BY_LABELS
    selector = k8s.LabelSelector(match_labels=pods or None) if by_labels else _in(pods)
    declare(
        k8s.KubeNetworkPolicy,
        scope,
        name,
        metadata=k8s.ObjectMeta(name=name, labels=labels),
        spec=_spec(selector, callers, ports),
    )


def _spec(
    pods: k8s.LabelSelector, callers: Sequence[k8s.NetworkPolicyPeer], ports: Sequence[int]
) -> k8s.NetworkPolicySpec:
    return k8s.NetworkPolicySpec(
        pod_selector=pods,
        policy_types=["Ingress"],
        ingress=[
            k8s.NetworkPolicyIngressRule(
                from_=list(callers) or None,
                ports=[tcp_port(port) for port in ports] or None,
            )
        ],
    )


def _callers(rule: IngressRule, mesh: Mesh, namespace: str) -> list[k8s.NetworkPolicyPeer]:
    callers = []
    if "profiles" in rule.callers:
        callers.append(k8s.NetworkPolicyPeer(namespace_selector=_in(PROFILES)))
    if "gateway" in rule.callers:
        callers.append(_gateway(mesh, namespace))
    if "namespace" in rule.callers:
        callers.append(_neighbours())
    identities = (caller for caller in rule.callers if caller not in PLACES)
    homes = dict.fromkeys(caller_namespace(identity) for identity in identities)
    callers += [
        k8s.NetworkPolicyPeer(
            # An identity that may be in any namespace.
            namespace_selector=_in({NAMESPACE_NAME: home}) if home else k8s.LabelSelector()
        )
        for home in homes
    ]
    return callers


def _ports(rule: IngressRule, mesh: Mesh) -> tuple[int, ...]:
    """Return the open ports; mesh peers of an ambient pod connect by HBONE."""
    if rule.ports and "api-server" not in rule.callers and not isinstance(mesh, Sidecars):
        return (*rule.ports, HBONE)
    return rule.ports


def _gateway(mesh: Mesh, namespace: str) -> k8s.NetworkPolicyPeer:
    there = _in({NAMESPACE_NAME: mesh.ingress_namespace})
    if isinstance(mesh, Sidecars):
        return k8s.NetworkPolicyPeer(namespace_selector=there)
    return k8s.NetworkPolicyPeer(
        namespace_selector=None if mesh.ingress_namespace == namespace else there,
        pod_selector=k8s.LabelSelector(match_labels=INGRESS_PODS),
    )


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
