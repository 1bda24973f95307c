"""What the proxy is told; tests/cluster/test_credentials.py asks what it does by that."""

import pytest

from constructs_lib.gateway.kept_credentials import KeptCredentials
from constructs_lib.kube import objects_of

NAME = "ingress-credentials"


@pytest.fixture
def patches(chart, find):
    KeptCredentials(
        chart,
        "Kept",
        name=NAME,
        proxy={"app": "ingress"},
        cookie="session",
        headers=("kubeflow-userid", "kubeflow-groups"),
    )
    return find("EnvoyFilter", NAME)["spec"]["configPatches"]


def test_manifests(patches, chart, yaml_snapshot):
    [obj] = objects_of(chart)
    script = obj["spec"]["configPatches"][0]["patch"]["value"]["typed_config"]
    text = script["default_source_code"]["inline_string"]
    script["default_source_code"]["inline_string"] = text.partition("\n\n")[0]

    assert [obj] == yaml_snapshot


def test_the_script_is_the_last_that_a_request_passes(patches):
    script = patches[0]

    assert script["patch"]["operation"] == "INSERT_BEFORE"
    assert script["match"]["listener"]["filterChain"]["filter"]["subFilter"] == {
        "name": "envoy.filters.http.router"
    }


def routes(patches):
    return {
        patch["patch"]["value"]["match"]["prefix"]: patch["patch"]
        for patch in patches
        if patch["applyTo"] == "HTTP_ROUTE"
    }


def test_no_route_comes_before_those_of_the_login(patches):
    assert {path: patch["operation"] for path, patch in routes(patches).items()} == {
        "/dex/": "INSERT_FIRST",
        "/oauth2/": "INSERT_FIRST",
    }


def test_only_the_route_to_oauth2_proxy_goes_without_the_script(patches):
    name = patches[0]["patch"]["value"]["name"]
    without = {
        patch["value"]["route"]["cluster"]
        for patch in routes(patches).values()
        if name in patch["value"]["typed_per_filter_config"]
    }

    assert without == {"outbound|80||oauth2-proxy.oauth2-proxy.svc.cluster.local"}
