"""The smallest change lets a refused request through, and what else it opens is said."""

import pytest

from constructs_lib import Config
from constructs_lib.reach import Question, Site, explain
from tests.cluster.output import overlay

pytestmark = pytest.mark.slow

OWNERS = {"team": "owner@example.com"}
SITE = Site.of(Config(host="kubeflow.example.com"), overlay(), profiles=OWNERS)


def remedy(source, to, **how):
    return explain(SITE, Question(source=source, to=to, **how)).remedy


def kinds(found):
    return [change.obj["kind"] for change in found.changes]


def test_a_request_that_arrives_needs_none():
    assert remedy("browser", "/", user="a@example.com") is None


def test_a_database_needs_the_network_and_an_allow():
    found = remedy("pod:team/default-editor", "mysql.kubeflow:3306")

    assert kinds(found) == ["NetworkPolicy", "AuthorizationPolicy"]
    assert found.enough


def test_what_an_added_allow_opens_besides_is_said():
    found = remedy("pod:kubeflow/katib-ui", "mysql.kubeflow:3306")

    assert kinds(found) == ["AuthorizationPolicy"]
    opened = "Service kubeflow/mysql:3306, Deployment kubeflow/mysql:3306"
    assert found.opens == (f"by pods of kubeflow/katib-ui: {opened}",)


def test_a_stranger_becomes_a_member():
    found = remedy("stranger", "/notebook/team/lab/")

    assert found.enough
    assert "make stranger@example.com a contributor of profile team" in found.changes[0].said
    assert found.opens == ("whatever else the added policy covers in profile team",)


@pytest.mark.parametrize(
    ("source", "to", "sentence"),
    [
        ("browser", "/", "log in, or send a valid token"),
        ("machine:https://ci.example.com#x", "/", "trust the issuer by Login(machines=…)"),
        ("plain-pod:elsewhere/x", "mysql.kubeflow:3306", "call from a pod in the mesh"),
    ],
)
def test_what_no_policy_has_to_change_for_is_only_said(source, to, sentence):
    found = remedy(source, to)

    assert not found.enough
    assert sentence in found.changes[-1].said


def test_a_pod_behind_a_waypoint_is_called_by_its_service():
    found = remedy("pod:kubeflow/katib-ui", "pod:kubeflow/ml-pipeline:8888")

    assert found.changes[-1].said.startswith("call the Service, whose waypoint decides")
