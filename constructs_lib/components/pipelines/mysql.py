"""Run the MySQL that stores pipelines, runs, cached results and metadata."""

from collections.abc import Sequence
from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import BundledMySQL, Requests, WorkloadDefaults
from ...kube import namespace_of
from ...mesh import AccessPolicy, Admitted, MutualTls
from ...workloads import (
    RESTRICTED,
    ClaimVolume,
    Container,
    Mount,
    Probes,
    Workload,
    tcp_probe,
    volume_owner,
)
from ...workloads.container import EnvironmentValue
from .install_config import InstallConfig
from .names import METADATA, THIRD_PARTY, alone, clients
from .volume import claim

NAME: Final = "mysql"

_CLAIM: Final = "mysql-pv-claim"
_VOLUME: Final = "mysql-persistent-storage"
_PORT: Final = 3306
# `mysql` in the image.
_USER: Final = 999

# By which clients that are older than MySQL 8 log in.
_PASSWORDS: Final = {
    "8.0": ("--default-authentication-plugin=mysql_native_password",),
    "8.4": ("--authentication-policy=mysql_native_password", "--mysql-native-password=ON"),
}


class MySQL(Construct):
    """Runs MySQL on its own volume, always with one pod, whatever the environment's replicas.

    extra_clients: mesh identities that it admits besides the processes of Pipelines.
    Source: apps/pipeline/upstream/third-party/mysql/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        database: BundledMySQL,
        install: InstallConfig,
        extra_clients: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(
            self,
            "ServiceAccount",
            name=NAME,
            labels=THIRD_PARTY,
            token=defaults.hardening.security == "upstream",
        )
        claim(self, name=_CLAIM, size=database.size, storage_class=database.storage_class)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=alone(defaults),
            selector={"app": NAME, **THIRD_PARTY},
            labels=THIRD_PARTY,
            recreated=True,
            pod_security=volume_owner(defaults, _USER),
            writes_replicas=False,
            volumes=[ClaimVolume(name=_VOLUME, claim=_CLAIM)],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("pipelines/mysql"),
                    args=(
                        "--datadir",
                        "/var/lib/mysql",
                        *_PASSWORDS[defaults.images.release.kfp.mysql],
                        "--disable-log-bin",
                    ),
                    env=_root(database, install),
                    ports={"mysql": _PORT},
                    mounts=(Mount(volume=_VOLUME, path="/var/lib/mysql"),),
                    more_probes=Probes(
                        liveness=tcp_probe("mysql", delay=60, period=20),
                        readiness=tcp_probe("mysql", delay=5, period=10),
                    ),
                    resources=database.resources,
                    default_resources=Requests(cpu="100m", memory="800Mi"),
                    restricted=RESTRICTED.as_user(_USER),
                )
            ],
        )
        endpoint = workload.expose(service=NAME, port=_PORT, target=_PORT, protocol="TCP")
        MutualTls(
            self,
            "MutualTls",
            name="ml-pipeline-mysql",
            to=endpoint,
            mesh=defaults.mesh,
            labels=THIRD_PARTY,
        )
        mesh, namespace = defaults.mesh, namespace_of(self)
        callers = (
            *clients(mesh, namespace),
            mesh.principal(namespace, METADATA),
            *extra_clients,
        )
        AccessPolicy(
            self,
            "Callers",
            name=NAME,
            selector={"app": NAME},
            admitted=[Admitted(callers=callers)],
            labels=THIRD_PARTY,
            writes_action=False,
        )


def _root(database: BundledMySQL, install: InstallConfig) -> dict[str, EnvironmentValue]:
    if database.root == "open":
        return {"MYSQL_ALLOW_EMPTY_PASSWORD": "true"}
    return {"MYSQL_ROOT_PASSWORD": install.password}
