import re
from dataclasses import replace

import pytest
from cdk8s import Chart

from constructs_lib.gateway import IngressPolicies, TokenIssuer
from constructs_lib.gateway.ingress_policies import OpenToAll
from constructs_lib.kube import objects_of

APP = "ingress"
PROXY = {
    "app": APP,
    "provider": "oauth2-proxy",
    "headers": ("kubeflow-userid", "kubeflow-groups"),
}
DEX = TokenIssuer(
    name="dex-jwt",
    issuer="https://login.example.com/dex",
    claims={"kubeflow-userid": "email", "kubeflow-groups": "groups"},
)
CLUSTER = TokenIssuer(
    name="m2m-cluster",
    issuer="https://kubernetes.default.svc.cluster.local",
    claims={"kubeflow-userid": "sub"},
    audiences=("kubeflow",),
    keys='{"keys": []}',
)


OWN = "https://kubeflow.example.com"


@pytest.fixture(autouse=True)
def policies(chart):
    return IngressPolicies(
        chart,
        "Policies",
        **PROXY,
        tokens=(replace(DEX, verified="email_verified"), CLUSTER),
        origins=(OWN,),
    )


def test_manifests(chart, yaml_snapshot):
    assert objects_of(chart) == yaml_snapshot


def test_every_policy_selects_the_proxy_by_label(chart):
    specs = [obj["spec"] for obj in objects_of(chart)]

    assert all(
        "targetRefs" not in spec and spec["selector"]["matchLabels"] == {"app": APP}
        for spec in specs
    )


def test_requests_without_a_token_are_denied(find):
    spec = find("AuthorizationPolicy", "ingress-require-jwt")["spec"]

    assert (spec["action"], spec["rules"][0]["from"]) == (
        "DENY",
        [{"source": {"notRequestPrincipals": ["*"]}}],
    )


@pytest.mark.parametrize("name", ["ingress-require-jwt", "ingress-oauth2-proxy"])
def test_the_login_itself_needs_no_token(find, name):
    [rule] = find("AuthorizationPolicy", name)["spec"]["rules"]

    assert rule["to"] == [{"operation": {"notPaths": ["/dex/*", "/dex/**", "/oauth2/*"]}}]


def test_a_websocket_of_a_foreign_page_is_denied(find):
    [rule] = find("AuthorizationPolicy", "ingress-foreign-websockets")["spec"]["rules"]

    assert rule["when"] == [
        {"key": "request.headers[upgrade]", "values": ["*"]},
        {"key": "request.headers[origin]", "values": ["*"], "notValues": [OWN]},
    ]


def test_a_token_with_an_unverified_address_is_denied(find):
    [token] = find("RequestAuthentication", "dex-jwt")["spec"]["jwtRules"]
    [rule] = find("AuthorizationPolicy", "ingress-unverified-email")["spec"]["rules"]

    header = token["outputClaimToHeaders"][-1]
    assert header["claim"] == "email_verified"
    assert rule["when"] == [
        {
            "key": f"request.headers[{header['header']}]",
            "values": ["*"],
            "notValues": ["true"],
        }
    ]


@pytest.fixture
def upstreams(app):
    other = Chart(app, "upstream", namespace="istio-system")
    IngressPolicies(other, "Policies", **PROXY, tokens=[DEX])
    return [obj["metadata"]["name"] for obj in objects_of(other)]


def test_nobody_is_denied_for_more_unless_it_is_asked_for(upstreams):
    assert upstreams == ["ingress-oauth2-proxy", "ingress-require-jwt", "dex-jwt"]


def test_who_the_user_is_comes_from_the_token(find):
    [rule] = find("RequestAuthentication", "dex-jwt")["spec"]["jwtRules"]

    assert (rule["issuer"], rule["outputClaimToHeaders"]) == (
        "https://login.example.com/dex",
        [
            {"header": "kubeflow-userid", "claim": "email"},
            {"header": "kubeflow-groups", "claim": "groups"},
            {"header": "kubeflow-email-verified", "claim": "email_verified"},
        ],
    )


def test_a_machines_token_must_be_meant_for_the_platform(find):
    [rule] = find("RequestAuthentication", "m2m-cluster")["spec"]["jwtRules"]

    assert rule["audiences"] == ["kubeflow"]


def test_the_proxy_itself_is_open(chart, find):
    OpenToAll(chart, "Open", selector={"app": "ingress", "istio": "ingressgateway"})

    assert find("AuthorizationPolicy", "ingress")["spec"]["rules"] == [{}]


def test_fails_for_a_header_that_nobody_takes_out_of_requests(chart):
    unknown = replace(DEX, claims={"x-team": "team"})
    message = (
        "issuer 'dex-jwt' sets header 'x-team', which clients could send themselves; use "
        "one of kubeflow-userid, kubeflow-groups"
    )
    with pytest.raises(ValueError, match=message):
        IngressPolicies(chart, "Other", **PROXY, tokens=[unknown])


def test_fails_without_an_issuer(chart):
    with pytest.raises(ValueError, match=re.escape("whose tokens are accepted")):
        IngressPolicies(chart, "Other", **PROXY, tokens=[])


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (replace(CLUSTER, name="dex-jwt"), "issuer 'dex-jwt'"),
        (
            replace(CLUSTER, issuer=DEX.issuer),
            "address of an issuer 'https://login.example.com/dex'",
        ),
    ],
)
def test_fails_for_an_issuer_that_comes_twice(chart, other, what):
    with pytest.raises(ValueError, match=f"{what} is given twice"):
        IngressPolicies(chart, "Other", **PROXY, tokens=[DEX, other])
