"""List the kinds that an environment's AppProjects permit.

They are the kinds of its objects, and every kind that this library can write, which is listed
here. Argo CD would not prune the last object of a kind that is no longer permitted: an
environment without a backup must still permit the CronJob that it had.
Kinds that an optional component defines are not listed: their objects are deleted with them.
Nor are Velero's: its namespace is not permitted either without its objects.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from ..kube import Object, group_of
from .argo_project import Kind

_RBAC: Final = "rbac.authorization.k8s.io"
_ADMISSION: Final = "admissionregistration.k8s.io"
_GATEWAY: Final = "gateway.networking.k8s.io"
_KGATEWAY: Final = "gateway.kgateway.dev"
_METACONTROLLER: Final = "metacontroller.k8s.io"
_MONITORING: Final = "monitoring.coreos.com"

CLUSTER_KINDS: Final = (
    Kind("", "Namespace"),
    Kind(_ADMISSION, "MutatingWebhookConfiguration"),
    Kind(_ADMISSION, "ValidatingAdmissionPolicy"),
    Kind(_ADMISSION, "ValidatingAdmissionPolicyBinding"),
    Kind(_ADMISSION, "ValidatingWebhookConfiguration"),
    Kind("apiextensions.k8s.io", "CustomResourceDefinition"),
    Kind(_METACONTROLLER, "CompositeController"),
    Kind(_METACONTROLLER, "DecoratorController"),
    Kind(_RBAC, "ClusterRole"),
    Kind(_RBAC, "ClusterRoleBinding"),
    Kind("scheduling.k8s.io", "PriorityClass"),
)

NAMESPACE_KINDS: Final = (
    Kind("", "ConfigMap"),
    Kind("", "PersistentVolumeClaim"),
    Kind("", "Secret"),
    Kind("", "Service"),
    Kind("", "ServiceAccount"),
    Kind("apps", "Deployment"),
    Kind("apps", "StatefulSet"),
    Kind("autoscaling", "HorizontalPodAutoscaler"),
    Kind("batch", "CronJob"),
    Kind("batch", "Job"),
    Kind("bitnami.com", "SealedSecret"),
    Kind("cert-manager.io", "Certificate"),
    Kind("cert-manager.io", "Issuer"),
    Kind("external-secrets.io", "ExternalSecret"),
    Kind("externaldns.k8s.io", "DNSEndpoint"),
    Kind(_KGATEWAY, "HTTPListenerPolicy"),
    Kind(_KGATEWAY, "ListenerPolicy"),
    Kind(_KGATEWAY, "TrafficPolicy"),
    Kind(_GATEWAY, "Gateway"),
    Kind(_GATEWAY, "HTTPRoute"),
    Kind(_GATEWAY, "ReferenceGrant"),
    Kind(_MONITORING, "PodMonitor"),
    Kind(_MONITORING, "PrometheusRule"),
    Kind(_MONITORING, "ScrapeConfig"),
    Kind(_MONITORING, "ServiceMonitor"),
    Kind("networking.istio.io", "DestinationRule"),
    Kind("networking.istio.io", "EnvoyFilter"),
    Kind("networking.istio.io", "Gateway"),
    Kind("networking.istio.io", "VirtualService"),
    Kind("networking.k8s.io", "NetworkPolicy"),
    Kind("policy", "PodDisruptionBudget"),
    Kind(_RBAC, "Role"),
    Kind(_RBAC, "RoleBinding"),
    Kind("security.istio.io", "AuthorizationPolicy"),
    Kind("security.istio.io", "PeerAuthentication"),
    Kind("security.istio.io", "RequestAuthentication"),
    Kind("telemetry.istio.io", "Telemetry"),
)

# The kinds of profiles as code, which have a project of their own.
PROFILE_CLUSTER_KINDS: Final = (Kind("kubeflow.org", "Profile"),)
PROFILE_NAMESPACE_KINDS: Final = (
    Kind("", "LimitRange"),
    Kind("kubeflow.org", "PodDefault"),
    Kind(_RBAC, "RoleBinding"),
    Kind("security.istio.io", "AuthorizationPolicy"),
)
# Controllers write these; without them Argo CD would hide pods and their logs.
SHOWN_KINDS: Final = (Kind("", "Pod"), Kind("apps", "ReplicaSet"))

_CRD: Final = "CustomResourceDefinition"


def with_kinds_of(
    objects: Iterable[Object], cluster: Sequence[Kind], namespaced: Sequence[Kind]
) -> tuple[list[Kind], list[Kind]]:
    """Return cluster-scoped and namespaced kinds, followed by those of objects.

    The scope of an unlisted kind follows from its definition among the objects, else from
    their namespace; upstream writes one on some cluster-scoped objects.
    """
    found = [obj for obj in objects if "metadata" in obj]
    scopes = {
        Kind(obj["spec"]["group"], obj["spec"]["names"]["kind"]): obj["spec"]["scope"]
        for obj in found
        if obj["kind"] == _CRD
    }
    known = {*cluster, *namespaced}
    wide: set[Kind] = set()
    within: set[Kind] = set()
    for obj in found:
        kind = Kind(group_of(obj), obj["kind"])
        otherwise = "Namespaced" if "namespace" in obj["metadata"] else "Cluster"
        if kind not in known:
            (wide if scopes.get(kind, otherwise) == "Cluster" else within).add(kind)
    return [*cluster, *sorted(wide, key=_order)], [*namespaced, *sorted(within, key=_order)]


def _order(kind: Kind) -> tuple[str, str]:
    return kind.group, kind.kind
