from datetime import timedelta

import pytest

from constructs_lib import (
    Ambient,
    Sidecars,
    WorkloadDefaults,
)
from constructs_lib.catalog import Images
from constructs_lib.kube import objects_of
from constructs_lib.workloads import script_job


@pytest.fixture
def made(chart, find):
    def _made(defaults=WorkloadDefaults(), **choices):
        given = {"annotations": {}, "restart": "Never", "retries": 2, "token": True, **choices}
        script_job(
            chart,
            name="tidy",
            program="tidy.py",
            task="task.json",
            defaults=defaults,
            **given,
        )
        return find("Job", "tidy")["spec"]

    return _made


def test_manifests(made, chart, yaml_snapshot):
    made(annotations={"argocd.argoproj.io/hook": "Sync"}, deadline=timedelta(minutes=5))

    assert objects_of(chart) == yaml_snapshot


def test_it_may_take_as_long_as_it_likes(made):
    assert "activeDeadlineSeconds" not in made()


@pytest.mark.parametrize(
    ("restart", "policy"), [("Never", "FallbackToLogsOnError"), ("OnFailure", None)]
)
def test_a_pod_that_stays_says_why_it_failed(made, restart, policy):
    [container] = made(restart=restart)["template"]["spec"]["containers"]
    assert container.get("terminationMessagePolicy") == policy


def test_its_image_comes_from_the_mirror(made):
    pod = made(WorkloadDefaults(images=Images(registry="mirror.example.com")))["template"][
        "spec"
    ]

    [container] = pod["containers"]
    assert container["image"].startswith("mirror.example.com/library/python:3.12")


@pytest.mark.parametrize(("mesh", "label"), [(Ambient(), None), (Sidecars(), "false")])
def test_no_sidecar_keeps_its_pod_running(made, mesh, label):
    labels = made(WorkloadDefaults(mesh=mesh))["template"]["metadata"]["labels"]

    assert labels.get("sidecar.istio.io/inject") == label


@pytest.mark.parametrize(("token", "mounted"), [(True, None), (False, False)])
def test_only_a_program_that_calls_the_api_server_has_a_token(made, token, mounted):
    pod = made(token=token)["template"]["spec"]

    assert pod.get("automountServiceAccountToken") is mounted
