"""The hook as code, then as pods run it, in the place of the one that it extends."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cdk8s import App, Chart

from constructs_lib import Metacontroller, ProfileWaypoints
from constructs_lib.kube import objects_of
from constructs_lib.scripts.cost_hook import labels, related
from constructs_lib.scripts.profile_hook import MalformedRequestError

from .served import Hook, served

KEY = "example.com/cost-center"
NAMESPACE = {"kind": "Namespace", "metadata": {"name": "team"}}


def asked(profiles: Any, **request: Any) -> dict[str, Any]:
    found = {"Profile.kubeflow.org/v1": profiles}
    return dict(labels(KEY, {"object": NAMESPACE, "related": found, **request}))


def profile(labelled: Any) -> dict[str, Any]:
    return {"team": {"metadata": {"name": "team", "labels": labelled}}}


def test_it_wants_the_profile_of_the_namespace():
    assert related(KEY, {"parent": NAMESPACE})["relatedResources"] == [
        {"apiVersion": "kubeflow.org/v1", "resource": "profiles", "names": ["team"]}
    ]


def test_a_namespace_has_the_cost_center_of_its_profile():
    labelled = {"kubeflow.org/cost-center": "4711", "other": "x"}

    assert asked(profile(labelled)) == {"labels": {KEY: "4711"}, "attachments": []}


@pytest.mark.parametrize("labelled", [None, {}, {"other": "x"}])
def test_without_a_cost_center_the_label_is_removed(labelled):
    assert asked(profile(labelled))["labels"] == {KEY: None}


def test_a_namespace_without_a_known_profile_stays_as_it_is():
    assert asked({}) == {"attachments": []}


@pytest.mark.parametrize(
    ("profiles", "message"),
    [
        (None, "related Profiles must be an object, got None"),
        ({"team": 7}, "a Profile must be an object, got 7"),
        ({"team": {}}, "its metadata must be an object, got None"),
        (profile(7), "its labels must be an object, got 7"),
        (profile({"kubeflow.org/cost-center": 7}), "must be of type str, got 7"),
    ],
)
def test_a_malformed_profile_is_refused(profiles, message):
    with pytest.raises(MalformedRequestError, match=message):
        asked(profiles)


def test_a_question_about_what_goes_is_refused():
    with pytest.raises(MalformedRequestError, match="finalizing must be false"):
        asked({}, finalizing=True)


@pytest.fixture
def hook(tmp_path: Path) -> Iterator[Hook]:
    """Run what the ConfigMap holds as the container's command does."""
    chart = Chart(App(), "test", namespace="kubeflow")
    ProfileWaypoints(
        chart,
        "Waypoints",
        metacontroller=Metacontroller(chart, "Metacontroller"),
        cost_label=KEY,
    )
    objects = objects_of(chart)
    [shipped] = [obj for obj in objects if obj["kind"] == "ConfigMap"]
    [pod] = [
        obj["spec"]["template"]["spec"]
        for obj in objects
        if obj["kind"] == "Deployment" and obj["metadata"]["name"] == "profile-waypoints"
    ]
    [container] = pod["containers"]
    [mount] = container["volumeMounts"]
    folder = tmp_path / mount["mountPath"].strip("/")
    folder.mkdir(parents=True)
    for name, text in shipped["data"].items():
        (folder / name).write_text(text)
    *_, start = container["command"]
    (tmp_path / "start.py").write_text(start.replace("/hook", str(tmp_path / "hook")))
    with served(tmp_path, "start.py", str(folder / "settings.json")) as running:
        yield running


@pytest.mark.slow
def test_it_answers_about_labels(hook):
    found = {"Profile.kubeflow.org/v1": profile({"kubeflow.org/cost-center": "4711"})}

    status, told = hook.ask(
        "POST", "/labels", json.dumps({"object": NAMESPACE, "related": found})
    )

    assert (status, json.loads(told)["labels"]) == (200, {KEY: "4711"})


@pytest.mark.slow
def test_it_answers_what_the_other_program_answers(hook):
    policies: dict[str, Any] = {"AuthorizationPolicy.security.istio.io/v1": {}}
    others: dict[str, Any] = {"Gateway.gateway.networking.k8s.io/v1": {}, "LimitRange.v1": {}}
    question = {"object": {"metadata": {"name": "ada"}}, "attachments": policies | others}

    status, [made] = hook.sync("/profile", question)

    assert (status, made["metadata"]["name"]) == (200, "waypoint-default-deny")


@pytest.mark.slow
def test_a_malformed_question_is_refused(hook):
    assert hook.ask("POST", "/labels", "{")[0] == 400
