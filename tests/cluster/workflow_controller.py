"""Argo's real workflow controller, as an environment's Deployment runs it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from .api_server import ApiServer, account_kubeconfig
from .binaries import build
from .containers import named
from .processes import running

_NAME: Final = "workflow-controller"


@contextmanager
def workflow_controller(
    server: ApiServer, objects: Iterable[dict[str, Any]], folder: Path
) -> Iterator[None]:
    """Run it with its ConfigMap and its own account, whose rights the server already has.

    objects: the environment's.
    """
    known = list(objects)
    server.apply([named(known, "ConfigMap", f"{_NAME}-configmap", "kubeflow")], force=True)
    folder.mkdir(parents=True, exist_ok=True)
    access, log = folder / "kubeconfig", folder / f"{_NAME}.log"
    access.write_text(account_kubeconfig(server, "argo"), encoding="utf-8")
    deployment = named(known, "Deployment", _NAME, "kubeflow")
    [shipped] = deployment["spec"]["template"]["spec"]["containers"]
    with running(
        [build(_NAME) / _NAME, *shipped["args"]],
        folder=folder,
        ready=lambda: "Current Worker Numbers" in log.read_text("utf-8", "replace"),
        # A Workflow is looked at again after ten seconds by default.
        environment={"KUBECONFIG": str(access), "DEFAULT_REQUEUE_TIME": "500ms"},
    ):
        yield
