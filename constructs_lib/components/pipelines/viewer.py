"""Start TensorBoards for results of runs."""

from typing import Final

from constructs import Construct

from ...access import WRITE, Rule, ServiceAccount, allow
from ...config import PipelinesSettings, WorkloadDefaults
from ...schemas import VIEWER as KIND
from ...schemas import CustomResourceDefinition
from ...workloads import READ_ONLY, Container, Workload
from .names import EVICTABLE, LABELS, VIEWER, alone, selector

NAME: Final = "ml-pipeline-viewer-crd"

_VIEWERS: Final = allow(WRITE, "viewers", "viewers/finalizers", group="kubeflow.org")


class ViewerController(Construct):
    """Runs the controller of Viewers, and their kind.

    Source: apps/pipeline/upstream/base/installs/multi-user/viewer-controller.
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
        CustomResourceDefinition(self, "Kind", resource=KIND, labels=LABELS)
        account = ServiceAccount(self, "ServiceAccount", name=VIEWER, labels=LABELS)
        role, binding = "ml-pipeline-viewer-controller-role", f"{NAME}-binding"
        rules = (*_makes(defaults), _VIEWERS)
        account.grant(*rules, role=role, binding=binding)
        account.grant_here(*rules, role=role, binding=binding)
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
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("pipelines/viewer-crd-controller"),
                    pull_policy="Always",
                    env={"NAMESPACE": "", "MAX_NUM_VIEWERS": str(settings.viewers)},
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )


def _makes(defaults: WorkloadDefaults) -> tuple[Rule, ...]:
    """Return its rights to create objects for a Viewer; upstream grants every API group."""
    if defaults.hardening.security == "upstream":
        return (allow(WRITE, "deployments", "services", group="*"),)
    return (allow(WRITE, "deployments", group="apps"), allow(WRITE, "services"))
