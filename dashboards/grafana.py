"""Turn a dashboard into Grafana's JSON, with Grafana's own SDK."""

import json
import warnings
from string import ascii_uppercase
from typing import Any, Final

with warnings.catch_warnings():
    # It prefers the second schema of dashboards, which a sidecar's files do not have.
    warnings.simplefilter("ignore", DeprecationWarning)
    from grafana_foundation_sdk.builders import common, prometheus, stat, table, timeseries
    from grafana_foundation_sdk.builders import dashboard as grafana
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import (
    DataSourceRef,
    LegendDisplayMode,
    LegendPlacement,
    StackingMode,
)
from grafana_foundation_sdk.models.dashboard import DashboardLinkType, VariableHide
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

from constructs_lib.config.dashboards import NEEDS
from constructs_lib.config.needs import Needs

from .model import Dashboard, Panel, Query
from .promql import needs_of

_TAG: Final = "kubeflow"
_HEIGHT: Final = 8
_DATASOURCE: Final = DataSourceRef(type_val="prometheus", uid="${datasource}")
_OPACITY: Final = 20


def text_of(dashboard: Dashboard) -> str:
    """Return a dashboard's file: Grafana's JSON, and what each query needs."""
    made: dict[str, Any] = json.loads(JSONEncoder(sort_keys=True).encode(_built(dashboard)))
    # The SDK cannot say these two: constants need no field above the panels, and links are
    # buttons there, not entries of a menu that Grafana 11 does not have.
    for variable in made["templating"]["list"]:
        if variable["type"] == "constant":
            variable["hide"] = VariableHide.HIDE_VARIABLE
    for link in made["links"]:
        del link["placement"]
    targets = [each for panel in made["panels"] for each in panel.get("targets", ())]
    queries = [
        each for row in dashboard.rows for panel in row.panels for each in panel.queries
    ]
    for target, query in zip(targets, queries, strict=True):
        needs = needs_of(query.expression, query.of, dashboard.constants)
        target[NEEDS] = _written(needs)
    return json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _built(dashboard: Dashboard) -> object:
    builder = (
        grafana.Dashboard(f"Kubeflow: {dashboard.title}")
        .uid(f"kubeflow-{dashboard.name}")
        .description(dashboard.sentence)
        .tags([_TAG])
        .readonly()
        .time("now-6h", "now")
        .refresh("1m")
        .with_variable(
            grafana.DatasourceVariable("datasource").label("Prometheus").type("prometheus")
        )
        .link(
            grafana.DashboardLink("Kubeflow")
            .type(DashboardLinkType.DASHBOARDS)
            .tags([_TAG])
            .as_dropdown(as_dropdown=True)
            .keep_time(keep_time=True)
        )
    )
    for name, value in dashboard.constants.items():
        builder.with_variable(grafana.ConstantVariable(name).value(value))
    number = 0
    for row in dashboard.rows:
        number += 1
        builder.with_row(grafana.Row(row.title).id(number))
        for panel in row.panels:
            number += 1
            builder.with_panel(_panel(panel).id(number))
    return builder.build()


def _panel(panel: Panel) -> Any:
    built = {"graph": _graph, "stat": _stat, "table": _table}[panel.shape](panel)
    built.title(panel.title).description(panel.sentence).unit(panel.unit)
    built.datasource(_DATASOURCE).span(panel.width).height(_HEIGHT)
    for letter, query in zip(ascii_uppercase, panel.queries, strict=False):
        built.with_target(_query(query, panel).ref_id(letter))
    return built


def _graph(panel: Panel) -> Any:
    legend = (
        common.VizLegendOptions()
        .display_mode(LegendDisplayMode.LIST)
        .placement(LegendPlacement.BOTTOM)
        .show_legend(show_legend=True)
    )
    graph = timeseries.Panel().min(0).legend(legend)
    if panel.stacked:
        graph.stacking(common.StackingConfig().mode(StackingMode.NORMAL))
        graph.fill_opacity(_OPACITY)
    return graph


def _stat(panel: Panel) -> Any:
    number = stat.Panel().reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
    return number.decimals(2) if panel.unit == "percentunit" else number


def _table(_: Panel) -> Any:
    return table.Panel()


def _query(query: Query, panel: Panel) -> Any:
    asked = prometheus.Dataquery().expr(query.expression).legend_format(query.legend)
    if panel.shape == "graph":
        return asked.range()
    if panel.shape == "table":
        asked.format(PromQueryFormat.TABLE)
    return asked.instant()


def _written(needs: Needs) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "of": list(needs.of),
        "ports": list(needs.ports),
        "source": needs.source,
        "records": list(needs.records),
    }
    return {key: value for key, value in parts.items() if value}
