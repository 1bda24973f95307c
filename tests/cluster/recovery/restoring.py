"""Run the commands that restore, as an administrator with a kubeconfig does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from constructs_lib import BackupVolume, Config, Environment, Platform
from constructs_lib.config import Recovery
from constructs_lib.platform import synthesize

from ..api_server import ApiServer
from ..output import overlay
from .people import SECRET
from .pipelines import Pipelines

ROOT: Final = Path(__file__).parents[3]
RECOVERY: Final = Recovery(destination=BackupVolume(claim="copies"), keep=2, secrets=(SECRET,))
_RBAC: Final = ("ClusterRole", "ClusterRoleBinding", "ServiceAccount")


def objects_of_recovery() -> list[dict[str, Any]]:
    """Return what an environment that chose it gets for it."""
    config = Config(recovery=RECOVERY)
    made = synthesize(Platform(environments=(Environment("default", config),)))
    return made.environments["default"]["recovery"]


def install(server: ApiServer, recovery: list[dict[str, Any]]) -> None:
    """Apply the platform's kinds and roles, and what recovery may do; no workload."""
    platform = overlay()
    server.define(obj for obj in platform if obj["kind"] == "CustomResourceDefinition")
    kubeflow = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "kubeflow"}}
    server.apply([kubeflow])
    server.apply(obj for obj in platform if obj["kind"] == "ClusterRole")
    server.apply(obj for obj in recovery if obj["kind"] in _RBAC)


def kubeflow_gitops(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the library."""
    return subprocess.run(
        [sys.executable, "-m", "constructs_lib", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )


def recover(
    server: ApiServer, kept: Path, step: str, pipelines: Pipelines | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a step of a recovery."""
    more = ("--pipelines", pipelines.url) if pipelines else ()
    where = ("--from", kept, "--kubeconfig", server.kubeconfig)
    return kubeflow_gitops("recover", step, *where, *more)


def found(server: ApiServer, resource: str, namespace: str = "") -> dict[str, dict[str, Any]]:
    """Return the objects of a resource by name."""
    within = ("-n", namespace) if namespace else ()
    told = server.kubectl("get", resource, *within, "-o", "json").stdout
    return {obj["metadata"]["name"]: obj for obj in json.loads(told)["items"]}
