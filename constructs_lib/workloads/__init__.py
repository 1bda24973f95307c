"""Processes, the addresses they are reached at, and the webhooks they serve."""

from .admission_webhook import (
    INJECT_CA,
    MutatingWebhook,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
)
from .container import (
    RESTRICTED,
    Container,
    Mount,
    Probes,
    Security,
    field_path,
    http_probe,
    requirements,
    secret_value,
    tcp_probe,
)
from .metrics_proxy import metrics_proxy, permit_metrics_proxy
from .single_pod import SinglePod
from .workload import (
    ConfigMapVolume,
    Endpoint,
    SecretVolume,
    Workload,
    disruption_budget,
    placement,
)

__all__ = [
    "INJECT_CA",
    "RESTRICTED",
    "ConfigMapVolume",
    "Container",
    "Endpoint",
    "Mount",
    "MutatingWebhook",
    "Probes",
    "SecretVolume",
    "Security",
    "ServingCertificate",
    "SinglePod",
    "ValidatingWebhook",
    "Watched",
    "Workload",
    "disruption_budget",
    "field_path",
    "http_probe",
    "metrics_proxy",
    "permit_metrics_proxy",
    "placement",
    "requirements",
    "secret_value",
    "tcp_probe",
]
