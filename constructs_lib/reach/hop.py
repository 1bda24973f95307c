"""One step of a request's way, and the whole way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..kube import Object
from .network import Pod
from .request import Request
from .rights import Subject, Write
from .world import Server

Point = Literal[
    "edge",
    "egress",
    "network",
    "login",
    "tokens",
    "policies",
    "route",
    "waypoint",
    "ztunnel",
    "pod",
    "rights",
    "admission",
]


@dataclass(frozen=True, kw_only=True)
class Edge:
    """The way in from outside, by a host of the platform's."""


@dataclass(frozen=True, kw_only=True)
class AtService:
    """A Service's own address and a port of it; 0 is its only one."""

    namespace: str
    name: str
    port: int = 0


@dataclass(frozen=True, kw_only=True)
class AtPod:
    """The address of a pod of a workload, past its Services, and a port."""

    server: Server
    port: int


@dataclass(frozen=True, kw_only=True)
class AtApi:
    """The API server, and what is asked of it."""

    write: Write


Destination = Edge | AtService | AtPod | AtApi


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who connects, as network, ztunnel and waypoint see them.

    pod: None for who is no pod, such as the API server. principal: the identity in the mesh,
    None in plain text. captured: whether ztunnel opens the connection. on_node: whether it is
    the pod's own node, which bypasses ztunnel. subject: as the API server knows it.
    """

    name: str
    pod: Pod | None = None
    principal: str | None = None
    captured: bool = False
    on_node: bool = False
    subject: Subject | None = None


@dataclass(frozen=True, kw_only=True)
class Hop:
    """A step: who decided what, by which objects, and the request as it goes on.

    at: the kind of point. where: its name. said: one sentence. answer: what the client gets
    of a refusal. caller, to, port: of the connection that is decided on. service: what a
    waypoint stands before. doubted: the objects by which it might be refused after all,
    depending on what the question does not say.
    """

    at: Point
    where: str
    passes: bool
    said: str
    by: tuple[Object, ...] = ()
    request: Request
    answer: str = ""
    caller: Caller | None = None
    to: Pod | None = None
    port: int = 0
    service: Object | None = None
    doubted: tuple[Object, ...] = ()

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers that go on."""
        return self.request.headers


@dataclass(frozen=True, kw_only=True)
class Journey:
    """The way of a request: its steps, the last of which refuses it or is the pod."""

    hops: tuple[Hop, ...] = field(default_factory=tuple)

    @property
    def allowed(self) -> bool:
        """Return whether the request arrives."""
        return all(hop.passes for hop in self.hops)

    @property
    def refusal(self) -> Hop | None:
        """Return the step that refuses it, or None."""
        return next((hop for hop in self.hops if not hop.passes), None)

    @property
    def doubted(self) -> tuple[Object, ...]:
        """Return the objects that leave it open whether a request arrives; none if refused."""
        return tuple(each for hop in self.hops for each in hop.doubted if self.allowed)


def title_of(obj: Object) -> str:
    """Return an object's namespace and name."""
    return f"{obj['metadata']['namespace']}/{obj['metadata']['name']}"
