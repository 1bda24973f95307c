"""Which namespace an object belongs to, if any."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cdk8s import Chart
from constructs import Construct, IConstruct

from .._on_demand import Waiting, on_demand

# By app: its objects of a kind, namespace and name.
_NAMES: Final[dict[str, set[tuple[str, str, str]]]] = {}
# What Node has said once of a construct, and does not change.
_CHARTS: Final[dict[str, "ChartFacts"]] = {}
# As jsii marks a mapping.
_MAP: Final = "$jsii.map"


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """What a chart gives the objects in it. app: what `app_of` returns for them."""

    id: str
    namespace: str | None
    labels: Mapping[str, str]
    app: str


def chart_of(construct: IConstruct) -> ChartFacts:
    """Return what is known of a construct's chart."""
    if (waiting := on_demand().waiting(construct)) and (chart := waiting.chart):
        return _chart_of_waiting(chart)
    here = on_demand().name_of(construct)
    if (known := _CHARTS.get(here)) is None:
        found = Chart.of(construct)
        there = on_demand().name_of(found)
        if there not in _CHARTS:
            _CHARTS[there] = ChartFacts(
                id=found.node.id,
                namespace=found.namespace,
                labels=found.labels,
                app=on_demand().name_of(found.node.root),
            )
        known = _CHARTS[here] = _CHARTS[there]
    return known


def _chart_of_waiting(chart: Waiting) -> ChartFacts:
    here = chart.name
    if here not in _CHARTS:
        _CHARTS[here] = ChartFacts(
            id=chart.id,
            namespace=chart.props.get("namespace"),
            labels=(chart.props.get("labels") or {_MAP: {}})[_MAP],
            app=chart.root.name,
        )
    return _CHARTS[here]


def app_of(construct: IConstruct) -> str:
    """Return what tells a construct's app from every other one of the process.

    An app that cdk8s's Testing made is another Python object each time that it is asked for;
    Node's reference to it stays the same.
    """
    if waiting := on_demand().waiting(construct):
        return waiting.root.name
    if (chart := _CHARTS.get(on_demand().name_of(construct))) is not None:
        return chart.app
    return on_demand().name_of(construct.node.root)


def namespace_of(scope: Construct) -> str:
    """Return the namespace of a construct's chart.

    Raises ValueError where the chart has none: what is made there has to name it.
    """
    chart = chart_of(scope)
    if not chart.namespace:
        raise ValueError(
            f"chart {chart.id!r} has no namespace; "
            f"open it as Chart(app, id, namespace='kubeflow')"
        )
    return chart.namespace


def only_one(construct: Construct, kind: str, name: str) -> None:
    """Refuse a second object of a kind and name where an app has one: the last would win.

    In a namespace each for kinds that have one, of which the chart's counts.
    """
    namespace = "" if kind == "Namespace" else chart_of(construct).namespace or ""
    if not is_first(construct, kind, name, namespace=namespace):
        place = f" in namespace {namespace!r}" if namespace else ""
        raise ValueError(f"{kind} {name!r} is there{place} already; give this another name")


def is_first(construct: Construct, kind: str, name: str, *, namespace: str) -> bool:
    """Return whether an app has no object of a kind, namespace and name yet, and note it."""
    taken = _NAMES.setdefault(app_of(construct), set())
    key = (kind, namespace, name)
    new = key not in taken
    taken.add(key)
    return new
