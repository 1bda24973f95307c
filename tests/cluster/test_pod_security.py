"""Pod Security admission evaluates every pod template of the namespace."""

from copy import deepcopy

import pytest

from .api_server import ApiServer
from .output import overlay

RUNNING = [obj for obj in overlay() if obj["kind"] in ("Deployment", "Job", "StatefulSet")]
NAMESPACES = [
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
