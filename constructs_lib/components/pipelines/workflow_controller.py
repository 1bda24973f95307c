"""Run Argo Workflows, which runs the steps of pipelines as pods."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import yaml
from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import READ, WRITE, ServiceAccount, UserRole, allow
from ...config import (
    PipelinesSettings,
    Pods,
    Requests,
    StepDefaults,
    Toleration,
    WorkloadDefaults,
)
from ...config.accelerators import offered
from ...config.components import PIPELINES
from ...config.durations import seconds
from ...kube import ConfigMap, cluster_scoped, declare, namespace_of
from ...schemas import CustomResourceDefinition, argo_kinds
from ...schemas.argo_workflows import GROUP
from ...workloads import (
    READ_ONLY,
    Container,
    PodSecurity,
    Probes,
    Security,
    Workload,
    field_path,
    http_probe,
    placed,
)
from .artifacts import argo_repository
from .names import THIRD_PARTY

NAME: Final = "workflow-controller"

_ACCOUNT: Final = "argo"
_HEALTH_PORT: Final = 6060
_EXECUTOR: Final = 65532
_METRICS: Final = PIPELINES.metrics_port(NAME)
_CHANGE: Final = (*WRITE, "deletecollection")


def _with_finalizers(*kinds: str) -> Sequence[str]:
    return [name for kind in kinds for name in (kind, f"{kind}/finalizers")]


_USERS: Final = _with_finalizers(
    "workflows",
    "workfloweventbindings",
    "workflowtemplates",
    "cronworkflows",
    "clusterworkflowtemplates",
    "workflowtaskresults",
)
_RULES: Final = (
    allow(WRITE, "pods", "pods/exec"),
    allow(READ, "configmaps"),
    allow(
        ("create", "update", "delete", "get"),
        *_with_finalizers("persistentvolumeclaims"),
    ),
    allow(
        WRITE,
        *_with_finalizers("workflows", "workflowtasksets"),
        "workflowartifactgctasks",
        group=GROUP,
    ),
    allow(
        READ, *_with_finalizers("workflowtemplates", "clusterworkflowtemplates"), group=GROUP
    ),
    allow(("list", "watch", "deletecollection"), "workflowtaskresults", group=GROUP),
    allow(("get", "list"), "serviceaccounts"),
    allow(
        (*READ, "update", "patch", "delete"), *_with_finalizers("cronworkflows"), group=GROUP
    ),
    allow(("create", "patch"), "events"),
    allow(("create", "get", "delete"), "poddisruptionbudgets", group="policy"),
)
# Since 3.5 it trusts by this the pod that runs HTTP templates and plugins.
_AGENT: Final = (allow(("get",), "secrets", names=("argo-workflows-agent-ca-certificates",)),)
# Since 3.7 a namespace's label can limit how many of its workflows run.
_NAMESPACES: Final = (allow(READ, "namespaces"),)
_RULES_OF: Final = {"3.4": (), "3.5": _AGENT, "3.7": (*_AGENT, *_NAMESPACES)}


def _defaults(pods: Pods, steps: StepDefaults) -> dict[str, str]:
    """Return the defaults for every Workflow, and how many run at a time.

    The controller refuses its whole configuration for a field that it does not know.
    """
    kept = {
        "secondsAfterSuccess": steps.keep_succeeded and seconds(steps.keep_succeeded),
        "secondsAfterFailure": steps.keep_failed and seconds(steps.keep_failed),
    }
    place = placed(replace(pods, tolerations=_tolerations(pods, steps)))
    priority = place.pop("priorityClassName", None)
    fields = {
        **place,
        "podPriorityClassName": steps.priority_class or priority,
        "podMetadata": {"labels": dict(steps.labels)} if steps.labels else None,
        "ttlStrategy": {name: value for name, value in kept.items() if value},
        "podGC": {"strategy": steps.delete_pods} if steps.delete_pods else None,
    }
    spec = {name: value for name, value in fields.items() if value}
    found = {}
    if spec:
        found["workflowDefaults"] = yaml.dump(
            {"spec": spec}, Dumper=yaml.CSafeDumper, sort_keys=False
        )
    if steps.parallelism:
        found["parallelism"] = str(steps.parallelism)
    if steps.profile_parallelism:
        found["namespaceParallelism"] = str(steps.profile_parallelism)
    return found


def _tolerations(pods: Pods, steps: StepDefaults) -> tuple[Toleration, ...]:
    """Return the tolerations of all pods in profiles and of the accelerators, each once."""
    more = (each for one in offered(steps.tolerates) for each in one.tolerations)
    return tuple(dict.fromkeys((*(pods.tolerations or ()), *more)))


class WorkflowController(Construct):
    """Runs Argo's controller, and its kinds.

    Source: apps/pipeline/upstream/third-party/argo.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        steps: StepDefaults = StepDefaults(),
    ) -> None:
        super().__init__(scope, id)
        argo = defaults.images.release.argo
        for kind in argo_kinds(argo):
            CustomResourceDefinition(self, kind.kind, resource=kind, labels=THIRD_PARTY)
        account = ServiceAccount(self, "ServiceAccount", name=_ACCOUNT, labels=THIRD_PARTY)
        account.grant(
            *_RULES, *_RULES_OF[argo], role="argo-cluster-role", binding="argo-binding"
        )
        account.grant_here(
            allow(("create", "get", "update"), "leases", group="coordination.k8s.io"),
            allow(("get",), "secrets"),
            role="argo-role",
            binding="argo-binding",
        )
        self._user_roles()
        cluster_scoped(
            declare(
                k8s.KubePriorityClass,
                self,
                "PriorityClass",
                metadata=k8s.ObjectMeta(name=NAME, labels=THIRD_PARTY),
                value=1000000,
            )
        )
        config = ConfigMap(
            self,
            "Config",
            name=f"{NAME}-configmap",
            labels=THIRD_PARTY,
            data={
                "artifactRepository": argo_repository(
                    settings, namespace=namespace_of(self), release=defaults.images.release
                ),
                **_defaults(defaults.in_profiles, steps),
                "executor": _executor(settings, defaults),
            },
        )
        executor = defaults.images.located(settings.executor_image)
        Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector={"app": NAME, **THIRD_PARTY},
            labels=THIRD_PARTY,
            node_selector={"kubernetes.io/os": "linux"},
            priority_class=NAME,
            pod_security=PodSecurity(non_root=True),
            writes_replicas=False,
            annotations=defaults.metrics_annotations(_METRICS),
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(f"pipelines/{NAME}"),
                    command=(NAME,),
                    args=(
                        *("--configmap", config.name, "--executor-image", executor),
                        *(("--log-format", "json") if defaults.log_format == "json" else ()),
                    ),
                    env={"LEADER_ELECTION_IDENTITY": field_path("metadata.name")},
                    ports={_METRICS.port_name: _METRICS.number, "": _HEALTH_PORT},
                    probes=Probes(
                        liveness=http_probe(
                            "/healthz",
                            _HEALTH_PORT,
                            delay=90,
                            period=60,
                            timeout=30,
                            failures=3,
                        )
                    ),
                    more_probes=Probes(
                        readiness=http_probe("/healthz", _HEALTH_PORT, delay=10, period=30)
                    ),
                    security=Security(
                        non_root=True, read_only_root=True, no_escalation=True, drop_all=True
                    ),
                    default_resources=Requests(cpu="100m", memory="500Mi"),
                    restricted=replace(READ_ONLY, non_root=True),
                )
            ],
        )

    def _user_roles(self) -> None:
        """Let Kubernetes' user roles work with workflows."""
        every = (*_USERS, *_with_finalizers("workflowtasksets"))
        for level, verbs, kinds in (
            ("admin", _CHANGE, every),
            ("edit", _CHANGE, _USERS),
            ("view", READ, _USERS),
        ):
            UserRole(
                self,
                level,
                name=f"argo-aggregate-to-{level}",
                rules=[allow(verbs, *kinds, group=GROUP)],
                labels={
                    **THIRD_PARTY,
                    f"rbac.authorization.k8s.io/aggregate-to-{level}": "true",
                },
            )


def _executor(settings: PipelinesSettings, defaults: WorkloadDefaults) -> str:
    """Return the settings of Argo's own containers in a step's pod, `init` and `wait`.

    Source: `executor` in docs/workflow-controller-configmap.yaml of Argo Workflows v3.4.17.
    """
    container: dict[str, object] = {"imagePullPolicy": "IfNotPresent"}
    if row := settings.resources.get("profiles/executor"):
        container["resources"] = row.to_spec()
    if defaults.images.release.kfp.step_users:
        container["securityContext"] = {
            "runAsNonRoot": True,
            **({} if defaults.cluster.assigns_users else {"runAsUser": _EXECUTOR}),
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"},
        }
    return str(yaml.dump(container, Dumper=yaml.CSafeDumper, sort_keys=False))
