"""Which namespace an object belongs to, if any."""

from functools import cache
from typing import Final

from cdk8s import ApiObject, Chart, JsonPatch
from constructs import Construct, IConstruct

# By app: its objects of a kind, namespace and name.
_NAMES: Final[dict[str, set[tuple[str, str, str]]]] = {}


def app_of(construct: IConstruct) -> str:
    """Return what tells a construct's app from every other one of the process.

    An app that cdk8s's Testing made is another Python object each time that it is asked for;
    Node's reference to it stays the same.
    """
    reference: str = construct.node.root.__jsii_ref__.ref  # type: ignore[attr-defined]
    return reference


def cluster_scoped(api_object: ApiObject) -> None:
    """Undo the namespace that a chart stamps on every object, cluster-wide ones included.

    https://github.com/cdk8s-team/cdk8s-core/issues/731
    """
    api_object.add_json_patch(_without_namespace())


@cache
def _without_namespace() -> JsonPatch:
    """Return a patch that does nothing where there is no namespace."""
    return JsonPatch.remove("/metadata/namespace")


def namespace_of(scope: Construct) -> str:
    """Return the namespace of a construct's chart.

    Raises ValueError where the chart has none: what is made there has to name it.
    """
    namespace = Chart.of(scope).namespace
    if not namespace:
        raise ValueError(
            f"chart {Chart.of(scope).node.id!r} has no namespace; "
            f"open it as Chart(app, id, namespace='kubeflow')"
        )
    return namespace


def only_one(construct: Construct, kind: str, name: str) -> None:
    """Refuse a second object of a kind and name where an app has one: the last would win.

    In a namespace each for kinds that have one, of which the chart's counts.
    """
    namespace = "" if kind == "Namespace" else Chart.of(construct).namespace or ""
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
