"""A Node that starts, loads packages and learns of constructs when it is first asked.

jsii tells Node of each package when Python imports it, and of each construct when it is made.
Of a synthesis that is more than half, and most programs ask nothing that Python does not know.
So requests wait here, in order, and are sent when another one names what they are about.
Packages wait always; constructs only below an app of `in_python()`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import jsii
from jsii import _reference_map
from jsii._kernel.types import CreateResponse
from jsii.errors import JSIIError

_APP: Final = "cdk8s.App"
_CHART: Final = "cdk8s.Chart"
_OBJECT: Final = "cdk8s.ApiObject"
# What these do when they are made is known: they take their place in the tree.
_KNOWN: Final = frozenset({_APP, _CHART, _OBJECT, "constructs.Construct"})
# What Node calls back only when it writes files.
_QUIET: Final = frozenset({"toJson", "addJsonPatch", "validate"})
_STRUCT: Final = "$jsii.struct"
_ENUM: Final = "$jsii.enum"
_MAP: Final = "$jsii.map"
_IN_PYTHON: Final = "@python-"


@dataclass(slots=True)
class Waiting:
    """A construct that Node has not learned of.

    parent: the one that it is in; None for an app. children: by their names.
    """

    request: Any
    response: Any
    number: int
    parent: "Waiting | None"
    id: str
    children: dict[str, "Waiting"] = field(default_factory=dict)
    later: list[Callable[[], None]] = field(default_factory=list)

    @property
    def construct(self) -> Any:
        """The Python object."""
        return _reference_map.resolve_id(self.response.ref)

    @property
    def name(self) -> str:
        """What it is called from its making on."""
        return f"{self.request.fqn}{_IN_PYTHON}{self.number}"

    @property
    def root(self) -> "Waiting":
        """The app."""
        return self.parent.root if self.parent else self

    @property
    def chart(self) -> "Waiting | None":
        """The chart that it is in, or is."""
        if self.request.fqn == _CHART:
            return self
        return self.parent.chart if self.parent else None

    @property
    def path(self) -> str:
        """The names of all above it and its own, as a construct's node has them."""
        above = self.parent.path if self.parent else ""
        return f"{above}/{self.id}" if above else self.id

    @property
    def props(self) -> dict[str, Any]:
        """What it was made with besides its place."""
        *_, last = self.request.args or [None]
        return last[_STRUCT]["data"] if isinstance(last, dict) and _STRUCT in last else {}

    def below(self) -> Iterator["Waiting"]:
        """Yield it and all below it, in the order in which Node lists them."""
        yield self
        for child in self.children.values():
            yield from child.below()


class OnDemand:
    """A provider, as jsii calls what talks to Node, in front of its own."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self._packages: dict[str, Any] = {}
        self._constructs: dict[str, Waiting] = {}
        self._names: dict[str, str] = {}
        self._in_python = False
        self._number = 0

    def load(self, request: Any) -> None:
        """Note a package; each comes after those that it needs."""
        self._packages[request.name] = request

    def create(self, request: Any) -> Any:
        """Note a construct below an app that waits; let Node make any other."""
        if (waiting := self._noted(request)) is None:
            return self._sent("create", request)
        self._constructs[waiting.response.ref] = waiting
        return waiting.response

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return another of jsii's requests."""

        def call(request: Any, *args: Any, **kwargs: Any) -> Any:
            return self._sent(name, request, *args, **kwargs)

        # jsii asks for it again and again.
        setattr(self, name, call)
        return call

    def waiting(self, construct: Any) -> Waiting | None:
        """Return a construct that Node has not learned of, None for any other."""
        reference = getattr(construct, "__jsii_ref__", None)
        return self._constructs.get(reference.ref) if reference else None

    def name_of(self, construct: Any) -> str:
        """Return what a construct is called from its making on, whatever Node calls it."""
        reference: str = construct.__jsii_ref__.ref
        return self._names.get(reference, reference)

    @contextmanager
    def in_python(self) -> Iterator[None]:
        """Let apps that are made meanwhile wait, and forget them in the end.

        What their constructs came to has to be asked for before.
        """
        before, known = self._in_python, self._number
        self._in_python = True
        try:
            yield
        finally:
            self._in_python = before
            for reference, each in list(self._constructs.items()):
                if each.number > known:
                    del self._constructs[reference]
                    _forget(reference)

    def _noted(self, request: Any) -> Waiting | None:
        if request.fqn not in _KNOWN or not _is_quiet(request):
            return None
        parent = None
        if request.fqn == _APP:
            if not self._in_python:
                return None
            name = ""
        else:
            scope, name = request.args[:2]
            parent = self.waiting(scope)
            if parent is None or _is_refused(request, parent, name):
                return None
        self._number += 1
        response = CreateResponse(ref=f"{request.fqn}{_IN_PYTHON}{self._number}")
        made = Waiting(
            request=request, response=response, number=self._number, parent=parent, id=name
        )
        if parent:
            parent.children[name] = made
        return made

    def _sent(self, name: str, request: Any, *args: Any, **kwargs: Any) -> Any:
        for reference in set(_references(request)):
            if waiting := self._constructs.get(reference):
                self._tell(waiting.root)
            elif _IN_PYTHON in reference:
                kind = reference.partition("@")[0].rpartition(".")[2]
                raise JSIIError(f"this {kind} was made by a synthesis that is over")
        self._load(request)
        return getattr(self._provider, name)(request, *args, **kwargs)

    def _tell(self, app: Waiting) -> None:
        """Let Node make all that waits below an app, in the order in which it was made."""
        known = {each.response.ref for each in app.below()}
        here = [self._constructs.pop(ref) for ref in list(self._constructs) if ref in known]
        for each in here:
            name, made = each.response.ref, each.construct
            self._load(each.request)
            response = self._provider.create(each.request)
            _forget(name)
            # Frozen, and the same object wherever jsii keeps it.
            object.__setattr__(each.response, "ref", response.ref)
            object.__setattr__(each.response, "interfaces", response.interfaces)
            self._names[response.ref] = name
            _reference_map.register_reference(made)
        for each in here:
            for action in each.later:
                action()

    def _load(self, request: Any) -> None:
        while self._packages and not self._packages.keys().isdisjoint(_packages(request)):
            name = next(iter(self._packages))
            try:
                self._provider.load(self._packages[name])
            except JSIIError as error:
                raise JSIIError(f"{name} cannot be loaded: {error}") from error
            del self._packages[name]


def start_on_demand() -> None:
    """Let jsii start its Node and load packages when it first needs them."""
    if not isinstance(jsii.kernel.provider, OnDemand):
        jsii.kernel.provider = OnDemand(jsii.kernel.provider)  # type: ignore[assignment]


def on_demand() -> OnDemand:
    """Return what holds the constructs that wait."""
    start_on_demand()
    provider: Any = jsii.kernel.provider
    found: OnDemand = provider
    return found


def _forget(reference: str) -> None:
    """Let jsii keep a construct no longer: it never does so itself."""
    _reference_map._refs._refs.pop(reference, None)  # noqa: SLF001


def _is_quiet(request: Any) -> bool:
    return all(each.method in _QUIET for each in request.overrides)


def _is_refused(request: Any, parent: Waiting, name: Any) -> bool:
    """Return whether Node has something to say of a construct: an error, or a name."""
    if not isinstance(name, str) or not name or "/" in name or name in parent.children:
        return True
    if request.fqn != _OBJECT:
        return False
    props = request.args[2][_STRUCT]["data"]
    metadata = props["metadata"][_STRUCT]["data"] if props["metadata"] else {}
    return (
        parent.chart is None
        or not metadata.get("name")
        or props["apiVersion"].count("/") > 1
        or not all(map(_is_text, metadata.values()))
    )


def _is_text(value: Any) -> bool:
    """Return whether a value has texts alone: metadata of others is Node's to refuse."""
    if isinstance(value, dict):
        value = list(value.get(_MAP, value).values())
    if isinstance(value, list | tuple):
        return all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, str)


def _packages(request: Any) -> Iterator[str]:
    """Yield the packages that a request names a type of."""
    if fqn := getattr(request, "fqn", None) or getattr(request, "assembly", None):
        yield str(fqn).partition(".")[0]
    for fqn in getattr(request, "interfaces", None) or ():
        yield fqn.partition(".")[0]
    for value in _values(request):
        if isinstance(value, dict):
            if _STRUCT in value:
                yield value[_STRUCT]["fqn"].partition(".")[0]
            if isinstance(fqn := value.get(_ENUM), str):
                yield fqn.partition(".")[0]


def _references(request: Any) -> Iterator[str]:
    """Yield the constructs that a request is about."""
    if reference := getattr(request, "objref", None):
        yield reference.ref
    for value in _values(request):
        reference = vars(value).get("__jsii_ref__") if hasattr(value, "__dict__") else None
        if reference is not None:
            yield reference.ref


def _values(request: Any) -> Iterator[Any]:
    for part in ("args", "value", "result"):
        yield from _all_in(getattr(request, part, None))


def _all_in(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, list):
        for item in value:
            yield from _all_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _all_in(item)
