"""What the tests of components share: a gateway to be behind, and ways to look at pods."""

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from constructs_lib.kube import objects_of
from collections.abc import Callable
from typing import Any, Final

import pytest

from constructs_lib import Ambient, Hardening, Pods
from constructs_lib.config import DEFAULT_ROW, WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import Object

from cdk8s import App, Chart

Containers = Callable[[str, str], Object]

# Where an environment has its pods run, and the fields of a pod that follow from it.
PLACE: Final = Pods(
    node_selector={"pool": "platform"},
    pull_secrets=("mirror-login",),
    priority_class="platform",
)
IN_PLACE: Final = {
    "nodeSelector": {"pool": "platform"},
    "imagePullSecrets": [{"name": "mirror-login"}],
    "priorityClassName": "platform",
}


@pytest.fixture
def gateway(app: App) -> KubeflowGateway:
    """Return the gateway of an environment with sidecars, as upstream has it."""
    return KubeflowGateway(Chart(app, "entry", namespace="kubeflow"), "Gateway")


@pytest.fixture
def ambient() -> WorkloadDefaults:
    """Return how a component runs by default: in the ambient mesh, and hardened."""
    return WorkloadDefaults(mesh=Ambient(), resources=DEFAULT_ROW, hardening=Hardening())


@pytest.fixture
def manifests(chart: Chart) -> Callable[[], list[Object]]:
    """Return the objects, their kinds without schemas, which tests/schemas/ looks after."""

    def _manifests() -> list[Object]:
        objects = list(objects_of(chart))
        for obj in objects:
            if obj["kind"] == "CustomResourceDefinition":
                for version in obj["spec"]["versions"]:
                    del version["schema"]
        return objects

    return _manifests


@pytest.fixture
def container(find: Callable[[str, str], Object]) -> Containers:
    """Return the container of a name in the Deployment of a name."""

    def _container(deployment: str, name: str) -> Object:
        pod = find("Deployment", deployment)["spec"]["template"]["spec"]
        [found] = [c for c in pod["containers"] if c["name"] == name]
        return dict(found)

    return _container


@pytest.fixture
def env(container: Containers) -> Callable[[str, str], dict[str, Any]]:
    """Return the plain environment variables of a container."""

    def _env(deployment: str, name: str) -> dict[str, Any]:
        variables = container(deployment, name).get("env", [])
        return {v["name"]: v["value"] for v in variables if "value" in v}

    return _env
