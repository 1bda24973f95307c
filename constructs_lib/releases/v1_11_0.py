"""Kubeflow v1.11.0, of December 2025."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .floor import Floor
from .hazards_1_11_0 import HAZARDS_1_11_0
from .retagged import retagged
from .security import RESTRICTED, PodSecurity
from .trainer_facts import TrainerFacts
from .v1_10_2 import V1_10_2

_KATIB: Final = "v0.19.0"
_TRAINER: Final = "v2.1.0"
_PIPELINES: Final = "2.15.0"
_ARGO: Final = "v3.7.3"
_KSERVE: Final = "0.15.2"
_SPARK: Final = "2.4.0"

_IMAGES: Final = MappingProxyType(
    {
        **V1_10_2.images,
        **retagged(V1_10_2.images, "ghcr.io/kubeflow/katib/", old="v0.18.0", new=_KATIB),
        **retagged(
            V1_10_2.images, "ghcr.io/kubeflow/kfp-", old=V1_10_2.pipelines, new=_PIPELINES
        ),
        **retagged(V1_10_2.images, "quay.io/argoproj/", old="v3.5.14", new=_ARGO),
        **retagged(V1_10_2.images, "kserve/", old=f"v{V1_10_2.kserve}", new=f"v{_KSERVE}"),
        "katib-mysql": "mysql:8.0",
        "art-explainer": f"docker.io/kserve/art-explainer:v{_KSERVE}",
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
    # What the first named when Kubeflow v1.11.0 was published.
    | {_IMAGES["katib-mysql"]: "mysql:8.0.44"}
)

_FOLDERS: Final = MappingProxyType(
    {**V1_10_2.folders, "trainer": "applications/trainer/overlays"}
)

_PAGES: Final = ("jupyter-web-app", "tensorboards-web-app", "volumes-web-app")
# Of images whose user has no number, or is root.
_NUMBERED: Final = replace(RESTRICTED, non_root=True, user=1000)
# Their profile is the pod's now.
_BY_POD: Final = {
    "kubeflow-pipelines-profile-controller": "profile-controller",
    "workflow-controller": "workflow-controller",
}

_SECURITY: Final = MappingProxyType(
    {
        **{name: each for name, each in V1_10_2.security.items() if name != "minio/minio"},
        **{
            f"{pod}/{name}": replace(V1_10_2.security[f"{pod}/{name}"], seccomp=False)
            for pod, name in _BY_POD.items()
        },
        **{f"{page}-deployment/{page}": _NUMBERED for page in _PAGES},
        "notebook-controller-deployment/manager": _NUMBERED,
        "tensorboard-controller-deployment/manager": RESTRICTED,
        "tensorboard-controller-deployment/kube-rbac-proxy": RESTRICTED,
        "training-operator/training-operator": _NUMBERED,
        **{
            f"{name}/{name}": replace(_NUMBERED, seccomp=True)
            for name in ("katib-controller", "katib-db-manager", "katib-ui")
        },
        "katib-mysql/katib-mysql": replace(_NUMBERED, seccomp=True, user=999, group=999),
        "seaweedfs/seaweedfs": replace(RESTRICTED, non_root=True, user=1000, group=1000),
        "centraldashboard/centraldashboard": _NUMBERED,
        "admission-webhook-deployment/admission-webhook": replace(
            _NUMBERED, seccomp=True, user=65532
        ),
        "profiles-deployment/kfam": replace(RESTRICTED, non_root=True),
    }
)

_POD_SECURITY: Final = MappingProxyType(
    {
        **{name: each for name, each in V1_10_2.pod_security.items() if name != "minio"},
        "kubeflow-pipelines-profile-controller": PodSecurity(seccomp=True),
        "seaweedfs": PodSecurity(seccomp=True, group=1000),
        "workflow-controller": PodSecurity(non_root=True, seccomp=True),
        **dict.fromkeys(
            (
                *(f"{page}-deployment" for page in _PAGES),
                "notebook-controller-deployment",
                "training-operator",
                "centraldashboard",
                "profiles-deployment",
            ),
            PodSecurity(seccomp=True),
        ),
        "tensorboard-controller-deployment": PodSecurity(
            non_root=True, seccomp=True, user=999
        ),
        "katib-mysql": PodSecurity(group=999),
    }
)

V1_11_0: Final = replace(
    V1_10_2,
    name="v1.11.0",
    commit="854bd3a21044f767204def71b2dcda83e376891f",
    folders=_FOLDERS,
    pipelines=_PIPELINES,
    kfp=replace(
        V1_10_2.kfp,
        probes="http",
        versions="pipelineversions",
        artifacts="private",
        artifact_servers="switch",
        # The Service that MinIO had leads to SeaweedFS.
        store_host="minio-service",
        envoy_file="config-map",
        metadata_limits=MappingProxyType({"max_metadata_size": 16 * 1024}),
        mysql="8.4",
        spec_patch=True,
        step_trust="secret",
    ),
    argo="3.7",
    spark=_SPARK,
    kserve=_KSERVE,
    serving=replace(
        V1_10_2.serving,
        annotated=True,
        model_images=True,
        page_parameters=MappingProxyType(
            {
                "GRAFANA_CPU_MEMORY_DB": "db/knative-serving-revision-cpu-and-memory-usage",
                "GRAFANA_HTTP_REQUESTS_DB": "db/knative-serving-revision-http-requests",
                "GRAFANA_PREFIX": "/grafana",
                "USERID_PREFIX": "",
            }
        ),
    ),
    images=_IMAGES,
    replaced=_REPLACED,
    object_store="seaweedfs",
    enforced=MappingProxyType(
        {**V1_10_2.enforced, "kubeflow": "restricted", "kubeflow-system": "restricted"}
    ),
    guarded=("model-registry", "model-registry-ui", "model-catalog"),
    shown_policies=True,
    dex_ready=True,
    security=_SECURITY,
    pod_security=_POD_SECURITY,
    trainer=TrainerFacts(operator="2.1.0", kubernetes="1.34", patches=False),
    trial_database="query",
    spark_connects="run",
    kubernetes=Floor(oldest="1.34", stated="1.34"),
    istio=Floor(oldest=None, stated="1.28"),
    hazards=HAZARDS_1_11_0,
)
