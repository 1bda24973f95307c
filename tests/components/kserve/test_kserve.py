import pytest

from constructs_lib.config import WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.serving import Models

from .conftest import AS_UPSTREAM, OF_0_15, OF_0_16, OF_0_18

KNATIVE = "serving.knative.dev"


def groups(role):
    return {group for rule in role["rules"] for group in rule["apiGroups"]}


def test_manifests(make, manifests, yaml_snapshot):
    make(models=AS_UPSTREAM)

    assert manifests() == yaml_snapshot


KINDS = {
    "ClusterServingRuntime",
    "ClusterStorageContainer",
    "InferenceGraph",
    "InferenceService",
    "ServingRuntime",
    "TrainedModel",
}
LOCAL = {"LocalModelCache", "LocalModelNode", "LocalModelNodeGroup"}


@pytest.mark.parametrize(
    ("defaults", "kinds"),
    [
        (WorkloadDefaults(), KINDS),
        (OF_0_15, KINDS | LOCAL),
        (OF_0_16, KINDS | LOCAL),
        (OF_0_18, KINDS | LOCAL | {"LocalModelNamespaceCache"}),
    ],
    ids=["0.13", "0.15", "0.16", "0.18"],
)
def test_every_kind_of_kserve_is_defined(make, chart, defaults, kinds):
    make(defaults=defaults)

    assert {
        obj["spec"]["names"]["kind"]
        for obj in objects_of(chart)
        if obj["kind"] == "CustomResourceDefinition"
    } == kinds


def test_editors_serve_models_and_change_nothing_of_knative(make, find):
    make()
    [rule] = find("ClusterRole", "kubeflow-kserve-edit")["rules"]

    assert rule["resources"] == ["inferencegraphs", "inferenceservices", "servingruntimes"]


@pytest.mark.parametrize("role", ["edit", "view"])
def test_upstream_keeps_graphs_from_members(make, find, role):
    make(models=Models(graph_rights="upstream"))
    [rule] = find("ClusterRole", f"kubeflow-kserve-{role}")["rules"]

    assert rule["resources"] == ["inferenceservices", "servingruntimes"]


@pytest.mark.parametrize("role", ["edit", "view"])
def test_upstream_gives_members_graphs_since_0_15(make, find, role):
    make(models=Models(graph_rights="upstream"), defaults=OF_0_15)
    [rule] = find("ClusterRole", f"kubeflow-kserve-{role}")["rules"]

    assert rule["resources"] == [
        "inferencegraphs",
        "inferenceservices",
        "servingruntimes",
        "trainedmodels",
    ]


LLM = ["llminferenceservices", "lllminferenceserviceconfigs"]


@pytest.mark.parametrize("role", ["edit", "view"])
@pytest.mark.parametrize(
    ("models", "granted"),
    [(Models(), []), (Models(controller_rights="upstream"), LLM)],
    ids=["own", "upstream"],
)
def test_only_upstreams_rights_have_kinds_that_no_controller_serves(
    make, find, role, models, granted
):
    make(models=models, defaults=OF_0_16)
    [rule] = find("ClusterRole", f"kubeflow-kserve-{role}")["rules"]

    assert [each for each in rule["resources"] if each.startswith("ll")] == granted


def test_no_controller_of_language_models_is_shipped(make, chart):
    make(models=AS_UPSTREAM, defaults=OF_0_18)

    assert not [
        obj["metadata"]["name"]
        for obj in objects_of(chart)
        if "llm" in obj["metadata"]["name"]
    ]


def test_viewers_only_read(make, find):
    make()
    [rule] = find("ClusterRole", "kubeflow-kserve-view")["rules"]

    assert rule["verbs"] == ["get", "list", "watch"]


def test_where_knative_serves_editors_see_to_its_kinds_too(make, find):
    make(models=AS_UPSTREAM)

    assert KNATIVE in groups(find("ClusterRole", "kubeflow-kserve-edit"))
