"""Run the MinIO that stores artifacts, logs and pipeline definitions."""

from dataclasses import replace
from typing import Final

from constructs import Construct

from ...config import BundledMinIO, Requests, WorkloadDefaults
from ...mesh import MutualTls
from ...workloads import (
    RESTRICTED,
    ClaimVolume,
    Container,
    Mount,
    PodSecurity,
    Probes,
    Security,
    Workload,
    http_probe,
    volume_owner,
)
from ...workloads.container import EnvironmentValue
from .install_config import InstallConfig
from .names import THIRD_PARTY, alone, calls_nobody
from .store_access import admit_everyone
from .volume import claim

NAME: Final = "minio"

SERVICE: Final = "minio-service"
_CLAIM: Final = "minio-pvc"
PORT: Final = 9000
_USER: Final = 1000
_SECURITY: Final = replace(RESTRICTED, non_root=True, seccomp=True, user=_USER)
_POD_SECURITY: Final = PodSecurity(group=_USER, seccomp=True)
_IMAGES: Final = {"upstream": "pipelines/minio", "silo": "silo"}


class MinIO(Construct):
    """Runs MinIO on its own volume, always with one pod, whatever the environment's replicas.

    Source: apps/pipeline/upstream/third-party/minio/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        store: BundledMinIO,
        install: InstallConfig,
    ) -> None:
        super().__init__(scope, id)
        # Another release's is confined all the same: its namespace enforces `restricted`.
        of_upstream = defaults.images.release.object_store == NAME
        claim(self, name=_CLAIM, size=store.size, storage_class=store.storage_class)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=calls_nobody(self, name=NAME, defaults=defaults, labels=THIRD_PARTY),
            defaults=alone(defaults),
            selector={"app": NAME, **THIRD_PARTY},
            labels=THIRD_PARTY,
            recreated=True,
            pod_security=volume_owner(defaults, _USER) if of_upstream else _POD_SECURITY,
            writes_replicas=False,
            volumes=[ClaimVolume(name="data", claim=_CLAIM)],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(_IMAGES[store.server]),
                    args=("server", "/data"),
                    env=_environment(store, install),
                    ports={"": PORT},
                    mounts=(Mount(volume="data", path="/data", sub_path="minio"),),
                    more_probes=Probes(
                        liveness=http_probe("/minio/health/live", PORT, delay=10, period=20),
                        readiness=http_probe("/minio/health/ready", PORT, delay=2, period=10),
                    ),
                    resources=store.resources,
                    default_resources=Requests(cpu="20m", memory="100Mi"),
                    security=Security() if of_upstream else _SECURITY,
                    restricted=RESTRICTED.as_user(_USER),
                )
            ],
        )
        endpoint = workload.expose(
            service=SERVICE, name="http", port=PORT, target=PORT, protocol="TCP"
        )
        MutualTls(
            self,
            "MutualTls",
            name="ml-pipeline-minio",
            to=endpoint,
            mesh=defaults.mesh,
            labels=THIRD_PARTY,
        )
        admit_everyone(self, name=SERVICE, pods={"app": NAME}, port=PORT, mesh=defaults.mesh)


def _environment(store: BundledMinIO, install: InstallConfig) -> dict[str, EnvironmentValue]:
    """Return the store's root key, and for Silo that it has no console."""
    if store.server == "upstream":
        return {
            "MINIO_ACCESS_KEY": install.access_key,
            "MINIO_SECRET_KEY": install.secret_key,
        }
    return {
        "MINIO_ROOT_USER": install.access_key,
        "MINIO_ROOT_PASSWORD": install.secret_key,
        "MINIO_BROWSER": "off",
    }
