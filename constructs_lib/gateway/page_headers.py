"""Response headers of pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..config import Config, Tls
from ..config.durations import seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class PageHeaders:
    """Headers of every answer.

    replaced: those that take the place of an answer's own. added: those beside its own.
    """

    replaced: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


def page_headers(config: Config) -> PageHeaders:
    """Return the headers of permitted frames and of strict transport security.

    An app's own Content-Security-Policy stays, and holds beside this one: browsers keep to all
    that an answer brings (Content Security Policy 3, 2.4). X-Frame-Options, for browsers that
    do not know `frame-ancestors`, cannot name a site: it is left out where one is named.
    """
    replaced: dict[str, str] = {}
    added: dict[str, str] = {}
    if config.edge.pages.frames == "own":
        further = config.edge.pages.frame_ancestors
        added["Content-Security-Policy"] = " ".join(("frame-ancestors 'self'", *further))
        if not further:
            replaced["X-Frame-Options"] = "SAMEORIGIN"
    if isinstance(config.edge.tls, Tls) and config.edge.tls.strict is not None:
        age = seconds(config.edge.tls.strict)
        replaced["Strict-Transport-Security"] = f"max-age={age}"
    return PageHeaders(replaced=replaced, added=added)
