"""What pods connect to that no object of the platform stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from types import MappingProxyType
from typing import Final

from .checks import check_object, check_port


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiServer:
    """Where the cluster's API server is, as pods' packets find it behind its Service.

    addresses: blocks such as `10.0.0.1/32`: `kubectl get endpointslices -n default -l
    kubernetes.io/service-name=kubernetes` lists them; of a managed control plane, the block
    that the provider names.
    port: where it listens there.
    Raises ValueError where there is no block, for what is none, and for every address at once.
    """

    addresses: tuple[str, ...]
    port: int = 6443

    def __post_init__(self) -> None:
        if not self.addresses:
            raise ValueError(
                "the API server needs an address at least, such as addresses=('10.0.0.1/32',)"
            )
        for block in self.addresses:
            _check_block(block)
        check_port(self.port, "port of the API server")


# CoreDNS and kube-dns, as kubeadm and the large clouds install them.
DNS_NAMESPACE: Final = "kube-system"
DNS_PODS: Final[Mapping[str, str]] = MappingProxyType({"k8s-app": "kube-dns"})


def check_node_dns(addresses: tuple[str, ...]) -> None:
    """Refuse what is no address of a DNS cache on each node."""
    for address in addresses:
        try:
            ip_address(address)
        except ValueError:
            raise ValueError(
                f"node_dns must be addresses such as '169.254.20.10', got {address!r}"
            ) from None


def check_outside(outside: Mapping[str, tuple[int, ...]]) -> None:
    """Refuse what is no workload's name, and workloads without a port or with a wrong one."""
    for name, ports in outside.items():
        check_object(name, "workload that may connect to the outside")
        if not ports:
            raise ValueError(
                f"outside names workload {name!r} without a port; write "
                f"outside={{{name!r}: (443,)}}, or leave it out"
            )
        for port in ports:
            check_port(port, f"port outside for workload {name!r}")


def _check_block(block: str) -> None:
    try:
        network = ip_network(block)
    except ValueError as error:
        raise ValueError(
            f"addresses of the API server are blocks such as '10.0.0.1/32', "
            f"got {block!r}: {error}"
        ) from None
    if "/" not in block:
        raise ValueError(
            f"addresses of the API server are blocks such as '10.0.0.1/32', got {block!r}; "
            f"write {f'{network}'!r}"
        )
    if network.prefixlen == 0:
        raise ValueError(
            f"block {block!r} is every address there is; name the API server's own, "
            f"such as '10.0.0.1/32'"
        )
