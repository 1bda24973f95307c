"""Name the metrics that others serve, and the site's Prometheus reads."""

from collections.abc import Mapping
from typing import Final, Literal

MetricSource = Literal[
    "argo-cd",
    "cert-manager",
    "kube-state-metrics",
    "kubelet",
    "notebook-labels",
]

_SOURCES: Final[Mapping[MetricSource, str]] = {
    "argo-cd": "Argo CD",
    "cert-manager": "cert-manager",
    "kube-state-metrics": "kube-state-metrics",
    "kubelet": "the kubelets",
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
