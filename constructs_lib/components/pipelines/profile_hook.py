"""Equips every profile for pipelines: its artifact server, its visualizations, its key."""

import json
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ...catalog import PIPELINES
from ...config import S3, PipelinesSettings, Resources, Runtime, Sidecars, principal
from ...kube import ConfigMap, Manifest, namespace_of
from ...programs import text_of
from ...workloads import (
    RESTRICTED,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    http_probe,
)
from ...workloads.container import EnvironmentValue
from .artifacts import launcher_providers
from .install_config import InstallConfig
from .names import API_SERVER, LABELS, calls_nobody, selector

NAME: Final = "kubeflow-pipelines-profile-controller"

_PORT: Final = 8080
_FOLDER: Final = "/hooks"
_PROFILE_UI: Final = Resources(
    cpu="10m", memory="70Mi", cpu_limit="100m", memory_limit="500Mi"
)
_PROFILE_VISUALIZATION: Final = Resources(
    cpu="50m", memory="200Mi", cpu_limit="500m", memory_limit="1Gi"
)


class ProfileHook(Construct):
    """Runs the program that Metacontroller asks what a profile needs for pipelines.

    Source: apps/pipeline/upstream/base/installs/multi-user/pipelines-profile-controller.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        runtime: Runtime,
        settings: PipelinesSettings,
        install: InstallConfig,
    ) -> None:
        super().__init__(scope, id)
        labels = selector(NAME)
        namespace = namespace_of(self)
        program = ConfigMap(
            self,
            "Program",
            name=f"{NAME}-code",
            labels=labels,
            data={
                "settings.json": _text(_told(namespace, runtime, settings)),
                "sync.py": text_of("pipelines_hook.py"),
            },
        )
        switches = ConfigMap(
            self,
            "Environment",
            name=f"{NAME}-env",
            labels=labels,
            data={"DISABLE_ISTIO_SIDECAR": "false"},
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            identity=calls_nobody(self, name=NAME, runtime=runtime, labels=labels),
            runtime=runtime,
            selector=labels,
            injected=False,
            volumes=[ConfigMapVolume(name="hooks", config_map=program)],
            containers=[
                Container(
                    name="profile-controller",
                    image=runtime.images.located(settings.hook_image),
                    command=("python", f"{_FOLDER}/sync.py"),
                    env={
                        "KFP_VERSION": install.key("appVersion"),
                        "KFP_DEFAULT_PIPELINE_ROOT": install.key("defaultPipelineRoot"),
                        **_key(settings, install),
                    },
                    env_from=switches,
                    ports={"": _PORT},
                    mounts=(Mount(volume="hooks", path=_FOLDER),),
                    more_probes=Probes(
                        liveness=http_probe("/healthz", _PORT, delay=10, period=20),
                        readiness=http_probe("/healthz", _PORT, delay=2, period=10),
                    ),
                    restricted=RESTRICTED.as_user(65532),
                )
            ],
        )
        self.endpoint = workload.expose(
            service=NAME, name="http", port=80, target=_PORT, protocol="TCP"
        )
