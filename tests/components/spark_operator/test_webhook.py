import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import WorkloadDefaults
from constructs_lib.releases import V1_11_0, V26_03

NAME = "spark-operator-webhook"


def test_it_sees_no_pod_but_those_of_applications(make, find):
    make()
    [pods] = [
        hook
        for hook in find("MutatingWebhookConfiguration", NAME)["webhooks"]
        if hook["rules"][0]["resources"] == ["pods"]
    ]

    assert pods["objectSelector"] == {
        "matchLabels": {"sparkoperator.k8s.io/launched-by-spark-operator": "true"}
    }


def test_no_application_is_taken_unchecked(make, find):
    make()
    hooks = find("ValidatingWebhookConfiguration", NAME)["webhooks"]

    assert {hook["failurePolicy"] for hook in hooks} == {"Fail"}


def test_no_certificate_is_in_the_repository(make, find):
    make()
    clients = [
        hook["clientConfig"] for hook in find("MutatingWebhookConfiguration", NAME)["webhooks"]
    ]

    assert not any("caBundle" in client for client in clients)


def test_in_an_ambient_mesh_its_port_is_open_and_no_other(make, find, ambient):
    make(defaults=ambient)
    rules = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    assert rules == [{"to": [{"operation": {"ports": ["9443"]}}]}]


@pytest.mark.parametrize(("release", "checked"), [(V1_11_0, False), (V26_03, True)])
def test_a_newer_release_checks_spark_connects(make, find, release, checked):
    make(defaults=WorkloadDefaults(images=Images(release=release)))
    hooks = find("ValidatingWebhookConfiguration", NAME)["webhooks"]
    paths = [hook["clientConfig"]["service"]["path"] for hook in hooks]

    path = "/validate-sparkoperator-k8s-io-v1alpha1-sparkconnect"
    assert (path in paths) is checked
