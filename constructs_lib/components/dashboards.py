"""Create the ConfigMaps of dashboards that Grafana's sidecar loads."""

import json
from collections.abc import Mapping
from typing import Any, Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Config, Monitoring
from ..config.alerting import available_of
from ..config.dashboards import dashboard, filled
from ..config.needs import Available
from ..kube import declare
from .alerts import certificate_namespaces

# Grafana's grid.
_COLUMNS: Final = 24
_ROW: Final = "row"
# The variable of jobs of controllers.
_CONTROLLERS: Final = "controllers"


def dashboards_of(scope: Construct, config: Config) -> None:
    """Create a config's dashboards, with the panels that have values in it."""
    monitoring = config.monitoring
    if monitoring is None or monitoring.dashboards is None:
        return
    available = available_of(config, monitoring)
    constants = _constants(config, monitoring)
    for name in monitoring.dashboards.written(available):
        found = _shown(dashboard(name), available, constants)
        text = json.dumps(found, indent=2, sort_keys=True, ensure_ascii=False)
        declare(
            k8s.KubeConfigMap,
            scope,
            f"dashboard-{name}",
            metadata=k8s.ObjectMeta(
                name=f"kubeflow-dashboard-{name}",
                labels=dict(monitoring.dashboards.labels),
                annotations=dict(monitoring.dashboards.annotations) or None,
            ),
            # The sidecar writes the files of all ConfigMaps into one folder.
            data={f"kubeflow-{name}.json": f"{text}\n"},
        )


def _constants(config: Config, monitoring: Monitoring) -> Mapping[str, str]:
    """Return the values of variables that a config decides."""
    alerts = monitoring.alerts
    return {
        "applications": "|".join(monitoring.applications),
        "certificate_namespaces": "|".join(sorted(certificate_namespaces(config))),
        **({"availability": str(alerts.availability)} if alerts else {}),
    }


def _shown(
    found: dict[str, Any], available: Available, constants: Mapping[str, str]
) -> dict[str, Any]:
    """Return a dashboard with its filled panels, side by side again, and its variables."""
    variables = [
        {**each, "query": _value(each, available, constants)}
        for each in found["templating"]["list"]
    ]
    panels = filled(found, available)
    return {**found, "panels": _placed(panels), "templating": {"list": variables}}


def _value(
    variable: Mapping[str, Any], available: Available, constants: Mapping[str, str]
) -> str:
    query = str(variable["query"])
    if variable["name"] == _CONTROLLERS:
        # Each job is named after its port.
        read = (job for job in query.split("|") if job.rpartition("/")[2] in available.read)
        return "|".join(read)
    return constants.get(variable["name"], query)


def _placed(panels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return panels from left to right, and each row of the dashboard below the last one."""
    placed = []
    x = y = bottom = 0
    for panel in panels:
        grid = panel["gridPos"]
        if panel["type"] == _ROW or x + grid["w"] > _COLUMNS:
            x, y = 0, bottom
        placed.append({**panel, "gridPos": {**grid, "x": x, "y": y}})
        bottom = max(bottom, y + grid["h"])
        x += grid["w"]
    return placed
