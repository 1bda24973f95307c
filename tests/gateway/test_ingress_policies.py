import pytest

from constructs_lib.gateway.ingress_policies import IngressPolicies

SELECTOR = {"app": "ingress", "istio": "ingressgateway"}


@pytest.fixture(autouse=True)
def policies(chart):
    return IngressPolicies(
        chart,
        "Policies",
        selector=SELECTOR,
        issuer="https://login.example.com/dex",
        provider="oauth2-proxy",
        user_header="kubeflow-userid",
    )


def test_manifests(chart, yaml_snapshot):
    assert chart.to_json() == yaml_snapshot


def test_every_policy_selects_the_proxy_by_label(chart):
    specs = [obj["spec"] for obj in chart.to_json()]

    assert all(
        "targetRefs" not in spec
        and spec["selector"]["matchLabels"].items() <= SELECTOR.items()
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


def test_who_the_user_is_comes_from_the_token(find):
    [rule] = find("RequestAuthentication", "dex-jwt")["spec"]["jwtRules"]

    assert (rule["issuer"], rule["outputClaimToHeaders"]) == (
        "https://login.example.com/dex",
        [
            {"header": "kubeflow-userid", "claim": "email"},
            {"header": "kubeflow-groups", "claim": "groups"},
        ],
    )
