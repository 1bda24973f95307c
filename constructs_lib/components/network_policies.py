"""Who may open a connection to the pods of Kubeflow's namespace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import PROFILES, Mesh, ParentGateway, Sidecars
from ..config.mesh import HBONE, INGRESS_PODS
from ..kube import NAMESPACE_NAME, tcp_port

NAME = "networkpolicies"

_PAGE: Final = "ml-pipeline-ui"


@dataclass(frozen=True, kw_only=True, slots=True)
class Guarded:
    """Pods, and those who may reach them; the same namespace may where `neighbours` says so.

    pods: a label and its value, or several. component: what these pods belong to.
    gateway, profiles: whether the ingress gateway, and pods of profiles, may reach them.
    ports: container ports that may be reached; every one where there are none.
    """

    component: str
    pods: Mapping[str, str]
    gateway: bool = False
    profiles: bool = False
    neighbours: bool = False
    ports: tuple[int, ...] = ()


# By policy name, as common/networkpolicies/base has them; its spelling included.
GUARDED: Final[Mapping[str, Guarded]] = {
    "cache-server": Guarded(
        component="pipelines", pods={"app": "cache-server"}, ports=(8443,)
    ),
    "centraldashboard": Guarded(
        component="central-dashboard",
        pods={"app": "centraldashboard"},
        gateway=True,
        neighbours=True,
    ),
    "jupyter-web-app": Guarded(
        component="jupyter-web-app",
        pods={"app": "jupyter-web-app"},
        gateway=True,
        neighbours=True,
    ),
    "katib-controller": Guarded(
        component="katib", pods={"katib.kubeflow.org/component": "controller"}, ports=(8443,)
    ),
    "katib-db-manager": Guarded(
        component="katib",
        pods={"katib.kubeflow.org/component": "db-manager"},
        profiles=True,
        neighbours=True,
    ),
    "katib-ui": Guarded(
        component="katib", pods={"katib.kubeflow.org/component": "ui"}, gateway=True
    ),
    "kserve": Guarded(
        component="kserve", pods={"control-plane": "kserve-controller-manager"}, ports=(9443,)
    ),
    "kserve-models-web-app": Guarded(
        component="kserve",
        pods={"app.kubernetes.io/component": "kserve-models-web-app"},
        gateway=True,
    ),
    "metadata-grpc-server": Guarded(
        component="pipelines",
        pods={"component": "metadata-grpc-server"},
        profiles=True,
        neighbours=True,
    ),
    "metatada-envoy": Guarded(
        component="pipelines",
        pods={"component": "metadata-envoy"},
        gateway=True,
        neighbours=True,
    ),
    "minio": Guarded(
        component="pipelines",
        pods={"app": "minio"},
        profiles=True,
        gateway=True,
        neighbours=True,
    ),
    "ml-pipeline": Guarded(
        component="pipelines", pods={"app": "ml-pipeline"}, profiles=True, gateway=True
    ),
    _PAGE: Guarded(component="pipelines", pods={"app": _PAGE}, gateway=True),
    "model-registry": Guarded(
        component="model-registry",
        pods={"component": "model-registry-server"},
        profiles=True,
        gateway=True,
        ports=(8080, 9090),
    ),
    "poddefaults": Guarded(
        component="admission-webhook", pods={"app": "poddefaults"}, ports=(4443,)
    ),
    "pvcviewer-webhook": Guarded(
        component="pvcviewer-controller", pods={"app": "pvcviewer"}, ports=(9443,)
    ),
    "seldon": Guarded(
        component="seldon", pods={"control-plane": "seldon-controller-manager"}, ports=(4443,)
    ),
    "spark-operator-webhook": Guarded(
        component="spark-operator",
        pods={
            "app.kubernetes.io/name": "spark-operator",
            "app.kubernetes.io/component": "webhook",
        },
        ports=(9443,),
    ),
    "tensorboards-web-app": Guarded(
        component="tensorboards-web-app",
        pods={"app": "tensorboards-web-app"},
        gateway=True,
        ports=(5000,),
    ),
    "training-operator-webhook": Guarded(
        component="training-operator",
        pods={"control-plane": "kubeflow-training-operator"},
        ports=(9443,),
    ),
    "volumes-web-app": Guarded(
        component="volumes-web-app",
        pods={"app": "volumes-web-app"},
        gateway=True,
        neighbours=True,
    ),
}


class NetworkPolicies(Construct):
    """Lets the namespace talk to itself, and the gateway, profiles and API server come in.

    components: whose pods are guarded; None guards those of every component there is.
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
        components: frozenset[str] | None = None,
        page_pods: str = _PAGE,
    ) -> None:
        super().__init__(scope, id)
        self._admit("default-allow-same-namespace", k8s.LabelSelector(), [_neighbours()], ())
        entered = replace(GUARDED[_PAGE], pods={"app": page_pods})
        for name, guarded in {**GUARDED, _PAGE: entered}.items():
            if components is None or guarded.component in components:
                self._admit(
                    name, _in(guarded.pods), _callers(guarded, mesh), _ports(guarded, mesh)
                )
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


def _callers(guarded: Guarded, mesh: Mesh) -> list[k8s.NetworkPolicyPeer]:
    callers = []
    if guarded.profiles:
        callers.append(k8s.NetworkPolicyPeer(namespace_selector=_in(PROFILES)))
    if guarded.gateway:
        callers.append(_gateway(mesh))
    if guarded.neighbours:
        callers.append(_neighbours())
    return callers


def _ports(guarded: Guarded, mesh: Mesh) -> tuple[int, ...]:
    """Return the ports that are open; mesh peers of an ambient pod come in by HBONE."""
    meshed = guarded.gateway or guarded.profiles
    if guarded.ports and meshed and not isinstance(mesh, Sidecars):
        return (*guarded.ports, HBONE)
    return guarded.ports


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
