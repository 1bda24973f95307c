"""What a dashboard is made of, before Grafana's JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from constructs_lib.config.dashboards import DashboardName


@dataclass(frozen=True, slots=True)
class Query:
    """An expression in PromQL, and what to call its lines.

    expression: each metric has its braces and is in `METRICS`; of a port's, the job is named.
    legend: with labels, such as `{{code}}`. of: components, or `alerts`, `backup`,
    `cost-centers` or `volumes`, one of which the config must have, in addition to what the
    metrics need.
    """

    expression: str
    legend: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """A panel: one graph, number or table.

    sentence: what to read from it. unit: one of Grafana's. shape: a graph of time, the last
    value, or a table of labels. width: of 24. stacked: whether a graph's lines add up.
    """

    title: str
    sentence: str
    queries: tuple[Query, ...]
    unit: str = "short"
    shape: Literal["graph", "stat", "table"] = "graph"
    width: int = 8
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Panels below a title."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    """A dashboard.

    name: of its file. title: in Grafana. sentence: whom it is for. constants: variables that
    synthesis fills in, with the values of a config's defaults.
    """

    name: DashboardName
    title: str
    sentence: str
    rows: tuple[Row, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
