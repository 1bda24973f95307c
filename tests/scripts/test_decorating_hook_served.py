"""The hook of Pipelines as pods of v1.10.2 run it, which a decorator asks."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.platform import synthesize
from constructs_lib.releases import V1_10_2

from .served import Hook, served
from .test_pipelines_hook_served import KEYS, NAME, QUESTION

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program() -> str:
    """Return the text that an environment of v1.10.2 ships."""
    made = synthesize(Platform(environments=(Environment("later", Config(release=V1_10_2)),)))
    [program] = [
        obj
        for obj in made.environments["later"]["pipelines"]
        if (obj["kind"], obj["metadata"]["name"]) == ("ConfigMap", NAME)
    ]
    return str(program["data"]["sync.py"])


@pytest.fixture
def hook(program, tmp_path) -> Iterator[Hook]:
    (tmp_path / "sync.py").write_text(program)
    with served(tmp_path, "sync.py", environment=KEYS) as running:
        yield running


def question() -> Mapping[str, Any]:
    return {
        "object": QUESTION["parent"],
        "attachments": QUESTION["children"],
        "related": {},
        "finalizing": False,
    }


def test_answers_a_decorator(hook):
    status, text = hook.ask("POST", "/sync", json.dumps(question()))
    told = json.loads(text)

    assert status == 200
    assert told.keys() == {"attachments"}
    assert {obj["kind"] for obj in told["attachments"]} >= {"Deployment", "Secret", "Service"}


def test_refuses_a_composite_that_still_runs(hook):
    status, _ = hook.ask("POST", "/sync", json.dumps(QUESTION))

    assert status == 400


def test_names_the_related_objects_that_a_decorator_must_send(hook):
    status, text = hook.ask("POST", "/customize", json.dumps(QUESTION))

    assert status == 200
    assert json.loads(text).keys() == {"relatedResources"}


def test_no_key_is_in_its_log(hook):
    hook.ask("POST", "/sync", json.dumps(question()))

    assert "do-not-tell" not in hook.log.read_text()
