"""Report the state of runs to the API server."""

from typing import Final

from constructs import Construct

from ...access import READ, ServiceAccount, allow
from ...config import PipelinesSettings, Requests, WorkloadDefaults
from ...config.durations import seconds
from ...workloads import READ_ONLY, Container, Mount, TokenVolume, Workload
from .api_server import tekton
from .names import EVICTABLE, LABELS, PERSISTENCE_AGENT, alone, selector

_TOKEN: Final = "persistenceagent-sa-token"  # noqa: S105 - a name
_GROUP: Final = "pipelines.kubeflow.org"
_RULES: Final = (
    allow(READ, "workflows", group="argoproj.io"),
    allow(READ, "scheduledworkflows", group="kubeflow.org"),
    allow(("report",), "scheduledworkflows", "workflows", group=_GROUP),
    allow(("reportMetrics", "readArtifact"), "runs", group=_GROUP),
)


class PersistenceAgent(Construct):
    """Runs the agent that reports workflows to the API server.

    Source: apps/pipeline/upstream/base/installs/multi-user/persistence-agent.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(self, "ServiceAccount", name=PERSISTENCE_AGENT, labels=LABELS)
        role, binding = f"{PERSISTENCE_AGENT}-role", f"{PERSISTENCE_AGENT}-binding"
        account.grant(*_RULES, role=role, binding=binding)
        account.grant_here(*_RULES, *tekton(defaults), role=role, binding=binding)
        Workload(
            self,
            "Workload",
            name=PERSISTENCE_AGENT,
            account=account,
            defaults=alone(defaults),
            selector=selector(PERSISTENCE_AGENT),
            labels=LABELS,
            annotations=EVICTABLE,
            writes_replicas=False,
            volumes=[
                # The API server requires a token of this audience.
                TokenVolume(name=_TOKEN, audience="pipelines.kubeflow.org", file=_TOKEN)
            ],
            containers=[
                Container(
                    name=PERSISTENCE_AGENT,
                    image=defaults.images.named("pipelines/persistenceagent"),
                    pull_policy="IfNotPresent",
                    env={
                        "NAMESPACE": "",
                        "TTL_SECONDS_AFTER_WORKFLOW_FINISH": str(seconds(settings.keep_runs)),
                        "NUM_WORKERS": "2",
                        "LOG_LEVEL": settings.log_level,
                    },
                    mounts=(Mount(volume=_TOKEN, path="/var/run/secrets/kubeflow/tokens"),),
                    default_resources=Requests(cpu="120m", memory="500Mi"),
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )
