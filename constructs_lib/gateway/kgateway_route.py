"""The platform's route on a kgateway Gateway."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    HttpRoute,
    HttpRouteBackendRef,
    HttpRouteFilter,
    HttpRouteFilterType,
    HttpRouteMatch,
    HttpRouteParentRef,
    HttpRoutePathMatch,
    HttpRoutePathMatchType,
    HttpRouteRedirect,
    HttpRouteRedirectScheme,
    HttpRouteRedirectStatusCode,
    HttpRouteRequestHeaders,
    HttpRouteResponseHeaders,
    HttpRouteResponseHeaderToAdd,
    HttpRouteResponseHeaderToSet,
    HttpRouteRule,
    HttpRouteSpec,
    HttpRouteTimeouts,
)
from ..config import Ambient, Encryption, Mesh, ParentGateway, Tls, TlsElsewhere
from ..config.checks import check_annotations, check_host, check_label, check_unique
from ..kube import declare, namespace_of, only_one
from ..workloads import Endpoint
from .challenge_solver import ChallengeSolver
from .host_certificate import HostCertificate
from .page_headers import PageHeaders
from .reference_grant import Grant, Referrer

_LONGEST_VALUE = 1024
_MOST = 16
_PATH = re.compile(r"/[A-Za-z0-9/._~!$&'()*+,;=:@%-]*")


class KgatewayRoute(Construct):
    """Routes requests for hosts to endpoints, by path.

    hosts: DNS names, or `*.` and one. paths: endpoint by path prefix; `{"/": endpoint}`
    matches everything. An endpoint in another namespace gets a ReferenceGrant there, for its
    Service only.
    parent: the Gateway to attach to; it must allow routes from this namespace
    (`allowedRoutes`). tls: `Tls` attaches to its section, and a second route, named
    `<name>-redirect`, redirects requests without TLS there; its `issuer` issues the hosts'
    certificate, by a Certificate in the namespace that the listener refers to. https_port: in
    the hosts' URLs, where it is not 443. mesh: of this namespace, for an issuer's challenge
    that is solved here. strip_headers: request headers to remove. answers: headers to add to
    every response. annotations: on every route, such as those for external-dns.
    Requests may take as long as they need: Envoy's 15 seconds would cut uploads and logs.
    Raises ValueError for an invalid host or path, duplicate hosts, no host or no path at all,
    and more headers to strip than the Gateway API allows.
    Raises ValueError for a parent's section other than the one where TLS ends, a second route
    of the same name, and a second certificate in one Secret.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        hosts: Sequence[str],
        paths: Mapping[str, Endpoint],
        parent: ParentGateway = ParentGateway(),
        tls: Encryption = TlsElsewhere(),
        https_port: int | None = None,
        mesh: Mesh = Ambient(),
        strip_headers: Sequence[str] = (),
        answers: PageHeaders = PageHeaders(),
        annotations: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.name = name
        check_label(name, "route")
        _check_hosts(name, hosts)
        _check_paths(name, paths)
        if len(strip_headers) > _MOST:
            raise ValueError(
                f"route {name!r} strips {len(strip_headers)} headers; the Gateway API allows "
                f"{_MOST}: remove some of them behind it"
            )
        if isinstance(tls, Tls):
            tls.check_parent(parent)
        check_annotations(annotations or {}, f"annotations of route {name!r}")
        only_one(self, "HTTPRoute", name)
        self._parent = parent
        self._hosts = hosts
        self._annotations = annotations
        section = tls.section if isinstance(tls, Tls) else parent.section
        filters = [*_strip(strip_headers), *_answer(answers)]
        rules = [_rule(path, endpoint, filters) for path, endpoint in paths.items()]
        self._route("Resource", name, section, rules)
        if isinstance(tls, Tls) and tls.redirect_from:
            self._route(
                "Redirect", f"{name}-redirect", tls.redirect_from, [_to_https(https_port)]
            )
        self._grant(paths.values())
        if isinstance(tls, Tls):
            HostCertificate(self, "Certificate", hosts=hosts, parent=parent, tls=tls)
            if tls.answers_challenges and tls.certificate_namespace(parent) == namespace_of(
                self
            ):
                ChallengeSolver(self, "Solver", parent=parent, mesh=mesh)

    def _route(
        self, id: str, name: str, section: str | None, rules: list[HttpRouteRule]
    ) -> None:
        declare(
            HttpRoute,
            self,
            id,
            metadata=ApiObjectMetadata(name=name, annotations=self._annotations or None),
            spec=HttpRouteSpec(
                parent_refs=[
                    # Argo CD would see the API server's defaults in a list as a change.
                    HttpRouteParentRef(
                        group="gateway.networking.k8s.io",
                        kind="Gateway",
                        name=self._parent.name,
                        namespace=self._parent.namespace,
                        section_name=section,
                    )
                ],
                hostnames=list(self._hosts),
                rules=rules,
            ),
        )

    def _grant(self, endpoints: Iterable[Endpoint]) -> None:
        """Allow the route to refer to these Services of another namespace only."""
        own = namespace_of(self)
        services: dict[str, list[str]] = {}
        for endpoint in endpoints:
            if endpoint.namespace != own:
                services.setdefault(endpoint.namespace, []).append(endpoint.service)
        for namespace, names in services.items():
            Grant(
                self,
                f"grant-{namespace}",
                name=f"{own}-{self.name}",
                namespace=namespace,
                referrer=Referrer(kind="HTTPRoute", namespace=own),
                kind="Service",
                names=tuple(dict.fromkeys(names)),
            )


def _check_hosts(name: str, hosts: Sequence[str]) -> None:
    if not hosts:
        raise ValueError(
            f"route {name!r} needs a list of hosts such as ['kubeflow.example.com'], "
            f"got {hosts!r}"
        )
    if len(hosts) > _MOST:
        raise ValueError(
            f"route {name!r} has {len(hosts)} hosts; the Gateway API allows {_MOST}: "
            f"write a second route"
        )
    for host in hosts:
        check_host(host.removeprefix("*."), f"host of route {name!r}")
    check_unique(hosts, f"host of route {name!r}")


def _check_paths(name: str, paths: Mapping[str, Endpoint]) -> None:
    if not paths:
        raise ValueError(f"route {name!r} has no path; give it one such as '/'")
    if len(paths) > _MOST:
        raise ValueError(
            f"route {name!r} has {len(paths)} paths; the Gateway API allows {_MOST}: "
            f"write a second route"
        )
    check_unique((path.rstrip("/") or "/" for path in paths), f"path of route {name!r}")
    for path in paths:
        if len(path) > _LONGEST_VALUE:
            raise ValueError(f"path has {len(path)} characters; {_LONGEST_VALUE} are allowed")
        if not _PATH.fullmatch(path) or "//" in path or {".", ".."} & set(path.split("/")):
            raise ValueError(
                f"path must start with '/', without '//', '.', '..', spaces or '#'; "
                f"got {path!r}"
            )


def _rule(path: str, endpoint: Endpoint, filters: list[HttpRouteFilter]) -> HttpRouteRule:
    return HttpRouteRule(
        matches=[_below(path)],
        filters=filters or None,
        timeouts=HttpRouteTimeouts(request="0s"),
        backend_refs=[
            HttpRouteBackendRef(
                group="",
                kind="Service",
                name=endpoint.service,
                namespace=endpoint.namespace,
                port=endpoint.port,
                weight=1,
            )
        ],
    )


def _below(path: str) -> HttpRouteMatch:
    return HttpRouteMatch(
        path=HttpRoutePathMatch(type=HttpRoutePathMatchType.PATH_PREFIX, value=path)
    )


def _strip(headers: Sequence[str]) -> Iterator[HttpRouteFilter]:
    if headers:
        yield HttpRouteFilter(
            type=HttpRouteFilterType.REQUEST_HEADER_MODIFIER,
            request_header_modifier=HttpRouteRequestHeaders(remove=list(headers)),
        )


def _answer(answers: PageHeaders) -> Iterator[HttpRouteFilter]:
    """Yield what an answer gets: one header in place of its own, others beside its own."""
    if answers.replaced or answers.added:
        replaced = [
            HttpRouteResponseHeaderToSet(name=name, value=value)
            for name, value in answers.replaced.items()
        ]
        added = [
            HttpRouteResponseHeaderToAdd(name=name, value=value)
            for name, value in answers.added.items()
        ]
        yield HttpRouteFilter(
            type=HttpRouteFilterType.RESPONSE_HEADER_MODIFIER,
            response_header_modifier=HttpRouteResponseHeaders(
                set=replaced or None, add=added or None
            ),
        )


def _to_https(port: int | None) -> HttpRouteRule:
    return HttpRouteRule(
        # The API server's default, which Argo CD would see as a change.
        matches=[_below("/")],
        filters=[
            HttpRouteFilter(
                type=HttpRouteFilterType.REQUEST_REDIRECT,
                request_redirect=HttpRouteRedirect(
                    scheme=HttpRouteRedirectScheme.HTTPS,
                    port=port,
                    status_code=HttpRouteRedirectStatusCode.VALUE_301,
                ),
            )
        ],
    )
