"""A request's route at the ingress proxy, of those of several VirtualServices."""

import pytest

from constructs_lib.reach.request import Request
from constructs_lib.reach.routes import Routes

from .objects import route


def of(host, name):
    service = route(name, "kubeflow", "/", name)
    service["spec"]["hosts"] = [host]
    return service


SERVICES = [
    of("*", "page"),
    of("*.models.example.com", "none"),
    of("iris--team.models.example.com", "iris"),
    of("i.models.example.com", "short"),
]


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("kubeflow.example.com", "page"),
        ("wine--team.models.example.com", "none"),
        ("iris--team.models.example.com", "iris"),
        ("iris--team.models.example.com:8443", "iris"),
        ("i.models.example.com", "short"),
    ],
)
@pytest.mark.parametrize("services", [SERVICES, SERVICES[::-1]], ids=["", "in reverse"])
def test_the_closest_host_has_the_request(services, host, name):
    chosen = Routes(services=services).choose(Request(host=host, path="/"))

    assert chosen is not None
    assert chosen.by["metadata"]["name"] == name
