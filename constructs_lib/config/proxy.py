"""A proxy by which pods reach what is outside of the cluster."""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from .checks import check_no_credentials, check_object, check_unique

_LABEL: Final = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"\.?{_LABEL}(\.{_LABEL})*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Proxy:
    """A proxy by which pods reach what is outside of the cluster.

    Those pods are told of it that a decision has ask something outside by HTTP: Dex and
    oauth2-proxy their providers, the profile controller a cloud, backups their bucket. What
    is in the cluster they ask themselves.
    address: its URL with a port, `http://proxy.example.com:3128`.
    no_proxy: what is asked without it: domains with all below them (`corp.example`, or
    `.corp.example` without itself), addresses, and blocks such as `10.0.0.0/8`.
    callers: workloads by their names that ask outside besides, `("ml-pipeline",)`.
    Raises ValueError for an address without a port, or with a password, which everybody who
    reads the repository would know; and for exceptions that programs would not understand.
    Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy, for what is understood.
    """

    address: str
    no_proxy: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_no_credentials(self.address, "address of the proxy")
        parts = urlsplit(self.address)
        rest = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
        if parts.scheme not in ("http", "https") or rest or not _has_port(self.address):
            raise ValueError(
                f"address of the proxy must be a URL with a port and nothing after it, such "
                f"as 'http://proxy.example.com:3128'; got {self.address!r}"
            )
        for each in self.no_proxy:
            if not _DOMAIN.fullmatch(each) and not _is_block(each):
                raise ValueError(
                    f"no_proxy has domains, addresses and blocks, such as 'corp.example', "
                    f"'192.0.2.1' and '10.0.0.0/8'; got {each!r}"
                )
        for name in self.callers:
            check_object(name, "workload that calls by the proxy")
        check_unique(self.callers, "workload that calls by the proxy")

    @property
    def host(self) -> str:
        """Where it is."""
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        """Where it listens there."""
        return urlsplit(self.address).port or 0

    def spares(self, host: str) -> bool:
        """Return whether a host is asked without it; one that is not known is not."""
        return any(_covers(each, host) for each in self.no_proxy)


def _has_port(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and parts.port)
    except ValueError:
        return False


def _is_block(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _covers(exception: str, host: str) -> bool:
    if _is_block(exception):
        try:
            return ip_address(host.strip("[]")) in ip_network(exception)
        except ValueError:
            return False
    below = f".{exception.removeprefix('.')}"
    return host.endswith(below) or host == exception
