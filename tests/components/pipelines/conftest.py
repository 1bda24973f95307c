"""What the tests of Pipelines share: all of it, and the objects of one process."""

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from constructs_lib import Metacontroller
from constructs_lib.components.pipelines import Pipelines
from constructs_lib.config import MetacontrollerSettings, WorkloadDefaults
from constructs_lib.kube import Object, objects_of

from cdk8s import App, Chart

Make = Callable[..., Pipelines]


@pytest.fixture
def make(app: App, chart: Chart, gateway: Any, ambient: WorkloadDefaults) -> Make:
    """Return what makes Pipelines as an environment has it by default."""

    def _make(
        *,
        rights: Any = "granted",
        defaults: WorkloadDefaults = replace(ambient, resources=None),
        **settings: Any,
    ) -> Pipelines:
        metacontroller = Metacontroller(
            Chart(app, "hooks", namespace="kubeflow"),
            "metacontroller",
            defaults=WorkloadDefaults(mesh=defaults.mesh),
            settings=MetacontrollerSettings(rights=rights),
        )
        return Pipelines(
            chart,
            "pipelines",
            gateway=gateway,
            metacontroller=metacontroller,
            defaults=defaults,
            **settings,
        )

    return _make


@pytest.fixture
def part(make: Make) -> Callable[[str], list[Object]]:
    """Return the objects of one process, its kinds without schemas."""

    def _part(name: str) -> list[Object]:
        objects = objects_of(make().node.find_child(name))
        for obj in objects:
            if obj["kind"] == "CustomResourceDefinition":
                obj["spec"]["versions"] = "left out"
        return objects

    return _part


@pytest.fixture
def upstream() -> WorkloadDefaults:
    """Return how upstream runs a component."""
    return WorkloadDefaults()
