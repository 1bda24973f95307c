from datetime import timedelta

import pytest

from constructs_lib.config import Kgateway, ParentGateway
from constructs_lib.gateway.kgateway_policies import KgatewayPolicies
from constructs_lib.kube import objects_of

EVERYTHING = {
    "listener_websockets": True,
    "http2_websockets": True,
    "stream_idle": timedelta(hours=1),
    "trusted_hops": 1,
}


@pytest.fixture
def make(chart):
    def _make(**fields):
        KgatewayPolicies(
            chart,
            "Policies",
            kgateway=Kgateway(**fields),
            parent=ParentGateway(name="edge", namespace="gateways"),
            routes=["kubeflow-route"],
        )
        return {obj["kind"]: obj for obj in objects_of(chart)}

    return _make


def test_manifests_with_everything_set(make, chart, yaml_snapshot):
    make(version="2.4.0", **EVERYTHING)

    assert objects_of(chart) == yaml_snapshot


def test_nothing_is_written_by_default(make):
    assert make() == {}


def test_before_its_listener_policy_kgateway_has_one_for_http(make):
    spec = make(version="2.1.3", listener_websockets=True)["HTTPListenerPolicy"]["spec"]

    assert spec["upgradeConfig"] == {"enabledUpgrades": ["websocket"]}


def test_a_listener_has_one_policy_of_one_kind(make):
    assert make(version="2.2.0", listener_websockets=True).keys() == {"ListenerPolicy"}


def test_a_gateways_policy_is_beside_the_gateway(make):
    made = make(version="2.2.0", listener_websockets=True)

    assert made["ListenerPolicy"]["metadata"]["namespace"] == "gateways"


def test_a_routes_policy_is_beside_the_route(make):
    assert (
        make(stream_idle=timedelta(0))["TrafficPolicy"]["metadata"]["namespace"] == "kubeflow"
    )


def test_for_ever_is_no_seconds(make):
    timeouts = make(stream_idle=timedelta(0))["TrafficPolicy"]["spec"]["timeouts"]

    assert timeouts == {"streamIdle": "0s"}


@pytest.mark.parametrize("version", ["2.1.0", "2.4.0"])
def test_a_listener_believes_the_proxies_before_it(make, version):
    [policy] = make(version=version, trusted_hops=2).values()
    spec = policy["spec"]
    settings = spec["default"]["httpSettings"] if "default" in spec else spec

    assert settings["xffNumTrustedHops"] == 2
