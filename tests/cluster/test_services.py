"""Every Service leads to a ready pod, as Kubernetes' own controllers find it."""

import pytest

from .output import overlay
from .processes import wait_for

SERVICES = [
    (obj["metadata"]["namespace"], obj["metadata"]["name"])
    for obj in overlay()
    if obj["kind"] == "Service"
]


def slices(cluster, service):
    """Return the EndpointSlices that the controller made for a Service."""
    namespace, name = service
    path = f"/apis/discovery.k8s.io/v1/namespaces/{namespace}/endpointslices"
    selector = f"labelSelector=kubernetes.io/service-name%3D{name}"
    return cluster.read(f"{path}?{selector}")["items"]


def leads_to(cluster, service):
    """Return the ports and addresses that a Service leads to."""
    return {
        (port["port"], address)
        for each in slices(cluster, service)
        for port in each.get("ports") or ()
        for endpoint in each.get("endpoints") or ()
        if endpoint["conditions"].get("ready")
        for address in endpoint["addresses"]
    }


@pytest.mark.parametrize("service", SERVICES, ids="/".join)
def test_a_service_leads_to_a_ready_pod(cluster, deployed, service):
    wait_for(lambda: leads_to(cluster, service), f"a ready pod behind {service}")

    assert leads_to(cluster, service)


def test_a_service_whose_port_no_pod_serves_is_seen(cluster, deployed):
    planted = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "planted", "namespace": "kubeflow"},
        "spec": {
            "selector": {"app": "poddefaults"},
            "ports": [{"port": 443, "targetPort": "no-such-port"}],
        },
    }
    cluster.apply([planted])
    wait_for(
        lambda: slices(cluster, ("kubeflow", "planted")),
        "the controller's word about the Service",
    )

    assert leads_to(cluster, ("kubeflow", "planted")) == set()
    cluster.delete(planted)
