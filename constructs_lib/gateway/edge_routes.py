"""Ingress as an environment configures it."""

from collections.abc import Sequence
from dataclasses import replace

from constructs import Construct

from ..config import Config, DnsEndpoint, ExternalDns, Hosts, Sidecars, Tls
from ..config.headers import GROUPS_HEADER, spellings
from ..workloads import Endpoint
from . import ingress_gateway
from .dns_records import DnsRecords
from .host_certificate import HostCertificate
from .ingress_gateway import IngressGateway
from .ingress_policies import TokenIssuer
from .kgateway_policies import KgatewayPolicies
from .kgateway_route import KgatewayRoute
from .page_headers import page_headers

ROUTE = "kubeflow-route"
OF_MODELS = "kubeflow-models"


class EdgeRoutes(Construct):
    """kgateway's route to the ingress gateway, with its certificate, DNS and policies.

    In an ambient mesh the ingress gateway is created here; with sidecars it is Istio's own, in
    the mesh's `ingress_namespace`. tokens: the trusted token issuers.
    `ingress` is where the route leads.
    """

    def __init__(
        self, scope: Construct, id: str, *, config: Config, tokens: Sequence[TokenIssuer]
    ) -> None:
        super().__init__(scope, id)
        dns = config.edge.dns
        self.ingress = self._ingress(config, tokens)
        KgatewayRoute(
            self,
            "route",
            name=ROUTE,
            hosts=config.hosts,
            paths={"/": self.ingress},
            parent=config.edge.parent,
            tls=config.edge.tls,
            https_port=config.edge.port,
            mesh=config.mesh,
            strip_headers=_identity(config),
            answers=page_headers(config),
            annotations=dns.annotations if isinstance(dns, ExternalDns) else None,
        )
        if isinstance(dns, DnsEndpoint):
            DnsRecords(self, "dns", name=ROUTE, host=config.host, endpoint=dns)
            for alias in config.edge.aliases:
                name = f"{ROUTE}-{alias}"
                DnsRecords(self, f"dns-{alias}", name=name, host=alias, endpoint=dns)
        KgatewayPolicies(
            self,
            "policies",
            kgateway=config.edge.kgateway,
            parent=config.edge.parent,
            routes=(ROUTE, OF_MODELS) if config.model_hosts else (ROUTE,),
        )
        if config.model_hosts:
            self._of_models(config, config.model_hosts)

    def _of_models(self, config: Config, hosts: Hosts) -> None:
        """Lead the hosts of models to the ingress gateway, by a listener of their own."""
        parent = replace(config.edge.parent, section=hosts.section)
        dns = config.edge.dns
        KgatewayRoute(
            self,
            "models",
            name=OF_MODELS,
            hosts=[hosts.every],
            paths={"/": self.ingress},
            parent=parent,
            mesh=config.mesh,
            strip_headers=_identity(config),
            answers=page_headers(config),
            annotations=dns.annotations if isinstance(dns, ExternalDns) else None,
        )
        if isinstance(dns, DnsEndpoint):
            DnsRecords(self, "models-dns", name=OF_MODELS, host=hosts.every, endpoint=dns)
        tls = config.edge.tls
        if isinstance(tls, Tls) and hosts.certificate:
            provided = replace(tls, secret=hosts.certificate, issuer=None)
            HostCertificate(
                self, "models-certificate", hosts=[hosts.every], parent=parent, tls=provided
            )

    def _ingress(self, config: Config, tokens: Sequence[TokenIssuer]) -> Endpoint:
        mesh = config.mesh
        if isinstance(mesh, Sidecars):
            return Endpoint(
                service=ingress_gateway.NAME,
                namespace=mesh.ingress_namespace,
                port=ingress_gateway.INGRESS_PORT,
                cluster_domain=config.cluster_domain,
            )
        return IngressGateway(
            self,
            "ingress",
            mesh=mesh,
            images=config.image_source(),
            tokens=tokens,
            ingress=config.edge.ingress,
            user_header=config.user_header.name,
            dex=config.login.uses_dex,
            cookie=config.kept_cookie,
            origins=config.websocket_origins,
            proxies=config.edge.kgateway.trusted_hops + 1,
            pods=config.pods,
            hardening=config.hardening,
            cluster_domain=config.cluster_domain,
            cluster=config.cluster,
            monitoring=config.monitoring,
        ).endpoint


def _identity(config: Config) -> tuple[str, ...]:
    """Return the headers that say who a user is, which no client may send."""
    return (*spellings(config.user_header.name), *spellings(GROUPS_HEADER))
