import pytest

from constructs_lib.config import (
    COMPONENTS,
    Config,
    Edge,
    Hosts,
    Issuer,
    Models,
    ParentGateway,
    PlainHttp,
    Tls,
    TlsElsewhere,
)
from constructs_lib.gateway import PlatformGateway
from constructs_lib.kube import objects_of


@pytest.fixture
def listeners(chart):
    def _listeners(hosts=None, **decisions):
        serving = {"components": (*COMPONENTS, "kserve"), "models": Models(exposure=hosts)}
        PlatformGateway(
            chart,
            "Gateway",
            config=Config(
                host="ml.example.com", edge=Edge(**decisions), **(serving if hosts else {})
            ),
            gateway_class="kgateway",
            routes_from="kubeflow",
        )
        [gateway] = objects_of(chart)
        return {each["name"]: each for each in gateway["spec"]["listeners"]}

    return _listeners


def test_manifests_with_tls(listeners, chart, yaml_snapshot):
    parent = ParentGateway(name="edge", namespace="gateways")
    listeners(tls=Tls(secret_namespace="certificates"), parent=parent)

    assert objects_of(chart) == yaml_snapshot


def test_only_kubeflows_routes_are_admitted(listeners):
    admitted = [each["allowedRoutes"]["namespaces"] for each in listeners(tls=Tls()).values()]

    assert (
        admitted
        == [
            {
                "from": "Selector",
                "selector": {"matchLabels": {"kubernetes.io/metadata.name": "kubeflow"}},
            }
        ]
        * 2
    )


@pytest.mark.parametrize(
    ("tls", "protocols"),
    [
        (Tls(), {"http": "HTTP", "https": "HTTPS"}),
        (Tls(section="tls", redirect_from="web"), {"web": "HTTP", "tls": "HTTPS"}),
        (Tls(redirect_from=None), {"https": "HTTPS"}),
        (TlsElsewhere(), {"http": "HTTP"}),
        (PlainHttp(), {"http": "HTTP"}),
    ],
    ids=repr,
)
def test_the_listeners_are_those_that_the_routes_attach_to(listeners, tls, protocols):
    found = {name: each["protocol"] for name, each in listeners(tls=tls).items()}

    assert found == protocols


def test_the_plain_listener_has_the_name_that_the_route_asks_for(listeners):
    assert listeners(parent=ParentGateway(section="web")).keys() == {"web"}


def admitted(listener):
    [selector] = [listener["allowedRoutes"]["namespaces"]["selector"]]
    return selector


def test_the_plain_listener_admits_routes_that_answer_challenges(listeners):
    issuer = Issuer(name="letsencrypt", challenge="http-01")
    made = listeners(tls=Tls(issuer=issuer, secret_namespace="certificates"))

    assert admitted(made["http"]) == {
        "matchExpressions": [
            {
                "key": "kubernetes.io/metadata.name",
                "operator": "In",
                "values": ["kubeflow", "certificates"],
            }
        ]
    }
    assert admitted(made["https"]) == admitted(listeners_of_kubeflow())


def test_without_a_challenge_the_plain_listener_admits_no_more(listeners):
    made = listeners(tls=Tls(issuer=Issuer(name="ca"), secret_namespace="certificates"))

    assert admitted(made["http"]) == admitted(listeners_of_kubeflow())


def listeners_of_kubeflow():
    labels = {"kubernetes.io/metadata.name": "kubeflow"}
    return {"allowedRoutes": {"namespaces": {"selector": {"matchLabels": labels}}}}


def test_a_platform_of_several_names_has_listeners_for_any(listeners):
    found = listeners(tls=Tls(), aliases=("kubeflow.example.com",))

    assert [each.get("hostname") for each in found.values()] == [None, None]


@pytest.mark.parametrize(
    ("tls", "ports"), [(Tls(), {"http": 80, "https": 8443}), (PlainHttp(), {"http": 8443})]
)
def test_the_port_of_the_address_is_listened_at(listeners, tls, ports):
    found = listeners(tls=tls, port=8443)

    assert {name: each["port"] for name, each in found.items()} == ports


@pytest.mark.parametrize(
    ("tls", "certificate", "listener"),
    [
        (Tls(secret_namespace="certificates"), "models-tls", ("HTTPS", 8443)),
        (TlsElsewhere(), None, ("HTTP", 80)),
        (PlainHttp(), None, ("HTTP", 8443)),
    ],
    ids=["https", "elsewhere", "plain"],
)
def test_hosts_of_models_have_a_listener_of_their_own(listeners, tls, certificate, listener):
    hosts = Hosts("models.example.com", certificate)
    models = listeners(hosts, tls=tls, port=8443)["models"]
    refs = models.get("tls", {}).get("certificateRefs", [])

    assert models["hostname"] == "*.models.example.com"
    assert (models["protocol"], models["port"]) == listener
    assert [each["name"] for each in refs] == ([certificate] if certificate else [])
