"""The headers that identify the user to apps."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Final

# Upstream's, which users' tools rely on too.
USER_HEADER: Final = "kubeflow-userid"

GROUPS_HEADER: Final = "kubeflow-groups"

# Headers that the ingress proxy itself sets from a token and reads to refuse it.
VERIFIED_HEADER: Final = "kubeflow-email-verified"

# Headers with another meaning to HTTP (RFC 9110 to 9113), browsers (fetch.spec.whatwg.org),
# proxies or the login: the gateway removes the user's header from every request.
_TAKEN: Final = frozenset(
    {
        GROUPS_HEADER,
        VERIFIED_HEADER,
        "authorization",
        "baggage",
        "cache-control",
        "connection",
        "cookie",
        "date",
        "expect",
        "forwarded",
        "from",
        "grpc-timeout",
        "host",
        "http2-settings",
        "keep-alive",
        "max-forwards",
        "origin",
        "path",
        "pragma",
        "priority",
        "range",
        "referer",
        "set-cookie",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "upgrade-insecure-requests",
        "user-agent",
        "vary",
        "via",
        "warning",
        "x-real-ip",
        "x-request-id",
        "x-requested-with",
    }
)
_TAKEN_FAMILIES: Final = (
    "accept",
    "access-control-",
    "content-",
    "if-",
    "proxy-",
    "sec-",
    "x-auth-request-",
    "x-csrf",
    "x-envoy-",
    "x-forwarded-",
    "x-istio-",
    "x-xsrf",
)
# With the two spellings of the groups' header these are the 16 headers that a filter of the
# Gateway API removes at most.
_MOST_HYPHENS: Final = 3
# Node's own limit, and that of Go's net/http, which KFAM, the Katib UI and the Pipelines API
# have.
_SMALLEST_LIMIT: Final = 16 * 1024
_LARGEST_LIMIT: Final = 1024 * 1024


def check_header_limit(value: int | None) -> None:
    """Refuse a limit below Node's own, and one above that of the platform's Go servers."""
    if value is not None and not _SMALLEST_LIMIT <= value <= _LARGEST_LIMIT:
        raise ValueError(
            f"header_limit must be {_SMALLEST_LIMIT} to {_LARGEST_LIMIT} bytes, or None for "
            f"each server's own; got {value}"
        )


def spellings(header: str) -> tuple[str, ...]:
    """Return every spelling of a header, with `_` for any `-`; its own name comes first.

    Servers that follow CGI (RFC 3875, 4.1.18), such as Python's WSGI, treat all as one header.
    """
    first, *others = header.split("-")
    return tuple(
        first + "".join(f"{mark}{word}" for mark, word in zip(marks, others, strict=True))
        for marks in product("-_", repeat=len(others))
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class UserHeader:
    """The header in which the gateway passes the user's identity to apps.

    name: of the header. prefix: precedes the user in its value.
    Raises ValueError for a name with another meaning in a request, and for a prefix with a
    meaning to a header or a policy.
    """

    name: str = USER_HEADER
    prefix: str = ""

    def __post_init__(self) -> None:
        _check_name(self.name)
        _check_prefix(self.prefix)


def _check_name(value: str) -> None:
    """Refuse a header that cannot carry the user, or that has another meaning."""
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError(
            f"the user header must be a lower-case name such as {USER_HEADER!r}, "
            f"as Envoy sends it; got {value!r}"
        )
    if value in _TAKEN or value.startswith(_TAKEN_FAMILIES):
        raise ValueError(
            f"the user header cannot be {value!r}, which has another meaning in a request; "
            f"choose an unused name such as {USER_HEADER!r}"
        )
    if value.count("-") > _MOST_HYPHENS:
        raise ValueError(
            f"the user header {value!r} has {value.count('-')} hyphens, and the route can "
            f"remove every spelling with '_' of {_MOST_HYPHENS} at most; choose a shorter name"
        )


def _check_prefix(prefix: str) -> None:
    """Refuse a prefix with a meaning to a header or a policy."""
    if prefix and not re.fullmatch(r"[!-)+-~]+", prefix):
        raise ValueError(
            "the user prefix must be visible ASCII characters such as "
            "'accounts.example.com:', without '*', which policies treat as a wildcard; got "
            f"{prefix!r}"
        )
