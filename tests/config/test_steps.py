from datetime import timedelta

import pytest

from constructs_lib.accelerators import GoogleTpu, Nvidia, StepDefaults
from constructs_lib.config import Config, PipelinesSettings, TenantRules

KEPT = PipelinesSettings(run_logs="kept")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"labels": {"a b": "c"}}, "labels of steps has key 'a b'"),
        (
            {"labels": {"istio.io/gateway-name": "waypoint"}},
            "label 'istio.io/gateway-name' of steps is one that the mesh, Argo",
        ),
        (
            {"labels": {"workflows.argoproj.io/workflow": "mine"}},
            "label 'workflows.argoproj.io/workflow' of steps is one that the mesh",
        ),
        ({"priority_class": "Low!"}, "priority class of steps must be lower-case letters"),
        ({"delete_pods": "OnFriday"}, "delete_pods must be 'OnPodCompletion' or 'OnPodSucc"),
        ({"keep_failed": timedelta(minutes=1)}, "so that the end of a run is reported before"),
        ({"keep_succeeded": timedelta(0)}, "keep_succeeded must be a positive number of"),
        ({"parallelism": 0}, "parallelism must be 1 or more, got 0; leave it out for no lim"),
        (
            {"parallelism": 5, "profile_parallelism": 5},
            "profile_parallelism=5 has no effect beside parallelism=5, the limit of all",
        ),
        (
            {"labels": {"sidecar.istio.io/inject": "true"}},
            "label 'sidecar.istio.io/inject' of steps is one that the mesh, Argo",
        ),
        (
            {"tolerates": (Nvidia("a100", tolerations=()),)},
            "accelerator 'a100' in tolerates has no tolerations, since its nodes have no",
        ),
        (
            {"tolerates": (Nvidia("a100"), Nvidia("a100"))},
            "tolerated accelerator 'a100' is given twice",
        ),
        ({"profile_parallelism": -1}, "profile_parallelism must be 1 or more, got -1"),
    ],
)
def test_fails_for_defaults_that_no_step_could_have(settings, message):
    with pytest.raises(ValueError, match=message):
        StepDefaults(**settings)


@pytest.mark.parametrize(
    ("steps", "settings", "message"),
    [
        (
            StepDefaults(parallelism=1),
            {"components": ("profiles", "central-dashboard")},
            "StepDefaults are for steps of pipelines, but component 'pipelines' is not inst",
        ),
        (
            StepDefaults(keep_failed=timedelta(days=2)),
            {},
            r"keep_failed=.* has no effect, since PipelinesSettings\(keep_runs=...\) deletes",
        ),
        (
            StepDefaults(delete_pods="OnPodCompletion"),
            {},
            "delete_pods='OnPodCompletion' would delete a step's log with its pod",
        ),
        (
            StepDefaults(tolerates=(Nvidia("a100"),)),
            {"accelerators": (GoogleTpu("v5e", "1x1"),)},
            "StepDefaults.tolerates names accelerator 'a100', which its Config does not offer",
        ),
    ],
)
def test_fails_for_defaults_beside_what_makes_them_void(steps, settings, message):
    with pytest.raises(ValueError, match=message):
        Config(steps=steps, **settings)


def test_defaults_that_fit_the_rest_are_taken():
    steps = StepDefaults(
        priority_class="low",
        keep_failed=timedelta(hours=2),
        delete_pods="OnPodSuccess",
        tolerates=(Nvidia("a100"),),
    )

    assert Config(
        steps=steps,
        pipelines=KEPT,
        tenants=TenantRules(priority_classes=("low",)),
        accelerators=(Nvidia("a100"),),
    )
