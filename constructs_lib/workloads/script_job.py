"""Create a Job that runs a program of constructs_lib/scripts once."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Resources, Sidecars, WorkloadDefaults
from ..kube import declare
from ..releases import READ_ONLY, PodSecurity
from .container import EnvironmentValue, requirements, variables
from .placement import placement
from .security import container_context, pod_context

_NOBODY: Final = 65532
_NONE: Final[Mapping[str, EnvironmentValue]] = MappingProxyType({})
_RESOURCES: Final = Resources(cpu="20m", memory="32Mi", cpu_limit="500m", memory_limit="128Mi")


def script_job(
    scope: Construct,
    *,
    name: str,
    program: str,
    task: str,
    annotations: Mapping[str, str],
    token: bool,
    restart: Literal["Never", "OnFailure"],
    retries: int,
    deadline: timedelta | None = None,
    env: Mapping[str, EnvironmentValue] = _NONE,
    defaults: WorkloadDefaults,
) -> k8s.KubeJob:
    """Return a Job that passes `task` to `program`, both files of the ConfigMap of its name.

    The caller creates its service account, of the same name. token: whether the program
    calls the API server. restart: `Never` keeps every failed pod, for its log; `OnFailure`
    keeps none. retries: after the first try.
    deadline: of the whole Job, without end by default. env: variables of the program.
    """
    labels = {"app": name}
    # A sidecar would keep the pod running after its program ends.
    alone = {"sidecar.istio.io/inject": "false"} if isinstance(defaults.mesh, Sidecars) else {}
    folder = f"/etc/{name}"
    confined = READ_ONLY.as_user(_NOBODY)
    container = k8s.Container(
        name=name,
        image=defaults.images.named("python"),
        command=["python3", "-I", f"{folder}/{program}", f"{folder}/{task}"],
        env=variables(name, env, defaults.pods.env or {}) or None,
        resources=requirements(_RESOURCES),
        security_context=container_context(confined, defaults.cluster),
        # The status of a kept pod then contains the program's last output.
        termination_message_policy="FallbackToLogsOnError" if restart == "Never" else None,
        volume_mounts=[k8s.VolumeMount(name="program", mount_path=folder, read_only=True)],
    )
    pod = k8s.PodSpec(
        service_account_name=name,
        automount_service_account_token=None if token else False,
        restart_policy=restart,
        security_context=pod_context(
            PodSecurity(non_root=True, seccomp=True), defaults.cluster
        ),
        **placement(defaults.pods),
        containers=[container],
        volumes=[k8s.Volume(name="program", config_map=k8s.ConfigMapVolumeSource(name=name))],
    )
    return declare(
        k8s.KubeJob,
        scope,
        "Job",
        metadata=k8s.ObjectMeta(name=name, labels=labels, annotations=dict(annotations)),
        spec=k8s.JobSpec(
            active_deadline_seconds=deadline.total_seconds() if deadline else None,
            backoff_limit=retries,
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels={**labels, **alone}), spec=pod
            ),
        ),
    )
