"""What guarded egress has to be told."""

import re

import pytest

from constructs_lib import ApiServer, Config, Hardening, Sidecars

HERE = ApiServer(addresses=("10.0.0.1/32",))


@pytest.mark.parametrize(
    ("addresses", "message"),
    [
        ((), "the API server needs at least one address, such as addresses=('10.0.0.1/32',)"),
        (("10.0.0.1",), "got '10.0.0.1'; write '10.0.0.1/32'"),
        (
            ("api.example.com",),
            "addresses of the API server must be blocks such as '10.0.0.1/32'",
        ),
        (("10.0.0.1/8",), "got '10.0.0.1/8': 10.0.0.1/8 has host bits set"),
        (("0.0.0.0/0",), "block '0.0.0.0/0' covers every address"),
        (("::/0",), "block '::/0' covers every address"),
    ],
)
def test_fails_for_what_is_no_address_of_an_api_server(addresses, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        ApiServer(addresses=addresses)


def test_fails_for_a_port_of_the_api_server_that_is_none():
    with pytest.raises(ValueError, match="port of the API server"):
        ApiServer(addresses=("10.0.0.1/32",), port=0)


def test_fails_where_egress_is_guarded_and_nothing_says_where_the_api_server_is():
    with pytest.raises(ValueError, match="egress='guarded' needs the API server's address"):
        Hardening(egress="guarded")


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"api_server": HERE}, "api_server"),
        ({"node_dns": ("169.254.20.10",)}, "node_dns"),
        ({"outside": {"ml-pipeline": (443,)}}, "outside"),
        ({"dns_pods": {"app": "dns"}}, "dns_pods"),
        ({"dns_namespace": "dns"}, "dns_namespace"),
    ],
)
def test_fails_for_a_setting_of_guarded_egress_where_it_is_open(settings, field):
    with pytest.raises(ValueError, match=f"{field} has no effect with"):
        Hardening(**settings)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"node_dns": ("cache.local",)}, "node_dns must be addresses such as '169.254.20.10'"),
        ({"dns_pods": {}}, "DNS pods"),
        ({"dns_namespace": "DNS"}, "namespace of DNS pods"),
        ({"outside": {"ml-pipeline": ()}}, "outside names workload 'ml-pipeline' without a"),
        ({"outside": {"ml-pipeline": (0,)}}, "port outside for workload 'ml-pipeline'"),
        ({"outside": {"ML Pipeline": (443,)}}, "workload that may connect to the outside"),
    ],
)
def test_fails_for_settings_of_guarded_egress_that_cannot_be(settings, message):
    with pytest.raises(ValueError, match=message):
        Hardening(egress="guarded", api_server=HERE, **settings)


def test_fails_for_guarded_egress_in_a_mesh_of_sidecars():
    hardening = Hardening(egress="guarded", api_server=HERE)

    with pytest.raises(ValueError, match=re.escape("egress='guarded' needs Ambient()")):
        Config(mesh=Sidecars(), hardening=hardening)
