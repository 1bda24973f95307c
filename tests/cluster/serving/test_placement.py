"""Models run on the node of their runtime's accelerator and nowhere else.

KServe's real controller makes the Deployments, and the real scheduler places their pods.
"""

from typing import Any

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.accelerators import Accelerator, AnyAccelerator, Devices
from constructs_lib.config import COMPONENTS, ModelFormat, Models, Toleration
from constructs_lib.platform import synthesize
from constructs_lib.serving import ServingRuntime
from tests.accelerators import KNOWN

from ..accelerated import node, place, why_pending
from ..processes import settled
from ..servers import NODE
from .models import model
from .platform import TEAM, Serving

# It has what NVIDIA's have, and their taint, but none of their labels: somebody else's.
DECOY = Accelerator(
    name="decoy",
    title="Decoy",
    resource="nvidia.com/gpu",
    node_labels={"pool": "decoy"},
    tolerations=(Toleration(key="nvidia.com/gpu"),),
)


def runtime(name: str, kind: AnyAccelerator) -> ServingRuntime:
    return ServingRuntime(
        name=name,
        image=f"example.com/{name}:1",
        formats=(ModelFormat(name=name),),
        accelerator=Devices(kind, max(kind.accelerator.counts)),
    )


@pytest.fixture(scope="module")
def placed(serving: Serving) -> Serving:
    """Provide the cluster with a node and a runtime of each accelerator."""
    known = {name: each for name, (each, *_) in KNOWN.items()}
    config = Config(
        components=(*COMPONENTS, "kserve"),
        accelerators=tuple(known.values()),
        models=Models(runtimes=tuple(runtime(name, each) for name, each in known.items())),
    )
    made = synthesize(Platform(environments=(Environment("default", config),)))
    serving.server.apply(
        [
            *(node(f"node-{name}", each.accelerator) for name, each in known.items()),
            node("node-decoy", DECOY),
            *(
                obj
                for obj in made.environments["default"]["kserve"]
                if obj["kind"] == "ClusterServingRuntime"
            ),
        ]
    )
    return serving


def served(serving: Serving, name: str, of: str, **predictor: Any) -> str:
    """Write a model of a format, and return the path of its pod."""
    obj = model(name, **predictor)
    obj["spec"]["predictor"]["model"]["modelFormat"]["name"] = of
    serving.server.apply([obj])
    pod = serving.pod(f"{name}-predictor")["metadata"]["name"]
    return f"/api/v1/namespaces/{TEAM}/pods/{pod}"


@pytest.mark.parametrize("name", KNOWN)
def test_a_model_runs_on_the_node_of_its_runtimes_accelerator(placed, name):
    path = served(placed, f"on-{name}", name)

    assert settled(lambda: place(placed.server, path), f"node-{name}") == f"node-{name}"


def test_a_model_without_an_accelerator_keeps_off_these_nodes(placed):
    path = served(placed, "plain", "sklearn")

    assert settled(lambda: place(placed.server, path), NODE) == NODE


def test_a_models_own_tolerations_replace_those_of_its_runtime(placed):
    own = [{"key": "mine", "operator": "Exists"}]
    path = served(placed, "own", "amd", tolerations=own)

    assert (
        settled(lambda: why_pending(placed.server, path), "Unschedulable") == "Unschedulable"
    )
    assert place(placed.server, path) is None
