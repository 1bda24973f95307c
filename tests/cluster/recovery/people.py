"""What people make in their profiles, and the controllers that answer: they are played."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from ..api_server import ApiServer
from ..client import Client, connected
from ..profiles import contributor, made_of, profile

Object = dict[str, Any]

# Registered by themselves; Git knows neither.
OWN: Final = ("ada", "grace")
CONTRIBUTOR: Final = "alan@example.com"
SECRET: Final = "git-credentials"
PASSWORD: Final = "cGFzc3dvcmQ="
_PROFILES: Final = "/apis/kubeflow.org/v1/profiles"
_GATEWAY: Final = "gateway.networking.k8s.io/v1"


def made_by_people() -> list[Object]:
    """Return two profiles, and what is in them: some of it is not to be kept."""
    return [
        *(profile(name, f"{name}@example.com") for name in OWN),
    ]


def inside(name: str) -> list[Object]:
    """Return what people make in a profile."""
    return [
        *contributor(name, CONTRIBUTOR),
        _claim(name, "work"),
        notebook(name, "jupyter"),
        notebook(name, "deleted-before"),
        _of(name, "kubeflow.org/v1alpha1", "PodDefault", "token", spec=_POD_DEFAULT),
        _of(name, "v1", "Secret", SECRET, type="Opaque", data={"password": PASSWORD}),
        _of(name, "v1", "Secret", "not-chosen", type="Opaque", data={"password": PASSWORD}),
        experiment(name, "running"),
        experiment(name, "ended"),
    ]


def notebook(namespace: str, name: str) -> Object:
    """Return a notebook that is stopped, as its page writes it."""
    container = {"name": name, "image": "jupyter"}
    volume = {"name": "work", "persistentVolumeClaim": {"claimName": "work"}}
    pod = {"containers": [container], "volumes": [volume]}
    made = _of(
        namespace,
        "kubeflow.org/v1",
        "Notebook",
        name,
        spec={"template": {"spec": pod}},
    )
    made["metadata"]["annotations"] = {"kubeflow-resource-stopped": "2026-01-01T00:00:00Z"}
    made["metadata"]["labels"] = {"app": name}
    return made


def experiment(namespace: str, name: str) -> Object:
    """Return an experiment of Katib."""
    spec = {"maxTrialCount": 3, "objective": {"type": "maximize", "objectiveMetricName": "a"}}
    return _of(namespace, "kubeflow.org/v1beta1", "Experiment", name, spec=spec)


def _claim(namespace: str, name: str) -> Object:
    storage = {"requests": {"storage": "1Gi"}}
    spec = {"accessModes": ["ReadWriteOnce"], "resources": storage, "storageClassName": "a"}
    return _of(namespace, "v1", "PersistentVolumeClaim", name, spec=spec)


def _of(namespace: str, version: str, kind: str, name: str, **fields: Any) -> Object:
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


_POD_DEFAULT: Final = {
    "selector": {"matchLabels": {"token": "true"}},
    "desc": "A token",
    "env": [{"name": "A", "value": "b"}],
}


@dataclass(frozen=True)
class ProfileController:
    """Plays Kubeflow's: a Profile gets a namespace of its own, and what admits its owner.

    Source: profile_controller.go of kubeflow/kubeflow v1.9.2. waypoint: what makes a profile's
    waypoint ready.
    """

    server: ApiServer
    waypoint: Callable[[Client, str], None]

    def act(self) -> None:
        """Make what is missing, once."""
        with connected(self.server) as client:
            for found in client.send("GET", _PROFILES).body["items"]:
                name = found["metadata"]["name"]
                if client.send("GET", f"/api/v1/namespaces/{name}").accepted:
                    continue
                owner = {
                    "apiVersion": "kubeflow.org/v1",
                    "kind": "Profile",
                    "name": name,
                    "uid": found["metadata"]["uid"],
                    "controller": True,
                    "blockOwnerDeletion": True,
                }
                for obj in _made(found):
                    obj["metadata"]["ownerReferences"] = [owner]
                    answer = client.apply(obj)
                    assert answer.accepted, answer.reason
                self.waypoint(client, name)


def _made(found: Object) -> Iterator[Object]:
    """Yield what the controller makes, the namespace first, the owner's rights besides."""
    yield from made_of(found)
    name, who = found["metadata"]["name"], found["spec"]["owner"]["name"]
    group = "rbac.authorization.k8s.io"
    yield {
        "apiVersion": f"{group}/v1",
        "kind": "RoleBinding",
        "metadata": {
            "name": "namespaceAdmin",
            "namespace": name,
            "annotations": {"user": who, "role": "admin"},
        },
        "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "kubeflow-admin"},
        "subjects": [{"apiGroup": group, "kind": "User", "name": who}],
    }
    yield {
        "apiVersion": f"{group}/v1",
        "kind": "RoleBinding",
        "metadata": {"name": "default-editor", "namespace": name},
        "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "kubeflow-edit"},
        "subjects": [{"kind": "ServiceAccount", "name": "default-editor", "namespace": name}],
    }


def played_waypoint(client: Client, name: str) -> None:
    """Play Metacontroller, its hook and istiod: a ready waypoint."""
    gateway = {
        "apiVersion": _GATEWAY,
        "kind": "Gateway",
        "metadata": {"name": "waypoint", "namespace": name},
        "spec": {
            "gatewayClassName": "istio-waypoint",
            "listeners": [{"name": "mesh", "port": 15008, "protocol": "HTTP"}],
        },
    }
    assert client.apply(gateway).accepted
    condition = {
        "type": "Programmed",
        "status": "True",
        "reason": "Played",
        "message": "",
        "lastTransitionTime": "2026-01-01T00:00:00Z",
    }
    path = f"/apis/{_GATEWAY}/namespaces/{name}/gateways/waypoint/status"
    body: Mapping[str, Any] = {"status": {"conditions": [condition]}}
    answer = client.send("PATCH", path, body, content="application/merge-patch+json")
    assert answer.accepted, answer.reason


@contextmanager
def acting(controller: ProfileController) -> Iterator[None]:
    """Let the controller act as long as the context."""
    ended = threading.Event()
    failed: list[BaseException] = []

    def run() -> None:
        while not ended.wait(0.3):
            try:
                controller.act()
            except OSError:
                # The API server is away, or begins.
                continue
            except BaseException as error:  # noqa: BLE001 - told where it is awaited
                failed.append(error)
                return

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    assert failed == []


def controller_of(server: ApiServer) -> ProfileController:
    """Return the played controllers of a cluster without istiod."""
    return ProfileController(server, played_waypoint)


def of_git(name: str, owner: str) -> Object:
    """Return a Profile that Argo CD has applied."""
    made = profile(name, owner)
    made["metadata"]["annotations"] = {"argocd.argoproj.io/tracking-id": f"x:{name}"}
    return made
