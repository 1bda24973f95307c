"""Kubeflow 26.03, of March 2026."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .floor import Floor
from .hazards_26_03 import HAZARDS_26_03
from .v1_11_0 import V1_11_0

_PIPELINES: Final = "2.16.0"
_KSERVE: Final = "0.16.0"
_SPARK: Final = "2.5.0"


def _tagged(prefix: str, old: str, new: str) -> dict[str, str]:
    """Return the images of v1.11.0 below a registry's path, with a new tag."""
    return {
        name: image.replace(f":{old}", f":{new}")
        for name, image in V1_11_0.images.items()
        if image.startswith(prefix) and image.endswith(f":{old}")
    }


_IMAGES: Final = MappingProxyType(
    {
        **V1_11_0.images,
        **_tagged("ghcr.io/kubeflow/kfp-", V1_11_0.pipelines, _PIPELINES),
        **_tagged("kserve/", f"v{V1_11_0.kserve}", f"v{_KSERVE}"),
        "art-explainer": f"docker.io/kserve/art-explainer:v{_KSERVE}",
        **dict.fromkeys(
            ("kserve/models-web-app", "models-web-app"), "ghcr.io/kserve/models-web-app:0.16.1"
        ),
        "spark-operator": f"ghcr.io/kubeflow/spark-operator/controller:{_SPARK}",
        "dex": "ghcr.io/dexidp/dex:v2.45.0",
        "oauth2-proxy": "quay.io/oauth2-proxy/oauth2-proxy:v7.14.3",
    }
)

V26_03: Final = replace(
    V1_11_0,
    name="26.03",
    commit="d68ebc7fab366ab40ddd1541d2ec22febb31bc83",
    pipelines=_PIPELINES,
    spark=_SPARK,
    kserve=_KSERVE,
    serving=replace(
        V1_11_0.serving,
        raw_mode="Standard",
        volume_setting=False,
        path_template=True,
        stops_models=True,
        llm=True,
        page_kinds=(*V1_11_0.serving.page_kinds, "inferencegraphs"),
        page_arguments="--limit-request-field_size 32000",
    ),
    images=_IMAGES,
    spark_connects="checked",
    kubernetes=Floor(oldest="1.34", stated="1.35"),
    istio=Floor(oldest=None, stated="1.28"),
    hazards=HAZARDS_26_03,
)
