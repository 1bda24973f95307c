"""The hook of Pipelines as pods run it: the ConfigMap's text in a Python of its own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from .served import Hook, served

pytestmark = pytest.mark.slow

BASE = "kubeflow/base/pipelines.yaml"
NAME = "kubeflow-pipelines-profile-controller-code"
KEYS = {"MINIO_ACCESS_KEY": "key", "MINIO_SECRET_KEY": "do-not-tell"}
QUESTION = {
    "parent": {
        "metadata": {"name": "alice", "labels": {"pipelines.kubeflow.org/enabled": "true"}}
    },
    "children": {},
}


@pytest.fixture(scope="module")
def programs(default, synthesis) -> dict[str, str]:
    """Return the texts that ship: upstream's settings, and an environment's own."""
    units = synthesis.environments["default"]["pipelines"]
    found = {
        "environment": units,
        "base": list(yaml.load_all(default[BASE], yaml.CSafeLoader)),
    }
    return {
        where: next(obj for obj in objects if obj["metadata"]["name"] == NAME)["data"][
            "sync.py"
        ]
        for where, objects in found.items()
    }


@pytest.fixture(params=["environment", "base"])
def hook(request, programs, tmp_path) -> Iterator[Hook]:
    text = programs[request.param]
    (tmp_path / "sync.py").write_text(text)
    with served(tmp_path, "sync.py", environment=KEYS) as running:
        yield running


def test_says_that_it_runs(hook):
    assert hook.ask("GET", "/healthz") == (200, "ok\n")


def test_answers_metacontroller(hook):
    status, text = hook.ask("POST", "/sync", json.dumps(QUESTION))
    made: dict[str, Any] = json.loads(text)

    assert status == 200
    assert {child["kind"] for child in made["children"]} >= {"Deployment", "Secret", "Service"}


def test_says_what_it_has_to_be_told_of(hook):
    status, text = hook.ask("POST", "/customize", json.dumps(QUESTION))

    assert status == 200
    assert json.loads(text).keys() == {"relatedResources"}


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "{}", '{"parent": {}, "children": {}}'),
        json.dumps({**QUESTION, "children": {"Service.v1": ["ada/a", 7]}}),
        json.dumps({**QUESTION, "children": float("nan")}),
    ],
)
def test_refuses_a_malformed_question_and_goes_on(hook, body):
    status, _ = hook.ask("POST", "/sync", body)

    assert status == 400
    assert hook.ask("GET", "/healthz")[0] == 200
    assert len(hook.log.read_text().splitlines()) == 1


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/"), ("GET", "/sync")])
def test_serves_nothing_else(hook, method, path):
    assert hook.ask(method, path, "{}")[0] == 404


def test_no_key_is_in_its_log(hook):
    hook.ask("POST", "/sync", json.dumps(QUESTION))

    assert "do-not-tell" not in hook.log.read_text()


def test_ends_when_its_pod_is_stopped(hook):
    hook.process.terminate()

    assert hook.process.wait(timeout=10) == 0
