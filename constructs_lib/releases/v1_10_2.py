"""Kubeflow v1.10.2, of July 2025."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .floor import Floor
from .hazards_1_10_2 import HAZARDS_1_10_2
from .security import READ_ONLY, RESTRICTED, PodSecurity
from .training_jobs import TrainingJobs
from .v1_9_1 import COMPONENTS, KATIB, KSERVE, V1_9_1

_COMPONENTS: Final = "v1.10.0"
_KATIB: Final = "v0.18.0"
_TRAINING: Final = "v1-3f15cb8"
_PIPELINES: Final = "2.5.0"
_ARGO: Final = "v3.5.14"
_KSERVE: Final = "0.15.0"

# What left Docker Hub and Google's registry for GitHub's: kubeflow/manifests issue 3010.
_MOVED: Final = MappingProxyType(
    {name: f"ghcr.io/kubeflow/kubeflow/{name}:{_COMPONENTS}" for name in COMPONENTS}
    | {"centraldashboard": f"ghcr.io/kubeflow/kubeflow/central-dashboard:{_COMPONENTS}"}
    | {name: f"ghcr.io/kubeflow/katib/{name}:{_KATIB}" for name in KATIB}
    | {
        name: f"ghcr.io/kubeflow/training-v1/{name}:{_TRAINING}"
        for name in ("training-operator", "kubectl-delivery")
    }
    | {
        f"pipelines/{name}": f"ghcr.io/kubeflow/kfp-{name}:{_PIPELINES}"
        for name in (
            "api-server",
            "cache-server",
            "driver",
            "frontend",
            "launcher",
            "metadata-envoy",
            "metadata-writer",
            "viewer-crd-controller",
            "visualization-server",
        )
    }
    | {
        "pipelines/persistenceagent": f"ghcr.io/kubeflow/kfp-persistence-agent:{_PIPELINES}",
        "pipelines/scheduledworkflow": (
            f"ghcr.io/kubeflow/kfp-scheduled-workflow-controller:{_PIPELINES}"
        ),
    }
)

_IMAGES: Final = MappingProxyType(
    {
        **V1_9_1.images,
        **_MOVED,
        **{
            f"kserve/{name}": f"kserve/{name}:v{_KSERVE}"
            for name in (*KSERVE, "kserve-localmodel-controller")
        },
        "art-explainer": f"docker.io/kserve/art-explainer:v{_KSERVE}",
        "kserve/mlserver": "docker.io/seldonio/mlserver:1.5.0",
        "kserve/models-web-app": "ghcr.io/kserve/models-web-app:v0.14.0",
        "kube-rbac-proxy/kserve": "quay.io/brancz/kube-rbac-proxy:v0.18.0",
        "kube-rbac-proxy/tensorboard-controller": "quay.io/brancz/kube-rbac-proxy:v0.8.0",
        "kube-rbac-proxy/pvcviewer-controller": "quay.io/brancz/kube-rbac-proxy:v0.13.1",
        "dex": "ghcr.io/dexidp/dex:v2.41.1",
        "oauth2-proxy": "quay.io/oauth2-proxy/oauth2-proxy:v7.7.1",
        "metacontroller": "ghcr.io/metacontroller/metacontroller:v4.11.22",
        "pipelines/workflow-controller": f"quay.io/argoproj/workflow-controller:{_ARGO}",
        "pipelines/argoexec": f"quay.io/argoproj/argoexec:{_ARGO}",
        "pipelines/cached-step": "registry.k8s.io/busybox",
        "pipelines/profile-hook": "public.ecr.aws/docker/library/python:3.12",
    }
)

# Still copies of others' images in the registry of Pipelines, as in v1.9.1.
_REPLACED: Final = MappingProxyType(
    {
        image: V1_9_1.replaced[image]
        for image in (_IMAGES["pipelines/minio"], _IMAGES["pipelines/mysql"])
    }
)

_NOTEBOOK_IMAGES: Final = MappingProxyType(
    {
        name: f"ghcr.io/kubeflow/kubeflow/notebook-servers/{name}:{_COMPONENTS}"
        for name in V1_9_1.notebook_images
    }
)

# What upstream calls applications now.
_FOLDERS: Final = MappingProxyType(
    {
        **{
            name: folder.replace("apps/", "applications/", 1)
            for name, folder in V1_9_1.folders.items()
        },
        "kubeflow-istio-resources": "common/istio/kubeflow-istio-resources/base",
        "profiles": "applications/profiles/pss",
        "kserve": "applications/kserve/kserve",
        "kserve-models-web-app": "applications/kserve/models-web-app/overlays/kubeflow",
    }
)

# What the Pod Security Standard `restricted` requires, all of it in the container.
_CONFINED: Final = replace(RESTRICTED, non_root=True, seccomp=True)
# The user of the images of Pipelines; the profile of their pods is the runtime's default.
_PIPELINES_USER: Final = replace(RESTRICTED, non_root=True, user=1000, group=0)
_DEFAULT_PROFILE: Final = PodSecurity(seccomp=True)

_SECURITY: Final = MappingProxyType(
    dict.fromkeys(
        (
            "dex/dex",
            "oauth2-proxy/oauth2-proxy",
            "profiles-deployment/kfam",
            "profiles-deployment/manager",
        ),
        _CONFINED,
    )
    | {"kserve-models-web-app/kserve-models-web-app": RESTRICTED.as_user(1000)}
    | dict.fromkeys(
        (
            "cache-server/server",
            "metadata-writer/main",
            "ml-pipeline/ml-pipeline-api-server",
            "ml-pipeline-persistenceagent/ml-pipeline-persistenceagent",
            "ml-pipeline-scheduledworkflow/ml-pipeline-scheduledworkflow",
            "ml-pipeline-ui/ml-pipeline-ui",
            "ml-pipeline-viewer-crd/ml-pipeline-viewer-crd",
            "ml-pipeline-visualizationserver/ml-pipeline-visualizationserver",
        ),
        _PIPELINES_USER,
    )
    | dict.fromkeys(
        (
            "kubeflow-pipelines-profile-controller/profile-controller",
            "metadata-envoy-deployment/container",
            "metadata-grpc-deployment/container",
            "minio/minio",
        ),
        replace(_PIPELINES_USER, seccomp=True),
    )
    | {
        "mysql/mysql": replace(_PIPELINES_USER, user=999, group=999),
        "workflow-controller/workflow-controller": replace(
            READ_ONLY, non_root=True, seccomp=True
        ),
        "metacontroller/metacontroller": replace(
            READ_ONLY, non_root=True, seccomp=True, user=1000
        ),
    }
    | dict.fromkeys(
        (
            "kserve-controller-manager/manager",
            "kserve-controller-manager/kube-rbac-proxy",
            "kserve-localmodel-controller-manager/manager",
        ),
        replace(READ_ONLY, non_root=True),
    )
    | dict.fromkeys(
        (
            f"kserve-{name}/kserve-container"
            for name in (
                "huggingfaceserver",
                "lgbserver",
                "mlserver",
                "paddleserver",
                "pmmlserver",
                "sklearnserver",
                "xgbserver",
            )
        ),
        replace(RESTRICTED, non_root=True),
    )
    # Of images whose user has no number.
    | dict.fromkeys(
        (
            f"kserve-{name}/kserve-container"
            for name in ("tensorflow-serving", "torchserve", "tritonserver")
        ),
        replace(RESTRICTED, non_root=True, user=1000),
    )
)

_POD_SECURITY: Final = MappingProxyType(
    dict.fromkeys(
        (
            "kserve-controller-manager",
            "kserve-localmodel-controller-manager",
            "kserve-models-web-app",
        ),
        PodSecurity(non_root=True, seccomp=True),
    )
    | dict.fromkeys(
        (
            "cache-server",
            "metadata-grpc-deployment",
            "metadata-writer",
            "ml-pipeline",
            "ml-pipeline-persistenceagent",
            "ml-pipeline-scheduledworkflow",
            "ml-pipeline-ui",
            "ml-pipeline-viewer-crd",
            "ml-pipeline-visualizationserver",
        ),
        _DEFAULT_PROFILE,
    )
    | {
        "minio": replace(_DEFAULT_PROFILE, group=1000),
        "mysql": replace(_DEFAULT_PROFILE, group=999),
    }
)

V1_10_2: Final = replace(
    V1_9_1,
    name="v1.10.2",
    commit="d8d643f1a736b28c525bd9b8ee5c9b2f4a661b39",
    folders=_FOLDERS,
    later=MappingProxyType({}),
    pipelines=_PIPELINES,
    argo="3.5",
    kserve=_KSERVE,
    images=_IMAGES,
    notebook_images=_NOTEBOOK_IMAGES,
    replaced=_REPLACED,
    injection="label",
    page_metrics=True,
    profile_hook="decorator",
    recurring_runs="api-server",
    compiled_images=False,
    tekton=False,
    published_logs=True,
    security=_SECURITY,
    pod_security=_POD_SECURITY,
    cni=True,
    enforced=MappingProxyType(
        {"kubeflow": "baseline", "auth": "restricted", "oauth2-proxy": "restricted"}
    ),
    guarded=("model-registry-0-2", "model-registry-ui"),
    tenant_routes="guarded",
    training=TrainingJobs(
        operator="1.9.2",
        kinds=("JAXJob", "MPIJob", "PaddleJob", "PyTorchJob", "TFJob", "XGBoostJob"),
        kubernetes="1.31",
    ),
    trial_webhook="creator",
    # AddRotator of open-policy-agent/cert-controller, by the same file of 0.18.0.
    katib_writes=("patch", "update"),
    model_caches=True,
    # Upstream's CI ran 1.32.2 for v1.10.0 and v1.10.1, and 1.33.1 for v1.10.2.
    kubernetes=Floor(oldest="1.32", stated="1.32"),
    # Of upstream's install: common/istio.
    istio=Floor(oldest=None, stated="1.26"),
    hazards=HAZARDS_1_10_2,
)
