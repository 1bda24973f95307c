"""The kinds that each add-on's charts write, for its AppProject to permit.

Found by rendering the charts: Istio's of 1.29 and later, kgateway's of 2.2 and 2.4, all others
at the catalog's versions. What many charts offer by values is permitted too.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from .argo_project import Kind

_RBAC: Final = "rbac.authorization.k8s.io"
_ADMISSION: Final = "admissionregistration.k8s.io"

# Argo CD makes the namespace itself, and needs leave for that.
_NAMESPACE: Final = Kind("", "Namespace")
_CRD: Final = Kind("apiextensions.k8s.io", "CustomResourceDefinition")
_CLUSTER_RBAC: Final = (Kind(_RBAC, "ClusterRole"), Kind(_RBAC, "ClusterRoleBinding"))
_WEBHOOKS: Final = (
    Kind(_ADMISSION, "MutatingWebhookConfiguration"),
    Kind(_ADMISSION, "ValidatingWebhookConfiguration"),
)
_ROLES: Final = (Kind(_RBAC, "Role"), Kind(_RBAC, "RoleBinding"))

# What a controller's chart consists of, and what Argo CD shows of it.
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
    # From 1.5 on it guards its own kinds against those of an older version.
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
    # A Job asks after each sync whether the webhook answers.
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
