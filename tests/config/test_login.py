from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib import (
    CaBundle,
    Config,
    Dex,
    Edge,
    ExternalIssuer,
    Login,
    OidcProvider,
    PlainHttp,
    PodDefault,
    Pods,
    ProviderEndpoints,
    Redis,
    SecretKey,
    Session,
    Sidecars,
    StaticClient,
    StaticUser,
    Tls,
    TlsElsewhere,
    TokenLifetimes,
)
from constructs_lib.config import UPSTREAM
from tests.logins import CONNECTORS, EVERY_LOGIN
from tests.test_policies import PUBLISHED

REDIS = Redis(url="redis://redis.example.com:6379", password=SecretKey("redis", "password"))
SHORT = TokenLifetimes(id_tokens=timedelta(hours=1))
OFFLINE = ("openid", "email", "offline_access")
REFRESHED = Session(refresh=timedelta(minutes=30), redis=REDIS)

PROVIDER = OidcProvider(
    issuer="https://id.example.com",
    client_id="kubeflow",
    client_secret=SecretKey("kubeflow-client", "secret"),
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("users", (StaticUser(email="ada@example.com"),)),
        ("connectors", (CONNECTORS["ldap"],)),
        ("clients", (StaticClient(id="a", name="A", redirects=("http://localhost/",)),)),
        ("issuer", "public"),
        ("log_level", "debug"),
        ("lifetimes", SHORT),
    ],
)
def test_fails_for_decisions_about_dex_where_users_log_in_elsewhere(field, value):
    message = "in at 'https://id.example.com' instead of"
    with pytest.raises(ValueError, match=message):
        Login(provider=PROVIDER, dex=Dex(**{field: value}))


def test_a_session_is_as_long_as_the_providers_tokens():
    assert Login(provider=PROVIDER).session_lifetime == PROVIDER.token_lifetime


def test_a_session_that_is_refreshed_lasts_a_day():
    assert Login(provider=PROVIDER, session=REFRESHED).session_lifetime == timedelta(days=1)


def test_fails_for_a_session_that_outlives_the_providers_tokens():
    session = Session(lifetime=timedelta(hours=2))
    with pytest.raises(ValueError, match="the cookie lives 2h and the token in it 1h"):
        Login(provider=PROVIDER, session=session)


def test_a_provider_is_asked_for_no_scope_that_it_may_not_know():
    assert Login(provider=PROVIDER).asked_scopes == ("openid", "profile", "email")


def test_no_address_is_needed_where_the_user_is_another_claim():
    provider = replace(PROVIDER, user_claim="upn")

    assert Login(provider=provider, scopes=("openid",))


def test_fails_for_groups_that_the_provider_does_not_tell():
    provider = replace(PROVIDER, groups_claim=None)
    with pytest.raises(
        ValueError, match="only ml may log in, but the provider's tokens have no groups"
    ):
        Login(provider=provider, only_groups=("ml",))


def test_fails_for_a_provider_that_would_send_browsers_back_without_tls():
    login = Login(provider=PROVIDER, session=Session(secure=False))
    message = "redirect='https://ml.example.com/oauth2/callback', or leave out secure=False"
    with pytest.raises(ValueError, match=message):
        Config(host="ml.example.com", login=login)


INSIDE = "http://keycloak.login.svc.cluster.local:8080/realms/ml"
ENDPOINTS = ProviderEndpoints(
    login="https://id.example.com/login", token=f"{INSIDE}/token", keys=f"{INSIDE}/keys"
)
CONNECTOR = replace(CONNECTORS["oidc"], issuer=INSIDE)
MACHINE = ExternalIssuer(name="ci", issuer=INSIDE, audience="kubeflow")


@pytest.mark.parametrize(
    "login",
    [
        Login(provider=replace(PROVIDER, issuer=INSIDE, endpoints=ENDPOINTS)),
        Login(provider=replace(PROVIDER, endpoints=ENDPOINTS)),
        Login(dex=Dex(issuer="public", connectors=(CONNECTOR,))),
        Login(machines=(MACHINE,)),
    ],
    ids=["provider", "endpoints", "connector", "machine"],
)
def test_an_issuer_in_the_mesh_does_without_tls(login):
    assert Config(login=login)
    with pytest.raises(ValueError, match="no Service of this cluster, whose names end in"):
        Config(login=login, cluster_domain="k8s.example.org")


@pytest.mark.parametrize(
    "login",
    [
        Login(provider=replace(PROVIDER, endpoints=ENDPOINTS), mesh="outside"),
        Login(dex=Dex(issuer="public", connectors=(CONNECTOR,)), mesh="outside"),
    ],
    ids=["provider", "connector"],
)
def test_fails_where_a_secret_would_cross_nodes_in_clear(login):
    message = "the login is outside the mesh, so secrets would cross nodes in clear"
    with pytest.raises(ValueError, match=message):
        Config(login=login)
    with pytest.raises(ValueError, match=message):
        Config(login=replace(login, mesh="enrolled"), mesh=Sidecars())


@pytest.mark.parametrize(
    ("provider", "message"),
    [
        (
            replace(PROVIDER, issuer="http://id.example.com"),
            "issuer of the provider must begin",
        ),
        (
            replace(PROVIDER, endpoints=replace(ENDPOINTS, token="http://id.example.com/t")),
            "token of the provider must begin with 'https://'",
        ),
        (replace(PROVIDER, issuer=INSIDE), "no browser reaches 'http://keycloak.login.svc"),
    ],
)
def test_fails_for_a_provider_without_tls_outside_of_the_cluster(provider, message):
    with pytest.raises(ValueError, match=message):
        Login(provider=provider)


def test_fails_for_authorities_where_no_certificate_is_verified():
    with pytest.raises(ValueError, match="verify_certificates=False, which"):
        Login(authorities=CaBundle("company-ca"), verify_certificates=False)


def test_fails_for_settings_of_dex_where_users_log_in_elsewhere():
    with pytest.raises(ValueError, match="settings for 'dex', which is not installed"):
        Config(login=Login(provider=PROVIDER), workloads={"dex": Pods(replicas=2)})


def test_fails_for_a_cookie_that_outlives_its_token():
    with pytest.raises(ValueError, match="the cookie lives 24h and the token in it 1h"):
        Login(dex=Dex(lifetimes=SHORT), session=Session(lifetime=timedelta(hours=24)))


def test_a_cookie_may_outlive_its_token_where_the_session_is_refreshed():
    assert Login(dex=Dex(lifetimes=SHORT), session=REFRESHED, scopes=OFFLINE)


def test_fails_for_a_refresh_without_a_refresh_token():
    with pytest.raises(ValueError, match="add it to the scopes"):
        Login(session=REFRESHED)


def test_fails_for_a_refresh_after_the_tokens_end():
    session = replace(REFRESHED, refresh=timedelta(hours=2))
    with pytest.raises(
        ValueError, match=("is refreshed every 2h, but its token expires after 1h")
    ):
        Login(dex=Dex(lifetimes=SHORT), session=session, scopes=OFFLINE)


def test_fails_for_a_refresh_where_the_provider_has_no_refresh_tokens():
    dex = Dex(connectors=(CONNECTORS["saml"],))
    with pytest.raises(ValueError, match="connector 'saml' is SAML, which has no refresh"):
        Login(dex=dex, session=REFRESHED, scopes=OFFLINE)


def test_fails_for_a_connector_without_groups_where_groups_are_used():
    dex = Dex(users=(), connectors=(replace(CONNECTORS["ldap"], groups=None),))
    message = "only ml may log in, but connector 'ldap' provides"
    with pytest.raises(ValueError, match=message):
        Login(dex=dex, only_groups=("ml",))


def test_fails_for_a_static_user_where_groups_are_used():
    with pytest.raises(ValueError, match="static user 'user' is in no group; set users="):
        Login(only_groups=("ml",))


def test_fails_for_groups_that_nobody_asks_for():
    with pytest.raises(ValueError, match="but scope 'groups' is not requested"):
        replace(EVERY_LOGIN, scopes=OFFLINE)


@pytest.mark.parametrize("scope", ["openid", "email"])
def test_fails_without_a_scope_by_which_users_are_known(scope):
    scopes = tuple({"openid", "email"} - {scope})
    with pytest.raises(ValueError, match=f"scope '{scope}' is missing"):
        Login(scopes=scopes)


@pytest.mark.parametrize("pattern", ["(", "^/public/(?!private)", r"(a)\1"])
def test_fails_for_a_route_that_the_proxy_cannot_read(pattern):
    with pytest.raises(
        ValueError, match=r"is not a regular expression|has a lookaround or backreference"
    ):
        Login(skip_routes=(pattern,))


@pytest.mark.parametrize("redirect", ["/callback", "oauth2/callback", "https://a.example.com"])
def test_fails_for_a_redirect_that_the_proxy_does_not_wait_at(redirect):
    with pytest.raises(ValueError, match="redirect must be '/oauth2/callback'"):
        Login(redirect=redirect)


def test_fails_for_two_machine_issuers_of_one_address():
    one = ExternalIssuer(name="one", issuer="https://a.example.com", audience="kubeflow")
    with pytest.raises(ValueError, match=r"issuer 'https://a.example.com' is given twice"):
        Login(machines=(one, replace(one, name="two")))


@pytest.mark.parametrize(
    "host", ["https://other.example.com", "http://ml.example.com", "https://ml.example.com:1"]
)
def test_fails_for_a_redirect_to_a_host_that_no_route_serves(host):
    login = Login(redirect=f"{host}/oauth2/callback")
    message = f"redirect leads to {host}, which no route serves; the platform"
    with pytest.raises(ValueError, match=message):
        Config(host="ml.example.com", login=login)


def test_a_redirect_may_name_the_platforms_own_host():
    login = Login(redirect="https://ml.example.com/oauth2/callback")

    assert Config(host="ml.example.com", login=login)


def test_fails_for_a_secure_cookie_without_tls():
    login = Login(session=Session(secure=True))
    with pytest.raises(ValueError, match="secure=True needs TLS, but the platform"):
        Config(login=login, edge=Edge(tls=PlainHttp()))


def test_fails_for_a_cookie_for_other_sites_without_tls():
    login = Login(session=Session(same_site="none"))
    with pytest.raises(ValueError, match="SameSite=None cookies that are not Secure"):
        Config(login=login, edge=Edge(tls=PlainHttp()))


@pytest.mark.parametrize(
    ("name", "tls", "secure"),
    [("__Host-kubeflow", PlainHttp(), None), ("__Secure-kubeflow", TlsElsewhere(), False)],
)
def test_fails_for_a_cookies_name_that_promises_what_it_is_not(name, tls, secure):
    login = Login(session=Session(cookie=name, secure=secure))
    with pytest.raises(ValueError, match=f"browsers reject a cookie named '{name}'"):
        Config(login=login, edge=Edge(tls=tls))


def test_a_cookie_over_tls_may_promise_to_be_secure():
    assert Config(login=Login(session=Session(cookie="__Host-kubeflow")))


def test_fails_for_a_cookie_for_other_sites_that_is_not_to_be_secure():
    login = Login(session=Session(same_site="none", secure=False))
    with pytest.raises(ValueError, match="SameSite=None cookies that are not Secure"):
        Config(login=login)


@pytest.mark.parametrize(
    ("tls", "scheme"), [(Tls(), "https"), (TlsElsewhere(), "https"), (PlainHttp(), "http")]
)
def test_the_platforms_address_says_whether_it_has_tls(tls, scheme):
    config = Config(host="ml.example.com", edge=Edge(tls=tls))

    assert config.address == f"{scheme}://ml.example.com"


def test_upstreams_login_is_outside_the_mesh():
    assert UPSTREAM.login.mesh == "outside"


@pytest.mark.parametrize("credential", PUBLISHED)
def test_fails_for_a_published_credential_in_a_variable_of_users(credential):
    with pytest.raises(ValueError, match="variable 'KEY' of PodDefault 'data' is a default"):
        PodDefault(name="data", description="Data", env={"KEY": credential})


TWO = {"host": "ml.example.com", "edge": Edge(aliases=("kubeflow.example.com",))}
BACK = Dex(issuer="public", connectors=(CONNECTORS["oidc"],))


def test_hosts_of_one_domain_may_share_a_session():
    assert Config(login=Login(dex=BACK, session=Session(domain="example.com")), **TWO)


def test_fails_for_a_domain_that_a_host_is_not_in():
    login = Login(session=Session(domain="example.com"))
    message = "browsers reject a cookie of domain 'example.com' from 'ml.notexample.com'"
    with pytest.raises(ValueError, match=message):
        Config(host="ml.example.com", edge=Edge(aliases=("ml.notexample.com",)), login=login)


@pytest.mark.parametrize("name", ["oidc", "saml"])
def test_fails_for_a_connector_that_leads_back_to_another_host(name):
    connector = CONNECTORS[name]
    login = Login(dex=Dex(issuer="public", connectors=(connector,)))
    message = f"connector '{connector.id}' redirects browsers to https://ml.example.com"
    with pytest.raises(ValueError, match=message):
        Config(login=login, **TWO)


def test_fails_for_a_redirect_to_another_host():
    login = Login(redirect="https://ml.example.com/oauth2/callback")
    with pytest.raises(
        ValueError, match=r"began at https://kubeflow.example.com would end at"
    ):
        Config(login=login, **TWO)


def test_a_redirect_names_the_port_of_the_platform():
    login = Login(redirect="https://ml.example.com:8443/oauth2/callback")

    assert Config(host="ml.example.com", edge=Edge(port=8443), login=login)
