"""What pages are told of their visitors, and what other sites may do with them."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices, check_origin, check_unique


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """What a page is told of its visitor, and what other sites may do with the platform's.

    An origin is a scheme and a host, and a port where it is not the scheme's own:
    `https://portal.example.com`.

    credentials: `kept` at the ingress gateway: no app gets a visitor's token or session, nor
    a second spelling of the headers by which it knows its user. `forwarded` is upstream's, by
    which whoever runs a notebook can become each of its visitors.
    websockets: `own` refuses those that a page of another site opens; programs, which name no
    origin, may. `any` is upstream's. websocket_origins: further origins that may open some.
    frames: `own` lets no other site show the platform's pages in a frame, `any` lets all.
    frame_ancestors: further origins that may.
    Raises ValueError for what is no origin, for one that comes twice, and for origins where
    every other site may do the same.
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
                    f"{choice}='any' leaves out no site, so {further} say nothing; "
                    f"leave out one of the two"
                )

    @property
    def framed_elsewhere(self) -> bool:
        """Whether a page of another site may show the platform in a frame."""
        return self.frames == "any" or bool(self.frame_ancestors)
