"""Kubeflow v1.9.1, of October 2024."""

from types import MappingProxyType
from typing import Final

from .floor import Floor
from .model_serving import ModelServing
from .pipelines_facts import PipelinesFacts
from .release import Release
from .training_jobs import TrainingJobs

_COMPONENTS: Final = "v1.9.2"
_KATIB: Final = "v0.17.0"
_TRAINING: Final = "v1-04f9f13"
_PIPELINES: Final = "2.3.0"
_ARGO: Final = "v3.4.17"
_KSERVE: Final = "0.13.1"
_SPARK: Final = "2.2.0"
_PIPELINES_REGISTRY: Final = "gcr.io/ml-pipeline"

# The images that each project publishes together, at one version.
COMPONENTS: Final = (
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
KATIB: Final = (
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
KSERVE: Final = (
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

# As v1.9.1 ships them: apps/*/upstream/**/kustomization.yaml. Those by digest are compiled
# into the API server of Pipelines: backend/src/v2/compiler/argocompiler/container.go.
# The Spark operator's is of v1.10.2.
_IMAGES: Final = MappingProxyType(
    {name: f"docker.io/kubeflownotebookswg/{name}:{_COMPONENTS}" for name in COMPONENTS}
    | {name: f"docker.io/kubeflowkatib/{name}:{_KATIB}" for name in KATIB}
    | {
        "katib-mysql": "mysql:8.0.29",
        "training-operator": f"kubeflow/training-operator:{_TRAINING}",
        # What that operator adds to jobs: pkg/config/config.go. It would take `latest` of the
        # second, which is published together with it (.github/workflows/publish-core-images).
        "pytorch-init": "alpine:3.10",
        "kubectl-delivery": f"kubeflow/kubectl-delivery:{_TRAINING}",
    }
    | {f"kserve/{name}": f"kserve/{name}:v{_KSERVE}" for name in KSERVE}
    | {
        "kserve/art-explainer": "kserve/art-explainer:latest",
        # The same by a tag that stays; upstream names `latest` alone.
        "art-explainer": f"docker.io/kserve/art-explainer:v{_KSERVE}",
        "kserve/mlserver": "docker.io/seldonio/mlserver:1.3.2",
        "kserve/tensorflow-serving": "tensorflow/serving:2.6.2",
        "kserve/torchserve": "pytorch/torchserve-kfs:0.9.0",
        "kserve/tritonserver": "nvcr.io/nvidia/tritonserver:23.05-py3",
        "kserve/models-web-app": "kserve/models-web-app:v0.13.0-rc.0",
        # In place of upstream's page, whose details of a model in raw mode fail
        # (kserve/models-web-app issue 124).
        "models-web-app": "ghcr.io/kserve/models-web-app:0.15.0",
    }
    | {"spark-operator": f"ghcr.io/kubeflow/spark-operator/controller:{_SPARK}"}
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
        f"pipelines/{name}": f"{_PIPELINES_REGISTRY}/{name}:{_PIPELINES}"
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

# Gone from their registry, and the same version where it can still be pulled.
# kubeflow/kubeflow issue 7604; kubeflow/community-distribution issues 3270 and 3284. The
# registry of Pipelines loses its copies of others' images: kubeflow/pipelines issue 12422.
# MinIO's own images left Docker Hub (makeplane/plane pull request 9829) and then Quay in
# September 2026; Open Data Hub keeps a copy of Pipelines' and tests with it:
# opendatahub-io/opendatahub-tests pull requests 1451 and 2004.
_REPLACED: Final = MappingProxyType(
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
_NOTEBOOK_IMAGES: Final = MappingProxyType(
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

_FOLDERS: Final = MappingProxyType(
    {
        "kubeflow-namespace": "common/kubeflow-namespace/base",
        "kubeflow-roles": "common/kubeflow-roles/base",
        "kubeflow-istio-resources": "common/istio-1-22/kubeflow-istio-resources/base",
        "networkpolicies": "common/networkpolicies/base",
        "user-namespace": "common/user-namespace/base",
        "profiles": "apps/profiles/upstream/overlays/kubeflow",
        "central-dashboard": "apps/centraldashboard/overlays/oauth2-proxy",
        "admission-webhook": "apps/admission-webhook/upstream/overlays/cert-manager",
        "notebook-controller": "apps/jupyter/notebook-controller/upstream/overlays/kubeflow",
        "jupyter-web-app": "apps/jupyter/jupyter-web-app/upstream/overlays/istio",
        "pvcviewer-controller": "apps/pvcviewer-controller/upstream/base",
        "volumes-web-app": "apps/volumes-web-app/upstream/overlays/istio",
        "tensorboard-controller": (
            "apps/tensorboard/tensorboard-controller/upstream/overlays/kubeflow"
        ),
        "tensorboards-web-app": (
            "apps/tensorboard/tensorboards-web-app/upstream/overlays/istio"
        ),
        "training-operator": "apps/training-operator/upstream/overlays/kubeflow",
        "katib": "apps/katib/upstream/installs/katib-with-kubeflow",
        "pipelines": "apps/pipeline/upstream/env/cert-manager/platform-agnostic-multi-user",
        "kserve": "contrib/kserve/kserve",
        "kserve-models-web-app": "contrib/kserve/models-web-app/overlays/kubeflow",
        "spark-operator": "applications/spark/spark-operator/overlays/kubeflow",
        "dex": "common/dex/overlays/oauth2-proxy",
        "oauth2-proxy": "common/oauth2-proxy/overlays/m2m-dex-only",
    }
)

V1_9_1: Final = Release(
    name="v1.9.1",
    commit="b68bb751c3e067f4a23bad6b9b2c6720645bf266",
    folders=_FOLDERS,
    # Its own Spark operator is older, and in contrib, from where nothing is installed.
    later=MappingProxyType({"spark-operator": "v1.10.2"}),
    pipelines=_PIPELINES,
    kfp=PipelinesFacts(
        probes="command",
        versions="pipelines/versions",
        artifacts="shared",
        artifact_servers="always",
        store_host=None,
        store_probes="readiness",
        envoy_file="image",
        metadata_limits=MappingProxyType({}),
        mysql="8.0",
        spec_patch=False,
        step_trust="executor",
        step_users=False,
        cluster_domain=False,
        schedule_metrics=False,
        public_version=False,
        v1_switch=False,
    ),
    argo="3.4",
    spark=_SPARK,
    kserve=_KSERVE,
    images=_IMAGES,
    notebook_images=_NOTEBOOK_IMAGES,
    replaced=_REPLACED,
    injection="annotation",
    object_store="minio",
    dashboard="1",
    names=MappingProxyType({}),
    selectors=MappingProxyType({}),
    page_metrics=False,
    profile_hook="composite",
    recurring_runs="controller",
    compiled_images=True,
    tekton=True,
    published_logs=False,
    security=MappingProxyType({}),
    pod_security=MappingProxyType({}),
    cni=False,
    enforced=MappingProxyType({}),
    guarded=("model-registry-0-2", "seldon"),
    network_policies="kubeflow",
    tenant_routes="writable",
    impersonation=True,
    shown_policies=False,
    sample_parameters=True,
    dex_ready=False,
    dex_replicas=1,
    training=TrainingJobs(
        operator="1.8.1",
        kinds=("MPIJob", "MXJob", "PaddleJob", "PyTorchJob", "TFJob", "XGBoostJob"),
        kubernetes="1.29",
    ),
    trial_webhook="label",
    # injectCert of pkg/certgenerator/v1beta1/generator.go, 0.17.0.
    katib_writes=("patch",),
    trainer=None,
    trial_database="ping",
    spark_connects="none",
    regenerated=False,
    model_caches=False,
    serving=ModelServing(
        raw_mode="RawDeployment",
        annotated=False,
        model_images=False,
        volume_setting=True,
        path_template=False,
        stops_models=False,
        cache_webhook=False,
        typed_runtimes=False,
        llm=False,
        page_kinds=("inferenceservices",),
        page_parameters=MappingProxyType({}),
        page_arguments="",
    ),
    # Upstream's CI ran 1.29.4 for v1.9.0; admission policies of ours are stable since 1.30.
    kubernetes=Floor(oldest="1.30", stated="1.29"),
    # Of upstream's install: common/istio-1-22.
    istio=Floor(oldest=None, stated="1.22"),
    # The first one carried: nothing leads to it.
    hazards=(),
)
