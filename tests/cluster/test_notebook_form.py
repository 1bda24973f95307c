"""What the form of notebooks sends is taken by the API server without a warning."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from constructs_lib import Spawner
from constructs_lib.config import UPSTREAM

from .client import connected


def memory(asked: str, factor: str) -> dict[str, dict[str, str]]:
    """Return what the form sends: the request, and the limit to one decimal."""
    limit = Decimal(asked.removesuffix("Gi")) * Decimal(factor)
    rounded = limit.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"requests": {"memory": asked}, "limits": {"memory": f"{rounded}Gi"}}


def warnings(server, resources) -> list[str]:
    """Return the API server's warnings of what the notebook controller makes of it."""
    labels = {"statefulset": "nb"}
    container = {"name": "nb", "image": "nb", "resources": resources}
    notebook = {
        "apiVersion": "apps/v1",
        "kind": "StatefulSet",
        "metadata": {"name": "nb", "namespace": "default"},
        "spec": {
            "serviceName": "nb",
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }
    with connected(server) as client:
        path = "/apis/apps/v1/namespaces/default/statefulsets?dryRun=All"
        answer = client.post(path, notebook)
    assert answer.accepted, answer.reason
    return answer.warnings


@pytest.mark.parametrize("asked", ["1Gi", "2Gi", "3Gi", "7Gi"])
def test_whole_gibibytes_make_a_limit_of_whole_bytes(small_server, asked):
    assert warnings(small_server, memory(asked, Spawner().memory_limit_factor)) == []


def test_upstreams_limit_is_warned_of(small_server):
    upstream = UPSTREAM.notebooks.spawner
    [said] = warnings(small_server, memory(upstream.memory, upstream.memory_limit_factor))

    assert "limits[memory]: fractional byte value" in said
