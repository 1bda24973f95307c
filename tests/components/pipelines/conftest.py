"""What the tests of Pipelines share: all of it, and the objects of one process."""

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from constructs_lib import Ambient, Hardening, Metacontroller
from constructs_lib.catalog import Images
from constructs_lib.components.pipelines import Pipelines
from constructs_lib.config import MetacontrollerSettings, WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import Object, children_of, objects_of
from constructs_lib.releases import V1_10_2, V26_03_1

from cdk8s import App, Chart

Make = Callable[..., Pipelines]
Parts = dict[str, list[Object]]
# The document's resources are a matter of tests/config.
AMBIENT = WorkloadDefaults(mesh=Ambient(), hardening=Hardening())
NEWEST = replace(AMBIENT, images=Images(release=V26_03_1))


def _pipelines(
    *, rights: Any = "granted", defaults: WorkloadDefaults = AMBIENT, **settings: Any
) -> Pipelines:
    app = App()
    gateway = KubeflowGateway(Chart(app, "entry", namespace="kubeflow"), "Gateway")
    metacontroller = Metacontroller(
        Chart(app, "hooks", namespace="kubeflow"),
        "metacontroller",
        defaults=WorkloadDefaults(mesh=defaults.mesh, images=defaults.images),
        settings=MetacontrollerSettings(rights=rights),
    )
    return Pipelines(
        Chart(app, "test", namespace="kubeflow"),
        "pipelines",
        gateway=gateway,
        metacontroller=metacontroller,
        defaults=defaults,
        **settings,
    )


@pytest.fixture(scope="session")
def usual() -> tuple[Pipelines, Parts]:
    """Return Pipelines as an environment has it by default, and the objects of its parts.

    They are read at once: after a synthesis in this process nothing can be.
    """
    pipelines = _pipelines()
    return pipelines, {name: objects_of(each) for name, each in children_of(pipelines).items()}


@pytest.fixture
def made() -> list[Object]:
    """Return the objects of what the test has made, once it has."""
    return []


@pytest.fixture
def make(usual: tuple[Pipelines, Parts], made: list[Object]) -> Make:
    """Return what makes Pipelines; what an environment has by default is made once."""

    def _make(**decisions: Any) -> Pipelines:
        pipelines, parts = usual
        objects = [obj for part in parts.values() for obj in part]
        if decisions:
            pipelines = _pipelines(**decisions)
            objects = objects_of(pipelines)
        made[:] = deepcopy(objects)
        return pipelines

    return _make


@pytest.fixture
def find(made: list[Object]) -> Callable[[str, str], Object]:
    """Return the one object of a kind and name of what the test has made."""

    def _find(kind: str, name: str) -> Object:
        [found] = (
            obj for obj in made if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
        )
        return found

    return _find


@pytest.fixture
def part(usual: tuple[Pipelines, Parts]) -> Callable[[str], list[Object]]:
    """Return the objects of one process, its kinds without schemas."""

    def _part(name: str) -> list[Object]:
        _, parts = usual
        objects = deepcopy(parts[name])
        for obj in objects:
            if obj["kind"] == "CustomResourceDefinition":
                obj["spec"]["versions"] = "left out"
        return objects

    return _part


@pytest.fixture
def upstream() -> WorkloadDefaults:
    """Return how upstream runs a component."""
    return WorkloadDefaults()


@pytest.fixture
def newest_defaults() -> WorkloadDefaults:
    """Return how a component runs by default in 26.03.1."""
    return NEWEST


@pytest.fixture(scope="session")
def newest() -> Callable[[str, str], Object]:
    """Return what finds an object of Pipelines by default in 26.03.1, made once."""
    made = objects_of(_pipelines(defaults=NEWEST))
    by_name = {(obj["kind"], obj["metadata"]["name"]): obj for obj in made}

    def _find(kind: str, name: str) -> Object:
        return deepcopy(by_name[kind, name])

    return _find


@pytest.fixture
def later() -> WorkloadDefaults:
    """Return how a component runs by default in v1.10.2."""
    return replace(AMBIENT, images=Images(release=V1_10_2))


@pytest.fixture
def later_upstream() -> WorkloadDefaults:
    """Return how upstream runs a component in v1.10.2."""
    return WorkloadDefaults(images=Images(release=V1_10_2))
