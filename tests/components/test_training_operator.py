from typing import Any

import pytest

from constructs_lib import Pods, TrainingImages
from constructs_lib.catalog import Images
from constructs_lib.components import TrainingOperator
from constructs_lib.config import WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.releases import V1_10_2

NAME = "training-operator"
AHEAD = WorkloadDefaults(images=Images(release=V1_10_2))


@pytest.fixture
def make(chart):
    def _make(**settings: Any) -> TrainingOperator:
        return TrainingOperator(chart, "Operator", **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_manifests_in_the_ambient_mesh(make, manifests, ambient, yaml_snapshot):
    make(defaults=ambient, images=TrainingImages())

    assert manifests() == yaml_snapshot


def test_the_secret_that_it_fills_holds_nothing(make, find):
    make()

    assert find("Secret", "training-operator-webhook-cert").keys() == {
        "apiVersion",
        "kind",
        "metadata",
        "type",
    }


def test_every_kind_but_one_is_checked(make, find):
    make()
    webhooks = find("ValidatingWebhookConfiguration", f"validator.{NAME}.kubeflow.org")

    assert [hook["rules"][0]["resources"] for hook in webhooks["webhooks"]] == [
        ["mxjobs"],
        ["paddlejobs"],
        ["pytorchjobs"],
        ["tfjobs"],
        ["xgboostjobs"],
    ]


def test_a_release_has_its_own_kinds_of_jobs(make, chart, find):
    make(defaults=AHEAD)
    kinds = {
        obj["spec"]["names"]["kind"]
        for obj in objects_of(chart)
        if obj["kind"] == "CustomResourceDefinition"
    }
    checks = find("ValidatingWebhookConfiguration", f"validator.{NAME}.kubeflow.org")

    assert kinds == {*V1_10_2.training.kinds}
    assert [hook["rules"][0]["resources"] for hook in checks["webhooks"]] == [
        ["jaxjobs"],
        ["paddlejobs"],
        ["pytorchjobs"],
        ["tfjobs"],
        ["xgboostjobs"],
    ]


def test_users_may_run_the_kinds_of_their_release_alone(make, find):
    make(defaults=AHEAD)
    rules = find("ClusterRole", "kubeflow-training-edit")["rules"]
    granted = {resource for rule in rules for resource in rule["resources"]}

    assert "jaxjobs" in granted
    assert "mxjobs" not in granted


def test_only_the_api_server_comes_in_by_the_webhooks_port(make, find, ambient):
    make(defaults=ambient)

    assert find("AuthorizationPolicy", NAME)["spec"]["rules"] == [
        {"to": [{"operation": {"ports": ["9443"]}}]}
    ]


def test_compiled_in_images_are_left_to_the_operator(make, container):
    make()

    assert "args" not in container(NAME, NAME)


def test_images_that_it_adds_to_jobs_come_from_the_mirror(make, container):
    images = Images(registry="mirror.example.com")
    make(defaults=WorkloadDefaults(images=images), images=TrainingImages())

    assert container(NAME, NAME)["args"] == [
        "--pytorch-init-container-image=mirror.example.com/library/alpine:3.10",
        "--mpi-kubectl-delivery-image=mirror.example.com/kubeflow/kubectl-delivery:v1-04f9f13",
    ]


def test_one_of_several_operators_is_elected(make, container, find):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))
    groups = [rule["apiGroups"] for rule in find("Role", f"{NAME}-leader-election")["rules"]]

    assert container(NAME, NAME)["args"] == ["--leader-elect"]
    assert ["coordination.k8s.io"] in groups


def test_one_operator_elects_nobody(make, chart):
    make()

    assert "Role" not in {obj["kind"] for obj in objects_of(chart)}
