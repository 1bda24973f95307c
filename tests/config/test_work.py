import pytest

from constructs_lib.accelerators import Devices, GoogleTpu, Nvidia, StepDefaults
from constructs_lib.config import (
    COMPONENTS,
    Ambient,
    Config,
    ModelFormat,
    Models,
    Pods,
    ProfileDefaults,
    ServingRuntime,
    TenantRules,
    Waypoints,
)

A100 = Nvidia("a100", per_node=2)
SLICE = GoogleTpu("v5e", "2x4")
KSERVE = (*COMPONENTS, "kserve")
LOW = Pods(priority_class="low")
CLASSES = [
    ("ProfileDefaults.pods", {"profiles": ProfileDefaults(pods=LOW)}),
    ("Waypoints.pods", {"profiles": ProfileDefaults(waypoints=Waypoints(pods=LOW))}),
    ("StepDefaults", {"steps": StepDefaults(priority_class="low")}),
]


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


@pytest.mark.parametrize(("of", "settings"), CLASSES)
def test_fails_for_a_priority_class_that_profiles_do_not_admit(of, settings):
    with pytest.raises(ValueError, match=f"priority_class 'low' of {of} is refused in prof"):
        Config(mesh=Ambient(istio="1.26.3"), **settings)


@pytest.mark.parametrize(("of", "settings"), CLASSES)
def test_a_priority_class_that_profiles_admit_is_taken(of, settings):
    rules = TenantRules(priority_classes=("low",))

    assert Config(mesh=Ambient(istio="1.26.3"), tenants=rules, **settings)
