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
    command_probe,
    field_path,
    grpc_probe,
    http_probe,
    requirements,
    shell_probe,
    tcp_probe,
)
from .metrics_proxy import metrics_proxy, permit_metrics_proxy
from .placed import placed
from .program_job import Surroundings, program_job
from .single_pod import SinglePod
from .workload import (
    ClaimVolume,
    ConfigMapVolume,
    EmptyVolume,
    Endpoint,
    SecretVolume,
    ServicePort,
    TokenVolume,
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
    "EmptyVolume",
    "Endpoint",
    "Mount",
    "MutatingWebhook",
    "Probes",
    "SecretVolume",
    "Security",
    "ServicePort",
    "ServingCertificate",
    "SinglePod",
    "Surroundings",
    "TokenVolume",
    "ValidatingWebhook",
    "Watched",
    "Webhook",
    "Workload",
    "command_probe",
    "disruption_budget",
    "field_path",
    "grpc_probe",
    "http_probe",
    "metrics_proxy",
    "permit_metrics_proxy",
    "placed",
    "placement",
    "program_job",
    "requirements",
    "shell_probe",
    "tcp_probe",
]
