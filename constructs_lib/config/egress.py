"""Endpoints that pods connect to and that no object of the platform describes."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from types import MappingProxyType
from typing import Final

from .checks import check_object, check_port


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiServer:
    """The API server's own addresses, behind its Service.

    addresses: blocks such as `10.0.0.1/32`: `kubectl get endpointslices -n default -l
    kubernetes.io/service-name=kubernetes` lists them; for a managed control plane, use the
    block that the provider documents.
    port: of the API server at these addresses.
    Raises ValueError for no block, for an invalid one, and for one that covers every address.
    """

    addresses: tuple[str, ...]
    port: int = 6443

    def __post_init__(self) -> None:
        if not self.addresses:
            raise ValueError(
                "the API server needs at least one address, such as addresses=('10.0.0.1/32',)"
            )
        for block in self.addresses:
            _check_block(block)
        check_port(self.port, "port of the API server")


# CoreDNS and kube-dns, as kubeadm and the large clouds install them.
DNS_NAMESPACE: Final = "kube-system"
DNS_PODS: Final[Mapping[str, str]] = MappingProxyType({"k8s-app": "kube-dns"})


def check_node_dns(addresses: tuple[str, ...]) -> None:
    """Refuse invalid addresses of a DNS cache on each node."""
    for address in addresses:
        try:
            ip_address(address)
        except ValueError:
            raise ValueError(
                f"node_dns must be addresses such as '169.254.20.10', got {address!r}"
            ) from None


def check_outside(outside: Mapping[str, tuple[int, ...]]) -> None:
    """Refuse invalid names of workloads, and workloads without a port or with a wrong one."""
    for name, ports in outside.items():
        check_object(name, "workload that may connect to the outside")
        if not ports:
            raise ValueError(
                f"outside names workload {name!r} without a port; set outside={{{name!r}: "
                f"(443,)}}, or leave it out"
            )
        for port in ports:
            check_port(port, f"port outside for workload {name!r}")


def _check_block(block: str) -> None:
    try:
        network = ip_network(block)
    except ValueError as error:
        raise ValueError(
            "addresses of the API server must be blocks such as '10.0.0.1/32', got "
            f"{block!r}: {error}"
        ) from None
    if "/" not in block:
        raise ValueError(
            "addresses of the API server must be blocks such as '10.0.0.1/32', got "
            f"{block!r}; write {f'{network}'!r}"
        )
    if network.prefixlen == 0:
        raise ValueError(
            f"block {block!r} covers every address; name the API server's own, such as "
            "'10.0.0.1/32'"
        )
