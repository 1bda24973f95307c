"""Store the metrics of trials for the page and the algorithms."""

from collections.abc import Mapping
from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import (
    ExternalKatibMySQL,
    ExternalKatibPostgres,
    KatibDatabase,
    SecretKey,
    Sidecars,
    WorkloadDefaults,
)
from ...kube import namespace_of
from ...mesh import AccessPolicy
from ...workloads import READ_ONLY, Container, Probes, Workload, grpc_probe, tcp_probe
from ...workloads.authorities import go_trust
from ...workloads.container import EnvironmentValue

NAME: Final = "katib-db-manager"

_PORT: Final = 6789
_SELECTOR = {"katib.kubeflow.org/component": "db-manager"}


class DbManager(Construct):
    """Runs the only process that connects to Katib's database.

    principal: its identity in the mesh.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        database: KatibDatabase | ExternalKatibMySQL | ExternalKatibPostgres,
    ) -> None:
        super().__init__(scope, id)
        shared = isinstance(database, KatibDatabase) and database.accounts == "default"
        account = (
            None if shared else ServiceAccount(self, "ServiceAccount", name=NAME, token=False)
        )
        trust = go_trust(
            database=database.ca if isinstance(database, ExternalKatibPostgres) else None
        )
        self.principal = defaults.mesh.principal(
            namespace_of(self), account.name if account else "default"
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            injected=False,
            volumes=trust.volumes,
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(NAME),
                    command=(f"./{NAME}",),
                    env={**_environment(database), **trust.env},
                    ports={"api": _PORT},
                    mounts=trust.mounts,
                    probes=Probes(liveness=grpc_probe(_PORT, delay=10, period=60, failures=5)),
                    # Its health depends on MySQL
                    # (cmd/db-manager/v1beta1/main.go), which a restart does not fix.
                    more_probes=Probes(
                        liveness=tcp_probe(_PORT, delay=10, period=60),
                        readiness=grpc_probe(_PORT, delay=5, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )
        workload.expose(
            service=NAME, name="api", port=_PORT, protocol="TCP", service_type="ClusterIP"
        )
        if not isinstance(defaults.mesh, Sidecars):
            # Collectors call from profiles, whose names are not known yet.
            AccessPolicy(
                self,
                "Mesh",
                name=NAME,
                selector=_SELECTOR,
                callers=["*"],
                ports=[_PORT],
            )


def _environment(
    database: KatibDatabase | ExternalKatibMySQL | ExternalKatibPostgres,
) -> Mapping[str, EnvironmentValue]:
    """Return the settings of the database; for the bundled one only the password is needed.

    Source: pkg/db/v1beta1/common/const.go of kubeflow/katib v0.17.0.
    """
    if isinstance(database, KatibDatabase):
        return {"DB_NAME": "mysql", "DB_PASSWORD": database.password}
    login = {
        "DB_USER": SecretKey(database.secret, "username"),
        "DB_PASSWORD": database.password,
    }
    if isinstance(database, ExternalKatibMySQL):
        return {
            "DB_NAME": "mysql",
            **login,
            "KATIB_MYSQL_DB_HOST": database.host,
            "KATIB_MYSQL_DB_PORT": str(database.port),
            "KATIB_MYSQL_DB_DATABASE": database.database,
        }
    return {
        "DB_NAME": "postgres",
        **login,
        "KATIB_POSTGRESQL_DB_HOST": database.host,
        "KATIB_POSTGRESQL_DB_PORT": str(database.port),
        "KATIB_POSTGRESQL_DB_DATABASE": database.database,
        "KATIB_POSTGRESQL_SSL_MODE": database.tls,
    }
