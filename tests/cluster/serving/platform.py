"""A cluster that serves models: KServe's real controller, and all that it acts on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from constructs_lib.config.components import KSERVE
from constructs_lib.releases import V1_9_1, Release

from ..api_server import ApiServer, account_kubeconfig, called_here, new_namespace
from ..api_server import api_server as running_api_server
from ..binaries import build
from ..client import Object
from ..definitions import platform_kinds
from ..keys import SECRET
from ..output import environment_of_models
from ..processes import LOOPBACK, answers, free_ports, running, wait_for
from ..profiles import made_of, profile
from ..servers import controllers, pods

GROUP: Final = "serving.kserve.io"
ACCOUNT: Final = "kserve-controller-manager"
OWNER: Final = "alice"
TEAM: Final = "alice"
DEFINITION: Final = "CustomResourceDefinition"
# The family of its controller, by the version. Go's proxy has no 0.18.0.
FAMILIES: Final = {"0.13.1": "kserve", "0.15.0": "kserve-0.15", "0.16.0": "kserve-0.16"}
# What the API server asks before it stores an object.
_ASKED: Final = "WebhookConfiguration"
_RUNTIMES: Final = ("ClusterServingRuntime", "ClusterStorageContainer")
# The controller runs beside the cluster, not in a pod of it.
_RUN: Final = ("DaemonSet", "Deployment", "Job", "StatefulSet")


def of_kserve(*kinds: str, release: Release = V1_9_1) -> list[dict[str, Any]]:
    """Return KServe's own objects, of some kinds or of all."""
    objects = environment_of_models(release)[KSERVE.name]
    return [obj for obj in objects if not kinds or obj["kind"] in kinds]


@dataclass(frozen=True)
class Serving:
    """A cluster in which a controller of KServe acts, and where that says what it does.

    metrics: the port of the controller's. release: whose KServe it is.
    """

    server: ApiServer
    log: Path
    metrics: int
    release: Release = V1_9_1

    def shipped(self, *kinds: str) -> list[dict[str, Any]]:
        """Return KServe's own objects here, of some kinds or of all."""
        return of_kserve(*kinds, release=self.release)

    def read(self, kind: str, name: str, group: str = "") -> dict[str, Any]:
        """Return an object of the profile; `kind` as in a path, with its version."""
        prefix = f"/apis/{group}" if group else "/api"
        version, _, plural = kind.partition("/")
        path = f"{prefix}/{version}/namespaces/{TEAM}/{plural}/{name}"
        read: dict[str, Any] = self.server.read(path)
        return read

    def listed(self, kind: str, group: str = "") -> list[dict[str, Any]]:
        """Return the profile's objects of a kind."""
        items: list[dict[str, Any]] = self.read(kind, "", group)["items"]
        return items

    def conditions(self, name: str, kind: str = "v1beta1/inferenceservices") -> dict[str, str]:
        """Return the conditions of an InferenceService, or of another kind of KServe's."""
        status = self.read(kind, name, GROUP).get("status", {})
        return {each["type"]: each["status"] for each in status.get("conditions", ())}

    def wait_until_ready(self, name: str, kind: str = "v1beta1/inferenceservices") -> None:
        """Return once an InferenceService, or another of KServe's kinds, is Ready."""
        wait_for(
            lambda: self.conditions(name, kind).get("Ready") == "True", f"{kind} {name}: Ready"
        )

    def pod(self, component: str) -> dict[str, Any]:
        """Return the one pod of a component, `iris-predictor`, once it is there."""
        found: list[dict[str, Any]] = []

        def there() -> bool:
            found[:] = [
                pod
                for pod in self.listed("v1/pods")
                if pod["metadata"]["labels"].get("app") == f"isvc.{component}"
            ]
            return bool(found)

        wait_for(there, f"a pod of {component}")
        (pod,) = found
        return pod

    def events(self, name: str) -> list[str]:
        """Return what is told of an object: the reason, and the words."""
        return [
            f"{event['reason']}: {event['message']}"
            for event in self.listed("v1/events")
            if event["involvedObject"]["name"] == name
        ]

    def said(self) -> str:
        """Return all that the controller has written."""
        return self.log.read_text("utf-8")


@contextmanager
def serving(folder: Path, release: Release = V1_9_1) -> Iterator[Serving]:
    """Run a cluster with KServe and one profile, whose pods all have to be `restricted`."""
    with running_api_server(folder / "cluster") as server:
        server.define(platform_kinds(without="argocd"))
        server.define(every(DEFINITION, release))
        server.apply([new_namespace("kubeflow"), profile(TEAM, OWNER)])
        server.apply(_restricted(obj) for obj in made_of(profile(TEAM, OWNER)))
        with controllers(server), pods(server):
            server.apply(every("ValidatingAdmissionPolicy", release))
            server.apply(every("ValidatingAdmissionPolicyBinding", release))
            with kserve(server, release) as started:
                yield started


@contextmanager
def kserve(server: ApiServer, release: Release = V1_9_1) -> Iterator[Serving]:
    """Apply KServe's objects to a cluster with a profile, and run its controller.

    The runtimes come last, through the webhooks that judge them, as Argo CD applies them. The
    profile has a key of the store, as the hook of Pipelines gives it.
    """
    server.apply([_key()])
    server.define(of_kserve(DEFINITION, release=release))
    server.apply(
        obj
        for obj in of_kserve(release=release)
        if obj["kind"] not in (DEFINITION, *_RUNTIMES, *_RUN)
        and not obj["kind"].endswith(_ASKED)
    )
    with controller(server, release) as started:
        server.apply(of_kserve(*_RUNTIMES, release=release))
        yield started


@contextmanager
def controller(server: ApiServer, release: Release = V1_9_1) -> Iterator[Serving]:
    """Run KServe's controller, and let the API server ask it at a port of loopback."""
    started = program(server, server.certificate, server.key, release=release)
    with started as (port, metrics, log):
        server.apply(
            called_here(obj, port, server)
            for obj in of_kserve(release=release)
            if obj["kind"].endswith(_ASKED)
        )
        yield Serving(server, log, metrics, release)


@contextmanager
def program(
    server: ApiServer,
    certificate: Path,
    key: Path,
    *,
    metrics_at: str | None = None,
    release: Release = V1_9_1,
) -> Iterator[tuple[int, int, Path]]:
    """Run KServe's controller as its Deployment does; give two of its ports and its log.

    The ports are of its webhooks and its metrics.

    Two things differ from its pod: its ports are of loopback, and it does not compete for the
    lead, for which it would have to be in a pod.
    metrics_at: the address and port of its metrics, if not a free one.
    """
    folder = server.folder / "kserve"
    port, metrics, health = free_ports(3)
    certificates = folder / "k8s-webhook-server/serving-certs"
    certificates.mkdir(parents=True)
    for name, file in {"tls.crt": certificate, "tls.key": key}.items():
        (certificates / name).write_bytes(file.read_bytes())
    access = folder / "kubeconfig"
    access.write_text(account_kubeconfig(server, ACCOUNT), encoding="utf-8")
    with running(
        [
            build(FAMILIES[release.kserve]) / "manager",
            f"--metrics-addr={metrics_at or f'{LOOPBACK}:{metrics}'}",
            f"--health-probe-addr={LOOPBACK}:{health}",
            f"--webhook-port={port}",
        ],
        folder=folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{health}/readyz"),
        environment={
            "KUBECONFIG": str(access),
            "POD_NAMESPACE": "kubeflow",
            "SECRET_NAME": "kserve-webhook-server-cert",
            # Where it looks for its certificate.
            "TMPDIR": str(folder),
        },
    ):
        yield port, metrics, folder / "manager.log"


def every(kind: str, release: Release = V1_9_1) -> Iterator[dict[str, Any]]:
    """Yield each object of a kind in the environment."""
    environment = environment_of_models(release)
    everything = (obj for objects in environment.values() for obj in objects)
    return (obj for obj in everything if obj["kind"] == kind)


def _key() -> Object:
    """Return a key that opens nothing."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": SECRET, "namespace": TEAM},
        "stringData": {"accesskey": "no", "secretkey": "key"},
    }


def _restricted(obj: dict[str, Any]) -> dict[str, Any]:
    """Return a profile's namespace that refuses every pod that is not `restricted`."""
    if obj["kind"] == "Namespace":
        obj["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] = "restricted"
    return obj
