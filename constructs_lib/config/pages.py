"""Credentials that pages receive, and what other sites may do with pages."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices, check_origin, check_unique


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """Credentials that pages receive, and what other sites may do with pages.

    An origin is a scheme and a host, and a port unless it is the scheme's default:
    `https://portal.example.com`.

    credentials: `kept` at the ingress gateway: no app gets a visitor's token or session
    cookie, nor a second spelling of the headers that identify the user. With `forwarded`,
    upstream's, the owner of a notebook can impersonate each of its visitors.
    websockets: `own` refuses those opened by pages of other sites; programs, which send no
    Origin, may open them. `any` is upstream's. websocket_origins: further allowed origins.
    frames: `own` forbids other sites to frame the platform's pages, `any` allows it.
    frame_ancestors: further allowed origins.
    Raises ValueError for an invalid or duplicate origin, and for origins beside `any`.
    """

    credentials: Literal["kept", "forwarded"] = "kept"
    websockets: Literal["own", "any"] = "own"
    websocket_origins: tuple[str, ...] = ()
    frames: Literal["own", "any"] = "own"
    frame_ancestors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_choices(self)
        for choice, further in (
            ("websockets", "websocket_origins"),
            ("frames", "frame_ancestors"),
        ):
            origins = getattr(self, further)
            for origin in origins:
                check_origin(origin, f"one of {further}")
            check_unique(origins, f"one of {further}")
            if origins and getattr(self, choice) == "any":
                raise ValueError(
                    f"{choice}='any' allows every site, so {further} has no effect; leave out "
                    "one of the two"
                )

    @property
    def framed_elsewhere(self) -> bool:
        """Whether pages of other sites may frame the platform."""
        return self.frames == "any" or bool(self.frame_ancestors)
