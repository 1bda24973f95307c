"""Draw visualizations of runs, for users without a profile of their own."""

from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import Requests, WorkloadDefaults
from ...kube import namespace_of
from ...mesh import AccessPolicy, Admitted, MutualTls
from ...workloads import RESTRICTED, Container, Probes, Workload
from .names import EVICTABLE, LABELS, clients, health_probe, selector
from .names import VISUALIZATION_SERVER as NAME

_PORT: Final = 8888


class VisualizationServer(Construct):
    """Serves visualizations to the API server.

    Source: apps/pipeline/upstream/base/pipeline/ml-pipeline-visualization-deployment.yaml.
    """

    def __init__(self, scope: Construct, id: str, *, defaults: WorkloadDefaults) -> None:
        super().__init__(scope, id)
        probe = health_probe(defaults, "/", _PORT, delay=3)
        account = ServiceAccount(
            self,
            "ServiceAccount",
            name=NAME,
            labels=LABELS,
            token=defaults.hardening.security == "upstream",
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=selector(NAME),
            labels=LABELS,
            annotations=EVICTABLE,
            writes_replicas=False,
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("pipelines/visualization-server"),
                    pull_policy="IfNotPresent",
                    ports={"http": _PORT},
                    probes=Probes(liveness=probe, readiness=probe),
                    default_resources=Requests(cpu="30m", memory="500Mi"),
                    restricted=RESTRICTED.as_user(1000),
                )
            ],
        )
        endpoint = workload.expose(
            service=NAME, name="http", port=_PORT, target=_PORT, protocol="TCP"
        )
        MutualTls(self, "MutualTls", name=NAME, to=endpoint, mesh=defaults.mesh, labels=LABELS)
        AccessPolicy(
            self,
            "Callers",
            name=NAME,
            selector={"app": NAME},
            admitted=[Admitted(callers=clients(defaults.mesh, namespace_of(self)))],
            labels=LABELS,
            writes_action=False,
        )
