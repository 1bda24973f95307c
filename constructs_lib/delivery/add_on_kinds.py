"""List the kinds that each add-on's charts write, for its AppProject.

Found by rendering the charts: Istio's of 1.29 and later, kgateway's of 2.2 and 2.4, all others
at the catalog's versions. Common options of the charts' values are permitted too.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from .argo_project import Kind

_RBAC: Final = "rbac.authorization.k8s.io"
_ADMISSION: Final = "admissionregistration.k8s.io"

# Argo CD creates the namespace itself, and needs permission for that.
_NAMESPACE: Final = Kind("", "Namespace")
_CRD: Final = Kind("apiextensions.k8s.io", "CustomResourceDefinition")
_CLUSTER_RBAC: Final = (Kind(_RBAC, "ClusterRole"), Kind(_RBAC, "ClusterRoleBinding"))
_WEBHOOKS: Final = (
    Kind(_ADMISSION, "MutatingWebhookConfiguration"),
    Kind(_ADMISSION, "ValidatingWebhookConfiguration"),
)
_ROLES: Final = (Kind(_RBAC, "Role"), Kind(_RBAC, "RoleBinding"))

# The kinds of a controller's chart, and those that Argo CD shows of it.
_CONTROLLER: Final = (
    Kind("", "Service"),
    Kind("", "ServiceAccount"),
    Kind("", "Pod"),
    Kind("apps", "Deployment"),
    Kind("apps", "ReplicaSet"),
    Kind("autoscaling", "HorizontalPodAutoscaler"),
    Kind("networking.k8s.io", "NetworkPolicy"),
    Kind("policy", "PodDisruptionBudget"),
)

CLUSTER_KINDS: Final[Mapping[str, Sequence[Kind]]] = {
    # From 1.5 on it prevents older definitions from replacing newer ones.
    "gateway-api": (
        _NAMESPACE,
        _CRD,
        Kind(_ADMISSION, "ValidatingAdmissionPolicy"),
        Kind(_ADMISSION, "ValidatingAdmissionPolicyBinding"),
    ),
    "cert-manager": (_NAMESPACE, _CRD, *_CLUSTER_RBAC, *_WEBHOOKS),
    "istio": (_NAMESPACE, _CRD, *_CLUSTER_RBAC, *_WEBHOOKS),
    "kgateway": (_NAMESPACE, _CRD, *_CLUSTER_RBAC),
    "external-dns": (_NAMESPACE, _CRD, *_CLUSTER_RBAC),
    "argo-rollouts": (_NAMESPACE, _CRD, *_CLUSTER_RBAC),
}

NAMESPACE_KINDS: Final[Mapping[str, Sequence[Kind]]] = {
    "gateway-api": (),
    # A Job checks after each sync that the webhook responds.
    "cert-manager": (
        *_CONTROLLER,
        *_ROLES,
        Kind("", "ConfigMap"),
        Kind("batch", "Job"),
    ),
    "istio": (
        *_CONTROLLER,
        *_ROLES,
        Kind("", "ConfigMap"),
        Kind("", "ResourceQuota"),
        Kind("apps", "ControllerRevision"),
        Kind("apps", "DaemonSet"),
    ),
    "kgateway": _CONTROLLER,
    "external-dns": _CONTROLLER,
    "argo-rollouts": (*_CONTROLLER, *_ROLES, Kind("", "ConfigMap")),
}
