"""oauth2-proxy, which keeps users' sessions."""

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Final

from constructs import Construct

from ..access import ServiceAccount
from ..config import (
    Ambient,
    ClusterIssuer,
    Copy,
    GeneratedInCluster,
    Login,
    MachineIssuer,
    NeededSecret,
    OidcProvider,
    Pods,
    Random,
    Redis,
    SecretKey,
    Secrets,
    Text,
    WorkloadDefaults,
    name_in_cluster,
)
from ..config.components import OAUTH2_PROXY
from ..config.headers import USER_HEADER
from ..config.oauth2_proxy import NAME, NAMESPACE, PORT
from ..config.provider import EMAIL
from ..gateway import GROUPS_HEADER, KubeflowGateway, TokenIssuer
from ..kube import ConfigMap, one_mesh
from ..workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    http_probe,
)
from ..workloads.authorities import go_trust
from .from_outside import from_outside
from .login_namespace import LoginNamespace
from .login_network import LoginNetwork, gateway_of
from .oauth2_proxy_config import oauth2_proxy_config

[_METRICS] = OAUTH2_PROXY.metrics
_SELECTOR: Final = {"app.kubernetes.io/name": NAME}
_LISTENS: Final = 4180
_SECRET: Final = "oauth2-proxy"  # noqa: S105 - the Secret's name


class OAuth2Proxy(Construct):
    """Runs oauth2-proxy, which authorizes every request without a token.

    provider: where users log in; the login's own if None. https: whether browsers reach
    the platform over TLS.
    `tokens` are the issuers whose tokens the gateway accepts, `needed` the Secrets that
    the pods read.
    Raises ValueError in another namespace than `oauth2-proxy`, which Istio's extension
    provider names, for no provider or two, and for a machine issuer that is the provider
    itself.
    Source: common/oauth2-proxy/overlays/m2m-dex-only.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        provider: OidcProvider | None = None,
        https: bool,
        login: Login = Login(),
        secrets: Secrets = GeneratedInCluster(),
        user_header: str = USER_HEADER,
        defaults: WorkloadDefaults = WorkloadDefaults(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        provider = _only_one(provider, login.provider)
        session = login.session
        enrolled = isinstance(defaults.mesh, Ambient) and login.mesh == "enrolled"
        # Outside of the mesh anyone could read them.
        watched = enrolled and defaults.reads(_METRICS)
        domain = defaults.cluster_domain
        for machine in login.machines:
            if machine.issuer_in(domain) == provider.issuer:
                raise ValueError(
                    f"issuer {machine.name!r} is {provider.issuer!r}, the provider that users "
                    "log in at, whose tokens are accepted already; leave it out"
                )
        release = defaults.images.release
        LoginNamespace(self, "Namespace", name=NAMESPACE, enrolled=enrolled, release=release)
        config = ConfigMap(
            self,
            "Config",
            name=NAME,
            data={
                "oauth2_proxy.cfg": oauth2_proxy_config(
                    login, provider, _METRICS.number if watched else None
                )
            },
        )
        secure = https if session.secure is None else session.secure
        parameters = ConfigMap(
            self,
            "Parameters",
            name="oauth2-proxy-parameters",
            data={
                "ALLOW_SELF_SIGNED_ISSUER": str(not login.verify_certificates).lower(),
                "ENABLE_M2M_TOKENS": "true",
                "EXTRA_JWT_ISSUERS": ",".join(
                    f"{machine.issuer_in(domain)}={machine.audience}"
                    for machine in login.machines
                ),
                "FORCE_HTTPS": str(secure).lower(),
            },
        )
        logo = files("constructs_lib") / "assets" / "login-logo.svg"
        theme = ConfigMap(
            self,
            "Theme",
            name="oauth2-proxy-theme",
            data={"kubeflow-logo.svg": logo.read_text()},
        )
        secret = name_in_cluster(secrets, _SECRET)
        trusted = go_trust(login=login.authorities)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=ServiceAccount(
                self,
                "ServiceAccount",
                name=NAME,
                labels={},
                token=defaults.hardening.security == "upstream",
            ),
            defaults=replace(defaults, pods=defaults.pods.over(Pods(replicas=2))),
            selector=_SELECTOR,
            labels={"app": NAME},
            annotations=defaults.metrics_annotations(_METRICS) if watched else None,
            volumes=[
                ConfigMapVolume(name="oauth2-proxy-config", config_map=config),
                ConfigMapVolume(name="oauth2-proxy-theme", config_map=theme),
                *trusted.volumes,
            ],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(NAME),
                    args=(
                        f"--http-address=0.0.0.0:{_LISTENS}",
                        "--config=/etc/oauth2_proxy/oauth2_proxy.cfg",
                    ),
                    env={
                        "OAUTH2_PROXY_CLIENT_ID": SecretKey(secret, "client-id"),
                        "OAUTH2_PROXY_CLIENT_SECRET": _client_secret(provider, secrets),
                        "OAUTH2_PROXY_COOKIE_SECRET": SecretKey(secret, "cookie-secret"),
                        "OAUTH2_PROXY_COOKIE_SECURE": parameters.key("FORCE_HTTPS"),
                        "OAUTH2_PROXY_SSL_INSECURE_SKIP_VERIFY": parameters.key(
                            "ALLOW_SELF_SIGNED_ISSUER"
                        ),
                        "OAUTH2_PROXY_SKIP_JWT_BEARER_TOKENS": parameters.key(
                            "ENABLE_M2M_TOKENS"
                        ),
                        "OAUTH2_PROXY_EXTRA_JWT_ISSUERS": parameters.key("EXTRA_JWT_ISSUERS"),
                        **_redis_password(session.redis, secrets),
                        **trusted.env,
                    },
                    ports={"http": _LISTENS, _METRICS.port_name: _METRICS.number},
                    mounts=(
                        Mount(
                            volume="oauth2-proxy-config",
                            path="/etc/oauth2_proxy/oauth2_proxy.cfg",
                            sub_path="oauth2_proxy.cfg",
                            read_only=True,
                        ),
                        Mount(
                            volume="oauth2-proxy-theme",
                            path="/custom-theme/kubeflow-logo.svg",
                            sub_path="kubeflow-logo.svg",
                            read_only=True,
                        ),
                        *trusted.mounts,
                    ),
                    probes=Probes(
                        liveness=http_probe("/ping", "http", delay=None, period=10),
                        readiness=http_probe("/ready", "http", delay=None, period=10),
                    ),
                    restricted=READ_ONLY.as_user(65532),
                )
            ],
        )
        self.endpoint = workload.expose(
            service=NAME,
            port=PORT,
            target="http",
            name="http",
            service_type="ClusterIP",
            publishes_unready=True,
        )
        gateway.route(self, name=NAME, prefix="/oauth2/", to=self.endpoint)
        if enrolled:
            gateway.allow_from_gateway(self, name=NAME, selector=_SELECTOR)
        if release.network_policies == "each":
            LoginNetwork(
                self,
                "Network",
                name="allow-istio-ingressgateway",
                pods=_SELECTOR,
                callers=[gateway_of(defaults.mesh)],
                by_expressions=True,
                enrolled=enrolled,
            )
        self.needed = tuple(_needed(provider, login))
        self.tokens = tuple(_tokens(provider, login, user_header, domain))


def _only_one(named: OidcProvider | None, decided: OidcProvider | None) -> OidcProvider:
    provider = named or decided
    if provider is None:
        raise ValueError(
            "no provider is given; set provider=dex.provider, or Login(provider=...)"
        )
    if isinstance(at := provider.client_secret, SecretKey) and at.secret == _SECRET:
        raise ValueError(
            f"the provider's client secret is yours to create, but Secret {_SECRET!r} is "
            "created here; name another, such as 'kubeflow-client'"
        )
    if None not in (named, decided) and named != decided:
        raise ValueError(
            f"provider is {provider.issuer!r}, but Login has another provider; leave out one "
            "of the two"
        )
    return provider


def _client_secret(provider: OidcProvider, secrets: Secrets) -> SecretKey:
    if isinstance(at := provider.client_secret, SecretKey):
        return SecretKey(name_in_cluster(secrets, at.secret), at.key)
    return SecretKey(name_in_cluster(secrets, _SECRET), "client-secret")


def _redis_password(redis: Redis | None, secrets: Secrets) -> dict[str, SecretKey]:
    if redis is None:
        return {}
    at = redis.password
    source = SecretKey(name_in_cluster(secrets, at.secret), at.key)
    return {"OAUTH2_PROXY_REDIS_PASSWORD": source}


def _needed(provider: OidcProvider, login: Login) -> Iterator[NeededSecret]:
    client, redis = provider.client_secret, login.session.redis
    copied = {} if isinstance(client, SecretKey) else {"client-secret": Copy(client)}
    yield NeededSecret(
        name=_SECRET,
        namespace=NAMESPACE,
        keys={
            "client-id": Text(provider.client_id),
            **copied,
            "cookie-secret": Random(32),
        },
    )
    yield from from_outside(
        NAMESPACE,
        [
            *([client] if isinstance(client, SecretKey) else []),
            *([redis.password] if redis else []),
        ],
    )


def _tokens(
    provider: OidcProvider, login: Login, user_header: str, cluster_domain: str
) -> Iterator[TokenIssuer]:
    issuers = [
        _of_users(provider, login, user_header),
        *(_machine(machine, user_header, cluster_domain) for machine in login.machines),
    ]
    for issuer in issuers:
        by_email = issuer.claims[user_header] == EMAIL
        refused = by_email and login.unverified_emails == "refused"
        yield replace(issuer, verified="email_verified" if refused else None)


def _of_users(provider: OidcProvider, login: Login, user_header: str) -> TokenIssuer:
    """Return the issuer of the tokens in sessions.

    Dex's are for every client of Dex. Another provider may have unknown clients, so only
    tokens for the platform count.
    """
    groups = provider.groups_claim
    endpoints = provider.endpoints
    return TokenIssuer(
        name="dex-jwt" if login.uses_dex else "provider-jwt",
        issuer=provider.issuer,
        audiences=() if login.uses_dex else (provider.client_id,),
        claims={
            user_header: provider.user_claim,
            **({GROUPS_HEADER: groups} if groups else {}),
        },
        keys_at=None if endpoints is None or endpoints.announced else endpoints.keys,
    )


def _machine(machine: MachineIssuer, user_header: str, cluster_domain: str) -> TokenIssuer:
    known = TokenIssuer(
        name=f"m2m-{machine.name}",
        issuer=machine.issuer_in(cluster_domain),
        audiences=(machine.audience,),
        claims={user_header: machine.user_claim},
    )
    if isinstance(machine, ClusterIssuer):
        return replace(known, keys=machine.keys)
    if machine.groups_claim is None:
        return replace(known, keys_at=machine.keys)
    claims = {**known.claims, GROUPS_HEADER: machine.groups_claim}
    return replace(known, claims=claims, keys_at=machine.keys)
