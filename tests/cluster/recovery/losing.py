"""Fill a cluster with what people make, export it by the shipped program, and wipe it."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..api_server import ApiServer, api_server
from ..definitions import platform_kinds
from ..processes import wait_for
from ..servers import controllers
from .exporting import Exporting
from .people import OWN, acting, controller_of, inside, made_by_people, of_git
from .pipelines import pipelines
from .restoring import found, install, objects_of_recovery

RUN: Final = {
    "display_name": "nightly",
    "namespace": OWN[0],
    "experiment_id": "experiment-1",
    "pipeline_version_reference": {"pipeline_id": "p", "pipeline_version_id": "v"},
    "trigger": {"cron_schedule": {"cron": "0 0 * * *"}},
    "max_concurrency": "1",
    "mode": "ENABLE",
}


@dataclass(frozen=True)
class Lost:
    """A cluster that no longer is: its set, its rows, and what was in it."""

    kept: Path
    exporting: Exporting
    rows: dict[str, dict[str, Any]]
    notebooks: dict[str, dict[str, Any]]
    rights: list[str]


def filled(server: ApiServer) -> None:
    """Let people work in a cluster."""
    server.apply([of_git("team", "owner@example.com"), *made_by_people()])
    wait_for(
        lambda: {"team", *OWN} <= found(server, "namespaces").keys(),
        "the profiles' namespaces",
    )
    wait_for(
        lambda: all("default-editor" in found(server, "serviceaccounts", n) for n in OWN),
        "the profiles' accounts",
    )
    for name in OWN:
        server.apply(inside(name))
        server.kubectl("delete", "notebook", "deleted-before", "-n", name)
        owner = found(server, "notebooks", name)["jupyter"]["metadata"]["uid"]
        notebook = {
            "apiVersion": "kubeflow.org/v1",
            "kind": "Notebook",
            "name": "jupyter",
            "uid": owner,
        }
        patch(server, "pvc", "work", name, {"metadata": {"ownerReferences": [notebook]}})
        ended = {"conditions": [condition("Succeeded")]}
        patch(server, "experiment", "ended", name, {"status": ended}, "--subresource=status")


def condition(kind: str) -> dict[str, str]:
    now = "2026-01-01T00:00:00Z"
    times = {"lastTransitionTime": now, "lastUpdateTime": now}
    return {"type": kind, "status": "True", "reason": "r", "message": "m", **times}


def patch(
    server: ApiServer,
    kind: str,
    name: str,
    namespace: str,
    change: dict[str, Any],
    *options: str,
) -> None:
    told = ("--type=merge", f"--patch={json.dumps(change)}", "-n", namespace, *options)
    server.kubectl("patch", kind, name, *told)


def lose(folder: Path) -> Lost:
    """Return what is left of a cluster: a set, and for comparison what was in it."""
    recovery = objects_of_recovery()
    with api_server(folder / "cluster") as server, controllers(server):
        server.define(platform_kinds(without="argocd"))
        install(server, recovery)
        with acting(controller_of(server)), pipelines(server) as played:
            filled(server)
            played.schedule(RUN)
            exporting = Exporting(recovery, server, folder / "pod", played.url)
            kept = exporting.set()
            rights = rights_of(server)
        notebooks = found(server, "notebooks", OWN[0])
        rows = dict(played.rows)
    shutil.rmtree(folder / "cluster")
    return Lost(kept, exporting, rows, notebooks, rights)


def rights_of(server: ApiServer) -> list[str]:
    """Return what the exporting account may do in a profile, by kubectl's word."""
    told = server.kubectl(
        "auth", "can-i", "--list", "--as=system:serviceaccount:kubeflow:recovery", "-n", OWN[0]
    ).stdout
    return [" ".join(line.split()) for line in told.splitlines()[1:]]
