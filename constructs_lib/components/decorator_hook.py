"""Run a program that answers what Metacontroller attaches to objects."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from constructs import Construct

from ..access import ServiceAccount
from ..config import Resources, WorkloadDefaults
from ..kube import ConfigMap
from ..scripts import text_of
from ..workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    http_probe,
)

_SETTINGS: Final = "settings.json"
_FOLDER: Final = "/hook"
_PORT: Final = 8080
_PACKAGE: Final = "programs"
# Isolated Python finds only its own modules: the folder of the programs is added.
_START: Final = (
    f"import sys; sys.path.insert(0, {_FOLDER!r}); "
    f"from {_PACKAGE}.%s import main; main(*sys.argv[1:])"
)
# The image sets no user, which means root.
_SECURITY: Final = READ_ONLY.as_user(1000)


class DecoratorHook(Construct):
    """A program of constructs_lib/scripts behind a Service, for DecoratorControllers.

    name: of each of its objects, and its label `app`. program: its file's name. extension: the
    file of one that imports it, and runs in its place; None runs the program. settings: what
    it reads as JSON. injected: whether a sidecar is injected, None for the mesh's own choice.
    `endpoint` is its Service's.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        program: str,
        settings: Mapping[str, Any],
        extension: str | None = None,
        defaults: WorkloadDefaults,
        injected: bool | None = None,
    ) -> None:
        super().__init__(scope, id)
        labels = {"app": name}
        folder, command = _FOLDER, [f"{_FOLDER}/{program}"]
        if extension:
            folder = f"{_FOLDER}/{_PACKAGE}"
            command = ["-c", _START % extension.removesuffix(".py")]
        hook = ConfigMap(
            self,
            "Program",
            name=name,
            labels=labels,
            data={
                **{file: text_of(file) for file in (program, extension) if file},
                _SETTINGS: json.dumps(settings, indent=2) + "\n",
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=name,
            account=ServiceAccount(
                self, "ServiceAccount", name=name, labels=labels, token=False
            ),
            defaults=defaults,
            selector=labels,
            injected=injected,
            volumes=[ConfigMapVolume(name="hook", config_map=hook)],
            containers=[
                Container(
                    name="hook",
                    image=defaults.images.named("python"),
                    # Isolated: neither a folder nor an environment variable adds modules.
                    command=("python", "-I", *command),
                    args=(f"{folder}/{_SETTINGS}",),
                    ports={"http": _PORT},
                    mounts=(Mount(volume="hook", path=folder, read_only=True),),
                    probes=Probes(
                        liveness=http_probe("/healthz", "http", delay=5, period=20),
                        readiness=http_probe("/healthz", "http", delay=1, period=10),
                    ),
                    # Whatever the hardening: a namespace may enforce `restricted`.
                    security=replace(_SECURITY, non_root=True, seccomp=True),
                    restricted=_SECURITY,
                    default_resources=Resources(
                        cpu="10m", memory="32Mi", cpu_limit="200m", memory_limit="128Mi"
                    ),
                )
            ],
        )
        self.endpoint = workload.expose(service=name, name="http", port=80, target="http")
