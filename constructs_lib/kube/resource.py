"""Create objects whose fields stay in Python until they are written.

cdk8s keeps the objects of a program in Node. Creating and reading them there takes most of
the time of a synthesis, so Node only receives an object's place in the tree, its kind and
its metadata, and the rest on request.
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

# Metadata fields that cdk8s has too; others stay in Python.
_METADATA: Final = ("annotations", "finalizers", "labels", "name", "namespace")


class Resource(ApiObject):
    """An object with its metadata in Node and its fields in Python.

    api_version, kind: of the object. metadata: with Kubernetes' names. fields: the others,
    likewise. Patches and changes of metadata work as for every `ApiObject`.
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
        # For every class of cdk8s, Node creates an object without fields.
        jsii.create(ApiObject, self, [scope, id, props])
        self._head = {"apiVersion": api_version, "kind": kind}
        self._metadata = metadata
        self._fields = dict(fields)
        self._annotations: dict[str, str] = {}
        self._patches: list[JsonPatch] = []
        self._chart = chart_of(scope)
        self._namespaced = True
        self._shared = False

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name == "metadata":
            # From now on, other code may change it.
            self._shared = True
            while self._annotations:
                value.add_annotation(*self._annotations.popitem())
        return value

    def plain(self) -> Object:
        """Return the result of `to_json`, asking Node only if that may have changed."""
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
        """Return the manifest; cdk8s calls this when it writes files itself."""
        made: Object = self._manifest({**self._metadata, **super().to_json()["metadata"]})
        if self._patches:
            made = JsonPatch.apply(made, *self._patches)
        return made

    def _manifest(self, metadata: Mapping[str, Any]) -> Object:
        annotations = {**metadata.get("annotations", {}), **self._annotations}
        metadata = {**metadata, "annotations": annotations}
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
        """Omit the namespace that a chart adds to every object."""
        self._namespaced = False

    def annotate(self, key: str, value: str) -> None:
        """Add an annotation; Node is asked only if other code has the metadata."""
        if self._shared:
            self.metadata.add_annotation(key, value)
        else:
            self._annotations[key] = value

    def as_version(self, api_version: str) -> None:
        """Write the object as one of another version of its API."""
        self._head["apiVersion"] = api_version

    def add_field(self, parent: str, key: str, value: Any) -> None:
        """Add untyped values below one of the fields."""
        self._fields[parent] = {**self._fields[parent], key: plain(value)}


def cluster_scoped(api_object: ApiObject) -> None:
    """Remove the namespace that a chart adds to every object, cluster-scoped ones included.

    https://github.com/cdk8s-team/cdk8s-core/issues/731
    """
    if isinstance(api_object, Resource):
        api_object.without_namespace()
    else:
        # It changes nothing if there is no namespace.
        api_object.add_json_patch(JsonPatch.remove("/metadata/namespace"))


def annotate(api_object: ApiObject, key: str, value: str) -> None:
    """Add an annotation to an object."""
    if isinstance(api_object, Resource):
        api_object.annotate(key, value)
    else:
        api_object.metadata.add_annotation(key, value)


def as_version(api_object: ApiObject, api_version: str) -> None:
    """Write an object as one of another version of its API, which has the same fields.

    Raises TypeError for an object that is left to cdk8s, whose classes have one version each.
    """
    if not isinstance(api_object, Resource):
        raise TypeError(f"{type(api_object).__name__} has the version that cdk8s gives it")
    api_object.as_version(api_version)


def add_field(api_object: ApiObject, parent: str, key: str, value: Any) -> None:
    """Add untyped values below one of an object's fields."""
    if isinstance(api_object, Resource):
        api_object.add_field(parent, key, value)
    else:
        api_object.add_json_patch(JsonPatch.add(f"/{parent}/{key}", value))


def declare(
    kind: Callable[Parameters, Kind], *args: Parameters.args, **given: Parameters.kwargs
) -> Kind:
    """Create an object of one of cdk8s's classes, and keep its fields in Python.

    A kind or a value that only cdk8s can convert is left to it.
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
    # The struct that the class itself builds from its arguments, and checks.
    props = getattr(sys.modules[kind.__module__], f"{kind.__name__}Props")
    fields = plain_struct(props(**given))
    metadata = fields.pop("metadata", {})
    return _kept(kind)(
        scope, id, api_version=api_version, kind=name, metadata=metadata, fields=fields
    )


@cache
def _kept(kind: Any) -> Any:
    """Return a subclass, so that isinstance() finds objects of the class."""
    return type(kind)(kind.__name__, (Resource, kind), {})
