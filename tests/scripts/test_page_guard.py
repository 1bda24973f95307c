"""The verdicts that the guard of the page remembers."""

from itertools import product
from typing import Any

import pytest

from constructs_lib.scripts.page_guard import REMEMBERED, VERDICTS, Rights
from constructs_lib.scripts.page_requests import RefusedError, Right

READ_ARTIFACT = Right("alice", "readArtifact", "runs", "pipelines.kubeflow.org")
GET_VIEWER = Right("alice", "get", "viewers", "kubeflow.org")


@pytest.fixture
def rights(monkeypatch, tmp_path):
    """Return verdicts by a clock that stands still, of an API server that counts questions."""
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "::1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "443")
    monkeypatch.setattr("ssl.create_default_context", lambda cafile: None)
    made: Any = Rights(tmp_path, clock=lambda: made.now)
    made.now, made.questions = 1.0, []

    def asked(user, right):
        made.questions.append((user, right))
        return user == "alice"

    monkeypatch.setattr(made, "asked", asked)
    return made


def test_the_api_server_is_asked_by_its_address(rights):
    assert rights.url.startswith("https://[::1]:443/")


def test_a_verdict_is_remembered_for_a_while(rights):
    for now in (1, REMEMBERED, REMEMBERED + 2):
        rights.now = now
        rights.check("alice", READ_ARTIFACT)

    assert len(rights.questions) == 2


def test_a_verdict_is_about_one_user_and_one_right(rights):
    rights.check("alice", READ_ARTIFACT)
    rights.check("alice", GET_VIEWER)
    with pytest.raises(RefusedError, match="bob may not readArtifact runs in namespace alice"):
        rights.check("bob", READ_ARTIFACT)

    assert len(rights.questions) == 3


def test_only_so_many_verdicts_are_remembered(rights):
    for number, verb in product(range(VERDICTS), ("get", "list")):
        rights.check("alice", Right(f"n{number}", verb, "pods"))

    assert len(rights.known) == VERDICTS
