"""Map cdk8s's classes to API versions and kinds.

Only cdk8s's JavaScript has this mapping, and loading it takes a tenth of a synthesis.
"""

from collections.abc import Mapping
from typing import Final

_RBAC: Final = "rbac.authorization.k8s.io/v1"
_WEBHOOKS: Final = "admissionregistration.k8s.io/v1"
_GATEWAY: Final = "gateway.networking.k8s.io/v1"
_ISTIO_NETWORK: Final = "networking.istio.io/v1alpha3"
_ISTIO_SECURITY: Final = "security.istio.io/v1beta1"
_ARGO_CD: Final = "argoproj.io/v1alpha1"

# Keys: the package and the name of the class.
KINDS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    **{
        ("cdk8s-plus-27", f"Kube{kind}"): (version, kind)
        for kind, version in {
            "ClusterRole": _RBAC,
            "ClusterRoleBinding": _RBAC,
            "ConfigMap": "v1",
            "CronJob": "batch/v1",
            "Deployment": "apps/v1",
            "Job": "batch/v1",
            "MutatingWebhookConfiguration": _WEBHOOKS,
            "Namespace": "v1",
            "NetworkPolicy": "networking.k8s.io/v1",
            "PersistentVolumeClaim": "v1",
            "PodDisruptionBudget": "policy/v1",
            "PriorityClass": "scheduling.k8s.io/v1",
            "Role": _RBAC,
            "RoleBinding": _RBAC,
            "Secret": "v1",
            "Service": "v1",
            "ServiceAccount": "v1",
            "StatefulSet": "apps/v1",
            "ValidatingWebhookConfiguration": _WEBHOOKS,
        }.items()
    },
    ("cdk8s-plus-27", "KubeHorizontalPodAutoscalerV2"): (
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
    ),
    ("kfl_argocd_ioargoproj", "AppProject"): (_ARGO_CD, "AppProject"),
    ("kfl_argocd_ioargoproj", "Application"): (_ARGO_CD, "Application"),
    ("kfl_gateway_iok8snetworkinggateway", "Gateway"): (_GATEWAY, "Gateway"),
    ("kfl_gateway_iok8snetworkinggateway", "HttpRoute"): (_GATEWAY, "HTTPRoute"),
    ("kfl_gateway_iok8snetworkinggateway", "ReferenceGrant"): (
        f"{_GATEWAY}beta1",
        "ReferenceGrant",
    ),
    **{
        ("kfl_istio_ioistionetworking", kind): (_ISTIO_NETWORK, kind)
        for kind in ("DestinationRule", "Gateway", "VirtualService")
    },
    **{
        ("kfl_istio_ioistiosecurity", kind): (_ISTIO_SECURITY, kind)
        for kind in ("AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication")
    },
}
