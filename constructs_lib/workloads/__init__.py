"""Processes, the addresses they are reached at, and the webhooks they serve."""

from .._exports import check_exports
from ..releases import READ_ONLY, RESTRICTED, PodSecurity, Security
from .admission_webhook import (
    INJECT_CA,
    MutatingWebhook,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
    Webhook,
)
from .autoscaler import autoscaler
from .container import (
    Container,
    Mount,
    Probes,
    command_probe,
    field_path,
    grpc_probe,
    http_probe,
    requirements,
    shell_probe,
    tcp_probe,
    variables,
)
from .metrics_proxy import (
    expose_metrics_proxy,
    metrics_address,
    metrics_proxy,
    permit_metrics_proxy,
)
from .placed import placed
from .placement import placement, topology_spread
from .script_job import script_job
from .security import container_context, hardened, own_user_context, pod_context
from .single_pod import SinglePod
from .volumes import (
    BundleVolume,
    ClaimVolume,
    ConfigMapVolume,
    EmptyVolume,
    SecretVolume,
    TokenVolume,
)
from .workload import (
    CHECKSUM,
    Endpoint,
    ServicePort,
    Workload,
    disruption_budget,
    volume_owner,
)

__all__ = [
    "CHECKSUM",
    "INJECT_CA",
    "READ_ONLY",
    "RESTRICTED",
    "BundleVolume",
    "ClaimVolume",
    "ConfigMapVolume",
    "Container",
    "EmptyVolume",
    "Endpoint",
    "Mount",
    "MutatingWebhook",
    "PodSecurity",
    "Probes",
    "SecretVolume",
    "Security",
    "ServicePort",
    "ServingCertificate",
    "SinglePod",
    "TokenVolume",
    "ValidatingWebhook",
    "Watched",
    "Webhook",
    "Workload",
    "autoscaler",
    "command_probe",
    "container_context",
    "disruption_budget",
    "expose_metrics_proxy",
    "field_path",
    "grpc_probe",
    "hardened",
    "http_probe",
    "metrics_address",
    "metrics_proxy",
    "own_user_context",
    "permit_metrics_proxy",
    "placed",
    "placement",
    "pod_context",
    "requirements",
    "script_job",
    "shell_probe",
    "tcp_probe",
    "topology_spread",
    "variables",
    "volume_owner",
]

check_exports(globals())
