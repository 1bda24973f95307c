"""Run a program once in a Job that is a hook of Argo CD."""

import json
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final

from constructs import Construct

from ..config import WorkloadDefaults
from ..kube import ConfigMap
from ..scripts import text_of
from ..workloads import script_job
from ..workloads.container import EnvironmentValue

HOOK: Final = "argocd.argoproj.io/hook"
DELETED: Final = "argocd.argoproj.io/hook-delete-policy"

_TASK: Final = "task.json"
_NONE: Final[Mapping[str, EnvironmentValue]] = MappingProxyType({})


class HookJob(Construct):
    """A Job named `name` that runs a program of constructs_lib/scripts on a task.

    phase: when Argo CD recreates it, such as `PreSync`, since a finished Job never runs
    again. The caller creates its service account, of the same name. token: whether the
    program calls the API server. deadline: of the whole Job. retries: pods after a failed
    one; all of them stay, for their logs. env: variables of the program.
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
        token: bool,
        deadline: timedelta,
        retries: int,
        env: Mapping[str, EnvironmentValue] = _NONE,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        self.config_map = ConfigMap(
            self,
            "Program",
            name=name,
            labels={"app": name},
            data={program: text_of(program), _TASK: json.dumps(task, indent=1)},
        )
        script_job(
            self,
            name=name,
            program=program,
            task=_TASK,
            token=token,
            annotations={HOOK: phase, DELETED: "BeforeHookCreation"},
            restart="Never",
            retries=retries,
            deadline=deadline,
            env=env,
            defaults=defaults,
        )
