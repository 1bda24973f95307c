"""A real API server accepts the kubectl commands that prepare a real cluster."""

import pytest

from tests.real.cluster import Cluster

SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "default-gateway", "namespace": "default"},
    "spec": {"type": "LoadBalancer", "ports": [{"port": 443}]},
}


@pytest.fixture(scope="module")
def made(api_server):
    return Cluster(api_server.kubeconfig, "192.0.2.7")


def test_what_is_applied_is_there(made):
    made.apply([SERVICE])

    assert made.there("service", "default-gateway", "--namespace=default")
    assert not made.there("service", "other", "--namespace=default")
    assert not made.there("unknown", "kind")


def test_what_is_listed_is_objects(made):
    made.apply([SERVICE])
    names = {obj["metadata"]["name"] for obj in made.listed("services", "--namespace=default")}

    assert "default-gateway" in names


def test_a_gateways_service_has_the_nodes_address_as_a_load_balancers(made):
    made.apply([SERVICE])
    made.addressed("default-gateway", "default")
    path = "--output=jsonpath={.status.loadBalancer.ingress[0].ip}"

    assert made.kubectl("get", "service", "default-gateway", path) == "192.0.2.7"


def test_a_refusal_is_told_in_kubectls_words(made):
    with pytest.raises(AssertionError, match="the server doesn't have a resource type"):
        made.listed("unknown")
