"""Who of the platform's own may call pods of every profile."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TenantCaller:
    """A process of the platform that calls what it has started in profiles.

    name: of the policy that lets it in, after the waypoint's.
    principal: as `config.principal` writes it.
    ports: of Services, as a profile's waypoint counts them.
    """

    name: str
    principal: str
    ports: tuple[int, ...]
