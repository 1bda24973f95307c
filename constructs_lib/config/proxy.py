"""An HTTP proxy for connections out of the cluster."""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from .checks import check_elsewhere, check_no_credentials, check_object, check_unique

_LABEL: Final = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"\.?{_LABEL}(\.{_LABEL})*")
_ADDRESS: Final = re.compile(
    r"https?://([a-z0-9][a-z0-9.-]*|\[[0-9a-f.]*:[0-9a-f:.]+\]):([0-9]{1,5})/?"
)
_HIGHEST_PORT: Final = 65535


@dataclass(frozen=True, kw_only=True, slots=True)
class Proxy:
    """An HTTP proxy for connections out of the cluster.

    Only pods that the config makes send HTTP requests to the outside use it: Dex and
    oauth2-proxy to their providers, the profile controller to a cloud, backups to their
    bucket, and what fetches models for KServe. They connect to the cluster's own services
    directly.
    address: its URL with a port, such as `http://proxy.example.com:3128`.
    no_proxy: hosts to connect to directly: domains with their subdomains (`corp.example`, or
    `.corp.example` for the subdomains only), addresses, and blocks such as `10.0.0.0/8`.
    callers: names of further workloads that use it, such as `("ml-pipeline",)`.
    Raises ValueError for an address without a port, or with a password, which every reader of
    the repository would see; and for exceptions that programs do not support, or that
    are given twice.
    Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy, for the supported exceptions.
    """

    address: str
    no_proxy: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_no_credentials(
            self.address,
            "address of the proxy",
            instead="let the proxy know its clients by their addresses",
        )
        if not _is_address(self.address):
            raise ValueError(
                f"address of the proxy must be a URL with a port and nothing after it, in "
                f"lower case, such as 'http://proxy.example.com:3128'; got {self.address!r}"
            )
        check_elsewhere(self.host, "the proxy")
        for each in self.no_proxy:
            if not _is_domain(each) and not _is_block(each):
                raise ValueError(
                    "no_proxy must be domains, addresses and blocks, such as 'corp.example', "
                    f"'192.0.2.1' and '10.0.0.0/8'; got {each!r}"
                )
        check_unique(self.no_proxy, "exception of the proxy")
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
        """Return whether a host is reached directly; an unknown one is not."""
        return any(_covers(each, host) for each in self.no_proxy)


def _is_address(address: str) -> bool:
    """Return whether a URL has a host that there can be and a port, and nothing after it."""
    if not (found := _ADDRESS.fullmatch(address)):
        return False
    host, port = found.groups()
    if host.startswith("["):
        known = _is_block(host.strip("[]"))
    else:
        known = _is_domain(host) or _is_block(host)
    return known and 1 <= int(port) <= _HIGHEST_PORT


def _is_domain(text: str) -> bool:
    """Return whether a text is a domain; part of an address, such as `10.0`, is none."""
    return bool(_DOMAIN.fullmatch(text)) and not text.rpartition(".")[2].isdecimal()


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
