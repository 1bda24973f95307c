import pytest
import yaml

from constructs_lib.components.pipelines.envoy_config import envoy_config


def written(*, binds_ipv6):
    text = envoy_config(
        port=9090, admin_port=9901, store="store", store_port=8080, binds_ipv6=binds_ipv6
    )
    return yaml.safe_load(text)


def test_requests_go_to_the_store_as_grpc():
    [cluster] = written(binds_ipv6=False)["static_resources"]["clusters"]
    [at] = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"]
    [options] = cluster["typed_extension_protocol_options"].values()

    assert at["endpoint"]["address"]["socket_address"] == {
        "address": "store",
        "port_value": 8080,
    }
    assert "http2_protocol_options" in options["explicit_http_config"]


@pytest.mark.parametrize(
    ("binds_ipv6", "address"),
    [(False, {"address": "0.0.0.0"}), (True, {"address": "::", "ipv4_compat": True})],
)
def test_it_listens_where_the_cluster_has_addresses(binds_ipv6, address):
    config = written(binds_ipv6=binds_ipv6)
    [listener] = config["static_resources"]["listeners"]

    assert [each["address"]["socket_address"] for each in (listener, config["admin"])] == [
        {**address, "port_value": port} for port in (9090, 9901)
    ]
