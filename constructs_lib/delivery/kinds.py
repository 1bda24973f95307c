"""Every kind that an environment or a profile may hold, whatever is decided.

An AppProject permits all of them always: of a kind that it permits no more, Argo CD would not
delete the last object.
"""

from typing import Final

from .argo_project import Kind

_RBAC: Final = "rbac.authorization.k8s.io"
_ADMISSION: Final = "admissionregistration.k8s.io"
_GATEWAY: Final = "gateway.networking.k8s.io"
_KGATEWAY: Final = "gateway.kgateway.dev"
_METACONTROLLER: Final = "metacontroller.k8s.io"

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
)

# What profiles as code are made of, which have a project of their own.
PROFILE_CLUSTER_KINDS: Final = (Kind("kubeflow.org", "Profile"),)
PROFILE_NAMESPACE_KINDS: Final = (
    Kind("", "LimitRange"),
    Kind("kubeflow.org", "PodDefault"),
    Kind(_RBAC, "RoleBinding"),
    Kind("security.istio.io", "AuthorizationPolicy"),
)
# The account of a profile whose pods have an identity at Azure.
PROFILE_ACCOUNT: Final = Kind("", "ServiceAccount")

# Nobody writes these: without them Argo CD would hide pods and what they log.
SHOWN_KINDS: Final = (Kind("", "Pod"), Kind("apps", "ReplicaSet"))
