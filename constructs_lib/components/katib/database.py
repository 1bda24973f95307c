"""Run the MySQL that stores the metrics of trials."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import ServiceAccount
from ...config import KatibDatabase, Sidecars, WorkloadDefaults
from ...kube import declare, quantity
from ...mesh import AccessPolicy
from ...workloads import (
    RESTRICTED,
    ClaimVolume,
    Container,
    Mount,
    Probes,
    Workload,
    shell_probe,
    volume_owner,
)

NAME: Final = "katib-mysql"
# Its one database.
NAME_IN_IT: Final = "katib"

_PORT: Final = 3306
_SELECTOR = {"katib.kubeflow.org/component": "mysql"}
# `mysql` in the image.
_USER: Final = 999
_PING: Final = "mysqladmin ping -u root -p${MYSQL_ROOT_PASSWORD}"
_QUERY: Final = "-D ${MYSQL_DATABASE} -u root -p${MYSQL_ROOT_PASSWORD} -e 'SELECT 1'"
_ASK: Final = f"mysql {_QUERY}"
_ASK_BY_NETWORK: Final = f"mysql -h 127.0.0.1 {_QUERY}"


class Database(Construct):
    """Runs MySQL on a volume of its own, for one caller.

    It always has one pod, whatever the environment's replicas: two would write one volume.
    caller: the mesh identity of that caller. extra_clients: further admitted identities.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        database: KatibDatabase,
        caller: str,
        extra_clients: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        account = (
            ServiceAccount(self, "ServiceAccount", name=NAME, token=False)
            if database.accounts == "own"
            else None
        )
        declare(
            k8s.KubePersistentVolumeClaim,
            self,
            "Claim",
            metadata=k8s.ObjectMeta(name=NAME),
            spec=k8s.PersistentVolumeClaimSpec(
                access_modes=["ReadWriteOnce"],
                storage_class_name=database.storage_class,
                resources=k8s.ResourceRequirements(
                    requests={"storage": quantity(database.size)}
                ),
            ),
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=replace(defaults, pods=replace(defaults.pods, replicas=1)),
            selector=_SELECTOR,
            injected=False,
            recreated=True,
            pod_security=volume_owner(defaults, _USER),
            volumes=[ClaimVolume(name=NAME, claim=NAME)],
            containers=[_mysql(defaults, database)],
        )
        workload.expose(
            service=NAME, name="dbapi", port=_PORT, protocol="TCP", service_type="ClusterIP"
        )
        if not isinstance(defaults.mesh, Sidecars):
            AccessPolicy(
                self,
                "OnlyManager",
                name=NAME,
                selector=_SELECTOR,
                callers=[caller, *extra_clients],
                ports=[_PORT],
            )


def _mysql(defaults: WorkloadDefaults, database: KatibDatabase) -> Container:
    passwordless = database.passwordless == "allowed"
    pings = defaults.images.release.trial_database == "ping"
    alive, ready = (_PING, _ASK) if pings else (_ASK_BY_NETWORK, _ASK_BY_NETWORK)
    starting = shell_probe(alive, delay=None, period=15, failures=60)
    return Container(
        name=NAME,
        image=defaults.images.located(database.image),
        # The volume's root may contain foreign files, such as lost+found.
        args=("--datadir", "/var/lib/mysql/datadir"),
        env={
            "MYSQL_ROOT_PASSWORD": database.password,
            **({"MYSQL_ALLOW_EMPTY_PASSWORD": "true"} if passwordless else {}),
            "MYSQL_DATABASE": NAME_IN_IT,
        },
        ports={"dbapi": _PORT},
        mounts=(Mount(volume=NAME, path="/var/lib/mysql"),),
        probes=Probes(
            liveness=shell_probe(alive, delay=10, period=5, failures=10),
            readiness=shell_probe(ready, delay=10, period=5, failures=10),
            startup=starting if pings else None,
        ),
        # Without it an upgrade of the data would be stopped after a minute.
        more_probes=Probes(startup=starting),
        restricted=RESTRICTED.as_user(_USER),
        resources=database.resources,
    )
