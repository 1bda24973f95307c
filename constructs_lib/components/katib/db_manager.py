"""Stores what trials measure, and tells the page and the algorithms."""

from typing import Final

from constructs import Construct

from ...access import Identity
from ...config import KatibDatabase, Runtime, Sidecars
from ...kube import namespace_of
from ...mesh import AccessPolicy
from ...workloads import READ_ONLY, Container, Probes, Workload, grpc_probe, tcp_probe

NAME: Final = "katib-db-manager"

_PORT: Final = 6789
_SELECTOR = {"katib.kubeflow.org/component": "db-manager"}


class DbManager(Construct):
    """Runs the one process that talks to Katib's database.

    principal: its identity in the mesh.
    """

    def __init__(
        self, scope: Construct, id: str, *, runtime: Runtime, database: KatibDatabase
    ) -> None:
        super().__init__(scope, id)
        identity = (
            Identity(self, "Identity", name=NAME, token=False)
            if database.accounts == "own"
            else None
        )
        self.principal = runtime.mesh.principal(
            namespace_of(self), identity.name if identity else "default"
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            identity=identity,
            runtime=runtime,
            selector=_SELECTOR,
            injected=False,
            containers=[
                Container(
                    name=NAME,
                    image=runtime.images.named(NAME),
                    command=(f"./{NAME}",),
                    env={"DB_NAME": "mysql", "DB_PASSWORD": database.password},
                    ports={"api": _PORT},
                    probes=Probes(liveness=grpc_probe(_PORT, delay=10, period=60, failures=5)),
                    # What its health service answers depends on MySQL
                    # (cmd/db-manager/v1beta1/main.go), and no restart mends that.
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
        if not isinstance(runtime.mesh, Sidecars):
            # Collectors call from profiles, whose names nobody knows yet.
            AccessPolicy(
                self,
                "Mesh",
                name=NAME,
                selector=_SELECTOR,
                callers=["*"],
                ports=[_PORT],
            )
