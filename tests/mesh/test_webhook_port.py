from constructs_lib import Ambient, Sidecars
from constructs_lib.kube import objects_of
from constructs_lib.mesh import DefaultDeny, WebhookPort

WEBHOOK = {"name": "webhook", "selector": {"app": "webhook"}, "port": 9443}


def test_manifests(chart, yaml_snapshot):
    WebhookPort(chart, "Port", **WEBHOOK, mesh=Ambient())

    assert objects_of(chart) == yaml_snapshot


def test_anyone_may_call_the_port_and_no_other(chart, find):
    WebhookPort(chart, "Port", **WEBHOOK, mesh=Ambient())

    [rule] = find("AuthorizationPolicy", "webhook")["spec"]["rules"]
    assert rule == {"to": [{"operation": {"ports": ["9443"]}}]}


def test_only_the_port_takes_plain_text(chart, find):
    WebhookPort(chart, "Port", **WEBHOOK, mesh=Ambient())

    spec = find("PeerAuthentication", "webhook")["spec"]
    assert spec["mtls"] == {"mode": "STRICT"}
    assert spec["portLevelMtls"] == {"9443": {"mode": "PERMISSIVE"}}


def test_a_mesh_of_sidecars_needs_nothing(chart):
    WebhookPort(chart, "Port", **WEBHOOK, mesh=Sidecars())

    assert objects_of(chart) == []


def test_lets_the_api_server_through_a_network_that_is_shut(chart, find):
    DefaultDeny(chart, "Closed")
    WebhookPort(chart, "Port", **WEBHOOK, mesh=Ambient())
    spec = find("NetworkPolicy", f"{WEBHOOK['name']}-from-mesh")["spec"]

    assert {"ports": [{"port": WEBHOOK["port"], "protocol": "TCP"}]} in spec["ingress"]
