import pytest

from constructs_lib.accelerators import Devices, GoogleTpu, Nvidia
from constructs_lib.config import COMPONENTS, Config, ModelFormat, Models, ServingRuntime

A100 = Nvidia("a100", per_node=2)
SLICE = GoogleTpu("v5e", "2x4")
KSERVE = (*COMPONENTS, "kserve")


def served_by(accelerator: Devices) -> Models:
    runtime = ServingRuntime(
        name="fast",
        image="example.com/fast:1",
        formats=(ModelFormat(name="onnx"),),
        accelerator=accelerator,
    )
    return Models(runtimes=(runtime,))


def test_a_runtime_may_request_what_nodes_offer():
    models = served_by(Devices(A100, 2))

    assert Config(components=KSERVE, models=models, accelerators=(A100,)).models == models


@pytest.mark.parametrize(
    ("devices", "message"),
    [
        (
            Devices(SLICE, 8),
            "runtime 'fast' names accelerator 'tpu-v5e-2x4', which",
        ),
        (
            Devices(A100, 4),
            "runtime 'fast' requests 4 of accelerator 'a100', of which a pod may request 1 or",
        ),
    ],
)
def test_fails_for_a_runtime_that_no_node_could_run(devices, message):
    with pytest.raises(ValueError, match=message):
        Config(components=KSERVE, models=served_by(devices), accelerators=(A100,))


def test_a_runtime_that_is_not_installed_is_not_asked():
    assert Config(models=served_by(Devices(SLICE, 8)))
