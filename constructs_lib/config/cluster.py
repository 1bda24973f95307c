"""What the cluster is, where that changes what runs in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Literal

from ..catalog import NOTEBOOK_IMAGES
from .checks import check_choices
from .pods import Hardening

Addresses = Literal["ipv4", "ipv6", "dual-stack"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """What the cluster is, where that changes what runs in it.

    addresses: which its pods have. Servers in Go, Node, Java and gRPC listen for both by
    themselves; with `ipv6` and `dual-stack` so do gunicorn and Envoy, for which upstream's
    images have 0.0.0.0. Services have the family that the cluster gives them: its first.
    Raises ValueError for an address family that there is not.
    """

    addresses: Addresses = "ipv4"

    def __post_init__(self) -> None:
        check_choices(self)

    @property
    def binds_ipv6(self) -> bool:
        """Whether pods have IPv6 addresses, so that servers must listen there."""
        return self.addresses != "ipv4"

    @property
    def families(self) -> tuple[str, ...]:
        """The address families that every pod has."""
        names = {"ipv4": ("IPv4",), "ipv6": ("IPv6",), "dual-stack": ("IPv4", "IPv6")}
        return names[self.addresses]

    def check_notebooks(self, images: Iterable[str]) -> None:
        """Refuse notebooks that nobody would reach.

        Source: components/example-notebook-servers/*/s6/services.d of kubeflow/kubeflow
        v1.9.2, where jupyter, code-server and rstudio are told 0.0.0.0.
        """
        if self.addresses == "ipv6" and (deaf := listening_on_ipv4(images)):
            raise ValueError(
                f"addresses='ipv6' leaves pods without IPv4, where alone upstream's notebook "
                f"image {deaf[0]!r} listens; offer images that listen on '::', "
                f"Notebooks(spawner=Spawner(jupyter=ImageChoice((…,)), code_server=None, "
                f"rstudio=None))"
            )

    def check_hardening(self, hardening: Hardening) -> None:
        """Refuse an API server at addresses that no pod can send to."""
        if self.addresses != "ipv6" or hardening.api_server is None:
            return
        blocks = hardening.api_server.addresses
        if all(ip_network(block).version == 4 for block in blocks):  # noqa: PLR2004 - IPv4
            raise ValueError(
                f"addresses='ipv6' leaves pods without IPv4, and the API server is at "
                f"{', '.join(blocks)}; name its IPv6 addresses, such as '2001:db8::1/128'"
            )


def listening_on_ipv4(images: Iterable[str]) -> list[str]:
    """Return upstream's notebook images among these, which listen on IPv4 alone."""
    return sorted(set(images) & set(NOTEBOOK_IMAGES.values()))
