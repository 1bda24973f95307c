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
    """How requests reach the platform, and what is done to them before any page.

    parent: the Gateway that admits the platform's route.
    aliases: further names of the platform beside its host; each has a session of its own,
    unless `Session(domain=…)` says otherwise. port: the one in its address, where it is not
    the scheme's own.
    tls: where the browser's TLS ends. dns: how the host gets into DNS; None leaves it to
    others. kgateway: its version, and policies beside the route.
    pages: what a page is told of its visitor, and what other sites may do with it.
    ingress: the ingress gateway's login, and its size where it is ours (an ambient mesh).
    header_limit: bytes that the dashboard and the page of Pipelines (Node) take of all headers
    of a request, the web apps (gunicorn) of each, and the metadata store (gRPC) of all; each
    server's own limit where None: 16384, 8190 and 8192. Groups are in a header.
    Raises ValueError for an invalid name or port, a parent's section that is not where TLS
    ends, websockets over HTTP/2 without TLS, and a limit that a server would not take.
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
                    f"port {self.port} is the scheme's own, which no address has; leave it out"
                )
        if isinstance(self.tls, Tls):
            self.tls.check_parent(self.parent)
        if isinstance(self.tls, PlainHttp) and self.kgateway.http2_websockets:
            raise ValueError(
                "browsers speak HTTP/2 by TLS only, and tls is PlainHttp(); "
                "leave out http2_websockets, or say where TLS ends"
            )

    @property
    def https(self) -> bool:
        """Whether browsers reach the platform over TLS."""
        return not isinstance(self.tls, PlainHttp)

    def check_place(self, *, host: str, mesh: Mesh) -> None:
        """Refuse a name that comes twice, a record that leads nowhere, and a foreign size.

        The ingress gateway of Sidecars() is not ours to size.
        """
        check_unique((host, *self.aliases), "host")
        if isinstance(self.dns, DnsEndpoint):
            for name in (host, *self.aliases):
                self.dns.check_leads_on(name)
        sized = replace(self.ingress, provider=Ingress().provider) != Ingress()
        if isinstance(mesh, Sidecars) and sized:
            raise ValueError(
                f"with Sidecars() the ingress gateway is Istio's own, in "
                f"{mesh.ingress_namespace!r}: its size is the platform's; "
                f"leave out Ingress(resources=..., replicas=...)"
            )
