import tomllib
from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib import (
    Ambient,
    CaBundle,
    ClusterIssuer,
    Config,
    ExistingSecrets,
    ExternalIssuer,
    Login,
    OAuth2Proxy,
    OidcProvider,
    PlatformPrerequisites,
    ProviderEndpoints,
    Redis,
    SecretKey,
    Session,
    Sidecars,
)
from constructs_lib.config import Copy, FromOutside, Place, Pods, WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.mesh import istiod_values
from tests.auth.conftest import HARDENED
from tests.logins import EVERY_LOGIN, KEYS

REDIS = Redis(url="redis://redis.example.com:6379", password=SecretKey("redis", "password"))

OWN = OidcProvider(
    issuer="https://id.example.com/realms/ml",
    client_id="kubeflow",
    client_secret=SecretKey("kubeflow-client", "secret"),
    name="Example",
)


@pytest.fixture
def chart(app):
    from cdk8s import Chart

    return Chart(app, "proxy", namespace="oauth2-proxy")


@pytest.fixture
def proxy(chart, gateway, provider):
    def _proxy(**fields):
        fields = {"provider": provider, "https": True, **fields}
        return OAuth2Proxy(chart, "Proxy", gateway=gateway, **fields)

    return _proxy


@pytest.fixture
def settings(find):
    def _settings():
        return tomllib.loads(find("ConfigMap", "oauth2-proxy")["data"]["oauth2_proxy.cfg"])

    return _settings


@pytest.fixture
def parameters(find):
    return lambda: find("ConfigMap", "oauth2-proxy-parameters")["data"]


def test_manifests(proxy, chart, yaml_snapshot):
    proxy()

    assert objects_of(chart) == yaml_snapshot


def test_hardened_manifests(proxy, chart, yaml_snapshot):
    proxy(defaults=HARDENED, login=EVERY_LOGIN)

    assert objects_of(chart) == yaml_snapshot


def test_its_configuration_is_toml(proxy, settings):
    proxy(login=EVERY_LOGIN)

    assert settings()["api_routes"] == list(EVERY_LOGIN.api_routes)


def test_what_dex_says_of_itself_is_what_the_proxy_is_told(proxy, settings, provider):
    proxy()

    found = settings()
    assert (
        found["oidc_issuer_url"],
        found["login_url"],
        found["redeem_url"],
        found["oidc_jwks_url"],
    ) == (
        provider.issuer,
        provider.endpoints.login,
        provider.endpoints.token,
        provider.endpoints.keys,
    )


@pytest.mark.parametrize(
    ("https", "secure", "said"),
    [(True, None, "true"), (False, None, "false"), (True, False, "false")],
)
def test_the_cookie_is_secure_where_the_platform_is(proxy, parameters, https, secure, said):
    proxy(https=https, login=Login(session=Session(secure=secure)))

    assert parameters()["FORCE_HTTPS"] == said


def test_certificates_are_verified(proxy, parameters):
    proxy()

    assert parameters()["ALLOW_SELF_SIGNED_ISSUER"] == "false"


def test_browsers_go_back_where_they_came_from(proxy, settings):
    proxy()

    assert settings()["relative_redirect_url"] is True


def test_browsers_go_back_to_one_host_if_told_so(proxy, settings):
    proxy(login=Login(redirect="https://ml.example.com/oauth2/callback"))

    assert settings()["relative_redirect_url"] is False


def test_sessions_in_redis(proxy, settings, container):
    made = proxy(login=Login(session=Session(redis=REDIS)))
    [password] = [v for v in container("oauth2-proxy")["env"] if "REDIS" in v["name"]]

    assert settings()["redis_connection_url"] == REDIS.url
    assert password["valueFrom"] == {"secretKeyRef": {"name": "redis", "key": "password"}}
    assert made.needed[1].keys == {"password": FromOutside()}


def test_its_client_secret_is_dexs(proxy):
    [secret] = proxy().needed

    place = Place("auth", "dex-oidc-client", "OIDC_CLIENT_SECRET")
    assert secret.keys["client-secret"] == Copy(place)


def test_secrets_may_have_other_names(proxy, container):
    proxy(secrets=ExistingSecrets(names={"oauth2-proxy": "company-session"}))

    names = {
        v["valueFrom"]["secretKeyRef"]["name"]
        for v in container("oauth2-proxy")["env"]
        if "secretKeyRef" in v["valueFrom"]
    }
    assert names == {"company-session"}


def test_only_the_ingress_gateway_may_ask_it_in_the_mesh(proxy, find):
    proxy(defaults=HARDENED)

    [rule] = find("AuthorizationPolicy", "oauth2-proxy")["spec"]["rules"]
    assert [source["source"]["principals"] for source in rule["from"]] == [
        ["cluster.local/ns/kubeflow/sa/istio-ingressgateway-service-account"]
    ]


@pytest.mark.parametrize(
    ("mesh", "login"), [(Sidecars(), Login()), (Ambient(), Login(mesh="outside"))]
)
def test_outside_the_mesh_no_policy_is_written(proxy, chart, mesh, login):
    proxy(defaults=WorkloadDefaults(mesh=mesh), login=login)

    assert "AuthorizationPolicy" not in {obj["kind"] for obj in objects_of(chart)}


def test_it_is_where_istiod_is_told_to_ask(proxy):
    config = Config(cluster_domain="k8s.example.org")
    endpoint = proxy(defaults=config.workload_defaults("oauth2-proxy")).endpoint
    [told] = istiod_values(config, PlatformPrerequisites())["meshConfig"]["extensionProviders"]

    asked = told["envoyExtAuthzHttp"]
    assert (endpoint.host, endpoint.port) == (asked["service"], asked["port"])


def test_two_pods_run_unless_a_number_is_given(proxy, find):
    proxy(defaults=WorkloadDefaults(pods=Pods(replicas=3)))

    assert find("Deployment", "oauth2-proxy")["spec"]["replicas"] == 3


def test_dexs_tokens_name_the_user_and_the_groups(proxy, provider):
    [token] = proxy(user_header="x-user").tokens

    assert (token.issuer, token.claims) == (
        provider.issuer,
        {"x-user": "email", "kubeflow-groups": "groups"},
    )


def test_keys_are_told_where_the_issuer_cannot_be_asked(proxy, provider):
    endpoints = replace(provider.endpoints, announced=False)
    public = replace(provider, issuer="https://ml.example.com/dex", endpoints=endpoints)
    [token] = proxy(provider=public).tokens

    assert token.keys_at == provider.endpoints.keys


def test_the_clusters_own_tokens_are_named_by_its_domain(proxy):
    login = Login(machines=(ClusterIssuer(audience="kubeflow", keys=KEYS),))
    _, token = proxy(
        login=login, defaults=WorkloadDefaults(cluster_domain="k8s.example.org")
    ).tokens

    assert token.issuer == "https://kubernetes.default.svc.k8s.example.org"


def test_an_issuer_that_is_said_is_that_of_any_cluster(proxy):
    machine = ClusterIssuer(audience="kubeflow", keys=KEYS, issuer="https://id.example.com")
    defaults = WorkloadDefaults(cluster_domain="k8s.example.org")
    _, token = proxy(login=Login(machines=(machine,)), defaults=defaults).tokens

    assert token.issuer == "https://id.example.com"


def test_the_clusters_own_tokens(proxy, parameters):
    machine = ClusterIssuer(audience="kubeflow", keys=KEYS)
    _, token = proxy(login=Login(machines=(machine,))).tokens

    assert (token.name, token.keys, token.audiences, token.claims) == (
        "m2m-cluster",
        KEYS,
        ("kubeflow",),
        {"kubeflow-userid": "sub"},
    )
    assert parameters()["EXTRA_JWT_ISSUERS"] == (
        "https://kubernetes.default.svc.cluster.local=kubeflow"
    )


@pytest.mark.parametrize(
    ("groups", "claims"),
    [
        (None, {"kubeflow-userid": "sub"}),
        ("roles", {"kubeflow-userid": "sub", "kubeflow-groups": "roles"}),
    ],
)
def test_an_issuers_tokens_from_outside(proxy, groups, claims):
    machine = ExternalIssuer(
        name="eks",
        issuer="https://oidc.eks.example.com/id/1",
        audience="kubeflow",
        keys="https://oidc.eks.example.com/id/1/keys",
        groups_claim=groups,
    )
    _, token = proxy(login=Login(machines=(machine,))).tokens

    assert (token.claims, token.keys_at) == (claims, machine.keys)


def test_a_session_that_is_refreshed(proxy, settings):
    session = Session(refresh=timedelta(minutes=30), redis=REDIS)
    scopes = ("openid", "email", "offline_access")
    proxy(login=Login(session=session, scopes=scopes))

    assert settings()["cookie_refresh"] == "30m"


def test_fails_for_a_machine_issuer_that_is_dex_itself(proxy, provider):
    own = replace(provider, issuer="https://ml.example.com/dex")
    machine = ExternalIssuer(name="other", issuer=own.issuer, audience="kubeflow")
    with pytest.raises(ValueError, match=r"issuer 'other' is 'https://ml.example.com/dex'"):
        proxy(provider=own, login=Login(machines=(machine,)))


def test_fails_in_another_namespace(app, gateway, provider):
    from cdk8s import Chart

    elsewhere = Chart(app, "elsewhere", namespace="login")
    with pytest.raises(ValueError, match="other parts expect this server in 'oauth2-proxy'"):
        OAuth2Proxy(elsewhere, "Proxy", gateway=gateway, provider=provider, https=True)


BY_EMAIL = ExternalIssuer(
    name="mail", issuer="https://mail.example.com", audience="kubeflow", user_claim="email"
)
BY_NAME = ExternalIssuer(name="ci", issuer="https://ci.example.com", audience="kubeflow")


def test_an_address_must_be_verified_wherever_it_is_the_user(proxy):
    tokens = proxy(login=Login(machines=(BY_EMAIL, BY_NAME))).tokens

    assert {token.name: token.verified for token in tokens} == {
        "dex-jwt": "email_verified",
        "m2m-mail": "email_verified",
        "m2m-ci": None,
    }


def test_no_address_must_be_where_that_is_wanted(proxy):
    login = Login(machines=(BY_EMAIL,), unverified_emails="accepted")

    assert {token.verified for token in proxy(login=login).tokens} == {None}


def test_several_tabs_may_log_in_at_once(proxy, settings):
    proxy()

    assert settings()["cookie_csrf_per_request"] is True


def test_of_several_tabs_one_may_log_in(proxy, settings):
    proxy(login=Login(session=Session(logins="one")))

    assert "cookie_csrf_per_request" not in settings()


def test_a_login_may_take_as_long_as_it_is_told(proxy, settings):
    proxy(login=Login(session=Session(login_within=timedelta(minutes=5))))

    assert settings()["cookie_csrf_expire"] == "5m"


@pytest.fixture
def own(proxy):
    """Return what is made where users log in at a provider of one's own."""

    def _own(provider=OWN, **fields):
        return proxy(provider=None, login=Login(provider=provider, **fields))

    return _own


def test_a_provider_of_ones_own_tells_of_itself(own, settings):
    own()

    found = settings()
    assert found["oidc_issuer_url"] == OWN.issuer
    assert found["provider_display_name"] == "Example"
    assert not {"skip_oidc_discovery", "login_url", "redeem_url", "oidc_jwks_url"} & set(found)


def test_a_provider_of_ones_own_may_ask_for_the_password(own, settings):
    own()

    assert "prompt" not in settings()


def test_a_provider_of_ones_own_is_told_an_address_to_send_browsers_back_to(own, settings):
    own()

    assert settings()["relative_redirect_url"] is False


def test_a_provider_of_ones_own_is_asked_where_it_is_said(own, settings):
    endpoints = ProviderEndpoints(
        login="https://id.example.com/login",
        token="http://id.login.svc.cluster.local/token",
        keys="http://id.login.svc.cluster.local/keys",
    )
    [token] = own(replace(OWN, endpoints=endpoints)).tokens

    assert settings()["redeem_url"] == endpoints.token
    assert token.keys_at == endpoints.keys


def test_of_another_provider_only_tokens_for_the_platform_count(own):
    [token] = own().tokens

    assert (token.name, token.issuer, token.audiences, token.keys_at) == (
        "provider-jwt",
        OWN.issuer,
        ("kubeflow",),
        None,
    )


def test_claims_are_the_same_for_oauth2_proxy_and_for_the_gateway(own, settings):
    claims = {"user_claim": "preferred_username", "groups_claim": "roles"}
    [token] = own(replace(OWN, **claims)).tokens

    assert token.claims == {
        "kubeflow-userid": "preferred_username",
        "kubeflow-groups": "roles",
    }
    assert settings()["oidc_email_claim"] == "preferred_username"
    assert settings()["oidc_groups_claim"] == "roles"


def test_nobody_has_groups_where_no_claim_names_them(own):
    [token] = own(replace(OWN, groups_claim=None)).tokens

    assert token.claims == {"kubeflow-userid": "email"}


@pytest.mark.parametrize(
    ("claim", "verified"), [("email", "email_verified"), ("preferred_username", None)]
)
def test_only_an_address_must_be_verified(own, claim, verified):
    [token] = own(replace(OWN, user_claim=claim)).tokens

    assert token.verified == verified


def test_unverified_addresses_open_a_session_where_they_are_accepted(own, settings):
    own(unverified_emails="accepted")

    assert settings()["insecure_oidc_allow_unverified_email"] is True


def test_the_secret_of_a_provider_of_ones_own_comes_from_outside(own, container):
    made = own()
    variables = {v["name"]: v["valueFrom"] for v in container("oauth2-proxy")["env"]}
    needed = {secret.name: secret.keys for secret in made.needed}

    assert variables["OAUTH2_PROXY_CLIENT_SECRET"] == {
        "secretKeyRef": {"name": "kubeflow-client", "key": "secret"}
    }
    assert needed["kubeflow-client"] == {"secret": FromOutside()}
    assert set(needed["oauth2-proxy"]) == {"client-id", "cookie-secret"}


def test_fails_for_a_secret_that_is_made_here(own):
    secret = SecretKey("oauth2-proxy", "client-secret")
    with pytest.raises(ValueError, match="Secret 'oauth2-proxy' is created here"):
        own(replace(OWN, client_secret=secret))


def test_fails_for_no_provider(proxy):
    with pytest.raises(ValueError, match="no provider is given"):
        proxy(provider=None)


def test_fails_for_two_providers(proxy):
    with pytest.raises(ValueError, match="but Login has another provider"):
        proxy(login=Login(provider=OWN))


def test_hosts_that_share_a_session_share_its_cookie(proxy, settings):
    proxy(login=Login(session=Session(domain="example.com")))

    assert settings()["cookie_domains"] == ["example.com"]


def test_authorities_are_where_the_program_looks_for_them(proxy, find):
    proxy(login=Login(authorities=CaBundle("company-ca", key="root.pem")))
    pod = find("Deployment", "oauth2-proxy")["spec"]["template"]["spec"]
    [running] = pod["containers"]
    [folder] = [each["value"] for each in running["env"] if each["name"] == "SSL_CERT_DIR"]
    [volume] = [v["name"] for v in pod["volumes"] if "company-ca" in str(v)]

    assert [m["mountPath"] for m in running["volumeMounts"] if m["name"] == volume] == [folder]
