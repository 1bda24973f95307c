"""The hook as code; tests/scripts/test_decorator_hooks_served.py asks it as pods do."""

from typing import Any

import pytest

from constructs_lib.scripts.models_hook import MalformedRequestError, Settings, answer

ROUTES = "VirtualService.networking.istio.io/v1"
SETTINGS = Settings("/serving", "kubeflow/kubeflow-gateway", "cluster.local")


def asked(
    kind: str = "InferenceService",
    metadata: dict[str, Any] | None = None,
    *,
    spec: Any = None,
    settings: Settings = SETTINGS,
    **request: Any,
) -> list[dict[str, Any]]:
    """Return what belongs to an object, by default a model `iris` of profile `team`."""
    parent = {
        "kind": kind,
        "metadata": {"name": "iris", "namespace": "team", **(metadata or {})},
        "spec": spec,
    }
    whole = {"object": parent, "attachments": {ROUTES: {}}, **request}
    return list(answer(settings, whole)["attachments"])


def leads_to(attachments: list[dict[str, Any]]) -> str:
    [route] = attachments
    [rule] = route["spec"]["http"]
    [way] = rule["route"]
    return str(way["destination"]["host"])


def test_a_model_has_one_route(yaml_snapshot):
    assert asked() == yaml_snapshot


@pytest.mark.parametrize(
    ("kind", "spec", "service"),
    [
        ("InferenceService", {"predictor": {}}, "iris-predictor"),
        ("InferenceService", {"predictor": {}, "transformer": {}}, "iris-transformer"),
        ("InferenceService", {"predictor": {}, "transformer": None}, "iris-predictor"),
        ("InferenceGraph", {"nodes": {}}, "iris"),
    ],
)
def test_a_route_leads_to_the_service_that_takes_requests_first(kind, spec, service):
    assert leads_to(asked(kind, spec=spec)) == f"{service}.team.svc.cluster.local"


def test_a_service_and_a_graph_of_one_name_want_one_and_the_same_route():
    [one], [other] = asked("InferenceService"), asked("InferenceGraph")

    assert one["metadata"] == other["metadata"]


def test_what_the_platform_has_decided_is_in_each_route():
    settings = Settings("/models/v1", "edge/gateway", "k8s.example.com")
    [route] = asked(settings=settings)
    [rule] = route["spec"]["http"]

    assert route["spec"]["gateways"] == ["edge/gateway"]
    assert rule["match"] == [{"uri": {"prefix": "/models/v1/team/iris/"}}]
    assert leads_to([route]) == "iris-predictor.team.svc.k8s.example.com"


def test_a_model_for_the_cluster_alone_has_no_route():
    assert (
        asked(metadata={"labels": {"networking.kserve.io/visibility": "cluster-local"}}) == []
    )


def test_other_labels_change_nothing():
    assert asked(metadata={"labels": {"networking.kserve.io/visibility": "public"}})


@pytest.mark.parametrize("name", ["iris.v1", "Iris", "-iris", "", "a" * 60, 7, None])
def test_a_name_of_which_no_service_can_be_is_refused(name):
    with pytest.raises(MalformedRequestError, match="must be letters, digits and '-'"):
        asked(metadata={"name": name})


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"object": 7}, "object must be an object, got 7"),
        ({"object": {"metadata": []}}, "the object's metadata must be an object"),
        ({"attachments": {}}, "attachments have no kind VirtualService"),
        ({"attachments": {"VirtualService.v1 ": {}}}, "attachments have no kind"),
        ({"finalizing": True}, "finalizing must be false"),
    ],
)
def test_a_question_that_is_odd_is_refused(request_, reason):
    with pytest.raises(MalformedRequestError, match=reason):
        asked(**request_)


@pytest.mark.parametrize("kind", ["Notebook", None])
def test_a_route_for_another_kind_is_refused(kind):
    with pytest.raises(MalformedRequestError, match="kind must be InferenceService or"):
        asked(kind)


def test_a_service_whose_content_is_none_is_refused():
    with pytest.raises(MalformedRequestError, match="the object's spec must be an object"):
        asked(spec=["predictor"])


HOSTS = Settings("", "kubeflow/kubeflow-gateway", "cluster.local", "models.example.com")


def test_a_model_may_have_a_host_of_its_own():
    [of_path], [of_host] = asked(), asked(settings=HOSTS)
    [below], [rule] = of_path["spec"]["http"], of_host["spec"]["http"]
    del below["match"], below["rewrite"]

    assert of_host["spec"]["hosts"] == ["iris--team.models.example.com"]
    assert rule == below


@pytest.mark.parametrize(
    ("name", "namespace"),
    [("a--b", "c"), ("a", "b--c"), ("xn", "team"), ("a" * 32, "b" * 30)],
    ids=["two models", "two profiles", "another script", "a label that is too long"],
)
def test_a_model_whose_host_is_not_its_own_has_no_route(name, namespace):
    metadata = {"name": name, "namespace": namespace}

    assert asked(metadata=metadata, settings=HOSTS) == []
    assert asked(metadata=metadata)


def test_a_host_has_as_many_characters_as_dns_lets_it():
    names = {"name": "a" * 32, "namespace": "b" * 29}
    [route] = asked(metadata=names, settings=HOSTS)

    assert route["spec"]["hosts"][0].startswith(f"{'a' * 32}--{'b' * 29}.")
