"""Find the namespace of an object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cdk8s import Chart
from constructs import Construct, IConstruct

from .._on_demand import Waiting, on_demand

# Objects by app: kind, namespace and name.
_NAMES: Final[dict[str, set[tuple[str, str, str]]]] = {}
# Facts of a construct that Node has returned once and that do not change.
_CHARTS: Final[dict[str, "ChartFacts"]] = {}
# jsii's marker of a mapping.
_MAP: Final = "$jsii.map"


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """What a chart defines for its objects. app: what `app_of` returns for them."""

    id: str
    namespace: str | None
    labels: Mapping[str, str]
    app: str


def chart_of(construct: IConstruct) -> ChartFacts:
    """Return the facts of a construct's chart."""
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
    """Return a unique key of a construct's app in the process.

    An app of cdk8s's Testing is a new Python object at each access; Node's reference to it
    stays the same.
    """
    if waiting := on_demand().waiting(construct):
        return waiting.root.name
    if (chart := _CHARTS.get(on_demand().name_of(construct))) is not None:
        return chart.app
    return on_demand().name_of(construct.node.root)


def namespace_of(scope: Construct) -> str:
    """Return the namespace of a construct's chart.

    Raises ValueError if the chart has none: its objects must name theirs.
    """
    chart = chart_of(scope)
    if not chart.namespace:
        raise ValueError(
            f"chart {chart.id!r} has no namespace; "
            f"open it as Chart(app, id, namespace='kubeflow')"
        )
    return chart.namespace


def only_one(construct: Construct, kind: str, name: str) -> None:
    """Refuse a second object of the same kind and name in an app: the last would win.

    Namespaced kinds may repeat a name in different namespaces; the chart's counts.
    """
    namespace = "" if kind == "Namespace" else chart_of(construct).namespace or ""
    if not is_first(construct, kind, name, namespace=namespace):
        place = f" in namespace {namespace!r}" if namespace else ""
        raise ValueError(f"{kind} {name!r} already exists{place}; give this a different name")


def is_first(construct: Construct, kind: str, name: str, *, namespace: str) -> bool:
    """Return whether an app has no such object yet, and record it."""
    taken = _NAMES.setdefault(app_of(construct), set())
    key = (kind, namespace, name)
    new = key not in taken
    taken.add(key)
    return new
