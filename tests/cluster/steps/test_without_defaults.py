"""Without defaults, pipelines do not start on a cluster whose every node has a taint."""

from constructs_lib import Config
from constructs_lib.accelerators import StepDefaults

from ..processes import settled
from .compiled import pipeline
from .platform import A100, GPU_NODE, controller

NAME = "p"
DRIVER = f"{NAME}.root-driver"


def test_without_defaults_the_first_driver_waits_for_ever(steps, tmp_path):
    namespace = steps.profile("bare")
    with controller(steps.server, Config(), tmp_path / "argo"):
        steps.submit(pipeline(NAME, namespace))
        pod = steps.pod(namespace, DRIVER, runs=False)
        reason = settled(lambda: steps.why_pending(namespace, DRIVER), "Unschedulable")

    assert reason == "Unschedulable"
    assert "nodeName" not in pod["spec"]


def test_accelerators_that_steps_tolerate_let_drivers_run_on_their_nodes(steps, tmp_path):
    namespace = steps.profile("tolerant")
    config = Config(accelerators=(A100,), steps=StepDefaults(tolerates=(A100,)))
    with controller(steps.server, config, tmp_path / "argo"):
        steps.submit(pipeline(NAME, namespace))
        pod = steps.pod(namespace, DRIVER)

    assert pod["spec"]["nodeName"] == GPU_NODE
