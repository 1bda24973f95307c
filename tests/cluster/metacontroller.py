"""Simulate Metacontroller, which is not available as a Go module to build."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .api_server import ApiServer
from .client import connected
from .composing import Composing
from .decorating import Decorating
from .hook import of_pipelines, of_waypoints
from .output import shipped


@dataclass(frozen=True)
class Metacontroller:
    """The three controllers of the default environment."""

    of_profiles: Decorating
    of_policies: Decorating
    of_pipelines: Composing


@contextmanager
def metacontroller(server: ApiServer, folder: Path) -> Iterator[Metacontroller]:
    """Run the shipped hooks, and yield the controllers that call them."""
    with (
        of_waypoints(folder / "waypoints") as waypoints,
        of_pipelines(folder / "pipelines") as pipelines,
        connected(server) as client,
    ):
        of_profiles, of_policies = (
            Decorating(client, name, waypoints)
            for name in ("profile-waypoints", "profile-waypoints-mirror")
        )
        composite = shipped("CompositeController", "kubeflow-pipelines-profile-controller")
        yield Metacontroller(
            of_profiles=of_profiles,
            of_policies=of_policies,
            of_pipelines=Composing(client, composite, pipelines),
        )
