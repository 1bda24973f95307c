"""Both of the login's servers, each in a chart of its own namespace."""

from collections.abc import Mapping

from cdk8s import Chart
from constructs import Construct, IConstruct

from ..config import Config, NeededSecret, Sidecars
from ..config.dex import NAMESPACE as DEX_NAMESPACE
from ..config.mesh import INGRESS_PODS
from ..config.oauth2_proxy import NAMESPACE as PROXY_NAMESPACE
from ..gateway import GROUPS_HEADER, IngressPolicies, KubeflowGateway, TokenIssuer
from .dex_auth import DexAuth
from .oauth2_proxy import OAuth2Proxy


class LoginServers(Construct):
    """Dex and oauth2-proxy as an environment configures them, connected to each other.

    Without Dex if users log in at another provider.

    In a mesh of sidecars the ingress gateway is the mesh's own, as upstream; its policies are
    created here, in its namespace.
    `tokens` are the issuers that the gateway trusts, `needed` the Secrets that the pods read,
    `parts` the parts by the name of their file.
    """

    def __init__(
        self, scope: Construct, id: str, *, config: Config, gateway: KubeflowGateway
    ) -> None:
        super().__init__(scope, id)
        dex_home = (
            Chart(self, "auth", namespace=DEX_NAMESPACE) if config.login.uses_dex else None
        )
        dex = _dex(dex_home, config, gateway) if dex_home else None
        home = Chart(self, "oauth2-proxy", namespace=PROXY_NAMESPACE)
        proxy = OAuth2Proxy(
            home,
            "oauth2-proxy",
            gateway=gateway,
            provider=dex.provider if dex else None,
            https=config.https,
            login=config.login,
            secrets=config.secrets,
            user_header=config.user_header.name,
            defaults=config.workload_defaults("oauth2-proxy"),
        )
        if isinstance(config.mesh, Sidecars):
            IngressPolicies(
                Chart(home, "ingress", namespace=config.mesh.ingress_namespace),
                "policies",
                app=INGRESS_PODS["app"],
                tokens=proxy.tokens,
                provider=config.edge.ingress.provider,
                headers=(config.user_header.name, GROUPS_HEADER),
                dex=config.login.uses_dex,
                cookie=config.kept_cookie,
                origins=config.websocket_origins,
                cluster_domain=config.cluster_domain,
            )
        self.tokens: tuple[TokenIssuer, ...] = proxy.tokens
        self.needed: tuple[NeededSecret, ...] = (*(dex.needed if dex else ()), *proxy.needed)
        self.parts: Mapping[str, IConstruct] = {
            **({"dex": dex_home} if dex_home else {}),
            "oauth2-proxy": home,
        }


def _dex(home: Chart, config: Config, gateway: KubeflowGateway) -> DexAuth:
    return DexAuth(
        home,
        "dex",
        gateway=gateway,
        address=config.address,
        login=config.login,
        secrets=config.secrets,
        defaults=config.workload_defaults("dex"),
    )
