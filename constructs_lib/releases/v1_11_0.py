"""Kubeflow v1.11.0, of December 2025."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .v1_10_2 import V1_10_2

_KATIB: Final = "v0.19.0"
_TRAINER: Final = "v2.1.0"
_PIPELINES: Final = "2.15.0"
_ARGO: Final = "v3.7.3"
_KSERVE: Final = "v0.15.2"
_SPARK: Final = "2.4.0"


def _tagged(prefix: str, old: str, new: str) -> dict[str, str]:
    """Return the images of v1.10.2 below a registry's path, with a new tag."""
    return {
        name: image.replace(f":{old}", f":{new}")
        for name, image in V1_10_2.images.items()
        if image.startswith(prefix) and image.endswith(f":{old}")
    }


_IMAGES: Final = MappingProxyType(
    {
        **V1_10_2.images,
        **_tagged("ghcr.io/kubeflow/katib/", "v0.18.0", _KATIB),
        **_tagged("ghcr.io/kubeflow/kfp-", V1_10_2.pipelines, _PIPELINES),
        **_tagged("quay.io/argoproj/", "v3.5.14", _ARGO),
        **_tagged("kserve/", "v0.15.0", _KSERVE),
        "katib-mysql": "mysql:8.0",
        "art-explainer": f"docker.io/kserve/art-explainer:{_KSERVE}",
        "kserve/models-web-app": "ghcr.io/kserve/models-web-app:0.15.0",
        "spark-operator": f"ghcr.io/kubeflow/spark-operator/controller:{_SPARK}",
        "dex": "ghcr.io/dexidp/dex:v2.44.0",
        "oauth2-proxy": "quay.io/oauth2-proxy/oauth2-proxy:v7.13.0",
        # The image of MinIO stays that of v1.10.2, for those who keep that store.
        "pipelines/seaweedfs": "chrislusf/seaweedfs:4.00",
        "pipelines/mysql": "mysql:8.4",
        "pipelines/cached-step": "ghcr.io/containerd/busybox",
        "pipelines/profile-hook": "docker.io/alpine/k8s:1.32.3",
        **{
            f"trainer/{name}": f"ghcr.io/kubeflow/trainer/{name}:{_TRAINER}"
            for name in (
                "trainer-controller-manager",
                "dataset-initializer",
                "model-initializer",
                "deepspeed-runtime",
                "mlx-runtime",
                "torchtune-trainer",
            )
        },
        "trainer/torch-runtime": "pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime",
        "jobset": "us-central1-docker.pkg.dev/k8s-staging-images/jobset/jobset:v0.10.1",
    }
)

_REPLACED: Final = MappingProxyType(
    {image: V1_10_2.replaced[image] for image in V1_10_2.replaced if image in _IMAGES.values()}
    # The registry of candidates deletes them: kubernetes-sigs/jobset issue 1113 and
    # kubeflow/community-distribution issue 3447.
    | {_IMAGES["jobset"]: "registry.k8s.io/jobset/jobset:v0.10.1"}
)

_FOLDERS: Final = MappingProxyType(
    {**V1_10_2.folders, "trainer": "applications/trainer/overlays"}
)

V1_11_0: Final = replace(
    V1_10_2,
    name="v1.11.0",
    commit="854bd3a21044f767204def71b2dcda83e376891f",
    folders=_FOLDERS,
    pipelines=_PIPELINES,
    spark=_SPARK,
    images=_IMAGES,
    replaced=_REPLACED,
    object_store="seaweedfs",
    enforced=MappingProxyType({**V1_10_2.enforced, "kubeflow": "restricted"}),
    guarded=("model-registry", "model-registry-ui", "model-catalog-0-3"),
    shown_policies=True,
    dex_ready=True,
    # Its own come once it is carried: until then nobody steps to it.
    hazards=(),
)
