"""Processes, the addresses they are reached at, and the webhooks they serve."""

from .admission_webhook import (
    INJECT_CA,
    MutatingWebhook,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
    Webhook,
)
from .container import (
    RESTRICTED,
    Container,
    Mount,
    Probes,
    Security,
    field_path,
    grpc_probe,
    http_probe,
    requirements,
    shell_probe,
    tcp_probe,
)
from .metrics_proxy import metrics_proxy, permit_metrics_proxy
from .workload import (
    ClaimVolume,
    ConfigMapVolume,
    Endpoint,
    SecretVolume,
    ServicePort,
    Workload,
    disruption_budget,
    placement,
)

__all__ = [
    "INJECT_CA",
    "RESTRICTED",
    "ClaimVolume",
    "ConfigMapVolume",
    "Container",
    "Endpoint",
    "Mount",
    "MutatingWebhook",
    "Probes",
    "SecretVolume",
    "Security",
    "ServicePort",
    "ServingCertificate",
    "ValidatingWebhook",
    "Watched",
    "Webhook",
    "Workload",
    "disruption_budget",
    "field_path",
    "grpc_probe",
    "http_probe",
    "metrics_proxy",
    "permit_metrics_proxy",
    "placement",
    "requirements",
    "shell_probe",
    "tcp_probe",
]
