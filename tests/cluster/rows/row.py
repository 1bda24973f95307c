"""A request as a row of the table, and the connection that it stands for."""

from dataclasses import dataclass
from typing import Final, Literal

Point = Literal["gateway", "waypoint", "ztunnel", "network", "admission", "guard", "nobody"]

GATEWAY: Final = "kubeflow/istio-ingressgateway-service-account"
TEAM: Final = "alice/default-editor"


@dataclass(frozen=True)
class Call:
    """A connection to a port of the pods with some labels; without a caller, plain text."""

    pods: tuple[str, str]
    port: int
    caller: str | None = None
    namespace: str = "kubeflow"


@dataclass(frozen=True)
class Row:
    """One request, and what must come of it.

    environment: where it is decided: `monitored` has a scraper, which the default one lacks.
    """

    number: int
    source: str
    request: str
    destination: str
    allowed: bool
    point: Point
    waits_for: str = ""
    call: Call | None = None
    environment: Literal["default", "monitored"] = "default"

    def __str__(self) -> str:
        """Read as a sentence."""
        verdict = "may" if self.allowed else "may not"
        return f"{self.number}: {self.source} {verdict} {self.request} to {self.destination}"


def to(
    label: str, value: str, port: int, caller: str | None, namespace: str = "kubeflow"
) -> Call:
    """Return a connection to the pods with a label."""
    return Call((label, value), port, caller, namespace)
