"""Create the queues in which work of profiles waits: objects of Kueue."""

from collections.abc import Mapping
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..access import READ, UserRole, allow
from ..config import PROFILES, Config
from ..config.queue import FLAVOR, Queue, Share, flavor_of
from ..config.queues import Queues
from ..kube import Manifest, cluster_scoped, note_made

NAME: Final = "queues"
KUEUE: Final = "kueue.x-k8s.io/v1beta2"

_GROUP: Final = "kueue.x-k8s.io"
_ORDERS: Final = {"best-effort": "BestEffortFIFO", "strict": "StrictFIFO"}
_STOPS: Final = {None: "None", "hold": "Hold", "drain": "HoldAndDrain"}
_PREEMPTS: Final = {
    "never": "Never",
    "lower-priority": "LowerPriority",
    "lower-or-newer": "LowerOrNewerEqualPriority",
    "any": "Any",
}


class WorkQueues(Construct):
    """The ClusterQueues, flavors and priorities of an environment, and who may look at them.

    Each accelerator's nodes have a flavor, and one flavor without labels is for CPU and
    memory. A pod that requests an accelerator gets its CPU and memory on that one's nodes too.
    ClusterQueues admit work from namespaces of profiles alone. Each profile's LocalQueue is
    among the profile's own objects.
    config: the environment's; its `queues` must be set.
    Raises ValueError for a config without queues.
    """

    def __init__(self, scope: Construct, id: str, *, config: Config) -> None:
        super().__init__(scope, id)
        note_made(self, NAME)
        queues = config.queues
        if queues is None:
            raise ValueError("this config has no queues; set Config(queues=Queues(queues=…))")
        self._flavors(queues)
        for priority in queues.priorities:
            self._object(
                "WorkloadPriorityClass",
                priority.name,
                {"value": priority.value, "description": priority.description},
            )
        for queue in queues.queues:
            self._object("ClusterQueue", queue.name, {"spec": _spec(queue)})
        UserRole(
            self,
            "View",
            name="kubeflow-queues-view",
            rules=[
                allow(READ, "localqueues", "workloads", group=_GROUP),
                allow(("get",), "localqueues/status", "workloads/status", group=_GROUP),
            ],
            aggregate_to=["kubeflow-view"],
        )

    def _flavors(self, queues: Queues) -> None:
        everywhere = [each.to_spec() for each in queues.tolerations]
        self._object(
            "ResourceFlavor",
            FLAVOR,
            {"spec": {"tolerations": everywhere} if everywhere else {}},
        )
        for each in queues.accelerators:
            spec: dict[str, Any] = {"nodeLabels": dict(each.node_labels)}
            if each.tolerations:
                spec["tolerations"] = [one.to_spec() for one in each.tolerations]
            self._object("ResourceFlavor", flavor_of(each), {"spec": spec})

    def _object(self, kind: str, name: str, body: Mapping[str, Any]) -> None:
        cluster_scoped(
            Manifest(
                self,
                f"{kind}-{name}",
                api_version=KUEUE,
                kind=kind,
                metadata=ApiObjectMetadata(name=name),
                body=body,
            )
        )


def _spec(queue: Queue) -> dict[str, Any]:
    groups = [
        {
            "coveredResources": list(resources),
            "flavors": [
                {
                    "name": flavor,
                    "resources": [
                        {"name": name, **_quota(queue.shares[flavor, name])}
                        for name in resources
                    ],
                }
                for flavor in flavors
            ],
        }
        for resources, flavors in queue.groups
    ]
    return {
        "namespaceSelector": {"matchLabels": dict(PROFILES)},
        "resourceGroups": groups,
        **({"cohortName": queue.cohort} if queue.cohort else {}),
        "queueingStrategy": _ORDERS[queue.order],
        "preemption": {
            "withinClusterQueue": _PREEMPTS[queue.preemption.within],
            "reclaimWithinCohort": _PREEMPTS[queue.preemption.reclaim],
        },
        "stopPolicy": _STOPS[queue.stopped],
    }


def _quota(share: Share) -> dict[str, str]:
    limits = {"borrowingLimit": share.borrows, "lendingLimit": share.lends}
    return {
        "nominalQuota": share.nominal,
        **{name: value for name, value in limits.items() if value is not None},
    }
