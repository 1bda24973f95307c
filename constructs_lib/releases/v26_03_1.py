"""Kubeflow 26.03.1, of June 2026."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .floor import Floor
from .hazards_26_03_1 import HAZARDS_26_03_1
from .retagged import retagged
from .security import RESTRICTED
from .trainer_facts import TrainerFacts
from .v26_03 import V26_03

_DASHBOARD: Final = "v2.0.0"
_NOTEBOOKS: Final = "v1.11.0"
_TRAINER: Final = "v2.2.0"
_PIPELINES: Final = "2.16.1"
_KSERVE: Final = "0.18.0"
# The page of models.
_PAGE: Final = "kserve-models-web-application"

_IMAGES: Final = MappingProxyType(
    {
        **V26_03.images,
        **{
            name: f"ghcr.io/kubeflow/notebooks/{name}:{_NOTEBOOKS}"
            for name in (
                "jupyter-web-app",
                "notebook-controller",
                "pvcviewer-controller",
                "tensorboard-controller",
                "tensorboards-web-app",
                "volumes-web-app",
            )
        },
        "centraldashboard": f"ghcr.io/kubeflow/dashboard/dashboard:{_DASHBOARD}",
        "kfam": f"ghcr.io/kubeflow/dashboard/access-management:{_DASHBOARD}",
        "poddefaults-webhook": f"ghcr.io/kubeflow/dashboard/poddefaults-webhook:{_DASHBOARD}",
        "profile-controller": f"ghcr.io/kubeflow/dashboard/profile-controller:{_DASHBOARD}",
        "filebrowser": "filebrowser/filebrowser:v2.32.0",
        **retagged(
            V26_03.images, "ghcr.io/kubeflow/kfp-", old=V26_03.pipelines, new=_PIPELINES
        ),
        **retagged(V26_03.images, "kserve/", old=f"v{V26_03.kserve}", new=f"v{_KSERVE}"),
        **retagged(V26_03.images, "ghcr.io/kubeflow/trainer/", old="v2.1.0", new=_TRAINER),
        "art-explainer": f"docker.io/kserve/art-explainer:v{_KSERVE}",
        **dict.fromkeys(
            ("kserve/models-web-app", "models-web-app"),
            "ghcr.io/kserve/models-web-app:0.18.0",
        ),
        "kserve/predictiveserver": f"kserve/predictiveserver:v{_KSERVE}",
        "kserve/mlserver": "docker.io/seldonio/mlserver:1.7.1",
        "trainer/torch-runtime": "pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime",
        "trainer/jax-runtime": "nvcr.io/nvidia/jax:25.10-py3",
        "trainer/xgboost-runtime": f"ghcr.io/kubeflow/trainer/xgboost-runtime:{_TRAINER}",
        "jobset": "registry.k8s.io/jobset/jobset:v0.11.0",
        "dex": "ghcr.io/dexidp/dex:v2.45.1",
        "oauth2-proxy": "quay.io/oauth2-proxy/oauth2-proxy:v7.15.2",
    }
)

_NOTEBOOK_IMAGES: Final = MappingProxyType(
    {
        name: image.replace(":v1.10.0", f":{_NOTEBOOKS}")
        for name, image in V26_03.notebook_images.items()
        # No longer built: kubeflow/notebooks pull request 1101.
        if name != "jupyter-pytorch-gaudi-full"
    }
)

_FOLDERS: Final = MappingProxyType(
    {
        **V26_03.folders,
        **{
            name: f"applications/notebooks-v1/upstream/{name}/{folder}"
            for name, folder in {
                "jupyter-web-app": "overlays/istio",
                "notebook-controller": "overlays/kubeflow",
                "pvcviewer-controller": "base",
                "tensorboard-controller": "overlays/kubeflow",
                "tensorboards-web-app": "overlays/istio",
                "volumes-web-app": "overlays/istio",
            }.items()
        },
        **{
            name: f"applications/dashboard/upstream/{folder}"
            for name, folder in {
                "profiles": "profile-controller/overlays/kubeflow-pss",
                "central-dashboard": "centraldashboard/overlays/kserve",
                "admission-webhook": "poddefaults-webhooks/overlays/cert-manager",
            }.items()
        },
    }
)

# kubeflow/dashboard 2.0.0, which left kubeflow/kubeflow.
_NAMES: Final = MappingProxyType(
    {
        "centraldashboard": "dashboard",
        "central-dashboard": "dashboard",
        "centraldashboard-config": "dashboard-config",
        "centraldashboard-parameters": "dashboard-parameters",
        "kfam": "access-management",
        "kfam-http": "http-kfam",
        "namespace-labels-data": "profiles-namespace-labels-data",
        "webhook-certs": "poddefaults-webhook-certs",
    }
    # Of KServe's page.
    | {
        f"kserve-models-web-app{rest}": f"kserve-models-web-application{rest}"
        for rest in ("", "-binding", "-cluster-role", "-config")
    }
    | {
        f"admission-webhook{rest}": f"poddefaults-webhook{rest}"
        for rest in (
            "",
            "-cert",
            "-cluster-role",
            "-cluster-role-binding",
            "-deployment",
            "-deployment.kubeflow.org",
            "-kubeflow-poddefaults-admin",
            "-kubeflow-poddefaults-edit",
            "-kubeflow-poddefaults-view",
            "-mutating-webhook-configuration",
            "-selfsigned-issuer",
            "-service",
            "-service-account",
        )
    }
)

_OF_DASHBOARD: Final = {
    "app.kubernetes.io/managed-by": "kustomize",
    "app.kubernetes.io/part-of": "kubeflow-dashboard",
}
_PROFILES: Final = {
    **_OF_DASHBOARD,
    "app": "profile-controller",
    "app.kubernetes.io/component": "controller-manager",
    "app.kubernetes.io/name": "profile-controller",
}
_WEBHOOK: Final = {
    **_OF_DASHBOARD,
    "app": "poddefaults",
    "app.kubernetes.io/component": "poddefaults",
    "app.kubernetes.io/name": "poddefaults-webhook",
}
_SELECTORS: Final = MappingProxyType(
    {
        "centraldashboard": {
            **_OF_DASHBOARD,
            "app": "kubeflow-dashboard",
            "app.kubernetes.io/component": "dashboard",
            "app.kubernetes.io/name": "centraldashboard",
        },
        "admission-webhook": _WEBHOOK,
        "poddefaults": _WEBHOOK,
        "jobset-webhook": {
            "app.kubernetes.io/instance": "jobset",
            "app.kubernetes.io/managed-by": "kustomize",
            "app.kubernetes.io/name": "jobset",
            "control-plane": "controller-manager",
        },
        "profiles": _PROFILES,
        "model-catalog": {
            "app.kubernetes.io/component": "server",
            "app.kubernetes.io/name": "model-catalog",
        },
        "profile-controller": _PROFILES,
        "kserve-models-web-app": {"app.kubernetes.io/component": _PAGE},
    }
)

_CONFINED: Final = replace(RESTRICTED, non_root=True, seccomp=True)
_SECURITY: Final = MappingProxyType(
    {
        **{
            name: security
            for name, security in V26_03.security.items()
            if name.partition("/")[0] not in _NAMES and name != "profiles-deployment/kfam"
        },
        "dashboard/dashboard": _CONFINED.as_user(1000),
        "poddefaults-webhook-deployment/poddefaults-webhook": _CONFINED.as_user(65532),
        "profiles-deployment/access-management": _CONFINED,
        f"{_PAGE}/{_PAGE}": V26_03.security["kserve-models-web-app/kserve-models-web-app"],
        "kserve-predictiveserver/kserve-container": V26_03.security[
            "kserve-sklearnserver/kserve-container"
        ],
    }
)
_POD_SECURITY: Final = MappingProxyType(
    {
        name: security
        for name, security in V26_03.pod_security.items()
        if name not in ("centraldashboard", "profiles-deployment", "kserve-models-web-app")
    }
    | {_PAGE: V26_03.pod_security["kserve-models-web-app"]}
)

V26_03_1: Final = replace(
    V26_03,
    name="26.03.1",
    commit="0d1a00306501ebaf2a0edc121656752b3deeba57",
    folders=_FOLDERS,
    pipelines=_PIPELINES,
    kfp=replace(V26_03.kfp, v1_switch=True),
    images=_IMAGES,
    notebook_images=_NOTEBOOK_IMAGES,
    replaced=MappingProxyType(
        {old: new for old, new in V26_03.replaced.items() if old in _IMAGES.values()}
    ),
    kserve=_KSERVE,
    serving=replace(
        V26_03.serving,
        cache_webhook=True,
        typed_runtimes=True,
        page_kinds=(*V26_03.serving.page_kinds, "trainedmodels"),
    ),
    security=_SECURITY,
    pod_security=_POD_SECURITY,
    dex_replicas=2,
    dashboard="2",
    names=_NAMES,
    selectors=_SELECTORS,
    regenerated=True,
    trainer=TrainerFacts(operator="2.2.0", kubernetes="1.35", patches=True),
    # Its own CI ran 1.36 alone; it is a patch release of 26.03.
    kubernetes=Floor(oldest="1.34", stated="1.35"),
    istio=Floor(oldest=None, stated="1.30"),
    hazards=HAZARDS_26_03_1,
)
