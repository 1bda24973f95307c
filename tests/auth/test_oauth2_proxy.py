import tomllib
from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib import (
    Ambient,
    ClusterIssuer,
    Config,
    ExistingSecrets,
    ExternalIssuer,
    Login,
    OAuth2Proxy,
    PlatformPrerequisites,
    Redis,
    SecretKey,
    Session,
    Sidecars,
)
from constructs_lib.config import Copy, FromOutside, Place, Pods, Runtime
from constructs_lib.mesh import istiod_values
from tests.auth.conftest import HARDENED
from tests.logins import EVERY_LOGIN, KEYS

REDIS = Redis(url="redis://redis.example.com:6379", password=SecretKey("redis", "password"))


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

    assert chart.to_json() == yaml_snapshot


def test_hardened_manifests(proxy, chart, yaml_snapshot):
    proxy(runtime=HARDENED, login=EVERY_LOGIN)

    assert chart.to_json() == yaml_snapshot


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
    ) == (provider.issuer, provider.login, provider.token, provider.keys)


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
    proxy(runtime=HARDENED)

    [rule] = find("AuthorizationPolicy", "oauth2-proxy")["spec"]["rules"]
    assert [source["source"]["principals"] for source in rule["from"]] == [
        ["cluster.local/ns/kubeflow/sa/istio-ingressgateway-service-account"]
    ]


@pytest.mark.parametrize(
    ("mesh", "login"), [(Sidecars(), Login()), (Ambient(), Login(mesh="outside"))]
)
def test_outside_the_mesh_no_policy_is_written(proxy, chart, mesh, login):
    proxy(runtime=Runtime(mesh=mesh), login=login)

    assert "AuthorizationPolicy" not in {obj["kind"] for obj in chart.to_json()}


def test_it_is_where_istiod_is_told_to_ask(proxy):
    config = Config(cluster_domain="k8s.example.org")
    endpoint = proxy(runtime=config.runtime("oauth2-proxy")).endpoint
    [told] = istiod_values(config, PlatformPrerequisites())["meshConfig"]["extensionProviders"]

    asked = told["envoyExtAuthzHttp"]
    assert (endpoint.host, endpoint.port) == (asked["service"], asked["port"])


def test_two_pods_run_unless_a_number_is_given(proxy, find):
    proxy(runtime=Runtime(pods=Pods(replicas=3)))

    assert find("Deployment", "oauth2-proxy")["spec"]["replicas"] == 3


def test_dexs_tokens_name_the_user_and_the_groups(proxy, provider):
    [token] = proxy(user_header="x-user").tokens

    assert (token.issuer, token.claims) == (
        provider.issuer,
        {"x-user": "email", "kubeflow-groups": "groups"},
    )


def test_keys_are_told_where_the_issuer_cannot_be_asked(proxy, provider):
    public = replace(provider, issuer="https://ml.example.com/dex", announced=False)
    [token] = proxy(provider=public).tokens

    assert token.keys_at == provider.keys


def test_the_clusters_own_tokens_are_named_by_its_domain(proxy):
    login = Login(machines=(ClusterIssuer(audience="kubeflow", keys=KEYS),))
    _, token = proxy(login=login, runtime=Runtime(cluster_domain="k8s.example.org")).tokens

    assert token.issuer == "https://kubernetes.default.svc.k8s.example.org"


def test_an_issuer_that_is_said_is_that_of_any_cluster(proxy):
    machine = ClusterIssuer(audience="kubeflow", keys=KEYS, issuer="https://id.example.com")
    runtime = Runtime(cluster_domain="k8s.example.org")
    _, token = proxy(login=Login(machines=(machine,)), runtime=runtime).tokens

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
    with pytest.raises(ValueError, match=r"issuer 'other' says it is .*, which is Dex"):
        proxy(provider=own, login=Login(machines=(machine,)))


def test_fails_in_another_namespace(app, gateway, provider):
    from cdk8s import Chart

    elsewhere = Chart(app, "elsewhere", namespace="login")
    with pytest.raises(ValueError, match="everybody knows this server in 'oauth2-proxy'"):
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
