"""Faults to plant in the library, each of which a comparison with the servers has to find."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from constructs_lib.reach import authorization, ztunnel
from constructs_lib.reach.authorization import Attributes, Decision

Decide = Callable[..., Decision]


def allow_before_deny(policies: Any, request: Attributes, domain: str = "") -> Decision:
    """Let an ALLOW win over a DENY."""
    allowing = [each for each in policies if authorization.action_of(each) == "ALLOW"]
    found = authorization.decided(allowing, request)
    return found if allowing and found.passes else authorization.decided(policies, request)


def no_default_deny(policies: Any, request: Attributes, domain: str = "") -> Decision:
    """Let a request through that no ALLOW matches."""
    found = authorization.decided(policies, request)
    return replace(found, passes=True) if found.action == "ALLOW" else found


def header_case(policies: Any, request: Attributes, domain: str = "") -> Decision:
    """Look for headers as they are spelt in policies."""
    spelt = {name.title(): value for name, value in request.headers.items()}
    return authorization.decided(policies, replace(request, headers=spelt))


def empty_header(policies: Any, request: Attributes, domain: str = "") -> Decision:
    """Take an empty header for none."""
    headers = {name: value for name, value in request.headers.items() if value}
    return authorization.decided(policies, replace(request, headers=headers))


def host_case(policies: Any, request: Attributes, domain: str = "") -> Decision:
    """Ignore that hosts have no case: ask with another host."""
    host = request.host if request.host.islower() else "none"
    return authorization.decided(policies, replace(request, host=host))


def with_query(policies: Any, request: Attributes, domain: str = "") -> Decision:
    """Forget that rules of paths see `/a/b` for `/a/./b`."""
    return authorization.decided(policies, replace(request, path=f"{request.path}?"))


OF_ENVOY: Final[Mapping[str, Decide]] = {
    "an ALLOW wins over a DENY": allow_before_deny,
    "no default deny": no_default_deny,
    "the case of headers": header_case,
    "an empty header is none": empty_header,
    "the case of hosts": host_case,
    "the query is part of the path": with_query,
}


def allow_wins(policies: Any, connection: Any) -> bool:
    allowing = [each for each in policies if each["action"] == "ALLOW"]
    return (bool(allowing) and ztunnel.admits(allowing, connection)) or ztunnel.admits(
        policies, connection
    )


def all_pass(policies: Any, connection: Any) -> bool:
    return ztunnel.admits([each for each in policies if each["action"] == "DENY"], connection)


def anonymous(policies: Any, connection: Any) -> bool:
    return ztunnel.admits(policies, replace(connection, principal=None))


OF_ZTUNNEL: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "an ALLOW wins over a DENY": allow_wins,
    "no default deny": all_pass,
    "callers have no identity": anonymous,
}
