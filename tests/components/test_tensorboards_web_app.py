import pytest

from constructs_lib.components.tensorboards_web_app import TensorboardsWebApp

NAME = "tensorboards-web-app"
ROLE = f"{NAME}-kubeflow-tensorboard-ui"


@pytest.fixture(autouse=True)
def web_app(chart, gateway):
    return TensorboardsWebApp(chart, "App", gateway=gateway)


def test_manifests(manifests, yaml_snapshot):
    assert manifests() == yaml_snapshot


def test_is_served_under_its_path(find):
    [rule] = find("VirtualService", f"{NAME}-{NAME}")["spec"]["http"]

    assert rule["match"] == [{"uri": {"prefix": "/tensorboards/"}}]


def test_viewers_cannot_create(find):
    rules = find("ClusterRole", f"{ROLE}-view")["rules"]

    assert all("create" not in rule["verbs"] for rule in rules)


def test_editors_start_and_stop_tensorboards(find):
    rules = find("ClusterRole", f"{ROLE}-edit")["rules"]
    [verbs] = [rule["verbs"] for rule in rules if "tensorboards" in rule["resources"]]

    assert {"create", "delete"} <= set(verbs)


def test_asks_what_its_user_may_do(find):
    rules = find("ClusterRole", f"{NAME}-cluster-role")["rules"]

    assert ["subjectaccessreviews"] in [rule["resources"] for rule in rules]
