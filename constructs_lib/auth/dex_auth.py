"""Dex, the identity provider."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..access import ALL, ServiceAccount, allow
from ..config import (
    Ambient,
    Bcrypt,
    Connector,
    Dex,
    GeneratedInCluster,
    GoogleConnector,
    LdapConnector,
    Login,
    Mesh,
    NeededSecret,
    OidcProvider,
    Place,
    Pods,
    ProviderEndpoints,
    Random,
    RandomPassword,
    SamlConnector,
    SecretKey,
    Secrets,
    Text,
    WorkloadDefaults,
    ingress_principal,
    name_in_cluster,
    oauth2_proxy,
)
from ..config.components import DEX
from ..config.dex import NAMESPACE, PATH, PORT, in_cluster
from ..gateway import KubeflowGateway
from ..kube import ConfigMap, Manifest, cluster_scoped, one_mesh
from ..mesh import OpenPort
from ..workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    SecretVolume,
    Workload,
    field_path,
    http_probe,
    tcp_probe,
)
from ..workloads.authorities import go_trust
from .dex_config import (
    CLIENT_ID,
    CLIENT_SECRET,
    DIRECTORY_FILE,
    client_variable,
    connector_variable,
    dex_config,
    directory_folder,
    password_variable,
)
from .from_outside import from_outside
from .login_namespace import LoginNamespace
from .login_network import LoginNetwork, callers_of_dex

NAME: Final = "dex"
# A user's first password, for readers of Secrets in Dex's namespace.
FIRST_PASSWORDS: Final = "dex-initial-passwords"

[_METRICS] = DEX.metrics
_LABELS: Final = {"app": NAME}
_CLIENT: Final = "kubeflow-oidc-authservice"
_CLIENT_SECRET: Final = "dex-oidc-client"  # noqa: S105 - the Secret's name
_PASSWORDS: Final = "dex-passwords"
_KINDS: Final = "dex.coreos.com"
# Source: storage/kubernetes/types.go of dexidp/dex 2.39.1.
_STATE: Final = (
    *("authcodes", "authrequests", "connectors", "devicerequests", "devicetokens"),
    *("oauth2clients", "offlinesessionses", "passwords", "refreshtokens", "signingkeies"),
)
_UPSTREAMS: Final = http_probe(
    f"{PATH}/healthz", PORT, delay=10, period=10, timeout=3, failures=3
)


class DexAuth(Construct):
    """Runs Dex, with its users, identity providers and clients.

    gateway: Kubeflow's, which leads browsers there and whose session is a client of Dex.
    Without one Dex is for programs of your own, `Dex(clients=…)`: lead a route to `endpoint`,
    below `/dex`.
    address: the platform's URL, such as `https://kubeflow.example.com`: providers redirect
    browsers there, and a public issuer begins with it.
    secrets: whether Secrets have other than the default names.
    `provider` is what a session needs to know of it, `needed` the Secrets that it reads.
    Raises ValueError in another namespace than `auth`, for neither a gateway nor a client, and
    where users are to log in elsewhere.
    Source: common/dex/overlays/oauth2-proxy.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway | None = None,
        address: str,
        login: Login = Login(),
        secrets: Secrets = GeneratedInCluster(),
        defaults: WorkloadDefaults = WorkloadDefaults(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        dex = login.dex
        _check(login, gateway)
        session = gateway is not None
        enrolled = isinstance(defaults.mesh, Ambient) and login.mesh == "enrolled"
        # Outside of the mesh anyone could read them.
        watched = enrolled and defaults.reads(_METRICS)
        release = defaults.images.release
        LoginNamespace(self, "Namespace", name=NAMESPACE, enrolled=enrolled, release=release)
        cluster_scoped(
            Manifest(
                self,
                "Kind",
                api_version="apiextensions.k8s.io/v1",
                kind="CustomResourceDefinition",
                metadata=ApiObjectMetadata(name=f"authcodes.{_KINDS}"),
                body={"spec": _AUTH_CODES},
            )
        )
        public, private = f"{address}{PATH}", in_cluster(defaults.cluster_domain)
        issuer = private if dex.issuer == "in-cluster" else public
        config = ConfigMap(
            self,
            "Config",
            name=NAME,
            data={
                "config.yaml": dex_config(
                    dex,
                    issuer=issuer,
                    redirect=login.redirect,
                    callback=f"{public}/callback",
                    session=session,
                    telemetry=_METRICS.number if watched else None,
                    log_format=defaults.log_format,
                )
            },
        )
        self.needed = tuple(_needed(dex, session=session))
        read_whole = (
            *((_CLIENT_SECRET,) if session else ()),
            *((_PASSWORDS,) if _random_users(dex) else ()),
        )
        directories = _directories(dex)
        trusted = go_trust(login=login.authorities)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=_account(self, defaults),
            defaults=replace(
                defaults, pods=defaults.pods.over(Pods(replicas=release.dex_replicas))
            ),
            selector=_LABELS,
            annotations=defaults.metrics_annotations(_METRICS) if watched else None,
            volumes=[
                ConfigMapVolume(name="config", config_map=config, items=("config.yaml",)),
                *(
                    SecretVolume(
                        name=f"directory-{connector}",
                        secret=name_in_cluster(secrets, at.secret),
                        items={at.key: DIRECTORY_FILE},
                    )
                    for connector, at in directories.items()
                ),
                *trusted.volumes,
            ],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(NAME),
                    command=("dex", "serve", "/etc/dex/cfg/config.yaml"),
                    env={
                        "KUBERNETES_POD_NAMESPACE": field_path("metadata.namespace"),
                        **{
                            name: SecretKey(name_in_cluster(secrets, at.secret), at.key)
                            for name, at in _variables(dex)
                        },
                        **trusted.env,
                    },
                    secrets_from=tuple(name_in_cluster(secrets, s) for s in read_whole),
                    ports={
                        "http": PORT,
                        **(defaults.metrics_ports(_METRICS) if watched else {}),
                    },
                    mounts=(
                        Mount(volume="config", path="/etc/dex/cfg"),
                        *(
                            Mount(
                                volume=f"directory-{connector}",
                                path=directory_folder(connector),
                                read_only=True,
                            )
                            for connector in directories
                        ),
                        *trusted.mounts,
                    ),
                    probes=Probes(readiness=_UPSTREAMS if release.dex_ready else None),
                    more_probes=Probes(
                        # Its /healthz depends on its storage, the API server
                        # (server/server.go of dexidp/dex 2.39.1); a restart does not help.
                        liveness=tcp_probe(PORT, delay=30, period=30),
                        readiness=http_probe(f"{PATH}/healthz", PORT, delay=5, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1001),
                    # For the entrypoint's rendering of our file: cmd/docker-entrypoint.
                    writable=("/tmp",),  # noqa: S108
                )
            ],
        )
        self.endpoint = workload.expose(
            service=NAME,
            port=PORT,
            target=PORT,
            name=NAME,
            protocol="TCP",
            service_type="ClusterIP",
        )
        if gateway is not None:
            gateway.route(self, name=NAME, prefix=f"{PATH}/", to=self.endpoint)
        if enrolled:
            OpenPort(
                self,
                "Anyone",
                name=NAME,
                selector=_LABELS,
                port=PORT,
                callers=_callers(dex, defaults.mesh),
            )
        if release.network_policies == "each":
            LoginNetwork(
                self,
                "Network",
                name="allow-istio-and-oauth2-proxy",
                pods=_LABELS,
                callers=callers_of_dex(dex, defaults.mesh),
                by_expressions=False,
                enrolled=enrolled,
            )
        self._session = session
        self._provider = OidcProvider(
            name="Dex",
            issuer=issuer,
            client_id=_CLIENT,
            client_secret=Place(NAMESPACE, _CLIENT_SECRET, CLIENT_SECRET),
            token_lifetime=dex.lifetimes.id_tokens,
            endpoints=ProviderEndpoints(
                login=f"{PATH}/auth",
                token=f"{private}/token",
                keys=f"{private}/keys",
                announced=issuer == private,
            ),
        )

    @property
    def provider(self) -> OidcProvider:
        """The settings for a session in front of the platform.

        Raises ValueError if Dex has no gateway, and therefore no session.
        """
        if not self._session:
            raise ValueError(
                "this Dex has no gateway, so it has no client for sessions; set "
                "DexAuth(gateway=...)"
            )
        return self._provider


def _check(login: Login, gateway: KubeflowGateway | None) -> None:
    if login.provider is not None:
        raise ValueError(
            f"users log in at {login.provider.issuer!r} instead of Dex; leave out DexAuth, or "
            "Login(provider=...)"
        )
    if gateway is None and not login.dex.clients:
        raise ValueError(
            "Dex has neither a gateway nor a client; name Kubeflow's gateway, or clients of "
            "your own: Login(dex=Dex(clients=(StaticClient(...),)))"
        )


def _callers(dex: Dex, mesh: Mesh) -> tuple[str, ...]:
    """Return Dex's callers in the mesh; anyone if it has other clients, which may be anywhere.

    istiod, which fetches the keys of Dex's tokens, is outside the mesh: in plain text.
    """
    if dex.clients:
        return ()
    proxy = mesh.principal(oauth2_proxy.NAMESPACE, oauth2_proxy.NAME)
    return (ingress_principal(mesh), proxy)


def _account(scope: Construct, defaults: WorkloadDefaults) -> ServiceAccount:
    """Return the account with which Dex stores its state, in its own namespace or in any."""
    account = ServiceAccount(scope, "ServiceAccount", name=NAME, labels={})
    own_kinds = allow(("create",), "customresourcedefinitions", group="apiextensions.k8s.io")
    if defaults.hardening.security == "restricted":
        verbs = ("create", "delete", "get", "list", "update")
        account.grant_here(allow(verbs, *_STATE, group=_KINDS), role=NAME, binding=NAME)
        account.grant(own_kinds, role=NAME, binding=NAME)
    else:
        account.grant(allow(ALL, "*", group=_KINDS), own_kinds, role=NAME, binding=NAME)
    return account


def _random_users(dex: Dex) -> dict[str, Bcrypt]:
    """Return the variables of random passwords, and the Secret with each password."""
    return {
        password_variable(user): Bcrypt(Place(NAMESPACE, FIRST_PASSWORDS, user.name))
        for user in dex.users
        if isinstance(user.password, RandomPassword)
    }


def _connector_secret(connector: Connector) -> SecretKey | None:
    match connector:
        case SamlConnector():
            return None
        case LdapConnector():
            return connector.bind_password
        case _:
            return connector.client_secret


def _variables(dex: Dex) -> Iterator[tuple[str, SecretKey]]:
    """Yield the variables that are read from configured keys."""
    for user in dex.users:
        if isinstance(user.password, SecretKey):
            yield password_variable(user), user.password
    for client in dex.clients:
        if client.secret is not None:
            yield client_variable(client), client.secret
    for connector in dex.connectors:
        if (secret := _connector_secret(connector)) is not None:
            yield connector_variable(connector), secret


def _directories(dex: Dex) -> dict[str, SecretKey]:
    """Return the keys for reading groups from Google, by connector."""
    return {
        connector.id: connector.directory.service_account
        for connector in dex.connectors
        if isinstance(connector, GoogleConnector) and connector.directory is not None
    }


def _needed(dex: Dex, *, session: bool) -> Iterator[NeededSecret]:
    if session:
        yield NeededSecret(
            name=_CLIENT_SECRET,
            namespace=NAMESPACE,
            keys={CLIENT_ID: Text(_CLIENT), CLIENT_SECRET: Random()},
        )
    if users := _random_users(dex):
        yield NeededSecret(name=_PASSWORDS, namespace=NAMESPACE, keys=users)
    named = (at for _, at in _variables(dex))
    yield from from_outside(NAMESPACE, (*named, *_directories(dex).values()))


_AUTH_CODES: Final = {
    "group": _KINDS,
    "names": {
        "kind": "AuthCode",
        "listKind": "AuthCodeList",
        "plural": "authcodes",
        "singular": "authcode",
    },
    "scope": "Namespaced",
    "versions": [
        {
            "name": "v1",
            "schema": {
                "openAPIV3Schema": {
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": True,
                }
            },
            "served": True,
            "storage": True,
        }
    ],
}
