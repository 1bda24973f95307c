"""Istio's Gateway for Kubeflow, and the routes behind it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    IstioGateway,
    IstioGatewayPort,
    IstioGatewayServer,
    IstioGatewaySpec,
    VirtualService,
    VirtualServiceDestination,
    VirtualServiceHeaderMatch,
    VirtualServiceHeaders,
    VirtualServiceHttp,
    VirtualServiceMatch,
    VirtualServicePort,
    VirtualServiceRequestHeaders,
    VirtualServiceRewrite,
    VirtualServiceRoute,
    VirtualServiceSpec,
    VirtualServiceUriMatch,
)
from ..config import Mesh, Sidecars, ingress_principal
from ..config.durations import seconds
from ..kube import as_version, declare, namespace_of
from ..mesh import AccessPolicy
from ..workloads import Endpoint

NAME: Final = "kubeflow-gateway"

# Prefixes of VirtualServices that controllers create in profiles.
OF_PROFILES: Final = ("/notebook/", "/pvcviewers/", "/tensorboard/")

# How Istio's routes name the claims of a verified token.
_CLAIMS: Final = "@request.auth.claims"
_PREFIX: Final = re.compile(r"/([A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class CanaryRoute:
    """Where some users' requests for a page go instead.

    claims: of verified tokens, each with a value; one of them is enough. A request cannot
    forge them: the proxy keeps them beside its headers.
    paths: a regular expression for the page's paths, where its prefix is not its own.
    """

    to: Endpoint
    claims: tuple[tuple[str, str], ...]
    paths: str | None = None

    def matches(self, prefix: str) -> list[VirtualServiceMatch]:
        """Return what such a request looks like below a page's prefix."""
        uri = (
            VirtualServiceUriMatch(regex=self.paths)
            if self.paths
            else VirtualServiceUriMatch(prefix=prefix)
        )
        return [
            VirtualServiceMatch(
                uri=uri,
                headers={f"{_CLAIMS}{claim}": VirtualServiceHeaderMatch(exact=value)},
            )
            for claim, value in self.claims
        ]


class KubeflowGateway(Construct):
    """The Gateway that every app's VirtualService binds to, those of notebooks included.

    mesh: decides by which identity the ingress proxy calls the apps.
    """

    def __init__(self, scope: Construct, id: str, *, mesh: Mesh = Sidecars()) -> None:
        super().__init__(scope, id)
        self.name = NAME
        self._namespace = namespace_of(self)
        self.reference = f"{self._namespace}/{NAME}"
        self._principal = ingress_principal(mesh)
        self._routes: dict[str, str] = {}
        self._reserved: dict[str, str] = {}
        self._first: list[str] = []
        declare(
            IstioGateway,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=NAME),
            spec=IstioGatewaySpec(
                selector={"istio": "ingressgateway"},
                servers=[
                    IstioGatewayServer(
                        hosts=["*"],
                        port=IstioGatewayPort(name="http", number=80, protocol="HTTP"),
                    )
                ],
            ),
        )

    @property
    def routes(self) -> Mapping[str, str]:
        """The names of the routes so far, by their prefix."""
        return MappingProxyType(self._routes)

    @property
    def reserved(self) -> Mapping[str, str]:
        """The names of what controllers route to in profiles, by the reserved prefix."""
        return MappingProxyType(self._reserved)

    def route(
        self,
        scope: Construct,
        *,
        name: str,
        prefix: str,
        to: Endpoint,
        rewrite: str | None = None,
        forwarded_prefix: str | None = None,
        timeout: timedelta | None = None,
        labels: Mapping[str, str] | None = None,
        full_reference: bool = False,
        version: Literal["v1alpha3", "v1beta1"] = "v1alpha3",
        canary: CanaryRoute | None = None,
    ) -> None:
        """Route requests below `prefix` to an endpoint, in this or another namespace.

        rewrite: replaces the prefix. forwarded_prefix: tells the app where it is served.
        timeout: how long an answer may take; without one, as long as it does.
        full_reference: name the Gateway with its namespace in that namespace too, as some of
        upstream's routes do. version: of the API, in which upstream writes the route; Istio
        takes all of them for one. canary: where some users' requests go instead.
        Raises ValueError for a prefix that is no path, that overlaps with another one, or
        below which a canary without a prefix of its own would get requests.
        """
        self._take(name, prefix)
        self._routes[prefix] = name
        if canary and canary.paths:
            self._first.append(canary.paths)
        self._check_hidden()
        uri = VirtualServiceUriMatch(prefix=prefix)

        def rule(
            match: Sequence[VirtualServiceMatch], to: Endpoint, *, rewrites: bool = True
        ) -> VirtualServiceHttp:
            destination = VirtualServiceDestination(
                host=to.host,
                port=VirtualServicePort(number=to.port),
            )
            return VirtualServiceHttp(
                match=list(match),
                rewrite=VirtualServiceRewrite(uri=rewrite) if rewrite and rewrites else None,
                headers=_forwarded(forwarded_prefix),
                timeout=f"{seconds(timeout)}s" if timeout else None,
                route=[VirtualServiceRoute(destination=destination)],
            )

        rules = [rule([VirtualServiceMatch(uri=uri)], to)]
        if canary:
            # Istio would replace all that a regular expression matches.
            first = rule(canary.matches(prefix), canary.to, rewrites=canary.paths is None)
            rules.insert(0, first)
        beside = namespace_of(scope) == self._namespace
        gateways = [self.name if beside and not full_reference else self.reference]
        route = declare(
            VirtualService,
            scope,
            f"route-{name}",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=VirtualServiceSpec(gateways=gateways, hosts=["*"], http=rules),
        )
        if version != "v1alpha3":
            as_version(route, f"networking.istio.io/{version}")

    def reserve(self, *, name: str, prefix: str) -> None:
        """Reserve `prefix` for routes that a controller makes in profiles.

        name: of what they lead to. Raises ValueError as `route` does.
        """
        self._take(name, prefix)
        self._reserved[prefix] = name
        self._check_hidden()

    def _take(self, name: str, prefix: str) -> None:
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(
                f"path of {name!r} must be a path that a browser requests, such as '/hello/', "
                f"got {prefix!r}"
            )
        for taken, other in (*self._routes.items(), *self._reserved.items()):
            if prefix == taken or _overlap(prefix, taken):
                raise ValueError(
                    f"{name!r} has path {prefix!r}, which overlaps with {taken!r} of "
                    f"{other!r}; choose another path for one of them"
                )
        for taken in OF_PROFILES:
            if _overlap(prefix, taken):
                raise ValueError(
                    f"{name!r} has path {prefix!r}, but paths below {taken!r} are for what "
                    "users start in profiles; choose another"
                )

    def _check_hidden(self) -> None:
        for prefix, name in (*self._routes.items(), *self._reserved.items()):
            below = (prefix, f"{prefix}x", f"{prefix}/x")
            if prefix != "/" and any(
                re.fullmatch(paths, path) for paths in self._first for path in below
            ):
                raise ValueError(
                    f"{name!r} has path {prefix!r}, where the dashboard's canary would get "
                    "its users' requests; choose another path, or leave the canary out"
                )

    def allow_from_gateway(
        self,
        scope: Construct,
        *,
        name: str,
        selector: Mapping[str, str],
        labels: Mapping[str, str] | None = None,
    ) -> None:
        """Allow only this gateway to call the pods of a selector."""
        AccessPolicy(
            scope,
            f"admit-{name}",
            name=name,
            selector=selector,
            callers=[self._principal],
            labels=labels,
        )


def _overlap(one: str, other: str) -> bool:
    """Return whether two prefixes overlap; `/` only gets requests without another match."""
    return "/" not in (one, other) and (one.startswith(other) or other.startswith(one))


def _forwarded(prefix: str | None) -> VirtualServiceHeaders | None:
    if prefix is None:
        return None
    return VirtualServiceHeaders(
        request=VirtualServiceRequestHeaders(add={"x-forwarded-prefix": prefix})
    )
