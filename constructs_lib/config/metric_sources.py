"""Name the metrics that others serve, and the site's Prometheus reads."""

import re
from collections.abc import Mapping
from typing import Final, Literal

MetricSource = Literal[
    "argo-cd",
    "cadvisor",
    "cert-manager",
    "dcgm-exporter",
    "kube-state-metrics",
    "kubelet",
    "namespace-labels",
    "namespace-owners",
    "notebook-labels",
]

_SOURCES: Final[Mapping[MetricSource, str]] = {
    "argo-cd": "Argo CD",
    "cadvisor": "the kubelets' `/metrics/cadvisor`",
    "cert-manager": "cert-manager",
    "dcgm-exporter": "NVIDIA's DCGM exporter with labels of pods",
    "kube-state-metrics": "kube-state-metrics",
    "kubelet": "the kubelets",
    "namespace-labels": (
        "kube-state-metrics with `--metric-labels-allowlist=namespaces=[…]` and the labels of "
        "profiles"
    ),
    "namespace-owners": (
        "kube-state-metrics with `--metric-annotations-allowlist=namespaces=[owner]`"
    ),
    "notebook-labels": (
        "kube-state-metrics with `--metric-labels-allowlist=pods=[notebook-name]`"
    ),
}


def unnamed(source: MetricSource) -> str:
    """Return the reason why nothing is written that needs a source, and what to do."""
    return (
        f"nothing says that Prometheus reads {_SOURCES[source]}; "
        f"add {source!r} to Monitoring(platform=…)"
    )


def sanitized(name: str) -> str:
    """Return how kube-state-metrics writes the name of a resource, such as `nvidia_com_gpu`.

    Source: kubernetes/kube-state-metrics, internal/store/utils.go, SanitizeLabelName.
    """
    return re.sub("[^a-zA-Z0-9_]", "_", name)


def label_name(key: str) -> str:
    """Return the label in which kube-state-metrics has an object's label.

    Source: kubernetes/kube-state-metrics, internal/store/utils.go, mapToPrometheusLabels.
    """
    return "label_" + re.sub("([a-z0-9])([A-Z])", r"\1_\2", sanitized(key)).lower()
