"""A question is read as it is meant, or refused in a sentence that says what would do."""

import pytest

from constructs_lib import Config
from constructs_lib.config import Sidecars
from constructs_lib.monitoring import Monitoring, Scraper
from constructs_lib.reach import Question, QuestionError, Site, explain
from constructs_lib.reach.question import asked
from tests.cluster.output import overlay

pytestmark = pytest.mark.slow

OWNER = "owner@example.com"
SITE = Site.of(Config(host="kubeflow.example.com"), overlay(), profiles={"team": OWNER})


def ask(source="browser", to="/", **how):
    return explain(SITE, Question(source=source, to=to, **how))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            {"source": "browsr"},
            "'browsr' is not a source, the nearest is 'browser'; there are ",
        ),
        ({"source": "browser:x"}, "a browser has no name, got 'x'"),
        ({"source": "nobody"}, "api-server, kubelet, node, prometheus"),
        ({"source": "owner:teem"}, "there is no profile 'teem', the nearest is 'team'"),
        ({"source": "owner:team", "user": "a@b"}, "owner says already who is logged in"),
        ({"source": "machine:here"}, "a machine is machine:ISSUER#SUBJECT"),
        ({"source": "machine:i#s", "user": "a"}, "a machine is known by its subject"),
        ({"source": "pod:team"}, "a pod is pod:NAMESPACE/ACCOUNT"),
        ({"source": "pod:kubflow/x"}, "no namespace 'kubflow'; the nearest is 'kubeflow'"),
        ({"source": "pod:kubeflow/katib"}, "runs as 'katib', the nearest is 'katib-ui'"),
        ({"source": "api-server", "user": "a"}, "api-server is no user's"),
        ({"source": "prometheus"}, "this environment names no Prometheus"),
        ({"to": ""}, "a destination is missing"),
        ({"to": "https://kubeflow.example.org/"}, "the nearest is 'kubeflow.example.com'"),
        ({"to": "mysq.kubeflow"}, "there is no Service 'mysq.kubeflow', the nearest is"),
        ({"to": "mysql.kubeflow:1"}, "Service kubeflow/mysql has no port 1; it has 3306"),
        ({"to": "ml-pipeline.kubeflow"}, "has several ports; it has 8888, 8887"),
        ({"to": "pod:kubeflow/mysq"}, "the nearest is 'kubeflow/mysql'"),
        ({"to": "pod:kubeflow/ml-pipeline"}, "name a port of Deployment kubeflow/ml-pipeline"),
        ({"to": "mysql.kubeflow"}, "browser comes from outside and reaches no Service"),
        ({"to": "/notebook/teem/lab/"}, "there is no profile 'teem', the nearest is 'team'"),
        ({"to": "creat:pods/team", "user": "a"}, "the nearest is 'create'; verbs are get"),
        (
            {"to": "create:notebook.kubeflow.org/team", "user": "a"},
            "no kind 'notebook.kubeflow.org', the nearest is 'notebooks.kubeflow.org'",
        ),
        (
            {"to": "create:notebooks/team", "user": "a"},
            "'notebooks' are of a group; write notebooks.kubeflow.org",
        ),
        ({"to": "create:pods/teem", "user": "a"}, "there is no namespace 'teem', the nearest"),
        ({"to": "create:pods/team"}, "browser is not a user of the API server; ask from"),
        ({"method": "get"}, "'get' is not an HTTP method, the nearest is 'GET'"),
        ({"headers": ("x",)}, "a header is 'Name: value', got 'x'"),
        ({"headers": ("Kubeflow-Userid: a",)}, "header kubeflow-userid in a question from"),
        ({"headers": ("kubeflow_userid: a",)}, "only a verified token sets it"),
        ({"headers": ("Authorization: Bearer x",)}, "a token's own text is not read here"),
    ],
    ids=str,
)
def test_fails_for_what_cannot_be_answered(question, sentence):
    with pytest.raises(QuestionError) as wrong:
        ask(**question)

    assert sentence in str(wrong.value)


def test_a_page_is_reached_by_who_is_logged_in_and_by_no_one_else():
    assert ask(to="/jupyter/", user="a@example.com").allowed
    assert ask(to="/jupyter/").refusal.at == "login"


@pytest.mark.parametrize(
    ("source", "reaches"), [("owner:team", True), ("member:team", True), ("stranger", False)]
)
def test_a_notebook_is_its_profiles(source, reaches):
    assert ask(source, "/notebook/team/lab/").allowed is reaches


def test_a_pod_sends_the_token_of_a_user_to_the_ingress_proxy():
    to = "http://istio-ingressgateway.kubeflow/jupyter/"

    assert ask("pod:team/default-editor", to, user="a@example.com").allowed
    assert not ask("pod:team/default-editor", to).allowed


def test_a_pod_may_send_the_users_header_which_pipelines_refuses():
    api = "ml-pipeline.kubeflow:8888"

    assert ask("pod:team/default-editor", api).allowed
    forged = ask("pod:team/default-editor", api, headers=("kubeflow-userid: a@example.com",))
    assert forged.refusal.at == "waypoint"


def test_the_api_server_reaches_a_webhook_and_no_page():
    assert ask("api-server", "admission-webhook-service.kubeflow:443").allowed
    assert not ask("api-server", "centraldashboard.kubeflow:80").allowed


@pytest.mark.parametrize("source", ["kubelet", "node"])
def test_a_node_reaches_its_pods_past_ztunnel(source):
    answer = ask(source, "pod:kubeflow/mysql:3306")

    assert answer.allowed
    assert "bypasses ztunnel" in " ".join(hop.said for hop in answer.journey.hops)


def test_prometheus_is_the_one_of_the_environments_settings():
    scraper = Scraper(namespace="monitoring", account="prometheus-k8s")
    config = Config(host="kubeflow.example.com", monitoring=Monitoring(scraper=scraper))
    site = Site.of(config, overlay())

    caller = asked(site, Question(source="prometheus", to="mysql.kubeflow:3306")).caller

    assert caller.principal == "cluster.local/ns/monitoring/sa/prometheus-k8s"


def test_a_service_of_a_profile_is_taken_for_granted_and_said():
    answer = ask("pod:team/default-editor", "anything.team:80")

    assert answer.allowed
    assert answer.assumed == (
        "Service anything of profile team is HTTP, and its pods run as default-editor",
    )


@pytest.mark.parametrize(
    ("source", "to", "by"),
    [
        ("owner:team", "create:notebooks.kubeflow.org/team", "kubeflow-tenant-notebooks"),
        ("member:team", "create:pods/team", "kubeflow-tenant-mesh"),
        (
            "pod:kubeflow/notebook-controller-service-account",
            "create:virtualservices.networking.istio.io/team",
            "kubeflow-tenant-routes",
        ),
    ],
)
def test_a_write_that_rbac_permits_is_judged_by_policies(source, to, by):
    answer = ask(source, to)

    assert answer.allowed
    assert by in [each.name for each in answer.deciders(answer.journey.hops[-1])]


@pytest.mark.parametrize(
    ("source", "to"),
    [
        ("owner:team", "create:virtualservices.networking.istio.io/team"),
        ("owner:team", "create:pods/kubeflow"),
        ("stranger", "create:pods/team"),
        ("pod:kubeflow/katib-ui", "create:secrets/team"),
    ],
)
def test_a_write_that_no_role_grants_is_refused(source, to):
    assert ask(source, to).refusal.answer == "403 Forbidden"


def test_fails_for_a_mesh_with_sidecars():
    with pytest.raises(ValueError, match="with Sidecars each pod's own proxy decides"):
        Site.of(Config(mesh=Sidecars()), [])
