"""Choose Grafana's dashboards, and find which of their panels have values in a config."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final, Literal, get_args

from .checks import check_annotations, check_labels, check_own_key, check_unique
from .needs import Available, Needs

DashboardName = Literal[
    "overview",
    "login",
    "notebooks",
    "pipelines",
    "training",
    "serving",
    "data",
    "usage",
    "controllers",
]

DASHBOARDS: Final[tuple[DashboardName, ...]] = get_args(DashboardName)
# Of a query, what it needs; Grafana does not get it.
NEEDS: Final = "needs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboards:
    """The dashboards that Grafana's sidecar loads, as ConfigMaps in `kubeflow`.

    A panel is left out if its metrics are not read, or its component is not installed.
    names: the dashboards to write; None writes each that has a panel.
    labels: of the ConfigMaps, by which the sidecar finds them. annotations: of the ConfigMaps,
    such as `{"grafana_folder": "Kubeflow"}` for the folder, which the sidecar reads only with
    its `folderAnnotation`.
    Raises ValueError for no labels, invalid ones, those of controllers, and no or repeated
    names; a config raises it for a dashboard without a panel, with the reasons.
    Source: https://github.com/grafana/helm-charts, charts/grafana/README.md, "Sidecar for
    dashboards".
    """

    names: tuple[DashboardName, ...] | None = None
    labels: Mapping[str, str] = field(default_factory=lambda: {"grafana_dashboard": "1"})
    annotations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.names is not None and not self.names:
            raise ValueError(
                "names of dashboards is empty; name some, or leave it out for every one"
            )
        check_unique(self.names or (), "dashboard")
        if not self.labels:
            raise ValueError(
                "labels of dashboards is empty, and Grafana's sidecar finds them by a label; "
                "leave it out, or give the one that your sidecar looks for"
            )
        check_labels(self.labels, "labels of dashboards")
        check_annotations(self.annotations, "annotations of dashboards")
        for key in (*self.labels, *self.annotations):
            check_own_key(key, "on dashboards")

    def written(self, available: Available) -> tuple[DashboardName, ...]:
        """Return the dashboards with a panel that has values."""
        return tuple(
            name for name in self.names or DASHBOARDS if filled(dashboard(name), available)
        )

    def check_filled(self, written: Collection[DashboardName], available: Available) -> None:
        """Refuse a dashboard that is asked for by name and is not among those written."""
        for name in self.names or ():
            if name not in written:
                lacking = {available.lacks(each): None for each in needs_of(dashboard(name))}
                raise ValueError(
                    f"dashboard {name!r} has nothing to show: "
                    f"{'; '.join(map(str, lacking))}; or leave out {name!r}"
                )


def dashboard(name: DashboardName) -> dict[str, Any]:
    """Return a dashboard as `make dashboards` wrote it, with the needs of each query."""
    file = files("constructs_lib") / "dashboards" / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def filled(dashboard: Mapping[str, Any], available: Available) -> list[dict[str, Any]]:
    """Return the panels that have values, with these queries only, below their rows."""
    kept: list[dict[str, Any]] = []
    row: dict[str, Any] | None = None
    for panel in dashboard["panels"]:
        if panel["type"] == "row":
            row = panel
            continue
        queries = [
            {key: value for key, value in query.items() if key != NEEDS}
            for query in panel["targets"]
            if available.lacks(_needs(query)) is None
        ]
        if queries and row is not None:
            kept.append(row)
            row = None
        if queries:
            kept.append({**panel, "targets": queries})
    return kept


def needs_of(dashboard: Mapping[str, Any]) -> Iterator[Needs]:
    """Yield what each query of a dashboard needs."""
    for panel in dashboard["panels"]:
        for query in panel.get("targets", ()):
            yield _needs(query)


def _needs(query: Mapping[str, Any]) -> Needs:
    found = query[NEEDS]
    return Needs(
        of=tuple(found.get("of", ())),
        ports=tuple(found.get("ports", ())),
        source=found.get("source"),
        records=tuple(found.get("records", ())),
    )
