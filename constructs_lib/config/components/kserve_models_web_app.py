"""The page of the models that are served."""

from typing import Final

from ..links import Link, Links
from .component import Component, IngressRule

KSERVE_MODELS_WEB_APP: Final = Component(
    name="kserve-models-web-app",
    group="KServe",
    upstream=True,
    images=("kserve/models-web-app", "models-web-app"),
    needs=("kserve",),
    links=Links(
        menu=(Link("KServe Endpoints", "/kserve-endpoints/", icon="kubeflow:models"),)
    ),
    reached_by=(
        IngressRule(
            name="kserve-models-web-app",
            pods={"app.kubernetes.io/component": "kserve-models-web-app"},
            callers=("gateway",),
        ),
    ),
    opt_in=True,
    settings="models",
)
