"""The load decides how many pods of a page run, and a sync leaves that alone.

Kubernetes' own controller of autoscalers reads what the pods use from `metrics.k8s.io`. That
API is played: a kind of its name has what the test says that each pod uses. Argo CD's part is
a server-side apply of the overlay, as it does one with `SyncPolicy(server_side=True)`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from constructs_lib import Autoscaling, Config, Environment, Platform, Pods
from constructs_lib.platform import synthesize
from tests.kustomize import build, write

from .api_server import ApiServer, new_namespace
from .api_server import api_server as running_api_server
from .client import Object
from .output import ROOT
from .processes import settled
from .servers import controllers, pods

NAME: Final = "centraldashboard"
# Twice the request of each pod, which is 100m.
BUSY: Final = "200m"

PLAYED_METRICS: Final = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {
        "name": "pods.metrics.k8s.io",
        "annotations": {"api-approved.kubernetes.io": "unapproved, played by a test"},
    },
    "spec": {
        "group": "metrics.k8s.io",
        "scope": "Namespaced",
        "names": {"plural": "pods", "singular": "podmetrics", "kind": "PodMetrics"},
        "versions": [
            {
                "name": "v1beta1",
                "served": True,
                "storage": True,
                "schema": {
                    "openAPIV3Schema": {
                        "type": "object",
                        "x-kubernetes-preserve-unknown-fields": True,
                    }
                },
            }
        ],
    },
}


BOUNDS: Final = Autoscaling(minimum=2, maximum=4)
SCALED: Final = Config(autoscaling={NAME: BOUNDS}, pods=Pods(replicas=2))
KINDS: Final = ("Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget")


@pytest.fixture(scope="module")
def overlays(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Object]]:
    """Return the dashboard's objects without an autoscaler and with it, from kustomize."""
    environments = (
        Environment("fixed", Config(pods=Pods(replicas=3))),
        Environment("scaled", SCALED),
    )
    root = write(
        synthesize(Platform(environments=environments)).files, tmp_path_factory.mktemp("dist")
    )
    return {
        each.name: [
            obj
            for obj in build(root / "kubeflow" / "overlays" / each.name)
            if (obj["kind"], obj["metadata"]["name"]) in {(kind, NAME) for kind in KINDS}
            or (obj["kind"], obj["metadata"]["name"]) == ("ServiceAccount", NAME)
        ]
        for each in environments
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide an API server with Kubernetes' controllers, kwok, and a played metrics API."""
    often = "--horizontal-pod-autoscaler-sync-period=1s"
    folder = tmp_path_factory.mktemp("autoscaled")
    with running_api_server(folder) as running, controllers(running, often), pods(running):
        running.define([PLAYED_METRICS])
        yield running


@pytest.fixture
def namespace(server: ApiServer, request: pytest.FixtureRequest) -> str:
    """Create a namespace of the test's own."""
    name = request.node.name.replace("_", "-")[:60].strip("-")
    server.apply([new_namespace(name)])
    return name


def placed(objects: list[Object], namespace: str) -> list[Object]:
    return [
        {**obj, "metadata": {**obj["metadata"], "namespace": namespace}} for obj in objects
    ]


def number(server: ApiServer, namespace: str) -> int:
    path = f"/apis/apps/v1/namespaces/{namespace}/deployments/{NAME}"
    return int(server.read(path)["spec"]["replicas"])


def use(server: ApiServer, namespace: str, cpu: str) -> None:
    """Play what every pod of the dashboard uses."""
    later = datetime.now(UTC) + timedelta(minutes=10)
    listed = server.read(f"/api/v1/namespaces/{namespace}/pods")["items"]
    server.apply(
        {
            "apiVersion": "metrics.k8s.io/v1beta1",
            "kind": "PodMetrics",
            "metadata": {
                "name": pod["metadata"]["name"],
                "namespace": namespace,
                "labels": pod["metadata"]["labels"],
            },
            "timestamp": later.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "window": "30s",
            "containers": [{"name": NAME, "usage": {"cpu": cpu, "memory": "64Mi"}}],
        }
        for pod in listed
    )


def grown(server: ApiServer, namespace: str) -> int:
    """Return the number of pods after the load has come."""

    def read() -> int:
        use(server, namespace, BUSY)
        return number(server, namespace)

    return settled(read, BOUNDS.maximum, seconds=60)


def test_at_rest_the_minimum_runs(server, overlays, namespace):
    server.apply(placed(overlays["scaled"], namespace))

    assert settled(lambda: number(server, namespace), BOUNDS.minimum) == BOUNDS.minimum


def test_under_load_the_maximum_runs_and_a_sync_leaves_it(server, overlays, namespace):
    objects = placed(overlays["scaled"], namespace)
    server.apply(objects)
    assert grown(server, namespace) == BOUNDS.maximum

    server.apply(objects)

    assert number(server, namespace) == BOUNDS.maximum


def test_with_a_number_of_its_own_a_sync_would_reset_it(server, overlays, namespace):
    objects = placed(overlays["scaled"], namespace)
    server.apply(objects)
    assert grown(server, namespace) == BOUNDS.maximum
    fixed = [
        obj for obj in placed(overlays["fixed"], namespace) if obj["kind"] == "Deployment"
    ]

    server.apply(fixed, force=True)

    assert number(server, namespace) == 3


def test_turned_on_it_raises_the_one_pod_that_is_left(server, overlays, namespace):
    server.apply(placed(overlays["fixed"], namespace))
    numbers = [number(server, namespace)]

    server.apply(
        obj for obj in placed(overlays["scaled"], namespace) if obj["kind"] == "Deployment"
    )
    numbers.append(number(server, namespace))
    server.apply(placed(overlays["scaled"], namespace))
    numbers.append(settled(lambda: number(server, namespace), BOUNDS.minimum))

    assert numbers == [3, 1, BOUNDS.minimum]


def test_turned_on_where_another_owns_the_number_it_stays(server, overlays, namespace):
    server.apply(placed(overlays["fixed"], namespace))
    page = (ROOT / "docs" / "autoscaling.md").read_text(encoding="utf-8")
    [manifest] = re.findall(r"<<'EOF'\n(.*?)EOF\n", page, re.DOTALL)
    command = ("apply", "--server-side", "--field-manager=handover", "-f", "-")
    server.kubectl(*command, input=manifest.replace("kubeflow\n", f"{namespace}\n"))

    server.apply(
        obj for obj in placed(overlays["scaled"], namespace) if obj["kind"] == "Deployment"
    )

    assert number(server, namespace) == 3


def test_of_its_pods_one_may_be_evicted_at_a_time(server, overlays, namespace):
    server.apply(placed(overlays["scaled"], namespace))
    path = f"/apis/policy/v1/namespaces/{namespace}/poddisruptionbudgets/{NAME}"

    def allowed() -> tuple[Any, Any]:
        status = server.read(path).get("status", {})
        return status.get("currentHealthy"), status.get("disruptionsAllowed")

    assert settled(allowed, (2, 1)) == (2, 1)
