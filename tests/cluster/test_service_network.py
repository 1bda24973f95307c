"""NetworkPolicies admit exactly the intended callers of every Service."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from constructs_lib.reach.network import Pod, lets_through

from .output import overlay, selecting

Object = dict[str, Any]

# The port on which ztunnel takes what the mesh brings, whatever port it is meant for.
MESH: Final = 15008
NEIGHBOUR: Final = Pod(
    "kubeflow", dict([selecting("centraldashboard", "app", "centraldashboard")])
)
STRANGER: Final = Pod("elsewhere", {"app": "stranger"})

POLICIES: Final = [obj for obj in overlay() if obj["kind"] == "NetworkPolicy"]
SERVICES: Final = [
    obj
    for obj in overlay()
    if obj["kind"] == "Service" and obj["metadata"]["namespace"] == "kubeflow"
]


def named(service: Object) -> str:
    return str(service["metadata"]["name"])


def template(service: Object) -> Object:
    """Return the pods that a Service leads to."""
    selector = service["spec"]["selector"].items()
    (found,) = (
        obj["spec"]["template"]
        for obj in overlay()
        if obj["kind"] in ("Deployment", "StatefulSet")
        and selector <= obj["spec"]["template"]["metadata"]["labels"].items()
    )
    return dict(found)


def pod(service: Object) -> Pod:
    return Pod("kubeflow", template(service)["metadata"]["labels"])


def port(service: Object, number: int) -> int:
    """Return the container's port behind a Service's."""
    (wanted,) = (each for each in service["spec"]["ports"] if each["port"] == number)
    target = wanted.get("targetPort", number)
    if isinstance(target, int):
        return target
    (found,) = (
        each["containerPort"]
        for container in template(service)["spec"]["containers"]
        for each in container.get("ports", ())
        if each.get("name") == target
    )
    return int(found)


def asked_by_the_api_server() -> Iterator[tuple[str, int]]:
    """Yield the Service and the port of every webhook."""
    for obj in overlay():
        if obj["kind"].endswith("WebhookConfiguration"):
            for webhook in obj["webhooks"]:
                service = webhook["clientConfig"]["service"]
                yield service["name"], service.get("port", 443)


WEBHOOKS: Final = sorted(set(asked_by_the_api_server()))


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_neighbours_reach_it_through_the_mesh(service):
    if service["metadata"]["name"] == "istio-ingressgateway":
        # The ingress proxy alone is out of the mesh, and reached on its own port.
        assert lets_through(POLICIES, NEIGHBOUR, pod(service), 8080)
    else:
        assert lets_through(POLICIES, NEIGHBOUR, pod(service), MESH)


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_strangers_reach_it_neither_through_the_mesh_nor_beside_it(service):
    webhook = {number for name, number in WEBHOOKS if name == named(service)}
    others = {each["port"] for each in service["spec"]["ports"]} - webhook
    open_ports = [
        number
        for number in (MESH, *(port(service, each) for each in sorted(others)))
        if lets_through(POLICIES, STRANGER, pod(service), number)
    ]

    assert open_ports == []


@pytest.mark.parametrize(("name", "number"), WEBHOOKS)
def test_the_api_server_reaches_every_webhook_from_wherever_it_is(name, number):
    (service,) = (each for each in SERVICES if named(each) == name)

    assert lets_through(POLICIES, Pod(""), pod(service), port(service, number))
