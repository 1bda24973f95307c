"""An explanation says the same as text, as Markdown and as JSON."""

import json

from constructs_lib.reach import Question, Site, as_json, as_markdown, as_text, explain
from tests.reach.objects import namespace, pods, policy, selected, service

OBJECTS = [
    namespace("here"),
    pods("app", "here"),
    service("app", "here"),
    pods("caller", "here", "caller"),
    policy("closed", "here", selector=selected("app")),
]
FILE = "kubeflow/overlays/default/app.yaml"
TEXT = (
    "# Written by a program.\napiVersion: security.istio.io/v1\n"
    "kind: AuthorizationPolicy\nmetadata:\n  name: closed\n  namespace: here\n"
)
SITE = Site(objects=OBJECTS, files={FILE: TEXT, "kubeflow/base/other.yaml": "kind: Else\n"})
ANSWER = explain(SITE, Question(source="pod:here/caller", to="app.here:80"))
ALLOWED = explain(SITE, Question(source="kubelet", to="pod:here/app:8080"))


def test_text_names_the_step_the_object_and_its_file():
    text = as_text(ANSWER)

    assert text.startswith(
        "pod:here/caller does not reach app.here:80 by GET: the connection is closed\n"
    )
    assert "1. ztunnel of Deployment here/app: refused, the connection is closed\n" in text
    assert f"   by AuthorizationPolicy here/closed, dist/{FILE}\n" in text
    assert "The smallest change that lets it through:\n" in text


def test_markdown_has_a_row_for_each_step():
    rows = [line for line in as_markdown(ANSWER).splitlines() if line.startswith("| ztunnel")]

    why = "refuses cluster.local/ns/here/sa/caller: no ALLOW names it"
    by = f"`AuthorizationPolicy here/closed`, dist/{FILE}"
    where = "ztunnel of Deployment here/app"
    assert rows == [f"| {where} | refused, the connection is closed | {why} | {by} |"]


def test_json_has_the_verdict_the_steps_and_the_remedy():
    value = json.loads(as_json(ANSWER))

    assert (value["allowed"], value["answer"]) == (False, "the connection is closed")
    assert [hop["at"] for hop in value["hops"]] == ["ztunnel"]
    assert value["hops"][0]["by"][0]["file"] == f"dist/{FILE}"
    assert value["remedy"]["changes"][0]["object"]["kind"] == "AuthorizationPolicy"


def test_a_request_that_arrives_has_no_remedy():
    assert json.loads(as_json(ALLOWED))["remedy"] is None
    assert "change" not in as_text(ALLOWED)
    assert "reaches" in as_markdown(ALLOWED)


def test_an_object_of_no_file_is_in_the_cluster_alone():
    text = as_text(ALLOWED)

    assert "by Deployment here/app, which is in the cluster alone\n" in text
