"""Write dashboards.md: every panel, its expressions and what to read from it.

The panels are read from the package, who serves their metrics from dashboards/metrics.py.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from constructs_lib.config.dashboards import DASHBOARDS, NEEDS, DashboardName, dashboard
from dashboards.metrics import SERVED

_PAGE: Final = Path(__file__).with_name("dashboards.md")
_INTRODUCTION: Final = """\
# Dashboards

`Monitoring(dashboards=Dashboards())` writes Grafana's dashboards as ConfigMaps, which the sidecar of Grafana's chart loads.
They show what the Prometheus of [monitoring](monitoring.md) reads; Grafana itself is the platform's, and is not installed here.
Without it `dist/` has none; it is off by default.

```python
from constructs_lib import Config
from constructs_lib.monitoring import Dashboards, Monitoring, Scraper

CONFIG = Config(
    host="ml.example.com",
    monitoring=Monitoring(
        scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
        dashboards=Dashboards(annotations={"grafana_folder": "Kubeflow"}),
        platform=("cert-manager", "kube-state-metrics", "kubelet"),
    ),
)
```

## Decide

| field | default | why |
|---|---|---|
| `names` | every one that has a panel | some dashboards; one without a panel in this environment is refused, with the reasons |
| `labels` | `grafana_dashboard: "1"` | the label that the sidecar looks for (`sidecar.dashboards.label` of the chart) |
| `annotations` | `{}` | such as `grafana_folder`, which the sidecar reads only with `sidecar.dashboards.folderAnnotation: grafana_folder` |

`Monitoring(platform=(…))` names the other metrics that the site's Prometheus reads, for dashboards as for [alerts](monitoring.md#alerts).
`Monitoring(applications=(…))` names the Applications of the overview.
The target of the overview is `Alerts(availability=…)`, 0.99 without alerts.

In Grafana's chart:

- The ConfigMaps are in `kubeflow`: set `sidecar.dashboards.searchNamespace: ALL`, which is the default of kube-prometheus-stack.
- Each dashboard has a variable for the data source: choose there the Prometheus that reads Kubeflow.
- The dashboards cannot be changed in Grafana; save a copy for changes.

With `discovery="annotations"` they are refused: they select metrics by `job`, which the Prometheus Operator names after the monitors.

## What is left out

A query is left out if its component is not installed, its port is not read, or its source is not in `platform`; a panel and a row, if nothing is left of them.
So no panel is empty because nobody reads its metrics.
A panel may still be empty because nothing has happened yet: most counters begin with the first event.

- **Notebooks are not counted by their controller.** `notebook_running` counts stopped notebooks and never falls to 0 ([notebooks#96](https://github.com/kubeflow/notebooks/issues/96)), and `notebook_culling_total` is never collected ([notebooks#785](https://github.com/kubeflow/notebooks/issues/785)). Running notebooks are counted from kube-state-metrics, with source `notebook-labels`.
- **Databases and object store** serve no metrics that are read; their pods and volumes are shown.
- **Models** are counted at the ingress gateway, which calls from inside the cluster do not pass.
- **`istio_*`** come from Istio's build of Envoy only, that is from the ingress gateway and the waypoints.

## What was checked

Promtool reads every expression, and every metric is in the [table at the end](#where-the-metrics-are-from), with the source file that defines it.
Those of oauth2-proxy were also read from a running one: [verification.md](verification.md).
No Grafana could be run for these checks.
In its place, each dashboard, panel and query was compared with the JSON schemas that Grafana publishes with its SDK, of Grafana 11.6 and of the SDK's newest version; in those, no unknown field is allowed.

## Change them

`make dashboards` writes the JSON in `constructs_lib/dashboards` from the modules in `dashboards`, with Grafana's own `grafana-foundation-sdk`.
A dashboard is a module with rows, panels and queries; what a query needs is derived from its metrics.
`make docs` writes the tables below.
"""
_METRICS: Final = """
## Where the metrics are from

| metrics | served by | source |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    parts = [_INTRODUCTION, *(_section(dashboard(name), name) for name in DASHBOARDS)]
    rows = [
        f"| {', '.join(f'`{name}`' for name in served.names)} "
        f"| {', '.join(served.by)} | {served.file} |\n"
        for served in SERVED
    ]
    return "".join([*parts, _METRICS, *rows])


def _section(found: Mapping[str, Any], name: DashboardName) -> str:
    head = [
        f"\n## {found['title'].removeprefix('Kubeflow: ')}\n",
        f"\n`{name}`: {found['description']}\n",
        "\n| panel | expression | what to read from it |\n|---|---|---|\n",
    ]
    return "".join([*head, *_rows(found["panels"])])


def _rows(panels: list[dict[str, Any]]) -> Iterator[str]:
    for panel in panels:
        if panel["type"] == "row":
            yield f"| **{panel['title']}** | | |\n"
            continue
        expressions = "<br>".join(map(_expression, panel["targets"]))
        yield f"| {panel['title']} | {expressions} | {panel['description']} |\n"


def _expression(query: Mapping[str, Any]) -> str:
    """Return an expression, and what it needs besides a port that is read."""
    needs = query[NEEDS]
    more = [*needs.get("of", ()), *([needs["source"]] if "source" in needs else [])]
    escaped = query["expr"].replace("|", "\\|")
    return f"`{escaped}`" + (f" ({', '.join(more)})" if more else "")


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
