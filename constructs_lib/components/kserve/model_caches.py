"""Runs what keeps models on nodes, as far as Kubeflow ships it."""

from typing import Final

from constructs import Construct

from ...access import READ, WRITE, ServiceAccount, allow
from ...config import Resources, WorkloadDefaults
from ...workloads import READ_ONLY, Container, Workload, field_path
from .names import GROUP, LABELS

NAME: Final = "kserve-localmodel-controller-manager"
AGENT: Final = "kserve-localmodelnode-agent"

_SELECTOR: Final = {**LABELS, "control-plane": NAME, "controller-tools.k8s.io": "1.0"}
_SEES_NODES: Final = (
    allow(("get",), "configmaps"),
    allow(READ, "nodes"),
    allow(("get", "watch"), "nodes/status"),
)


class ModelCaches(Construct):
    """Runs the controller of LocalModelCaches, and lets the agent of nodes do its work.

    Kubeflow ships the agent's account and no agent, which would write to folders of nodes, and
    has caches turned off in KServe's configuration. This controller may write every volume
    and every claim, so that it comes with upstream's rights alone.
    Source: applications/kserve/kserve.
    """

    def __init__(self, scope: Construct, id: str, *, defaults: WorkloadDefaults) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(
            self, "ServiceAccount", name=NAME, labels=LABELS, more_labels=_of(NAME)
        )
        account.grant(
            *_SEES_NODES,
            allow(WRITE, "persistentvolumeclaims", "persistentvolumes"),
            allow(READ, "inferenceservices", "localmodelnodegroups", group=GROUP),
            allow(WRITE, "localmodelcaches", "localmodelnodes", group=GROUP),
            allow(("get", "patch", "update"), "localmodelcaches/status", group=GROUP),
            allow(("get", "watch"), "localmodelnodes/status", group=GROUP),
            role="kserve-localmodel-manager-role",
            binding="kserve-localmodel-manager-rolebinding",
        )
        agent = ServiceAccount(
            self, "AgentAccount", name=AGENT, labels=LABELS, more_labels=_of(AGENT)
        )
        agent.grant(
            *_SEES_NODES,
            allow(WRITE, "jobs", group="batch"),
            allow(("get",), "jobs/status", group="batch"),
            allow(READ, "clusterstoragecontainers", group=GROUP),
            allow(("get", "list"), "localmodelnodegroups", group=GROUP),
            allow(WRITE, "localmodelnodes", group=GROUP),
            allow(("get", "patch", "update"), "localmodelnodes/status", group=GROUP),
            role=f"{AGENT}-role",
            binding=f"{AGENT}-rolebinding",
        )
        Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            writes_replicas=False,
            annotations={"kubectl.kubernetes.io/default-container": "manager"},
            grace_seconds=10,
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named("kserve/kserve-localmodel-controller"),
                    pull_policy="Always",
                    command=("/manager",),
                    env={"POD_NAMESPACE": field_path("metadata.namespace")},
                    restricted=READ_ONLY.as_user(65532),
                    default_resources=Resources(
                        cpu="100m", memory="200Mi", cpu_limit="100m", memory_limit="300Mi"
                    ),
                )
            ],
        )


def _of(name: str) -> dict[str, str]:
    return {
        "app.kubernetes.io/instance": name,
        "app.kubernetes.io/managed-by": name,
    }
