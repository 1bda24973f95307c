"""Pod Security admission evaluates every pod template of the namespace.

Those of the waypoint, which a real istiod makes, too.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import Ambient, App, Chart, Config
from constructs_lib.kube import objects_of
from constructs_lib.mesh import Waypoint
from constructs_lib.releases import V1_9_1, V1_11_0

from .api_server import ApiServer
from .api_server import api_server as running_api_server
from .definitions import platform_kinds
from .istiod import istiod
from .output import overlay
from .processes import wait_for

RUNNING = [obj for obj in overlay() if obj["kind"] in ("Deployment", "Job", "StatefulSet")]
NAMESPACES: list[dict[str, Any]] = [
    {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {
            "name": name,
            "labels": {
                "pod-security.kubernetes.io/warn": "restricted",
                "pod-security.kubernetes.io/warn-version": "latest",
            },
        },
    }
    for name in sorted({obj["metadata"]["namespace"] for obj in RUNNING})
]


@pytest.fixture(scope="module")
def server(small_server) -> ApiServer:
    small_server.apply(NAMESPACES)
    return small_server


@pytest.mark.parametrize("running", RUNNING, ids=lambda obj: obj["metadata"]["name"])
def test_every_pod_template_is_admitted_as_restricted(server, running):
    assert server.apply([running], dry_run=True) == []


def test_a_pod_that_runs_as_root_is_seen(server):
    planted = deepcopy(RUNNING[0])
    planted["spec"]["template"]["spec"]["containers"][0].pop("securityContext")

    [said] = server.apply([planted], dry_run=True)

    assert 'would violate PodSecurity "restricted' in said


NAMESPACE = "kubeflow"
# What docs/prerequisites.md asks of an istiod, by whether it reads parameters of waypoints.
OLD, NEW = Config(release=V1_11_0), Config(release=V1_11_0, mesh=Ambient(istio="1.26.0"))


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Return a cluster whose namespace `kubeflow` warns of pods that are not restricted."""
    folder: Path = tmp_path_factory.mktemp("waypoints")
    with running_api_server(folder) as server:
        server.define(platform_kinds())
        server.apply(each for each in NAMESPACES if each["metadata"]["name"] == NAMESPACE)
        yield server


def warnings_of(server: ApiServer, name: str, *, asks: bool, config: Config) -> list[str]:
    """Return what the server says of the Deployment that istiod makes of a waypoint.

    asks: whether its Gateway asks for a seccomp profile. config: for which istiod is
    configured.
    """
    chart = Chart(App(), "test", namespace=NAMESPACE)
    Waypoint(chart, "it", name=name, callers={}, mesh=NEW.mesh, confined=asks)
    found: dict[str, Any] = {}

    def made() -> bool:
        get = ("get", "deployment", name, f"--namespace={NAMESPACE}", "--output=json")
        found.update(json.loads(server.kubectl(*get, check=False).stdout or "{}"))
        return bool(found)

    with istiod(server, config=config, name=name):
        kinds = ("ConfigMap", "Gateway")
        server.apply(obj for obj in objects_of(chart) if obj["kind"] in kinds)
        wait_for(made, f"the Deployment of {name}")
    metadata = {"name": f"{name}-again", "namespace": NAMESPACE}
    kind = {"apiVersion": "apps/v1", "kind": "Deployment"}
    return server.apply([{**kind, "metadata": metadata, "spec": found["spec"]}], dry_run=True)


def test_a_waypoint_that_asks_for_it_is_admitted_as_restricted(restricted):
    assert warnings_of(restricted, "asking", asks=True, config=NEW) == []


def test_a_waypoint_of_an_istiod_that_is_told_so_is_admitted_as_restricted(restricted):
    assert warnings_of(restricted, "told", asks=False, config=OLD) == []


def test_another_waypoint_would_be_refused(restricted):
    config = Config(release=V1_9_1)
    [said] = warnings_of(restricted, "neither", asks=False, config=config)

    assert 'violate PodSecurity "restricted' in said
    assert "seccompProfile" in said
