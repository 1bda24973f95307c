import pytest

from constructs_lib import (
    Config,
    Dex,
    Edge,
    Ingress,
    Login,
    OidcProvider,
    Pages,
    SecretKey,
    Sidecars,
)
from constructs_lib.auth import LoginServers
from constructs_lib.kube import objects_of


@pytest.fixture
def login(chart, gateway):
    def _login(**decisions):
        return LoginServers(chart, "Login", config=Config(**decisions), gateway=gateway)

    return _login


def found(login, unit, kind):
    return [obj for obj in objects_of(login.parts[unit]) if obj["kind"] == kind]


@pytest.mark.parametrize(("unit", "namespace"), [("dex", "auth"), ("oauth2-proxy",) * 2])
def test_each_server_is_in_its_own_namespace(login, unit, namespace):
    [deployment] = found(login(), unit, "Deployment")

    assert deployment["metadata"]["namespace"] == namespace


def test_one_is_told_what_the_other_says(login):
    made = login(host="ml.example.com", login=Login(dex=Dex(issuer="public")))
    [config] = [
        obj["data"]["oauth2_proxy.cfg"]
        for obj in found(made, "oauth2-proxy", "ConfigMap")
        if "oauth2_proxy.cfg" in obj["data"]
    ]
    [token] = made.tokens

    assert token.issuer == "https://ml.example.com/dex"
    assert f'oidc_issuer_url = "{token.issuer}"' in config


def test_with_sidecars_istios_own_gateway_asks_for_tokens(login):
    made = login(
        mesh=Sidecars(ingress_namespace="edge"), edge=Edge(ingress=Ingress(provider="login"))
    )
    policies = found(made, "oauth2-proxy", "AuthorizationPolicy")

    assert {obj["metadata"]["namespace"] for obj in policies} == {"edge"}
    assert [obj["spec"]["provider"] for obj in policies if "provider" in obj["spec"]] == [
        {"name": "login"}
    ]


def test_with_sidecars_istios_own_gateway_keeps_sessions(login):
    made = login(mesh=Sidecars(ingress_namespace="edge"))
    [kept] = found(made, "oauth2-proxy", "EnvoyFilter")
    [token] = found(made, "oauth2-proxy", "RequestAuthentication")

    assert kept["metadata"]["namespace"] == "edge"
    assert token["spec"]["jwtRules"][0]["forwardOriginalToken"] is False


def test_with_sidecars_it_hands_all_on_where_that_is_wanted(login):
    made = login(mesh=Sidecars(), edge=Edge(pages=Pages(credentials="forwarded")))

    assert found(made, "oauth2-proxy", "EnvoyFilter") == []


def test_what_both_need_is_told(login):
    assert [secret.name for secret in login().needed] == [
        "dex-oidc-client",
        "dex-passwords",
        "oauth2-proxy",
    ]


@pytest.fixture
def elsewhere(login):
    """Return what is made where users log in at a provider of one's own."""
    provider = OidcProvider(
        issuer="https://id.example.com",
        client_id="kubeflow",
        client_secret=SecretKey("kubeflow-client", "secret"),
    )
    return lambda **decisions: login(login=Login(provider=provider), **decisions)


def test_where_users_log_in_elsewhere_there_is_no_dex(elsewhere):
    made = elsewhere()

    assert set(made.parts) == {"oauth2-proxy"}
    assert [secret.name for secret in made.needed] == ["oauth2-proxy", "kubeflow-client"]


def test_where_users_log_in_elsewhere_no_path_of_dex_is_open(elsewhere):
    made = elsewhere(mesh=Sidecars())
    policies = found(made, "oauth2-proxy", "AuthorizationPolicy")
    [kept] = found(made, "oauth2-proxy", "EnvoyFilter")

    assert [
        to["operation"]["notPaths"]
        for policy in policies
        for rule in policy["spec"]["rules"]
        for to in rule.get("to", ())
    ] == [["/oauth2/*"]] * 2
    assert "/dex/" not in str(kept)
