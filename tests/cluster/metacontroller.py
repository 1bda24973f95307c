"""Simulate Metacontroller, which is not available as a Go module to build."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .api_server import ApiServer
from .client import Client, connected
from .composing import Composing
from .decorating import Decorating
from .hook import of_pipelines, of_waypoints
from .output import release, shipped

PIPELINES: Final = "kubeflow-pipelines-profile-controller"


@dataclass(frozen=True)
class Metacontroller:
    """The three controllers of the default environment."""

    of_profiles: Decorating
    of_policies: Decorating
    of_pipelines: Composing | Decorating


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
        yield Metacontroller(
            of_profiles=of_profiles,
            of_policies=of_policies,
            of_pipelines=_of_pipelines(client, pipelines),
        )


def _of_pipelines(client: Client, hook: str) -> Composing | Decorating:
    """Return the controller of profiles' pipelines, of the kind that the release has."""
    if release().profile_hook == "decorator":
        return Decorating(client, PIPELINES, hook)
    return Composing(client, shipped("CompositeController", PIPELINES), hook)
