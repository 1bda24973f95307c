"""Deploy the default environment to a cluster with istiod."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .api_server import ApiServer
from .istiod import Istiod
from .output import overlay
from .processes import wait_for

_GATEWAY: Final = "gateway.networking.k8s.io/gateway-name"


@dataclass(frozen=True)
class Deployed:
    """Running pods with their labels, and istiod's configuration of ztunnel for them."""

    pods: list[dict[str, Any]]
    dump: dict[str, Any]

    def workloads(
        self, label: tuple[str, str], namespace: str = "kubeflow"
    ) -> list[dict[str, Any]]:
        """Return the workloads whose pods have a label; there must be one at least."""
        key, value = label
        names = {
            pod["metadata"]["name"]
            for pod in self.pods
            if pod["metadata"].get("labels", {}).get(key) == value
        }
        found = [
            each
            for each in self.dump["workloads"]
            if each["name"] in names and each["namespace"] == namespace
        ]
        assert found, f"no pod with label {key}={value} runs in {namespace}"
        return found


def deploy(
    server: ApiServer, istiod: Istiod, environment: Iterable[dict[str, Any]] | None = None
) -> Deployed:
    """Apply an environment, by default `default`, and wait until istiod knows its pods."""
    written = overlay() if environment is None else environment
    # No one answers in the webhooks' pods, and none would be let in where they have a say.
    objects = [obj for obj in written if not obj["kind"].endswith("WebhookConfiguration")]
    server.apply(obj for obj in objects if obj["kind"] == "Namespace")
    server.define(obj for obj in objects if obj["kind"] == "CustomResourceDefinition")
    server.apply(volume(obj) for obj in objects if obj["kind"] == "PersistentVolumeClaim")
    server.apply(objects)
    expected = sum(
        obj["spec"].get("replicas", 1)
        for obj in objects
        if obj["kind"] in ("Deployment", "StatefulSet")
    )

    def all_known() -> bool:
        # The waypoints that istiod makes are not among them.
        names = {
            pod["metadata"]["name"]
            for pod in _pods(server)
            if pod["status"].get("podIP") and _GATEWAY not in pod["metadata"]["labels"]
        }
        known = {workload["name"] for workload in istiod.ambient()["workloads"] or ()}
        return len(names) >= expected and names <= known

    wait_for(all_known, "istiod's word about every pod of the environment")
    return now(server, istiod)


def service_of(dump: Mapping[str, Any], name: str, namespace: str) -> dict[str, Any]:
    """Return what istiod tells ztunnel of a Service."""
    (found,) = (
        each
        for each in dump["services"]
        if (each["name"], each["namespace"]) == (name, namespace)
    )
    return found


def address_of(dump: Mapping[str, Any], name: str, namespace: str) -> str:
    """Return a Service's address and port, to which its clients open connections."""
    told = service_of(dump, name, namespace)
    (address,), (port,) = told["addresses"], told["ports"]
    return f"{b64decode(address['address']).decode()}:{port['servicePort']}"


def now(server: ApiServer, istiod: Istiod) -> Deployed:
    """Return the running pods, and istiod's configuration for them."""
    return Deployed(pods=_pods(server), dump=istiod.ambient())


def _pods(server: ApiServer) -> list[dict[str, Any]]:
    """Return the pods that serve; a Job's comes and goes."""
    found = server.read("/api/v1/pods")["items"]
    return [pod for pod in found if "job-name" not in pod["metadata"].get("labels", {})]


def volume(claim: dict[str, Any]) -> dict[str, Any]:
    """Return the volume that a storage class would create for a claim."""
    spec = claim["spec"]
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": claim["metadata"]["name"]},
        "spec": {
            "accessModes": spec["accessModes"],
            "capacity": spec["resources"]["requests"],
            "hostPath": {"path": "/nowhere"},
        },
    }
