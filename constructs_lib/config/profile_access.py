"""Access to Services in every profile."""

from dataclasses import dataclass
from typing import Any

from ..scripts.profile_hook import DEFAULT_DENY
from .checks import check_label, check_port
from .mesh import check_caller


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileAccess:
    """Access to Services in every profile, besides the callers that the profile itself admits.

    name: of the policy, after the waypoint's. callers: mesh identities, as `Ambient.principal`
    writes them. service: one Service by name; any where None. ports: of the Services, not of
    their pods; empty means every port of the named Service.
    Raises ValueError for a name that is invalid or taken, for no caller, and for neither a
    Service nor a port.
    """

    name: str
    callers: tuple[str, ...]
    service: str | None = None
    ports: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "access to profiles")
        if self.name == DEFAULT_DENY:
            raise ValueError(f"access to profiles needs another name: {self.name!r} is taken")
        if self.service is not None:
            check_label(self.service, f"service of access {self.name!r}")
        if not self.callers:
            raise ValueError(f"access {self.name!r} admits nobody; name at least one caller")
        for caller in self.callers:
            check_caller(caller, f"caller of access {self.name!r}")
        for port in self.ports:
            check_port(port, f"port of access {self.name!r}")
        if self.service is None and not self.ports:
            raise ValueError(
                f"access {self.name!r} opens every Service in every profile; name a service "
                "or ports"
            )

    def to_json(self) -> dict[str, Any]:
        """Return it in the hook's format."""
        return {
            "name": self.name,
            "callers": list(self.callers),
            "ports": [str(port) for port in self.ports],
            "service": self.service,
        }
