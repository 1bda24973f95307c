import pytest

from constructs_lib.access import WRITE
from constructs_lib.catalog import Images
from constructs_lib.config import SparkOperator, WorkloadDefaults
from constructs_lib.releases import V1_11_0

from .conftest import AS_UPSTREAM

CONTROLLER, WEBHOOK = "spark-operator-controller", "spark-operator-webhook"


@pytest.fixture
def rules(find):
    """Return the rules of an account's role that concern a resource, and may name objects."""

    def _rules(account, resource, kind="ClusterRole"):
        return [rule for rule in find(kind, account)["rules"] if resource in rule["resources"]]

    return _rules


@pytest.mark.parametrize(
    "resource", ["customresourcedefinitions", "ingresses", "nodes", "secrets"]
)
def test_the_controller_has_no_rights_for(make, rules, resource):
    make()

    assert rules(CONTROLLER, resource) == []


@pytest.mark.parametrize("resource", ["pods", "secrets", "resourcequotas"])
def test_the_webhook_has_no_rights_in_every_namespace_for(make, rules, resource):
    make()

    assert rules(WEBHOOK, resource) == []


@pytest.mark.parametrize("resource", ["ingresses", "nodes"])
def test_upstream_gives_the_controller_rights_for(make, rules, resource):
    make(spark=SparkOperator(rights="upstream"))

    assert rules(CONTROLLER, resource)


def test_the_webhook_reads_applications_and_writes_none(make, rules):
    make()
    [rule] = rules(WEBHOOK, "sparkapplications")

    assert rule["verbs"] == ["get", "list", "watch"]


def test_upstreams_webhook_writes_applications(make, rules):
    make(spark=AS_UPSTREAM)
    [rule] = rules(WEBHOOK, "sparkapplications")

    assert "create" in rule["verbs"]


def test_the_webhook_sees_its_own_configurations_alone(make, rules):
    make()
    [rule] = rules(WEBHOOK, "validatingwebhookconfigurations")

    assert rule["resourceNames"] == [WEBHOOK]


def test_the_webhook_reads_no_secret_but_its_certificate(make, rules):
    make()
    reads = [rule for rule in rules(WEBHOOK, "secrets", "Role") if "get" in rule["verbs"]]

    assert [rule["resourceNames"] for rule in reads] == [["spark-operator-webhook-certs"]]


@pytest.mark.parametrize(
    ("spark", "verbs"),
    [(SparkOperator(), ["get", "list", "watch"]), (AS_UPSTREAM, list(WRITE))],
    ids=["own", "upstream"],
)
def test_the_controller_sees_spark_connects_where_it_runs_them(make, rules, spark, verbs):
    make(defaults=WorkloadDefaults(images=Images(release=V1_11_0)), spark=spark)
    [rule] = rules(CONTROLLER, "sparkconnects")

    assert rule["verbs"] == verbs
