"""A Job that runs one program once, at Argo CD's word."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..catalog import Images
from ..config import Config, Mesh, Pods, Resources, Sidecars
from ..kube import ConfigMap
from ..programs import text_of
from ..workloads import RESTRICTED, placement, requirements

HOOK: Final = "argocd.argoproj.io/hook"
DELETED: Final = "argocd.argoproj.io/hook-delete-policy"

_NOBODY: Final = 65532
_RESOURCES: Final = Resources(cpu="20m", memory="32Mi", cpu_limit="500m", memory_limit="128Mi")


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """Where a hook's pod runs, in which mesh, and from where its image comes."""

    images: Images = Images()
    pods: Pods = Pods()
    mesh: Mesh = Sidecars()

    @classmethod
    def of(cls, config: Config) -> "Surroundings":
        """Return what an environment decides."""
        return cls(images=config.images(), pods=config.pods, mesh=config.mesh)


class HookJob(Construct):
    """A Job named `name` that runs a program of constructs_lib/programs on a task.

    phase: when Argo CD makes it anew, such as `PreSync`: a finished one would never run
    again. Its service account, of the same name, is the caller's to make. deadline: of the
    whole Job. retries: pods after one that failed; all of them stay, for their logs.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        phase: str,
        program: str,
        task: Mapping[str, Any],
        deadline: timedelta,
        retries: int,
        surroundings: Surroundings,
    ) -> None:
        super().__init__(scope, id)
        labels = {"app": name}
        self.config_map = ConfigMap(
            self,
            "Program",
            name=name,
            labels=labels,
            data={program: text_of(program), "task.json": json.dumps(task, indent=1)},
        )
        # A sidecar would keep the pod running when its work is done.
        alone = (
            {"sidecar.istio.io/inject": "false"}
            if isinstance(surroundings.mesh, Sidecars)
            else {}
        )
        k8s.KubeJob(
            self,
            "Job",
            metadata=k8s.ObjectMeta(
                name=name,
                labels=labels,
                annotations={HOOK: phase, DELETED: "BeforeHookCreation"},
            ),
            spec=k8s.JobSpec(
                active_deadline_seconds=deadline.total_seconds(),
                backoff_limit=retries,
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(labels={**labels, **alone}),
                    spec=_pod(name, program, self.config_map, surroundings),
                ),
            ),
        )


def _pod(
    name: str, program: str, config_map: ConfigMap, surroundings: Surroundings
) -> k8s.PodSpec:
    folder = f"/etc/{name}"
    confined = replace(RESTRICTED.as_user(_NOBODY), read_only_root=True)
    return k8s.PodSpec(
        service_account_name=name,
        # With OnFailure the last pod, and its log with it, would go with the last retry.
        restart_policy="Never",
        **placement(surroundings.pods),
        containers=[
            k8s.Container(
                name=name,
                image=surroundings.images.named("python"),
                command=["python3", "-I", f"{folder}/{program}", f"{folder}/task.json"],
                resources=requirements(_RESOURCES),
                security_context=confined.to_l1(),
                # The pod's status then says what the program said last.
                termination_message_policy="FallbackToLogsOnError",
                volume_mounts=[
                    k8s.VolumeMount(name="program", mount_path=folder, read_only=True)
                ],
            )
        ],
        volumes=[
            k8s.Volume(
                name="program",
                config_map=k8s.ConfigMapVolumeSource(name=config_map.name),
            )
        ],
    )
