from dataclasses import replace

import pytest

from constructs_lib.config import Aks, Cluster, OpenShift, WorkloadDefaults

from ..conftest import IN_PLACE, PLACE
from .conftest import AS_UPSTREAM, OF_0_15

NAME = "kserve-controller-manager"
KINDS = (
    "clusterservingruntime",
    "inferencegraph",
    "inferenceservice",
    "servingruntime",
    "trainedmodel",
)


def test_only_the_port_of_the_webhooks_is_open(make, find, ambient):
    make(defaults=ambient)

    assert find("AuthorizationPolicy", "kserve")["spec"]["rules"] == [
        {"to": [{"operation": {"ports": ["9443"]}}]}
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_users_write_is_checked(make, find, kind):
    make()
    name = f"{kind}.serving.kserve.io"
    [webhook] = find("ValidatingWebhookConfiguration", name)["webhooks"]

    assert (webhook["rules"][0]["resources"], webhook["failurePolicy"]) == (
        [f"{kind}s"],
        "Fail",
    )


def test_pods_are_asked_about_where_they_serve_a_model(make, find):
    make()
    name = "inferenceservice.serving.kserve.io"
    [_, pods] = find("MutatingWebhookConfiguration", name)["webhooks"]

    assert (pods["objectSelector"], pods["namespaceSelector"]) == (
        {
            "matchExpressions": [
                {"key": "serving.kserve.io/inferenceservice", "operator": "Exists"}
            ]
        },
        {"matchExpressions": [{"key": "control-plane", "operator": "DoesNotExist"}]},
    )


def test_the_certificate_is_mounted_where_it_is_written(make, find):
    make()
    [volume] = find("Deployment", NAME)["spec"]["template"]["spec"]["volumes"]

    assert (
        volume["secret"]["secretName"]
        == (find("Certificate", "serving-cert")["spec"]["secretName"])
    )


def test_it_writes_to_no_file_of_its_image(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, "manager")["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
        "runAsUser": 65532,
    }


def test_no_header_of_a_request_for_metrics_is_logged(make, container):
    make()

    assert "--v=0" in container(NAME, "kube-rbac-proxy")["args"]


def test_upstream_logs_them(make, container):
    make(models=AS_UPSTREAM)

    assert "--v=10" in container(NAME, "kube-rbac-proxy")["args"]


def test_aks_leaves_its_webhooks_alone(make, chart):
    make(defaults=WorkloadDefaults(cluster=Cluster(distribution=Aks())))
    webhooks = [o for o in chart.to_json() if o["kind"].endswith("WebhookConfiguration")]

    assert len(webhooks) == len(KINDS) + 1
    assert {
        obj["metadata"]["annotations"]["admissions.enforcer/disabled"] for obj in webhooks
    } == {"true"}


def test_openshift_assigns_its_user(make, container, ambient):
    cluster = Cluster(distribution=OpenShift(version="4.19.0"))
    make(defaults=replace(ambient, cluster=cluster))

    assert "runAsUser" not in container(NAME, "manager")["securityContext"]


def test_it_runs_where_its_environment_says(make, find):
    make(defaults=WorkloadDefaults(pods=PLACE))
    pod = find("Deployment", NAME)["spec"]["template"]["spec"]

    assert {field: pod[field] for field in IN_PLACE} == IN_PLACE


def test_a_model_kept_on_nodes_is_checked_before_it_is_deleted(make, find):
    make(defaults=OF_0_15)
    name = "localmodelcache.serving.kserve.io"
    [webhook] = find("ValidatingWebhookConfiguration", name)["webhooks"]

    assert webhook["rules"][0]["operations"] == ["CREATE", "UPDATE", "DELETE"]


@pytest.mark.parametrize(
    ("defaults", "seconds"), [(WorkloadDefaults(), 10), (OF_0_15, 30)], ids=["0.13", "0.15"]
)
def test_it_gets_the_time_that_upstream_gives_it_to_start(make, container, defaults, seconds):
    make(defaults=defaults)
    manager = container(NAME, "manager")

    assert {
        manager[probe]["initialDelaySeconds"] for probe in ("livenessProbe", "readinessProbe")
    } == {seconds}
