import json
from datetime import timedelta

import pytest

from constructs_lib.config import (
    COMPONENTS,
    Config,
    DnsEndpoint,
    Edge,
    ExternalDns,
    Hosts,
    Issuer,
    Kgateway,
    Models,
    Pages,
    Sidecars,
    Tls,
    UserHeader,
)
from constructs_lib.gateway import EdgeRoutes, TokenIssuer
from constructs_lib.kube import objects_of

EDGE = Edge.__slots__


EDGE = Edge.__slots__


@pytest.fixture
def make(chart):
    def _make(**decisions):
        of_edge = {name: decisions.pop(name) for name in [*decisions] if name in EDGE}
        config = Config(edge=Edge(**of_edge), **decisions)
        claims = {config.user_header.name: "email"}
        token = TokenIssuer(name="dex", issuer="https://dex.example.com", claims=claims)
        EdgeRoutes(chart, "Entry", config=config, tokens=[token])
        return [(obj["kind"], obj["metadata"]["name"]) for obj in objects_of(chart)]

    return _make


def test_manifests_with_sidecars(make, chart, yaml_snapshot):
    make(mesh=Sidecars(ingress_namespace="istio-ingress"))

    assert objects_of(chart) == yaml_snapshot


def test_with_sidecars_the_ingress_gateway_is_istios(make):
    assert make(mesh=Sidecars()) == [
        ("HTTPRoute", "kubeflow-route"),
        ("ReferenceGrant", "kubeflow-kubeflow-route"),
    ]


def test_in_an_ambient_mesh_nothing_has_to_be_granted(make):
    assert "ReferenceGrant" not in {kind for kind, _ in make()}


def test_identity_headers_of_clients_end_at_the_edge(make, find):
    make(user_header=UserHeader(name="x-user"))
    [rule] = find("HTTPRoute", "kubeflow-route")["spec"]["rules"]

    assert rule["filters"][0]["requestHeaderModifier"]["remove"] == [
        "x-user",
        "x_user",
        "kubeflow-groups",
        "kubeflow_groups",
    ]


def test_every_name_of_the_platform_is_served_and_published(make, find):
    endpoint = DnsEndpoint(targets=("192.0.2.10",))
    make(
        host="a.example.com",
        aliases=("b.example.com",),
        port=8443,
        tls=Tls(issuer=Issuer(name="company")),
        dns=endpoint,
    )
    both = ["a.example.com", "b.example.com"]
    records = ["kubeflow-route", "kubeflow-route-b.example.com"]
    [redirect] = find("HTTPRoute", "kubeflow-route-redirect")["spec"]["rules"][0]["filters"]

    assert find("HTTPRoute", "kubeflow-route")["spec"]["hostnames"] == both
    assert find("Certificate", "kubeflow-tls")["spec"]["dnsNames"] == both
    assert [
        find("DNSEndpoint", name)["spec"]["endpoints"][0]["dnsName"] for name in records
    ] == both
    assert redirect["requestRedirect"]["port"] == 8443


def test_apps_get_neither_token_nor_session(make, find):
    make()
    [rule] = find("RequestAuthentication", "dex")["spec"]["jwtRules"]

    assert rule["forwardOriginalToken"] is False
    assert find("EnvoyFilter", "istio-ingressgateway-credentials")


def test_apps_get_both_where_that_is_wanted(make, find):
    made = make(pages=Pages(credentials="forwarded"))
    [rule] = find("RequestAuthentication", "dex")["spec"]["jwtRules"]

    assert rule["forwardOriginalToken"] is True
    assert "EnvoyFilter" not in {kind for kind, _ in made}


def test_external_dns_reads_the_route(make, find):
    make(dns=ExternalDns(version="0.22.0", ttl=timedelta(minutes=1)))

    assert find("HTTPRoute", "kubeflow-route")["metadata"]["annotations"] == {
        "external-dns.kubernetes.io/ttl": "60"
    }


def test_external_dns_reads_records_of_its_own(make):
    made = make(dns=DnsEndpoint(targets=("192.0.2.1",)))

    assert ("DNSEndpoint", "kubeflow-route") in made


def test_the_hosts_certificate_is_issued(make):
    assert ("Certificate", "kubeflow-tls") in make(tls=Tls(issuer=Issuer(name="ca")))


@pytest.mark.parametrize(("hops", "proxies"), [(0, 1), (2, 3)])
def test_the_ingress_proxy_believes_kgateway_and_those_before_it(make, find, hops, proxies):
    make(kgateway=Kgateway(trusted_hops=hops))
    template = find("Deployment", "istio-ingressgateway")["spec"]["template"]
    told = json.loads(template["metadata"]["annotations"]["proxy.istio.io/config"])

    assert told == {"gatewayTopology": {"numTrustedProxies": proxies}}


def models_below(domain, **decisions):
    return {
        "components": (*COMPONENTS, "kserve"),
        "models": Models(exposure=Hosts(domain, **decisions)),
    }


def test_hosts_of_models_have_a_route_at_a_listener_of_their_own(make, find):
    make(**models_below("models.example.com", section="hosts"))
    of_models, own = (find("HTTPRoute", f"kubeflow-{name}") for name in ("models", "route"))

    assert of_models["spec"]["hostnames"] == ["*.models.example.com"]
    assert of_models["spec"]["rules"] == own["spec"]["rules"]
    assert of_models["spec"]["parentRefs"] == [
        own["spec"]["parentRefs"][0] | {"sectionName": "hosts"}
    ]


def test_hosts_of_models_are_published_as_the_platforms_is(make, find):
    make(dns=DnsEndpoint(targets=("192.0.2.1",)), **models_below("models.example.com"))
    [record] = find("DNSEndpoint", "kubeflow-models")["spec"]["endpoints"]

    assert record["dnsName"] == "*.models.example.com"


def test_the_gateway_may_read_the_certificate_of_models_elsewhere(make, find):
    made = make(
        tls=Tls(secret_namespace="certificates", issuer=Issuer(name="ca")),
        **models_below("models.example.com", certificate="models-tls"),
    )

    assert ("ReferenceGrant", "default-models-tls") in made
    assert ("Certificate", "models-tls") not in made


def test_a_stream_to_a_model_may_be_idle_as_long_as_one_to_a_page(make, find):
    kgateway = Kgateway(stream_idle=timedelta(hours=1))
    make(kgateway=kgateway, **models_below("models.example.com"))
    targets = find("TrafficPolicy", "kubeflow-route")["spec"]["targetRefs"]

    assert [each["name"] for each in targets] == ["kubeflow-route", "kubeflow-models"]
