"""The platform's door: a route on a kgateway Gateway."""

import re
from collections.abc import Mapping, Sequence

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
    HttpRouteRequestHeaders,
    HttpRouteRule,
    HttpRouteSpec,
    HttpRouteTimeouts,
)
from ..config import ParentGateway
from ..config.checks import check_host, check_label, check_unique
from ..kube import namespace_of
from ..workloads import Endpoint

_LONGEST_VALUE = 1024
_MOST = 16
_PATH = re.compile(r"/[A-Za-z0-9/._~!$&'()*+,;=:@%-]*")


class KgatewayRoute(Construct):
    """Leads requests for hosts to endpoints in the route's own namespace, by path.

    paths: endpoint by path prefix; `{"/": endpoint}` takes everything.
    parent: the Gateway to attach to; it must admit routes from this namespace
    (`allowedRoutes`). strip_headers: request headers that a client may not send.
    Requests may take as long as they need: Envoy's 15 seconds would cut uploads and logs.
    Raises ValueError for a host or path that is none, hosts that come twice, no host or no
    path at all, and an endpoint in another namespace (which would need a ReferenceGrant).
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
        strip_headers: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        self.name = name
        check_label(name, "route")
        namespace = namespace_of(self)
        if isinstance(hosts, str) or not hosts:
            raise ValueError(
                f"route {name!r} needs a list of hosts such as ['kubeflow.example.com'], "
                f"got {hosts!r}"
            )
        for host in hosts:
            check_host(host, f"host of route {name!r}")
        check_unique(hosts, f"host of route {name!r}")
        if len(hosts) > _MOST or len(paths) > _MOST:
            raise ValueError(
                f"route {name!r} has {len(hosts)} hosts and {len(paths)} paths; the Gateway "
                f"API allows {_MOST} of each: write a second route"
            )
        if not paths:
            raise ValueError(f"route {name!r} leads nowhere; give it a path such as '/'")
        check_unique((path.rstrip("/") or "/" for path in paths), f"path of route {name!r}")
        for path, endpoint in paths.items():
            _check_path(path)
            if endpoint.namespace != namespace:
                raise ValueError(
                    f"path {path!r} leads to {endpoint.service!r} in namespace "
                    f"{endpoint.namespace!r}, the route is in {namespace!r}; "
                    f"put the route beside its backend"
                )
        HttpRoute(
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name),
            spec=HttpRouteSpec(
                parent_refs=[
                    HttpRouteParentRef(
                        kind="Gateway",
                        name=parent.name,
                        namespace=parent.namespace,
                        section_name=parent.section,
                    )
                ],
                hostnames=list(hosts),
                rules=[
                    _rule(path, endpoint, strip_headers) for path, endpoint in paths.items()
                ],
            ),
        )


def _check_path(path: str) -> None:
    if len(path) > _LONGEST_VALUE:
        raise ValueError(f"path has {len(path)} characters; {_LONGEST_VALUE} are allowed")
    if not _PATH.fullmatch(path) or "//" in path or {".", ".."} & set(path.split("/")):
        raise ValueError(
            f"path must start with '/', without '//', '.', '..', spaces or '#'; got {path!r}"
        )


def _rule(path: str, endpoint: Endpoint, strip_headers: Sequence[str]) -> HttpRouteRule:
    match = HttpRoutePathMatch(type=HttpRoutePathMatchType.PATH_PREFIX, value=path)
    return HttpRouteRule(
        matches=[HttpRouteMatch(path=match)],
        filters=[_strip(strip_headers)] if strip_headers else None,
        timeouts=HttpRouteTimeouts(request="0s"),
        backend_refs=[
            HttpRouteBackendRef(
                name=endpoint.service, namespace=endpoint.namespace, port=endpoint.port
            )
        ],
    )


def _strip(headers: Sequence[str]) -> HttpRouteFilter:
    return HttpRouteFilter(
        type=HttpRouteFilterType.REQUEST_HEADER_MODIFIER,
        request_header_modifier=HttpRouteRequestHeaders(remove=list(headers)),
    )
