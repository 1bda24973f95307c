"""Create a StatefulSet for a process that must never run twice."""

from collections.abc import Mapping, Sequence

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import ServiceAccount
from ..config import WorkloadDefaults
from ..kube import declare
from .container import Container
from .workload import pod_template


class SinglePod(Construct):
    """Runs exactly one pod, even while it is replaced.

    An environment's replicas apply only to workloads that can share their work.
    selector: the labels of the pod; they cannot change once deployed.
    injected: whether a sidecar is injected, if upstream sets it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        account: ServiceAccount,
        containers: Sequence[Container],
        defaults: WorkloadDefaults,
        selector: Mapping[str, str],
        injected: bool | None = None,
        annotations: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        declare(
            k8s.KubeStatefulSet,
            self,
            "StatefulSet",
            metadata=k8s.ObjectMeta(name=name, labels=selector),
            spec=k8s.StatefulSetSpec(
                replicas=1,
                # No client uses its DNS name.
                service_name="",
                selector=k8s.LabelSelector(match_labels=selector),
                template=pod_template(
                    workload=name,
                    account=account,
                    containers=containers,
                    defaults=defaults,
                    labels=selector,
                    injected=injected,
                    annotations=annotations,
                ),
            ),
        )
