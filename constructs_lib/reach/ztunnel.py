"""Decide connections as ztunnel does, from its configuration as istiod writes it.

A DENY that matches refuses; without any ALLOW everything passes; with one, an ALLOW must
match. A policy matches by any of its groups, a group by all of its rules, a rule by any of its
matches, and a match by all of its fields. A group without rules matches everything, a policy
without groups nothing, and a match without fields is skipped. What depends on an address is in
doubt, since a connection here has none.
Source: src/rbac.rs and src/state.rs of istio/ztunnel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..config.mesh import TRUST_DOMAIN

Policy = Mapping[str, Any]

_ADDRESSES: Final = frozenset(
    ("sourceIps", "notSourceIps", "destinationIps", "notDestinationIps")
)


@dataclass(frozen=True)
class Connection:
    """A TCP connection to a pod's port; without a principal it is plain text."""

    port: int
    principal: str | None = None

    @property
    def namespace(self) -> str | None:
        """Return the caller's namespace, which only a principal tells."""
        return self.principal.split("/")[2] if self.principal else None

    @property
    def account(self) -> str | None:
        """Return the caller's service account, which only a principal tells."""
        return self.principal.split("/")[4] if self.principal else None


@dataclass(frozen=True)
class Decision:
    """Whether a connection passes, and the policies that decide it.

    by: a DENY or the ALLOWs that match; where no ALLOW matches, every ALLOW of the pod.
    doubted: the policies by which a connection that passes might be refused.
    """

    passes: bool
    by: tuple[Policy, ...]
    doubted: tuple[Policy, ...] = ()


def principal(account: str | None, trust_domain: str = TRUST_DOMAIN) -> str | None:
    """Return the identity of `namespace/account`; without one the connection is plain text."""
    if account is None:
        return None
    namespace, name = account.split("/")
    return f"{trust_domain}/ns/{namespace}/sa/{name}"


def admits(policies: Sequence[Policy], connection: Connection) -> bool:
    """Return whether a pod with these policies accepts the connection."""
    return decided(policies, connection).passes


def decided(policies: Sequence[Policy], connection: Connection) -> Decision:
    """Decide whether a pod with these policies accepts the connection."""
    allowing = tuple(each for each in policies if each.get("action", "ALLOW") == "ALLOW")
    denying = tuple(each for each in policies if each.get("action") == "DENY")
    if refusing := _matching(denying, connection):
        return Decision(passes=False, by=refusing[:1])
    doubted = _matching(denying, connection, assumed=True)
    matching = _matching(allowing, connection)
    if matching or not allowing:
        return Decision(passes=True, by=matching, doubted=doubted)
    if possible := _matching(allowing, connection, assumed=True):
        return Decision(passes=True, by=possible, doubted=(*doubted, *possible))
    return Decision(passes=False, by=allowing)


def policies_of(
    dump: Mapping[str, Sequence[Policy]], workload: Mapping[str, Any]
) -> list[Policy]:
    """Return the policies of istiod's dump that apply to one of its workloads."""
    chosen = set(workload.get("authorizationPolicies", ()))
    return [
        policy
        for policy in dump["policies"] or ()
        if policy["scope"] == "GLOBAL"
        or (policy["scope"] == "NAMESPACE" and policy["namespace"] == workload["namespace"])
        or f"{policy['namespace']}/{policy['name']}" in chosen
    ]


def _matching(
    policies: Sequence[Policy], connection: Connection, *, assumed: bool = False
) -> tuple[Policy, ...]:
    """Return the policies that match. assumed: whether addresses are the connection's."""
    return tuple(
        policy
        for policy in policies
        if any(
            all(_rule_matches(rule, connection, assumed) for rule in group.get("rules") or ())
            for group in policy.get("groups") or ()
        )
    )


def _rule_matches(rule: Mapping[str, Any], connection: Connection, assumed: bool) -> bool:
    return any(
        _fields_match(match, connection, assumed)
        for match in rule.get("matches") or ()
        if any(match.values())
    )


def _fields_match(match: Mapping[str, Any], connection: Connection, assumed: bool) -> bool:
    if not assumed and any(match.get(name) for name in _ADDRESSES):
        return False
    unknown = sorted(match.keys() - _FIELDS.keys() - _ADDRESSES)
    if unknown:
        raise ValueError(f"this model does not know ztunnel's {', '.join(unknown)}")
    return all(
        _FIELDS[name](wanted, connection)
        for name, wanted in match.items()
        if wanted and name not in _ADDRESSES
    )


def _text_matches(wanted: Mapping[str, Any], value: str | None) -> bool:
    if value is None:
        return False
    (how, text) = next(iter(wanted.items()))
    if how == "presence":
        return True
    matches = {
        "exact": value == str(text),
        "prefix": value.startswith(str(text)),
        "suffix": value.endswith(str(text)),
    }
    return matches[how]


def _any_text(value: Callable[[Connection], str | None]) -> Callable[[Any, Connection], bool]:
    return lambda wanted, connection: any(
        _text_matches(text, value(connection)) for text in wanted
    )


def _not(field: Callable[[Any, Connection], bool]) -> Callable[[Any, Connection], bool]:
    return lambda wanted, connection: not field(wanted, connection)


_principal = _any_text(lambda connection: connection.principal)
_namespace = _any_text(lambda connection: connection.namespace)


def _account(wanted: Sequence[Mapping[str, str]], connection: Connection) -> bool:
    return any(
        (each["namespace"], each["serviceAccount"])
        == (connection.namespace, connection.account)
        for each in wanted
    )


def _port(wanted: Sequence[int], connection: Connection) -> bool:
    return connection.port in wanted


_FIELDS: Final[Mapping[str, Callable[[Any, Connection], bool]]] = {
    "principals": _principal,
    "notPrincipals": _not(_principal),
    "namespaces": _namespace,
    "notNamespaces": _not(_namespace),
    "serviceAccounts": _account,
    "notServiceAccounts": _not(_account),
    "destinationPorts": _port,
    "notDestinationPorts": _not(_port),
}
