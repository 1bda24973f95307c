"""Start recurring runs when they are due."""

from typing import Final

from constructs import Construct

from ...access import WRITE, ServiceAccount, allow
from ...config import PipelinesSettings, WorkloadDefaults
from ...schemas import SCHEDULED_WORKFLOW, CustomResourceDefinition
from ...workloads import READ_ONLY, Container, Mount, TokenVolume, Workload
from .install_config import InstallConfig
from .names import EVICTABLE, LABELS, alone, selector
from .names import SCHEDULED_WORKFLOW as NAME

_RULES: Final = (
    allow(WRITE, "workflows", group="argoproj.io"),
    allow(WRITE, "scheduledworkflows", "scheduledworkflows/finalizers", group="kubeflow.org"),
    allow(("create", "patch"), "events"),
)
# To have the API server create a run, which reads this token.
_TOKEN: Final = "scheduledworkflow-sa-token"  # noqa: S105 - a name
_GROUP: Final = "pipelines.kubeflow.org"
_METRICS: Final = 9090
# Upstream's, of its calls to the API server of Kubernetes.
_LIMITS: Final = {
    "METRICS_PORT": str(_METRICS),
    "CLIENT_QPS": "10",
    "RESYNC_INTERVAL_SECONDS": "30",
    "CLIENT_BURST": "20",
}
_CREATES: Final = allow(("create",), "runs", group=_GROUP)


class ScheduledWorkflow(Construct):
    """Runs the controller of recurring runs, and their kind.

    Source: apps/pipeline/upstream/base/installs/multi-user/scheduled-workflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        install: InstallConfig,
    ) -> None:
        super().__init__(scope, id)
        CustomResourceDefinition(self, "Kind", resource=SCHEDULED_WORKFLOW, labels=LABELS)
        account = ServiceAccount(self, "ServiceAccount", name=NAME, labels=LABELS)
        role, binding = f"{NAME}-role", f"{NAME}-binding"
        measured = defaults.images.release.kfp.schedule_metrics
        asks = defaults.images.release.recurring_runs == "api-server"
        rules = (*_RULES, _CREATES) if asks else _RULES
        account.grant(*rules, role=role, binding=binding)
        account.grant_here(*rules, role=role, binding=binding)
        token = TokenVolume(name=_TOKEN, audience=_GROUP, file=_TOKEN)
        mount = Mount(volume=_TOKEN, path="/var/run/secrets/kubeflow/tokens")
        Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=alone(defaults),
            selector=selector(NAME),
            labels=LABELS,
            annotations=EVICTABLE,
            writes_replicas=False,
            volumes=[token] if asks else [],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("pipelines/scheduledworkflow"),
                    pull_policy="IfNotPresent",
                    env={
                        "NAMESPACE": "",
                        **(_LIMITS if measured else {}),
                        "LOG_LEVEL": settings.log_level,
                        "CRON_SCHEDULE_TIMEZONE": install.key("cronScheduleTimezone"),
                    },
                    ports={"http": _METRICS} if measured else {},
                    mounts=(mount,) if asks else (),
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )
