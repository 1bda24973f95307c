"""A real Argo CD: its repo server and its application controller, beside a small Redis."""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from ..api_server import ApiServer
from ..binaries import SOURCES, build, go
from ..processes import LOOPBACK, answers, free_ports, running, wait_for

NAMESPACE: Final = "argocd"
KINDS: Final = ("ConfigMap", "Secret")

_SOURCE: Final = SOURCES / "argocd"
_REFRESH: Final = "argocd.argoproj.io/refresh"


@dataclass(frozen=True)
class ArgoCd:
    """A running Argo CD, the port of its controller's metrics, and how this is restarted."""

    server: ApiServer
    metrics: int
    restart: Callable[[], None]
    namespace: str = NAMESPACE

    def application(self, name: str) -> dict[str, Any]:
        """Return an Application with what Argo CD says of it."""
        read: dict[str, Any] = self.server.read(
            f"/apis/argoproj.io/v1alpha1/namespaces/{self.namespace}/applications/{name}"
        )
        return read

    def refresh(self, name: str) -> dict[str, Any]:
        """Have an Application compared anew, nothing remembered; return what is said then."""
        command = ("annotate", "application", name, "-n", self.namespace, f"{_REFRESH}=hard")
        self.server.kubectl(*command, "--overwrite")

        def compared() -> bool:
            return _REFRESH not in self.application(name)["metadata"].get("annotations", {})

        wait_for(compared, f"a comparison of Application {name}", seconds=300)
        return self.application(name)

    def track_by_label(self) -> None:
        """Have Argo CD know by a label what is its own, as before its version 3."""
        patch = json.dumps({"data": {"application.resourceTrackingMethod": "label"}})
        command = ("patch", "configmap", "argocd-cm", "-n", self.namespace, "--type=merge")
        self.server.kubectl(*command, f"--patch={patch}")

    def forget(self, name: str) -> None:
        """Delete an Application, and nothing of what it applied."""
        self.server.kubectl("delete", "application", name, "-n", self.namespace)

    def terminate(self, name: str) -> None:
        """End an Application's sync that is still tried again, if there is one."""
        state = self.application(name)["status"].get("operationState", {})
        if state.get("phase") == "Running":
            patch = json.dumps({"status": {"operationState": {"phase": "Terminating"}}})
            command = ("patch", "application", name, "-n", self.namespace, "--type=merge")
            self.server.kubectl(*command, f"--patch={patch}")


def settings(namespace: str) -> list[dict[str, Any]]:
    """Return the settings that Argo CD is installed with, as it publishes them.

    Its API server, which does not run, would add the key that signs sessions.
    """
    fetched = go("mod", "download", "-json", "github.com/argoproj/argo-cd/v3", cwd=_SOURCE)
    published = (Path(json.loads(fetched)["Dir"]) / "manifests/install.yaml").read_text(
        "utf-8"
    )
    objects = yaml.load_all(published, yaml.CSafeLoader)
    found = {obj["metadata"]["name"]: obj for obj in objects if obj["kind"] in KINDS}
    found["argocd-secret"]["stringData"] = {"server.secretkey": secrets.token_hex()}
    return [
        {**obj, "metadata": {**obj["metadata"], "namespace": namespace}}
        for obj in found.values()
    ]


@contextmanager
def argo_cd(server: ApiServer, *, namespace: str = NAMESPACE) -> Iterator[ArgoCd]:
    """Run Argo CD in the namespace that Applications are in, which is made for it."""
    redis, repo_server, told, metrics = free_ports(4)
    folder = server.folder / "argocd"
    programs = build("argocd")
    program = programs / "argocd"
    scratch = folder / "scratch"
    scratch.mkdir(parents=True)
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "KUBECONFIG": str(server.kubeconfig),
        "TMPDIR": str(scratch),
        "ARGOCD_ASK_PASS_SOCK": str(folder / "ask"),
        # What Argo CD calls its own cluster is the one of KUBECONFIG.
        "ARGOCD_FAKE_IN_CLUSTER": "true",
        "ARGOCD_GPG_ENABLED": "false",
        # As installed 50 requests a second, and 2 s between waves.
        "ARGOCD_K8S_CLIENT_QPS": "1000",
        "ARGOCD_SYNC_WAVE_DELAY": "1",
    }
    own = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}
    server.apply([own])
    server.apply(settings(namespace))
    cached = f"--redis={LOOPBACK}:{redis}"
    store = [program, "redis", f"--address={LOOPBACK}:{redis}"]
    serve = [
        program,
        "repo-server",
        cached,
        "--disable-tls",
        f"--address={LOOPBACK}",
        f"--port={repo_server}",
        f"--metrics-address={LOOPBACK}",
        f"--metrics-port={told}",
    ]
    control = [
        program,
        "controller",
        cached,
        f"--namespace={namespace}",
        f"--repo-server={LOOPBACK}:{repo_server}",
        f"--metrics-address={LOOPBACK}:{metrics}",
    ]

    def healthy(port: int) -> bool:
        return answers(f"http://{LOOPBACK}:{port}/healthz")

    def start() -> None:
        controller = running(
            control,
            folder=folder / "controller",
            ready=lambda: healthy(metrics),
            environment=environment,
        )
        controllers.enter_context(controller)

    def restart() -> None:
        controllers.close()
        start()

    with (
        running(store, folder=folder / "redis", ready=lambda: True),
        running(
            serve,
            folder=folder / "repo-server",
            ready=lambda: healthy(told),
            environment=environment,
        ),
        ExitStack() as controllers,
    ):
        start()
        yield ArgoCd(server, metrics, restart, namespace)
