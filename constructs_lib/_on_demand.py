"""A Node that starts, and loads a package, when something of it is first needed.

cdk8s's packages are loaded when Python imports them, which takes a fifth of a synthesis: most
of it for the classes of Kubernetes' kinds, of which only programs of their own make objects.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

import jsii
from jsii.errors import JSIIError

_STRUCT: Final = "$jsii.struct"
_ENUM: Final = "$jsii.enum"


def start_on_demand() -> None:
    """Let jsii start its Node and load packages when it first needs them."""
    if not isinstance(jsii.kernel.provider, _OnDemand):
        jsii.kernel.provider = _OnDemand(jsii.kernel.provider)  # type: ignore[assignment]


class _OnDemand:
    """A provider, as jsii calls what talks to Node, in front of its own."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self._waiting: dict[str, Any] = {}

    def load(self, request: Any) -> None:
        """Note a package; each comes after those that it needs."""
        self._waiting[request.name] = request

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return one of jsii's requests, by which packages are loaded that it names."""
        send = getattr(self._provider, name)

        def call(request: Any, *args: Any, **kwargs: Any) -> Any:
            while self._waiting and not self._waiting.keys().isdisjoint(_packages(request)):
                self._load_next()
            return send(request, *args, **kwargs)

        # jsii asks for it again and again.
        setattr(self, name, call)
        return call

    def _load_next(self) -> None:
        name = next(iter(self._waiting))
        try:
            self._provider.load(self._waiting[name])
        except JSIIError as error:
            raise JSIIError(f"{name} cannot be loaded: {error}") from error
        del self._waiting[name]


def _packages(request: Any) -> Iterator[str]:
    """Yield the packages that a request names a type of."""
    if fqn := getattr(request, "fqn", None) or getattr(request, "assembly", None):
        yield str(fqn).partition(".")[0]
    for fqn in getattr(request, "interfaces", None) or ():
        yield fqn.partition(".")[0]
    for part in ("args", "value", "result"):
        yield from _mentioned(getattr(request, part, None))


def _mentioned(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _mentioned(item)
    elif isinstance(value, dict):
        if _STRUCT in value:
            yield value[_STRUCT]["fqn"].partition(".")[0]
        if isinstance(fqn := value.get(_ENUM), str):
            yield fqn.partition(".")[0]
        for item in value.values():
            yield from _mentioned(item)
