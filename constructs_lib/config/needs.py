"""State what an alert or a panel needs, and find what a config lacks of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from .metric_sources import MetricSource, unnamed

# What may be needed besides components.
ALERTS: Final = "alerts"
BACKUP: Final = "backup"
VOLUMES: Final = "volumes"

_PARTS: Final[Mapping[str, str]] = {
    ALERTS: "Monitoring(alerts=…) is not set",
    BACKUP: "Config(backup=…) is not set",
    VOLUMES: "no component keeps its data in a volume",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    """What must be there for metrics to have values.

    of: components, or parts of a config, one of which must be installed. ports: metrics ports,
    one of which must be read. source: whose metrics, if the platform team scrapes them.
    """

    of: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    source: MetricSource | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Available:
    """What a config has.

    installed: components, and which of `alerts`, `backup` and `volumes` there are. read:
    metrics ports that are scraped. platform: whose metrics the site's Prometheus also reads.
    """

    installed: Collection[str]
    read: Collection[str]
    platform: Collection[MetricSource]

    def lacks(self, needs: Needs) -> str | None:
        """Return what is lacking of something, and what would do; None for nothing."""
        if needs.of and not any(each in self.installed for each in needs.of):
            return _PARTS.get(needs.of[0], f"{' or '.join(needs.of)} is not installed")
        if needs.ports and not any(each in self.read for each in needs.ports):
            return f"the scraper does not read the metrics of {' or '.join(needs.ports)}"
        if needs.source is not None and needs.source not in self.platform:
            return unnamed(needs.source)
        return None
