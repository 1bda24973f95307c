"""Every version and every image, in one place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

KUBEFLOW: Final = "v1.9.1"
_COMPONENTS: Final = "v1.9.2"
_KATIB: Final = "v0.17.0"
_TRAINING: Final = "v1-04f9f13"
PIPELINES: Final = "2.3.0"
_ARGO: Final = "v3.4.17"
_KSERVE: Final = "v0.13.1"
SPARK: Final = "2.2.0"
_PIPELINES_REGISTRY: Final = "gcr.io/ml-pipeline"

# As v1.9.1 ships them: apps/*/upstream/**/kustomization.yaml. Those by digest are compiled
# into the API server of Pipelines: backend/src/v2/compiler/argocompiler/container.go.
# The Spark operator's is of v1.10.2.
SHIPPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: f"docker.io/kubeflownotebookswg/{name}:{_COMPONENTS}"
        for name in (
            "centraldashboard",
            "jupyter-web-app",
            "kfam",
            "notebook-controller",
            "poddefaults-webhook",
            "profile-controller",
            "pvcviewer-controller",
            "tensorboard-controller",
            "tensorboards-web-app",
            "volumes-web-app",
        )
    }
    | {
        name: f"docker.io/kubeflowkatib/{name}:{_KATIB}"
        for name in (
            "katib-controller",
            "katib-db-manager",
            "katib-ui",
            "file-metrics-collector",
            "tfevent-metrics-collector",
            "suggestion-hyperopt",
            "suggestion-optuna",
            "suggestion-hyperband",
            "suggestion-skopt",
            "suggestion-goptuna",
            "suggestion-enas",
            "suggestion-darts",
            "suggestion-pbt",
            "earlystopping-medianstop",
            "pytorch-mnist-cpu",
            "enas-cnn-cifar10-cpu",
        )
    }
    | {
        "katib-mysql": "mysql:8.0.29",
        "training-operator": f"kubeflow/training-operator:{_TRAINING}",
        # What that operator adds to jobs: pkg/config/config.go. It would take `latest` of the
        # second, which is published together with it (.github/workflows/publish-core-images).
        "pytorch-init": "alpine:3.10",
        "kubectl-delivery": f"kubeflow/kubectl-delivery:{_TRAINING}",
    }
    | {
        f"kserve/{name}": f"kserve/{name}:{_KSERVE}"
        for name in (
            "kserve-controller",
            "agent",
            "router",
            "storage-initializer",
            "huggingfaceserver",
            "lgbserver",
            "paddleserver",
            "pmmlserver",
            "sklearnserver",
            "xgbserver",
        )
    }
    | {
        "kserve/art-explainer": "kserve/art-explainer:latest",
        "kserve/mlserver": "docker.io/seldonio/mlserver:1.3.2",
        "kserve/tensorflow-serving": "tensorflow/serving:2.6.2",
        "kserve/torchserve": "pytorch/torchserve-kfs:0.9.0",
        "kserve/tritonserver": "nvcr.io/nvidia/tritonserver:23.05-py3",
        "kserve/models-web-app": "kserve/models-web-app:v0.13.0-rc.0",
    }
    | {"spark-operator": f"ghcr.io/kubeflow/spark-operator/controller:{SPARK}"}
    | {
        "kube-rbac-proxy/kserve": "gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1",
        "kube-rbac-proxy/tensorboard-controller": "gcr.io/kubebuilder/kube-rbac-proxy:v0.8.0",
        "kube-rbac-proxy/pvcviewer-controller": "gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1",
        "filebrowser": "filebrowser/filebrowser:v2.25.0",
        "tensorflow": "tensorflow/tensorflow:2.5.1",
        "dex": "ghcr.io/dexidp/dex:v2.39.1",
        "oauth2-proxy": "quay.io/oauth2-proxy/oauth2-proxy:v7.6.0",
        "metacontroller": "docker.io/metacontrollerio/metacontroller:v2.0.4",
    }
    | {
        f"pipelines/{name}": f"{_PIPELINES_REGISTRY}/{name}:{PIPELINES}"
        for name in (
            "api-server",
            "cache-server",
            "frontend",
            "metadata-envoy",
            "metadata-writer",
            "persistenceagent",
            "scheduledworkflow",
            "viewer-crd-controller",
            "visualization-server",
        )
    }
    | {
        "pipelines/driver": (
            f"{_PIPELINES_REGISTRY}/kfp-driver@sha256:"
            "dc8b56a2eb071f30409828a8884d621092e68385af11a6c06aa9e9fbcfbb19de"
        ),
        "pipelines/launcher": (
            f"{_PIPELINES_REGISTRY}/kfp-launcher@sha256:"
            "bef55a344574a25c557256d7c66cb19edacfd2008d694e5b6bb5b612d59feae0"
        ),
        "pipelines/metadata": "gcr.io/tfx-oss-public/ml_metadata_store_server:1.14.0",
        "pipelines/minio": (
            f"{_PIPELINES_REGISTRY}/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance"
        ),
        "pipelines/mysql": f"{_PIPELINES_REGISTRY}/mysql:8.0.26",
        "pipelines/workflow-controller": (
            f"{_PIPELINES_REGISTRY}/workflow-controller:{_ARGO}-license-compliance"
        ),
        "pipelines/argoexec": f"{_PIPELINES_REGISTRY}/argoexec:{_ARGO}-license-compliance",
        "pipelines/cached-step": "gcr.io/google-containers/busybox",
        "pipelines/profile-hook": "python:3.7",
    }
)

# For programs of our own, which need its standard library alone. Upstream runs such programs
# on python:3.7, which is unsupported since June 2023; 3.12 is supported until 2028.
# Steps that are found in the cache run an image that upstream names without any tag.
# rclone, one program, copies between S3, what speaks its language and folders.
# Silo is the fork of MinIO that is looked after, and mc its client: MinIO's own last images
# have CVE-2026-40344 and CVE-2026-41145, by which who knows an access key alone can write.
# The page of models shows no details of those that no Knative serves before 0.15.0
# (kserve/models-web-app issue 124).
ADDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "art-explainer": f"docker.io/kserve/art-explainer:{_KSERVE}",
        "models-web-app": "ghcr.io/kserve/models-web-app:0.15.0",
        "python": "docker.io/library/python:3.12.11-alpine3.22",
        "busybox": "docker.io/library/busybox:1.37.0",
        "rclone": "docker.io/rclone/rclone:1.75.1",
        "silo": "docker.io/pgsty/silo:RELEASE.2026-09-16T00-00-00Z",
        "mc": "docker.io/pgsty/mc:RELEASE.2026-09-16T00-00-00Z",
    }
)

# Gone from their registry, and the same version where it can still be pulled.
# kubeflow/kubeflow issue 7604; kubeflow/community-distribution issues 3270 and 3284. The
# registry of Pipelines loses its copies of others' images: kubeflow/pipelines issue 12422.
# MinIO's own images left Docker Hub (makeplane/plane pull request 9829) and then Quay in
# September 2026; Open Data Hub keeps a copy of Pipelines' and tests with it:
# opendatahub-io/opendatahub-tests pull requests 1451 and 2004.
REPLACED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "gcr.io/kubebuilder/kube-rbac-proxy:v0.8.0": "quay.io/brancz/kube-rbac-proxy:v0.8.0",
        "gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1": "quay.io/brancz/kube-rbac-proxy:v0.13.1",
        "gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance": (
            "quay.io/opendatahub/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance"
        ),
        f"{_PIPELINES_REGISTRY}/mysql:8.0.26": "docker.io/library/mysql:8.0.26",
        f"{_PIPELINES_REGISTRY}/workflow-controller:{_ARGO}-license-compliance": (
            f"quay.io/argoproj/workflow-controller:{_ARGO}"
        ),
        f"{_PIPELINES_REGISTRY}/argoexec:{_ARGO}-license-compliance": (
            f"quay.io/argoproj/argoexec:{_ARGO}"
        ),
    }
)

# What the spawner offers: apps/jupyter/jupyter-web-app/upstream/base/configs.
NOTEBOOK_IMAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: f"kubeflownotebookswg/{name}:{_COMPONENTS}"
        for name in (
            "jupyter-scipy",
            "jupyter-pytorch-full",
            "jupyter-pytorch-cuda-full",
            "jupyter-pytorch-gaudi-full",
            "jupyter-tensorflow-full",
            "jupyter-tensorflow-cuda-full",
            "codeserver-python",
            "rstudio-tidyverse",
        )
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PinnedAddOn:
    """Where something that Kubeflow needs of its platform is published, and at which version.

    repository: of its charts, as Argo CD writes it; of Git where it has no charts. charts: in
    the order in which they are installed. version: None where an environment's decisions name
    it. prefix: what the repository writes before a version.
    """

    repository: str
    charts: tuple[str, ...] = ()
    version: str | None = None
    prefix: str = ""


# The kinds of the Gateway API have no chart. Istio before 1.30 does not become ready beside
# those of 1.5 (istio/istio issue 59443), which later ones ask for (istio/istio.io pull request
# 17394). A chart 1.x of external-dns installs external-dns 0.x.
ADD_ONS: Final[Mapping[str, PinnedAddOn]] = MappingProxyType(
    {
        "gateway-api": PinnedAddOn(
            repository="https://github.com/kubernetes-sigs/gateway-api",
            version="1.4.1",
            prefix="v",
        ),
        "cert-manager": PinnedAddOn(
            repository="https://charts.jetstack.io",
            charts=("cert-manager",),
            version="1.21.2",
            prefix="v",
        ),
        "istio": PinnedAddOn(
            repository="https://istio-release.storage.googleapis.com/charts",
            charts=("base", "istiod", "cni", "ztunnel"),
        ),
        "kgateway": PinnedAddOn(
            repository="cr.kgateway.dev/kgateway-dev/charts",
            charts=("kgateway-crds", "kgateway"),
            prefix="v",
        ),
        "external-dns": PinnedAddOn(
            repository="https://kubernetes-sigs.github.io/external-dns",
            charts=("external-dns",),
            version="1.22.0",
        ),
        "argo-rollouts": PinnedAddOn(
            repository="https://argoproj.github.io/argo-helm",
            charts=("argo-rollouts",),
            version="2.41.0",
        ),
    }
)


def istio_proxy(version: str) -> str:
    """Return the image of Istio's proxy, which must be of the cluster's Istio's version."""
    return f"docker.io/istio/proxyv2:{version}"


_HUB: Final = "docker.io"

# A host, perhaps with a port, and the path below which the mirror holds its images.
_REGISTRY: Final = re.compile(r"[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Images:
    """Where images are pulled from.

    registry: mirrors by the host of the registry that they copy, each of which holds its
    images under their own path: `{"docker.io": "mirror.example.com/hub"}` pulls
    `docker.io/istio/proxyv2:1.25.1` as `mirror.example.com/hub/istio/proxyv2:1.25.1`. One
    mirror alone is for every registry of the catalog. Images of other registries, and all
    where it is None, are pulled from where they are. as_shipped: keep the images that can no
    longer be pulled, to compare with upstream; nothing that is to run wants it.
    Raises ValueError for a mirror with a scheme, a tag or a trailing slash, and for a source
    that is no host.
    """

    registry: str | Mapping[str, str] | None = None
    as_shipped: bool = False

    def __post_init__(self) -> None:
        for source, mirror in self.mirrors.items():
            _check_registry(mirror)
            if not (_REGISTRY.fullmatch(source) and _is_host(source)) or "/" in source:
                raise ValueError(
                    f"registry maps hosts to mirrors, such as {{'docker.io': {mirror!r}}}; "
                    f"got {source!r} for a host"
                )

    @property
    def mirrors(self) -> Mapping[str, str]:
        """The mirrors by the host that they copy."""
        if self.registry is None or isinstance(self.registry, Mapping):
            return self.registry or {}
        return dict.fromkeys(_HOSTS, self.registry)

    def named(self, name: str) -> str:
        """Return the reference of an image in the catalog."""
        return self.located({**SHIPPED, **ADDED}[name])

    def located(self, reference: str) -> str:
        """Return where an image of any origin is pulled from."""
        real = self._pullable(reference)
        host, path = _split(real)
        mirror = self.mirrors.get(host)
        if mirror is None or real.startswith(f"{mirror}/"):
            return real
        return f"{mirror}/{path}"

    def _pullable(self, reference: str) -> str:
        """Return an image, or the one in the place of one that is gone."""
        return reference if self.as_shipped else REPLACED.get(reference, reference)

    def check_copied(self, references: Iterable[str]) -> None:
        """Refuse a mirror of a registry from which nothing comes."""
        hosts = {_split(self._pullable(reference))[0] for reference in references}
        if isinstance(self.registry, Mapping) and (unused := self.registry.keys() - hosts):
            raise ValueError(
                f"registry maps {min(unused)!r}, from where no image comes; they come from "
                f"{', '.join(sorted(hosts))}"
            )

    def check_apart(self, references: Iterable[str]) -> None:
        """Refuse images that would be one in a mirror, for which it can hold one alone."""
        origins: dict[str, str] = {}
        for reference in sorted(references):
            origin = "/".join(_split(self._pullable(reference)))
            first = origins.setdefault(self.located(reference), origin)
            if first != origin:
                raise ValueError(
                    f"{first!r} and {origin!r} would both be {self.located(reference)!r}; "
                    f"give their registries mirrors of their own, such as "
                    f"registry={{'docker.io': 'mirror.example.com/hub', …}}"
                )


def _check_registry(registry: str) -> None:
    if "://" in registry:
        raise ValueError(
            f"registry must have no scheme: write {registry.split('://', 1)[1]!r}, "
            f"not {registry!r}"
        )
    host = registry.partition("/")[0]
    if not (_REGISTRY.fullmatch(registry) and _is_host(host)):
        raise ValueError(
            f"registry must be a host and a path such as 'mirror.example.com/kubeflow', "
            f"got {registry!r}"
        )


def _split(reference: str) -> tuple[str, str]:
    """Return the host of an image's registry, and its path as that registry knows it.

    Docker's rule: the first part is a registry's host if it has a dot or a port; an image of
    one part is one of Docker's own, in `library`.
    """
    first, _, rest = reference.partition("/")
    if not rest:
        return _HUB, f"library/{reference}"
    return (first, rest) if _is_host(first) else (_HUB, reference)


def _is_host(part: str) -> bool:
    return "." in part or ":" in part or part == "localhost"


# Where the catalog's images are from, Istio's proxy among them.
_HOSTS: Final = tuple(
    dict.fromkeys(
        _split(reference)[0]
        for images in (SHIPPED, ADDED, REPLACED, NOTEBOOK_IMAGES)
        for reference in (*images.values(), istio_proxy(""))
    )
)
