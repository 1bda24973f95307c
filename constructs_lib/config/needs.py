"""State what an alert or a panel needs, and find what a config lacks of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from .components import INSTALLABLE, LOGIN_SERVERS, METACONTROLLER, PIPELINES
from .components.pipelines import API
from .metric_sources import MetricSource, unnamed

# What may be needed besides components.
ALERTS: Final = "alerts"
BACKUP: Final = "backup"
COST_CENTERS: Final = "cost-centers"
VOLUMES: Final = "volumes"

# Whose ports they are.
_SERVERS: Final[Mapping[str, str]] = {
    **{
        port.name: each.name
        for each in (*INSTALLABLE, METACONTROLLER, *LOGIN_SERVERS)
        for port in each.metrics
    },
    API: PIPELINES.name,
}
_PARTS: Final[Mapping[str, str]] = {
    ALERTS: "Monitoring(alerts=…) is not set",
    BACKUP: "neither Config(backup=…) nor Config(recovery=…) is set",
    COST_CENTERS: "ProfileDefaults(cost_label=…) is not set",
    VOLUMES: "no component keeps its data in a volume",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    """What must be there for metrics to have values.

    of: components, or parts of a config, one of which must be installed. ports: metrics ports,
    one of which must be read. source: whose metrics, if the platform team scrapes them.
    records: recorded series, all of which must be written.
    """

    of: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    source: MetricSource | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Available:
    """What a config has.

    installed: components, and which of `alerts`, `backup`, `cost-centers` and `volumes` there
    are. read: metrics ports that are scraped. platform: whose metrics the site's Prometheus
    also reads. unrecorded: series that no rule records, each with the reason.
    """

    installed: Collection[str]
    read: Collection[str]
    platform: Collection[MetricSource]
    unrecorded: Mapping[str, str] = field(default_factory=dict)

    def lacks(self, needs: Needs) -> str | None:
        """Return what is lacking of something, and what would do; None for nothing."""
        for record in needs.records:
            if record in self.unrecorded:
                return self.unrecorded[record]
        servers = tuple(dict.fromkeys(_SERVERS[port] for port in needs.ports))
        for of in (needs.of, servers):
            if of and not any(each in self.installed for each in of):
                return _PARTS.get(of[0], f"{' or '.join(of)} is not installed")
        if needs.ports and not any(each in self.read for each in needs.ports):
            return f"the scraper does not read the metrics of {' or '.join(needs.ports)}"
        if needs.source is not None and needs.source not in self.platform:
            return unnamed(needs.source)
        return None
