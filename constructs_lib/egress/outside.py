"""List the external servers of a configuration, and the workloads that call them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from ..config import (
    S3,
    AwsIamForServiceAccount,
    BackupBucket,
    Config,
    ExternalMySQL,
    GcpWorkloadIdentity,
    KatibDatabase,
    LdapConnector,
    OidcConnector,
    Profile,
    Proxy,
    SamlConnector,
)
from ..config.backup import REHEARSAL

_HTTPS: Final = 443
_PORTS: Final = {"http": 80, "https": _HTTPS, "redis": 6379, "rediss": 6379, "ldaps": 636}
_LDAP: Final = 389
# The Job that checks before a sync that the proxy responds.
_CHECK: Final = ("check-prerequisites",)
_METADATA_SERVER: Final = "169.254.169.254"
_IN_CLUSTER: Final = re.compile(r"[a-z0-9.-]+\.([a-z0-9-]+)\.svc")
# The default names of the cluster's own token issuer.
_API_SERVER: Final = ("kubernetes.default", "kubernetes.default.svc")


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Outside:
    """A server outside the platform, and a workload that connects to it.

    caller: a workload's name. host: a name, whose addresses are unknown here; empty for any.
    A host in the cluster ends with `.svc`, without the cluster's domain. http: whether it is
    called by HTTP, possibly through a proxy.
    """

    caller: str
    host: str
    port: int
    http: bool = True

    @property
    def namespace(self) -> str | None:
        """Return the namespace of a server, or None if it is not in the cluster."""
        found = _IN_CLUSTER.fullmatch(self.host)
        return found[1] if found else None

    @property
    def address(self) -> str | None:
        """Return the host if it is an IP address, else None."""
        try:
            return str(ip_address(self.host.strip("[]")))
        except ValueError:
            return None

    @property
    def is_api_server(self) -> bool:
        """Whether it is the cluster's API server, by its Service's name."""
        return self.host in _API_SERVER


def outside(config: Config, profiles: Iterable[Profile] = ()) -> Iterator[Outside]:
    """Yield the external calls of each decision of a configuration.

    Calls through a proxy are listed as calls of the proxy.
    """
    proxy = config.cluster.proxy
    for each in _called(config, profiles):
        if proxy and _is_behind(proxy, each):
            yield Outside(caller=each.caller, host=proxy.host, port=proxy.port, http=False)
        else:
            yield each
    if proxy:
        callers = map(config.release.named, proxy.callers)
        for caller in (*callers, *(_CHECK if config.hooks.before else ())):
            yield Outside(caller=caller, host=proxy.host, port=proxy.port, http=False)


def told_of_proxy(
    config: Config, proxy: Proxy, profiles: Iterable[Profile] = ()
) -> frozenset[str]:
    """Return the workloads that call external servers through the proxy."""
    found = (each for each in _called(config, profiles) if _is_behind(proxy, each))
    callers = map(config.release.named, proxy.callers)
    return frozenset((*(each.caller for each in found), *callers))


def _is_behind(proxy: Proxy, called: Outside) -> bool:
    inside = called.namespace or called.is_api_server or called.host == _METADATA_SERVER
    return called.http and not inside and not proxy.spares(called.host)


def _called(config: Config, profiles: Iterable[Profile]) -> Iterator[Outside]:
    for each in _decided(config, profiles):
        yield replace(each, host=_without_domain(each.host, config.cluster_domain))


def _without_domain(host: str, domain: str) -> str:
    short = host.rstrip(".").removesuffix(f".{domain}")
    return short if short.endswith(".svc") else host


def _decided(config: Config, profiles: Iterable[Profile]) -> Iterator[Outside]:
    yield from _charts(config)
    yield from _pipelines(config)
    yield from _katib(config)
    yield from _login(config)
    yield from _clouds(config, profiles)
    if config.backup and isinstance(config.backup.destination, BackupBucket):
        host = config.backup.destination.endpoint
        rehearsed = (REHEARSAL,) if config.backup.rehearsal else ()
        for caller in ("backup", "restore", *rehearsed):
            yield Outside(caller=caller, host=host, port=_HTTPS)
    if config.recovery and isinstance(config.recovery.destination, BackupBucket):
        host = config.recovery.destination.endpoint
        yield Outside(caller="recovery", host=host, port=_HTTPS)
    for caller, ports in config.hardening.outside.items():
        for port in ports:
            name = config.release.named(caller)
            yield Outside(caller=name, host="", port=port, http=False)


def _charts(config: Config) -> Iterator[Outside]:
    charts = config.dashboard.charts
    if charts and "central-dashboard" in config.components:
        called = urlsplit(charts.prometheus)
        yield Outside(
            caller=config.release.named("centraldashboard"),
            host=str(called.hostname),
            port=called.port or _PORTS[called.scheme],
            # It has no setting for a proxy.
            http=False,
        )


def _pipelines(config: Config) -> Iterator[Outside]:
    if "pipelines" not in config.components:
        return
    database, store = config.pipelines.database, config.pipelines.object_store
    if isinstance(database, ExternalMySQL):
        for caller in ("cache-server", "metadata-grpc-deployment", "ml-pipeline"):
            yield Outside(caller=caller, host=database.host, port=database.port, http=False)
    if isinstance(store, S3):
        # Behind the guard the page's server cannot reach the store.
        page = () if config.pipelines.page == "guarded" else ("ml-pipeline-ui",)
        for caller in ("ml-pipeline", *page):
            yield Outside(caller=caller, host=store.endpoint, port=store.port)
            if store.role:
                # AWS' token service, which issues a role's credentials.
                yield Outside(caller=caller, host="", port=_HTTPS)


def _katib(config: Config) -> Iterator[Outside]:
    database = config.experiments.database
    if "katib" in config.components and not isinstance(database, KatibDatabase):
        yield Outside(
            caller="katib-db-manager", host=database.host, port=database.port, http=False
        )


def _login(config: Config) -> Iterator[Outside]:
    login = config.login
    if login.session.redis:
        yield _at("oauth2-proxy", login.session.redis.url)
    if login.provider:
        for address in login.provider.asked.values():
            yield _at("oauth2-proxy", address)
        if login.provider.endpoints is None:
            # Its discovery document names its endpoints.
            yield Outside(caller="oauth2-proxy", host="", port=_HTTPS)
    for machine in login.machines:
        yield _at("oauth2-proxy", machine.issuer_in(config.cluster_domain))
    for connector in login.dex.connectors:
        if isinstance(connector, OidcConnector):
            yield _at("dex", connector.issuer)
            # Its discovery document names its other endpoints.
            yield Outside(caller="dex", host="", port=_HTTPS)
        elif isinstance(connector, LdapConnector):
            scheme = "ldaps" if connector.encryption == "ldaps" else "ldap"
            yield _at("dex", f"{scheme}://{connector.host}")
        elif not isinstance(connector, SamlConnector):
            # GitHub, Google and Microsoft; the browser delivers a SAML response.
            yield Outside(caller="dex", host="", port=_HTTPS)


def _clouds(config: Config, profiles: Iterable[Profile]) -> Iterator[Outside]:
    """Yield the cloud APIs that the profile controller calls for profiles' plugins."""
    plugins = [plugin for profile in profiles for plugin in profile.plugins]
    google = config.profiles.google is not None or any(
        isinstance(each, GcpWorkloadIdentity) for each in plugins
    )
    edits = google or any(
        isinstance(each, AwsIamForServiceAccount) and each.trust == "by-controller"
        for each in plugins
    )
    if edits and "profiles" in config.components:
        yield Outside(caller="profiles-deployment", host="", port=_HTTPS)
        if google:
            # Google's credentials come from the node's metadata server.
            yield Outside(caller="profiles-deployment", host=_METADATA_SERVER, port=80)


def _at(caller: str, address: str) -> Outside:
    parts = urlsplit(address)
    port = parts.port or _PORTS.get(parts.scheme, _LDAP)
    http = parts.scheme in ("http", "https")
    return Outside(caller=caller, host=parts.hostname or "", port=port, http=http)
