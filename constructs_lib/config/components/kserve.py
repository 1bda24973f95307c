"""KServe, which serves models."""

from typing import Final

from .component import Component, IngressRule, MetricsPort

KSERVE: Final = Component(
    name="kserve",
    group="KServe",
    upstream=True,
    images=(
        "kserve/kserve-controller",
        "kserve/kserve-localmodel-controller",
        "kube-rbac-proxy/kserve",
        "kserve/agent",
        "kserve/router",
        "kserve/storage-initializer",
        "kserve/art-explainer",
        "kserve/huggingfaceserver",
        "kserve/lgbserver",
        "kserve/mlserver",
        "kserve/paddleserver",
        "kserve/pmmlserver",
        "kserve/sklearnserver",
        "kserve/tensorflow-serving",
        "kserve/torchserve",
        "kserve/tritonserver",
        "kserve/xgbserver",
        "kserve/predictiveserver",
        "art-explainer",
    ),
    reached_by=(
        IngressRule(
            name="kserve",
            pods={"control-plane": "kserve-controller-manager"},
            callers=("api-server",),
            ports=(9443,),
        ),
    ),
    without_clients=("kserve-localmodel-controller-manager",),
    settings="models",
    metrics=(
        MetricsPort(
            name="kserve-controller",
            pods={"control-plane": "kserve-controller-manager"},
            number=8080,
            proxy=8443,
            beside_webhook=True,
        ),
    ),
    opt_in=True,
)
