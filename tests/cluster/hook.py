"""Run the hooks of Metacontroller as the default environment ships them."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from constructs_lib.serving import Exposure, Paths

from .output import environment_of_models, overlay, shipped
from .processes import LOOPBACK, answers, free_ports, running

# In the place of every key of a Secret.
SECRET: Final = "of-the-tests"

_PIPELINES: Final = "kubeflow-pipelines-profile-controller"


@contextmanager
def of_waypoints(folder: Path) -> Iterator[str]:
    """Run the hook of profiles' waypoints, and yield its address."""
    files = shipped("ConfigMap", "profile-waypoints")["data"]
    with served(folder, files, "profile_hook.py", "settings.json") as address:
        yield address


@contextmanager
def of_models(folder: Path, exposure: Exposure = Paths()) -> Iterator[str]:
    """Run the program that decides about routes to models, and give its address."""
    (hook,) = (
        obj
        for obj in environment_of_models(exposure=exposure)["kserve"]
        if (obj["kind"], obj["metadata"]["name"]) == ("ConfigMap", "model-routes")
    )
    with served(folder, hook["data"], "models_hook.py", "settings.json") as address:
        yield address


@contextmanager
def of_pipelines(
    folder: Path, objects: Iterable[Mapping[str, Any]] | None = None
) -> Iterator[str]:
    """Run the hook of profiles' pipelines, and yield its address.

    objects: those of its environment, by default of the default one.
    """
    found = {(obj["kind"], obj["metadata"]["name"]): obj for obj in objects or overlay()}
    files = found["ConfigMap", f"{_PIPELINES}-code"]["data"]
    pod = found["Deployment", _PIPELINES]["spec"]["template"]["spec"]
    told = {each["name"]: _value(each, found) for each in pod["containers"][0]["env"]}
    with served(folder, files, "sync.py", environment=told) as address:
        yield address


@contextmanager
def served(
    folder: Path,
    files: Mapping[str, str],
    *command: str,
    environment: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Run a program with files of a new folder, and yield its address."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (port,) = free_ports(1)
    address = f"{LOOPBACK}:{port}"
    with running(
        [sys.executable, "-I", *command, address],
        folder=folder,
        ready=lambda: answers(f"http://{address}/healthz"),
        environment=environment,
    ):
        yield f"http://{address}"


def _value(
    variable: Mapping[str, Any], objects: Mapping[tuple[str, str], Mapping[str, Any]]
) -> str:
    """Return what a container's environment variable is in a pod."""
    if "value" in variable:
        return str(variable["value"])
    source = variable["valueFrom"]
    if "secretKeyRef" in source:
        return SECRET
    reference = source["configMapKeyRef"]
    return str(objects["ConfigMap", reference["name"]]["data"][reference["key"]])
