"""How requests reach the platform from outside."""

from dataclasses import dataclass, replace

from .checks import check_host, check_port, check_unique
from .dns import Dns, DnsEndpoint
from .headers import check_header_limit
from .ingress import Ingress
from .kgateway import Kgateway, ParentGateway
from .mesh import Mesh, Sidecars
from .pages import Pages
from .tls import Encryption, PlainHttp, Tls, TlsElsewhere


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """How requests reach the platform, and how the gateway handles them.

    parent: the Gateway that the platform's route attaches to.
    aliases: further DNS names of the platform; each has a session of its own, unless
    `Session(domain=…)` is set. port: in the platform's URL, where it is not the scheme's
    default.
    tls: where the browser's TLS ends. dns: how the host is published in DNS; None leaves it to
    others. kgateway: its version, and its policies for the route.
    pages: which credentials pages receive, and what other sites may do with them.
    ingress: the ingress gateway's login, and, in an ambient mesh, its size.
    header_limit: bytes of headers that servers accept: the dashboard and the Pipelines UI
    (Node) and the metadata store (gRPC) of all headers of a request, the web apps (gunicorn)
    of each header. None keeps each server's own limit: 16384 for Node, 8190 for gunicorn, 8192
    for gRPC. Groups are sent in a header.
    Raises ValueError for an invalid name or port, a parent's section that is not where TLS
    ends, websockets over HTTP/2 without TLS, and a limit that a server does not accept.
    """

    parent: ParentGateway = ParentGateway()
    aliases: tuple[str, ...] = ()
    port: int | None = None
    tls: Encryption = TlsElsewhere()
    dns: Dns | None = None
    kgateway: Kgateway = Kgateway()
    pages: Pages = Pages()
    ingress: Ingress = Ingress()
    header_limit: int | None = 65536

    def __post_init__(self) -> None:
        check_header_limit(self.header_limit)
        for alias in self.aliases:
            check_host(alias, "alias")
        if self.port is not None:
            check_port(self.port, "port")
            if self.port == (443 if self.https else 80):
                raise ValueError(
                    f"port {self.port} is the scheme's default, which browsers leave out of a "
                    "URL; leave it out"
                )
        if isinstance(self.tls, Tls):
            self.tls.check_parent(self.parent)
        if isinstance(self.tls, PlainHttp) and self.kgateway.http2_websockets:
            raise ValueError(
                "browsers use HTTP/2 over TLS only, but tls is PlainHttp(); leave out "
                "http2_websockets, or set tls"
            )

    @property
    def https(self) -> bool:
        """Whether browsers reach the platform over TLS."""
        return not isinstance(self.tls, PlainHttp)

    def check_place(self, *, host: str, mesh: Mesh) -> None:
        """Refuse a duplicate name, a DNS record to nowhere, and a size without effect.

        With Sidecars() the ingress gateway is Istio's own, so its size cannot be set here.
        """
        check_unique((host, *self.aliases), "host")
        if isinstance(self.dns, DnsEndpoint):
            for name in (host, *self.aliases):
                self.dns.check_leads_on(name)
        sized = replace(self.ingress, provider=Ingress().provider) != Ingress()
        if isinstance(mesh, Sidecars) and sized:
            raise ValueError(
                "with Sidecars() the ingress gateway is Istio's own, in "
                f"{mesh.ingress_namespace!r}: its size is set in Istio's installation; leave "
                "out Ingress(resources=..., replicas=...)"
            )
