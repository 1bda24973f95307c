from typing import Any

import pytest

from constructs_lib.config import Patch, Target
from constructs_lib.delivery import patched
from constructs_lib.workloads import CHECKSUM

APP: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web-app-deployment", "namespace": "kubeflow"},
    "spec": {
        "replicas": 1,
        "template": {
            "spec": {
                "containers": [
                    {"name": "app", "image": "app:1", "args": ["--a", "--b"]},
                    {"name": "proxy", "image": "proxy:1"},
                ]
            }
        },
    },
}
SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web-app", "namespace": "kubeflow"},
    "spec": {"ports": [{"port": 80}]},
}
UNITS = {"web-app": [APP, SERVICE]}
TARGET = Target(kind="Deployment", name="web-app-deployment")
ARGUMENT = "/spec/template/spec/containers/0/args/1"


def after(**given):
    return patched(UNITS, [Patch(**{"target": TARGET, **given})])["web-app"]


def containers(obj):
    return obj["spec"]["template"]["spec"]["containers"]


def test_a_field_is_merged():
    assert after(merge={"spec": {"replicas": 3}})[0]["spec"]["replicas"] == 3


def test_a_container_is_merged_by_its_name():
    change = {"name": "proxy", "image": "proxy:2"}
    made = after(merge={"spec": {"template": {"spec": {"containers": [change]}}}})

    assert [each["image"] for each in containers(made[0])] == ["app:1", "proxy:2"]


def test_a_container_is_added():
    added = {"name": "logs", "image": "logs:1"}
    made = after(merge={"spec": {"template": {"spec": {"containers": [added]}}}})

    assert [each["name"] for each in containers(made[0])] == ["app", "proxy", "logs"]


def test_a_field_is_removed():
    assert "replicas" not in after(merge={"spec": {"replicas": None}})[0]["spec"]


def test_one_item_of_a_list_is_replaced():
    made = after(json=({"op": "replace", "path": ARGUMENT, "value": "--c"},))

    assert containers(made[0])[0]["args"] == ["--a", "--c"]


def test_what_is_not_meant_stays():
    assert after(merge={"spec": {"replicas": 3}})[1] == SERVICE


def test_the_objects_given_stay_as_they_were():
    after(merge={"spec": {"replicas": 3}})

    assert APP["spec"]["replicas"] == 1


def test_every_object_of_a_kind_may_be_meant():
    made = after(target=Target(kind="Service"), merge={"metadata": {"labels": {"a": "b"}}})

    assert made[1]["metadata"]["labels"] == {"a": "b"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"target": Target(kind="Deployment", name="web-app"), "merge": {"spec": {"a": 1}}},
            "patch of Deployment 'web-app' finds no object; nearest are web-app-deployment",
        ),
        (
            {"target": Target(kind="Deploymnt"), "merge": {"spec": {"a": 1}}},
            "patch of Deploymnt finds no object; nearest are Deployment",
        ),
        (
            {"target": Target(kind="Deployment", namespace="auth"), "merge": {"a": 1}},
            "patch of Deployment in namespace 'auth' finds no object",
        ),
        (
            {"merge": {"spec": {"replicas": 1}}},
            "changes nothing: all objects already match it",
        ),
        (
            {"merge": {"spec": {"replicas": 1, "paused": True}}},
            "changes nothing at 'spec.replicas': it is 1 already",
        ),
        (
            {"merge": {"spec": {"replica": None}}},
            "removes 'spec.replica', which is not there; nearest are replicas",
        ),
        (
            {"merge": {"status": {"replicas": None}}},
            "removes 'status.replicas', which is not there",
        ),
        (
            {"json": ({"op": "replace", "path": "/spec/replica", "value": 2},)},
            "spec has replicas, template",
        ),
        (
            {"json": ({"op": "test", "path": "/spec/replicas", "value": 2},)},
            "does not fit Deployment 'web-app-deployment'",
        ),
        (
            {"json": ({"op": "replace", "path": "/spec/replicas", "value": 1},)},
            "changes nothing: all objects already match it",
        ),
    ],
)
def test_fails_for_a_patch_without_effect(given, message):
    with pytest.raises(ValueError) as failure:  # noqa: PT011 - parentheses in the text
        after(**given)

    assert message in str(failure.value)


@pytest.mark.parametrize(
    ("merge", "message"),
    [
        ({"spec": "x"}, "must have a mapping at 'spec', as there is, got 'x'"),
        (
            {"spec": {"template": {"spec": {"containers": {"name": "app"}}}}},
            "must have a list at 'spec.template.spec.containers', as there is, got {'name'",
        ),
        ({"spec": {"replicas": [2]}}, "must have a single value at 'spec.replicas'"),
    ],
)
def test_fails_for_another_shape_than_the_object_has(merge, message):
    with pytest.raises(ValueError) as failure:  # noqa: PT011 - parentheses in the text
        after(merge=merge)

    assert message in str(failure.value)


def test_two_ports_of_one_number_stay_two():
    dns = {
        **SERVICE,
        "spec": {
            "ports": [
                {"name": "udp", "port": 53, "protocol": "UDP"},
                {"name": "tcp", "port": 53, "protocol": "TCP"},
            ]
        },
    }
    change = {"spec": {"ports": [{"name": "metrics", "port": 9153}]}}
    patch = Patch(target=Target(kind="Service"), merge=change)
    [made] = patched({"dns": [dns]}, [patch])["dns"]

    assert [each["name"] for each in made["spec"]["ports"]] == ["udp", "tcp", "metrics"]


def test_pods_that_read_a_patched_config_map_are_rolled():
    settings = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "settings", "namespace": "kubeflow"},
        "data": {"a": "1"},
    }
    source = {"name": "settings", "configMap": {"name": "settings"}}
    template = {
        "metadata": {"annotations": {CHECKSUM: "before"}},
        "spec": {**APP["spec"]["template"]["spec"], "volumes": [source]},
    }
    reader = {**APP, "spec": {**APP["spec"], "template": template}}
    patch = Patch(target=Target(kind="ConfigMap"), merge={"data": {"a": "2"}})
    made = patched({"unit": [settings, reader, APP]}, [patch])["unit"]

    assert made[1]["spec"]["template"]["metadata"]["annotations"][CHECKSUM] != "before"
    assert made[2] == APP
