import re
from dataclasses import replace

import pytest
from cdk8s import Chart

from constructs_lib.config import ParentGateway
from constructs_lib.gateway import KgatewayRoute
from constructs_lib.workloads import Endpoint

INGRESS = Endpoint(service="ingress", namespace="kubeflow", port=80)
DOCS = Endpoint(service="docs", namespace="kubeflow", port=8080)


def route(scope, **fields):
    fields = {"hosts": ["kubeflow.example.com"], "paths": {"/": INGRESS}} | fields
    return KgatewayRoute(scope, "Route", **{"name": "kubeflow-route"} | fields)


def test_default_manifests(chart, yaml_snapshot):
    route(chart)

    assert chart.to_json() == yaml_snapshot


def test_manifests_with_everything_set(chart, yaml_snapshot):
    route(
        chart,
        hosts=["kubeflow.example.com", "ml.example.com"],
        paths={"/": INGRESS, "/docs": DOCS},
        parent=ParentGateway(name="edge", namespace="gateways", section="https"),
        strip_headers=["kubeflow-userid", "kubeflow-groups"],
    )

    assert chart.to_json() == yaml_snapshot


def test_fails_for_a_name_that_kubernetes_would_refuse(chart):
    with pytest.raises(ValueError, match="route 'Kubeflow Route' must be lower-case letters"):
        route(chart, name="Kubeflow Route")


@pytest.mark.parametrize("hosts", [[], (), "kubeflow.example.com"], ids=repr)
def test_fails_for_hosts_that_are_no_list_of_them(chart, hosts):
    message = f"needs a list of hosts such as ['kubeflow.example.com'], got {hosts!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        route(chart, hosts=hosts)


@pytest.mark.parametrize(
    "host", ["https://ml.example.com", "ml.example.com:443", "*.example.com", "ml"]
)
def test_fails_for_a_host_that_is_no_dns_name(chart, host):
    message = (
        f"host of route 'kubeflow-route' must be a DNS name .*got {re.escape(repr(host))}"
    )
    with pytest.raises(ValueError, match=message):
        route(chart, hosts=["kubeflow.example.com", host])


def test_fails_for_a_host_that_comes_twice(chart):
    message = "host of route 'kubeflow-route' 'ml.example.com' comes twice"
    with pytest.raises(ValueError, match=message):
        route(chart, hosts=["ml.example.com", "ml.example.com"])


def test_fails_for_a_route_without_paths(chart):
    with pytest.raises(ValueError, match="route 'kubeflow-route' leads nowhere"):
        route(chart, paths={})


@pytest.mark.parametrize("path", ["docs", "", "/a//b", "/a/../b", "/./", "/a b", "/a#b"])
def test_fails_for_a_path_that_is_none(chart, path):
    message = f"path must start with '/', without .*; got {re.escape(repr(path))}"
    with pytest.raises(ValueError, match=message):
        route(chart, paths={path: INGRESS})


def test_fails_for_a_path_that_is_too_long(chart):
    with pytest.raises(ValueError, match="path has 1025 characters; 1024 are allowed"):
        route(chart, paths={"/" + "a" * 1024: INGRESS})


def test_fails_for_more_hosts_than_a_route_may_have(chart):
    hosts = [f"h{number}.example.com" for number in range(17)]
    with pytest.raises(ValueError, match=r"has 17 hosts and 1 paths; .* 16 of each"):
        route(chart, hosts=hosts)


def test_fails_for_two_routes_on_one_path(chart):
    message = "path of route 'kubeflow-route' '/docs' comes twice"
    with pytest.raises(ValueError, match=message):
        route(chart, paths={"/docs": DOCS, "/docs/": INGRESS})


def test_fails_for_a_backend_in_another_namespace(chart):
    message = (
        "path '/' leads to 'ingress' in namespace 'istio-system', the route is in 'kubeflow'; "
        "put the route beside its backend"
    )
    with pytest.raises(ValueError, match=message):
        route(chart, paths={"/": replace(INGRESS, namespace="istio-system")})


def test_fails_where_the_chart_has_no_namespace(app):
    with pytest.raises(ValueError, match="chart 'everywhere' has no namespace"):
        route(Chart(app, "everywhere"))
