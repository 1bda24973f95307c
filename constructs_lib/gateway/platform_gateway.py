"""The Gateway that the route attaches to, for the platform's team."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    GatewayApiAllowedRoutes,
    GatewayApiCertificateRef,
    GatewayApiGateway,
    GatewayApiGatewaySpec,
    GatewayApiListener,
    GatewayApiRouteNamespaces,
    GatewayApiRouteNamespacesExpression,
    GatewayApiRouteNamespacesFrom,
    GatewayApiRouteNamespacesSelector,
    GatewayApiTls,
    GatewayApiTlsMode,
)
from ..config import Config, PlainHttp, Tls
from ..kube import NAMESPACE_NAME, declare


class PlatformGateway(Construct):
    """A Gateway with listeners for an environment's host, open to one namespace's routes.

    Where TLS ends at kgateway there is an HTTPS listener, and a plain one to redirect from;
    elsewhere a plain one alone. A platform of several names has listeners for any; models with
    hosts have one for these.
    routes_from: the namespace whose routes are admitted; where cert-manager answers
    challenges, the plain one admits those beside the certificate too.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        config: Config,
        gateway_class: str,
        routes_from: str,
    ) -> None:
        super().__init__(scope, id)
        self._host = None if config.edge.aliases else config.host
        self._routes_from = routes_from
        declare(
            GatewayApiGateway,
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=config.edge.parent.name, namespace=config.edge.parent.namespace
            ),
            spec=GatewayApiGatewaySpec(
                gateway_class_name=gateway_class,
                listeners=[*self._listeners(config), *self._of_models(config)],
            ),
        )

    def _listeners(self, config: Config) -> list[GatewayApiListener]:
        tls = config.edge.tls
        if not isinstance(tls, Tls):
            port = config.edge.port if isinstance(tls, PlainHttp) else None
            return [self._plain(config.edge.parent.section or "http", port=port)]
        certificates = tls.certificate_namespace(config.edge.parent)
        answering = (certificates,) if tls.answers_challenges else ()
        plain = [self._plain(tls.redirect_from, *answering)] if tls.redirect_from else []
        port = config.edge.port
        return [*plain, self._encrypted(tls, tls.section, tls.secret, self._host, port)]

    def _of_models(self, config: Config) -> list[GatewayApiListener]:
        hosts, tls = config.model_hosts, config.edge.tls
        if hosts is None:
            return []
        if isinstance(tls, Tls) and hosts.certificate:
            port = config.edge.port
            return [self._encrypted(tls, hosts.section, hosts.certificate, hosts.every, port)]
        port = config.edge.port if isinstance(tls, PlainHttp) else None
        return [self._plain(hosts.section, port=port, host=hosts.every)]

    def _encrypted(
        self, tls: Tls, name: str, secret: str, host: str | None, port: int | None
    ) -> GatewayApiListener:
        certificate = GatewayApiCertificateRef(name=secret, namespace=tls.secret_namespace)
        return GatewayApiListener(
            name=name,
            port=port or 443,
            protocol="HTTPS",
            hostname=host,
            tls=GatewayApiTls(
                mode=GatewayApiTlsMode.TERMINATE, certificate_refs=[certificate]
            ),
            allowed_routes=_admitting(self._routes_from),
        )

    def _plain(
        self, name: str, *also_from: str, port: int | None = None, host: str | None = None
    ) -> GatewayApiListener:
        return GatewayApiListener(
            name=name,
            port=port or 80,
            protocol="HTTP",
            hostname=host or self._host,
            allowed_routes=_admitting(self._routes_from, *also_from),
        )


def _admitting(*namespaces: str) -> GatewayApiAllowedRoutes:
    names = list(dict.fromkeys(namespaces))
    if len(names) == 1:
        selector = GatewayApiRouteNamespacesSelector(match_labels={NAMESPACE_NAME: names[0]})
    else:
        among = GatewayApiRouteNamespacesExpression(
            key=NAMESPACE_NAME, operator="In", values=names
        )
        selector = GatewayApiRouteNamespacesSelector(match_expressions=[among])
    return GatewayApiAllowedRoutes(
        namespaces=GatewayApiRouteNamespaces(
            from_=GatewayApiRouteNamespacesFrom.SELECTOR, selector=selector
        )
    )
