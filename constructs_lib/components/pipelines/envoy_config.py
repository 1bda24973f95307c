"""Write the file of the proxy by which browsers call the metadata store."""

from typing import Any, Final

import yaml

FILE: Final = "envoy-config.yaml"

_TYPES: Final = "type.googleapis.com/envoy.extensions"
_HTTP: Final = "filters.network.http_connection_manager"
_FILTERS: Final = {"grpc_web": "GrpcWeb", "cors": "Cors", "router": "Router"}
_ALLOWED: Final = (
    "keep-alive",
    "user-agent",
    "cache-control",
    "content-type",
    "content-transfer-encoding",
    "custom-header-1",
    "x-accept-content-transfer-encoding",
    "x-accept-response-streaming",
    "x-user-agent",
    "x-grpc-web",
    "grpc-timeout",
)


def envoy_config(
    *, port: int, admin_port: int, store: str, store_port: int, binds_ipv6: bool
) -> str:
    """Return Envoy's configuration: gRPC-Web of any origin becomes gRPC of one Service.

    port: of requests. admin_port: of Envoy's own pages. store, store_port: the Service.
    binds_ipv6: listen on IPv6 too.
    Source: third_party/metadata_envoy/envoy.yaml of kubeflow/pipelines 2.15.0.
    """
    config = {
        "admin": {
            "access_log": {
                "name": "admin_access",
                "typed_config": _typed(
                    "access_loggers.file.v3.FileAccessLog",
                    path="/tmp/admin_access.log",  # noqa: S108 - the pod's own
                ),
            },
            "address": _everywhere(admin_port, binds_ipv6=binds_ipv6),
        },
        "static_resources": {
            "listeners": [_listener(_everywhere(port, binds_ipv6=binds_ipv6))],
            "clusters": [_cluster(_address(store, store_port))],
        },
    }
    return str(yaml.dump(config, Dumper=yaml.CSafeDumper, sort_keys=False))


def _listener(address: dict[str, Any]) -> dict[str, Any]:
    route = {
        "match": {"prefix": "/"},
        "route": {
            "cluster": "metadata-cluster",
            # The client's own deadline holds, without one of the proxy.
            "max_stream_duration": {"grpc_timeout_header_max": "0s"},
        },
        "typed_per_filter_config": {
            "envoy.filter.http.cors": _typed(
                "filters.http.cors.v3.CorsPolicy",
                allow_origin_string_match=[{"safe_regex": {"regex": ".*"}}],
                allow_methods="GET, PUT, DELETE, POST, OPTIONS",
                allow_headers=",".join(_ALLOWED),
                max_age="1728000",
                expose_headers="custom-header-1,grpc-status,grpc-message",
            )
        },
    }
    hosts = [{"name": "local_service", "domains": ["*"], "routes": [route]}]
    manager = _typed(
        f"{_HTTP}.v3.HttpConnectionManager",
        codec_type="auto",
        stat_prefix="ingress_http",
        route_config={"name": "local_route", "virtual_hosts": hosts},
        http_filters=[
            {
                "name": f"envoy.filters.http.{name}",
                "typed_config": _typed(f"filters.http.{name}.v3.{kind}"),
            }
            for name, kind in _FILTERS.items()
        ],
    )
    filters = [{"name": f"envoy.{_HTTP}", "typed_config": manager}]
    return {
        "name": "listener_0",
        "address": address,
        "filter_chains": [{"filters": filters}],
    }


def _cluster(address: dict[str, Any]) -> dict[str, Any]:
    options = _typed(
        "upstreams.http.v3.HttpProtocolOptions",
        explicit_http_config={"http2_protocol_options": {}},
    )
    endpoints = [{"lb_endpoints": [{"endpoint": {"address": address}}]}]
    return {
        "name": "metadata-cluster",
        "connect_timeout": "30.0s",
        "type": "logical_dns",
        "typed_extension_protocol_options": {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": options
        },
        "lb_policy": "round_robin",
        "load_assignment": {"cluster_name": "metadata-grpc", "endpoints": endpoints},
    }


def _typed(kind: str, **fields: Any) -> dict[str, Any]:
    return {"@type": f"{_TYPES}.{kind}", **fields}


def _everywhere(port: int, *, binds_ipv6: bool) -> dict[str, Any]:
    if not binds_ipv6:
        return _address("0.0.0.0", port)  # noqa: S104
    return {"socket_address": {"address": "::", "port_value": port, "ipv4_compat": True}}


def _address(host: str, port: int) -> dict[str, Any]:
    return {"socket_address": {"address": host, "port_value": port}}
