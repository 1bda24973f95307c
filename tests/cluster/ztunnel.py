"""Model ztunnel's decision on a connection, from istiod's configuration.

ztunnel itself does not run here. Its rules are few and documented: a DENY that matches
refuses; without any ALLOW everything passes; with one, an ALLOW must match. A policy matches
by any of its groups, a group by all of its rules, a rule by any of its matches, and a match
by all of its fields. A group without rules matches everything, a policy without groups
nothing, and a match that says nothing is passed over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Policy = Mapping[str, Any]


@dataclass(frozen=True)
class Connection:
    """A TCP connection to a pod's port; without a principal it is plain text."""

    port: int
    principal: str | None = None

    @property
    def namespace(self) -> str | None:
        """Return the caller's namespace, which only a principal tells."""
        return self.principal.split("/")[2] if self.principal else None


def principal(account: str | None) -> str | None:
    """Return the identity of `namespace/account`; without one the connection is plain text."""
    if account is None:
        return None
    namespace, name = account.split("/")
    return f"cluster.local/ns/{namespace}/sa/{name}"


def admits(policies: Sequence[Policy], connection: Connection) -> bool:
    """Return whether a pod with these policies accepts the connection."""
    allowing = [policy for policy in policies if policy.get("action", "ALLOW") == "ALLOW"]
    denying = [policy for policy in policies if policy.get("action", "ALLOW") == "DENY"]
    if any(_policy_matches(policy, connection) for policy in denying):
        return False
    return not allowing or any(_policy_matches(policy, connection) for policy in allowing)


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


def _policy_matches(policy: Policy, connection: Connection) -> bool:
    return any(
        all(_rule_matches(rule, connection) for rule in group.get("rules") or ())
        for group in policy.get("groups") or ()
    )


def _rule_matches(rule: Mapping[str, Any], connection: Connection) -> bool:
    return any(
        _fields_match(match, connection)
        for match in rule.get("matches") or ()
        if any(match.values())
    )


def _fields_match(match: Mapping[str, Any], connection: Connection) -> bool:
    unknown = sorted(match.keys() - _FIELDS.keys())
    if unknown:
        raise ValueError(f"this model does not know ztunnel's {', '.join(unknown)}")
    return all(_FIELDS[name](wanted, connection) for name, wanted in match.items() if wanted)


def _text_matches(wanted: Mapping[str, Any], value: str | None) -> bool:
    if value is None:
        return False
    (how, text) = next(iter(wanted.items()))
    if how == "presence":
        return True
    return {
        "exact": value == text,
        "prefix": value.startswith(str(text)),
        "suffix": value.endswith(str(text)),
    }[how]


def _any_text(value: Callable[[Connection], str | None]) -> Callable[[Any, Connection], bool]:
    return lambda wanted, connection: any(
        _text_matches(text, value(connection)) for text in wanted
    )


def _not(field: Callable[[Any, Connection], bool]) -> Callable[[Any, Connection], bool]:
    return lambda wanted, connection: not field(wanted, connection)


_principal = _any_text(lambda connection: connection.principal)
_namespace = _any_text(lambda connection: connection.namespace)


def _port(wanted: Sequence[int], connection: Connection) -> bool:
    return connection.port in wanted


_FIELDS: Final[Mapping[str, Callable[[Any, Connection], bool]]] = {
    "principals": _principal,
    "notPrincipals": _not(_principal),
    "namespaces": _namespace,
    "notNamespaces": _not(_namespace),
    "destinationPorts": _port,
    "notDestinationPorts": _not(_port),
}
