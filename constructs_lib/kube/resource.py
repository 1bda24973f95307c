"""Objects whose fields stay in Python until they are written.

cdk8s keeps the objects of a program in Node. A constructor there, and a question for what
became of it, take most of the time of a synthesis, so Node learns an object's place in the
tree, its kind and its metadata, and nothing else before it asks.
"""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, ParamSpec, TypeVar

import jsii
from cdk8s import ApiObject, ApiObjectMetadata, ApiObjectProps, JsonPatch
from constructs import Construct

from .kinds import KINDS
from .plain import UnknownTypeError, plain, plain_struct
from .scope import chart_of

Object = dict[str, Any]
Parameters = ParamSpec("Parameters")
Kind = TypeVar("Kind", bound=ApiObject)

# What cdk8s's own metadata has of these; others stay in Python.
_METADATA: Final = ("annotations", "finalizers", "labels", "name", "namespace")


class Resource(ApiObject):
    """An object of which Node has the metadata, and Python the fields.

    api_version, kind: of the object. metadata: in Kubernetes' own words. fields: the others,
    likewise. It is patched and its metadata changed as those of every `ApiObject`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        api_version: str,
        kind: str,
        metadata: Mapping[str, Any],
        fields: Mapping[str, Any],
    ) -> None:
        known = {key: metadata[key] for key in _METADATA if key in metadata}
        props = ApiObjectProps(
            api_version=api_version, kind=kind, metadata=ApiObjectMetadata(**known)
        )
        # Whatever class of cdk8s's this is: Node makes an object without fields.
        jsii.create(ApiObject, self, [scope, id, props])
        self._head = {"apiVersion": api_version, "kind": kind}
        self._metadata = metadata
        self._fields = dict(fields)
        self._patches: list[JsonPatch] = []
        self._chart = chart_of(scope)
        self._namespaced = True
        self._shared = False

    def __getattribute__(self, name: str) -> Any:
        if name == "metadata":
            # From now on, others may change it.
            self._shared = True
        return super().__getattribute__(name)

    def plain(self) -> Object:
        """Return what `to_json` does, asking Node only where others may have changed it."""
        if self._shared or self._patches or "name" not in self._metadata:
            return self.to_json()
        own = self._metadata
        metadata = {
            **own,
            "namespace": own.get("namespace") or self._chart.namespace,
            "labels": dict(sorted({**self._chart.labels, **own.get("labels", {})}.items())),
        }
        return self._manifest(metadata)

    def to_json(self) -> Object:
        """Return the manifest; cdk8s asks for it when it writes files itself."""
        made: Object = self._manifest({**self._metadata, **super().to_json()["metadata"]})
        if self._patches:
            made = JsonPatch.apply(made, *self._patches)
        return made

    def _manifest(self, metadata: Mapping[str, Any]) -> Object:
        left_out = () if self._namespaced else ("namespace",)
        kept = {key: metadata[key] for key in sorted(metadata) if key not in left_out}
        return {
            **self._head,
            "metadata": {key: value for key, value in kept.items() if value},
            **self._fields,
        }

    def add_json_patch(self, *ops: JsonPatch) -> None:
        """Change the manifest when it is written, as cdk8s's objects do."""
        self._patches.extend(ops)

    def without_namespace(self) -> None:
        """Leave out the namespace that a chart stamps on every object."""
        self._namespaced = False

    def add_field(self, parent: str, key: str, value: Any) -> None:
        """Add what cdk8s has no type for below one of the fields."""
        self._fields[parent] = {**self._fields[parent], key: plain(value)}


def cluster_scoped(api_object: ApiObject) -> None:
    """Undo the namespace that a chart stamps on every object, cluster-wide ones included.

    https://github.com/cdk8s-team/cdk8s-core/issues/731
    """
    if isinstance(api_object, Resource):
        api_object.without_namespace()
    else:
        # It does nothing where there is no namespace.
        api_object.add_json_patch(JsonPatch.remove("/metadata/namespace"))


def add_field(api_object: ApiObject, parent: str, key: str, value: Any) -> None:
    """Add what cdk8s has no type for below one of an object's fields."""
    if isinstance(api_object, Resource):
        api_object.add_field(parent, key, value)
    else:
        api_object.add_json_patch(JsonPatch.add(f"/{parent}/{key}", value))


def declare(
    kind: Callable[Parameters, Kind], *args: Parameters.args, **given: Parameters.kwargs
) -> Kind:
    """Make an object of one of cdk8s's classes, as calling it does, and keep its fields here.

    A kind, or a value, that only cdk8s knows how to write is left to it.
    """
    made: Kind
    try:
        made = _declared(kind, *args, **given)
    except UnknownTypeError:
        made = kind(*args, **given)
    return made


def _declared(kind: Any, scope: Any, id: Any, **given: Any) -> Any:
    package, _, _ = kind.__jsii_type__.partition(".")
    known = KINDS.get((package, kind.__name__))
    if known is None:
        raise UnknownTypeError(f"{kind.__name__} is not one of KINDS")
    api_version, name = known
    # The struct that the class itself makes of its arguments, and checks.
    props = getattr(sys.modules[kind.__module__], f"{kind.__name__}Props")
    fields = plain_struct(props(**given))
    metadata = fields.pop("metadata", {})
    return _kept(kind)(
        scope, id, api_version=api_version, kind=name, metadata=metadata, fields=fields
    )


@cache
def _kept(kind: Any) -> Any:
    """Return a subclass, for those who ask for objects of a class."""
    return type(kind)(kind.__name__, (Resource, kind), {})
