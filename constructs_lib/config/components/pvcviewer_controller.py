"""The controller that runs a file browser for a volume."""

from typing import Final

from .component import Component, IngressRule, MetricsPort

PVCVIEWER_CONTROLLER: Final = Component(
    name="pvcviewer-controller",
    group="Controllers",
    upstream=True,
    images=("pvcviewer-controller", "kube-rbac-proxy/pvcviewer-controller"),
    reached_by=(
        IngressRule(
            name="pvcviewer-webhook",
            pods={"app": "pvcviewer"},
            callers=("api-server",),
            ports=(9443,),
        ),
    ),
    metrics=(
        MetricsPort(
            name="pvcviewer-controller",
            pods={"app": "pvcviewer", "control-plane": "controller-manager"},
            number=8080,
            proxy=8443,
            beside_webhook=True,
        ),
    ),
)
