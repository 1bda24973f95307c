"""How the platform's host is published in DNS."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from .checks import check_host, check_unique
from .durations import check_duration, seconds
from .versions import parse_version

_LONGEST_TTL: Final = timedelta(seconds=2_147_483_647)
_SETTING: Final = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")

# external-dns reads targets on the Gateway alone, and hosts in the route itself.
_NOT_SETTINGS: Final[Mapping[str, str]] = {
    "hostname": "the route's hosts are what external-dns publishes",
    "target": "external-dns reads it on the Gateway, not on a route",
    "ttl": "say ExternalDns(ttl=...)",
    "controller": "external-dns would ignore the route",
}


def _check_ttl(ttl: timedelta) -> None:
    check_duration(ttl, "life of a DNS record")
    if ttl > _LONGEST_TTL:
        raise ValueError(f"ttl of a DNS record must be at most {_LONGEST_TTL}, got {ttl!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalDns:
    """external-dns with `--source=gateway-httproute`, and its annotations on the route.

    external-dns publishes a route's hosts in any case; these settings say how. Their target
    comes from the Gateway: its address or its annotation `target`.
    version: external-dns' own; its annotations have another prefix since 0.22.0.
    ttl: of the record; None uses the provider's default.
    settings: the provider's annotations without their prefix, `{"aws-weight": "10"}`.
    """

    version: str
    ttl: timedelta | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parse_version(self.version, "external-dns", "0.22.0")
        if self.ttl is not None:
            _check_ttl(self.ttl)
        for key in self.settings:
            if key in _NOT_SETTINGS:
                raise ValueError(f"{key!r} is not a setting of a route: {_NOT_SETTINGS[key]}")
            if not _SETTING.fullmatch(key):
                raise ValueError(
                    f"a setting of external-dns is named without its prefix, such as "
                    f"'aws-weight'; got {key!r}"
                )

    @property
    def annotations(self) -> dict[str, str]:
        """The annotations of a route."""
        new = parse_version(self.version, "external-dns", "0.22.0") >= (0, 22, 0)
        prefix = "external-dns.kubernetes.io" if new else "external-dns.alpha.kubernetes.io"
        ttl = {} if self.ttl is None else {"ttl": str(seconds(self.ttl))}
        return {f"{prefix}/{key}": value for key, value in {**ttl, **self.settings}.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class DnsEndpoint:
    """A DNSEndpoint for external-dns with `--source=crd`, from the host to these targets.

    targets: IP addresses, or the one DNS name that the host is an alias of. ttl: of the
    record.
    Raises ValueError for targets that cannot be combined in DNS.
    """

    targets: tuple[str, ...]
    ttl: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        _check_ttl(self.ttl)
        if not self.targets:
            raise ValueError(
                f"targets must be a tuple of addresses such as ('192.0.2.10',), "
                f"got {self.targets!r}"
            )
        names = [target for target in self.targets if _record(target) == "CNAME"]
        for name in names:
            check_host(name, "target")
            if name.replace(".", "").isdigit():
                raise ValueError(
                    f"target {name!r} is neither an IP address nor a DNS name; "
                    "use one such as '192.0.2.10'"
                )
        if names and len(self.targets) > 1:
            raise ValueError(
                f"targets must be addresses only or one DNS name, such as {names[0]!r}, "
                f"alone; got {self.targets!r}"
            )
        check_unique(map(_spelled, self.targets), "target")

    def check_leads_on(self, host: str) -> None:
        """Refuse a host that would be an alias of itself."""
        if host in self.targets:
            raise ValueError(
                f"{host!r} would be an alias of itself; name its target, such as the load "
                "balancer of the Gateway"
            )

    @property
    def records(self) -> dict[str, tuple[str, ...]]:
        """The targets by the type of their record."""
        found: dict[str, tuple[str, ...]] = {}
        for target in self.targets:
            kind = _record(target)
            found[kind] = (*found.get(kind, ()), target)
        return found


Dns = ExternalDns | DnsEndpoint


def _record(target: str) -> str:
    try:
        return "A" if ipaddress.ip_address(target).version == 4 else "AAAA"  # noqa: PLR2004
    except ValueError:
        return "CNAME"


def _spelled(target: str) -> str:
    """Return a target in normal form: an IPv6 address has many spellings."""
    return target if _record(target) == "CNAME" else str(ipaddress.ip_address(target))
