"""Compare AuthorizationPolicies: whether one allows every request that another allows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from ..change import Change, at
from ..sentences import listed
from ..severity import Severity
from .rule import Found

_Rule = Mapping[str, Any]
_PARTS: Final = (("from", "source"), ("to", "operation"))
# Actions whose rules deny requests, or ask an external authorizer.
_GUARDS: Final = ("DENY", "CUSTOM")


def authorization(change: Change) -> Found:
    """Yield whether a policy opens or closes access; a rewritten rule counts as both."""
    before, after = change.both("spec")
    if before and after and _reach(before) != _reach(after):
        yield Severity.WARNING, "its target, action or provider changes"
        return
    action = _action(after or before or {})
    if action == "AUDIT":
        return
    if change.after is None:
        yield _gone(action, before or {})
        return
    old, new = rules_of(before), rules_of(after)
    if change.before is None and action == "ALLOW" and not new:
        yield Severity.NOTICE, "closed: allows no one"
        return
    if action == "ALLOW" and {} in new and {} not in old:
        yield Severity.DANGER, "opened: allows everyone"
        return
    more, fewer = beyond(new, old), beyond(old, new)
    if action in _GUARDS:
        more, fewer = fewer, more
    if more:
        yield Severity.WARNING, f"opened for {listed(more)}"
    if fewer:
        yield Severity.NOTICE, f"closed for {listed(fewer)}"


def rules_of(spec: Any) -> Sequence[_Rule]:
    """Return a policy's rules; a rule that matches every request is empty."""
    return [
        {part: alternatives for part, alternatives in rule.items() if alternatives}
        for rule in at(spec, "rules") or []
    ]


def beyond(rules: Sequence[_Rule], others: Sequence[_Rule]) -> list[str]:
    """Return each caller and operation, as text, that `rules` match and `others` may not."""
    found = (
        _told(single)
        for rule in rules
        for single in _singles(rule)
        if not any(_rule_covers(other, single) for other in others)
    )
    return list(dict.fromkeys(found))


def _told(single: _Rule) -> str:
    """Return one caller and operation: `principals cluster.local/ns/a/sa/b, ports 80`."""
    clauses = (part[0].get(inner) or {} for key, inner in _PARTS if (part := single.get(key)))
    fields = [
        f"{name} {' '.join(values)}" for clause in clauses for name, values in clause.items()
    ]
    conditions = [
        f"{condition['key']} {' '.join(condition.get('values', ['other']))}"
        for condition in single.get("when", [])
    ]
    return ", ".join([*fields, *conditions]) or "everyone"


def _singles(rule: _Rule) -> Iterator[_Rule]:
    """Split a rule into rules of one caller and one operation each."""
    parts: list[list[_Rule]] = [
        [
            {part: [{inner: clause}]}
            for alternative in rule[part]
            for clause in _single_values(alternative.get(inner) or {})
        ]
        if part in rule
        else [{}]
        for part, inner in _PARTS
    ]
    for source, operation in product(*parts):
        yield {**rule, **source, **operation}


def _single_values(clause: _Rule) -> Iterator[_Rule]:
    """Split a clause into clauses of one value per field; negated values stay together."""
    choices = (
        [values] if name.startswith("not") else [[value] for value in values]
        for name, values in clause.items()
    )
    for chosen in product(*choices):
        yield dict(zip(clause, chosen, strict=True))


def _reach(spec: Mapping[str, Any]) -> tuple[Any, ...]:
    fields = ("selector", "targetRef", "targetRefs", "provider")
    return (_action(spec), *(spec.get(field) for field in fields))


def _action(spec: Mapping[str, Any]) -> str:
    return str(spec.get("action", "ALLOW"))


def _gone(action: str, spec: Mapping[str, Any]) -> tuple[Severity, str]:
    if action in _GUARDS:
        return Severity.DANGER, f"opened: its {action} rules no longer apply"
    if not rules_of(spec):
        return Severity.DANGER, "opened: the policy that allowed no one is removed"
    return (
        Severity.WARNING,
        "closed for its callers; open to everyone where no other ALLOW policy applies",
    )


def _rule_covers(rule: _Rule, other: _Rule) -> bool:
    for part, inner in _PARTS:
        if part not in rule:
            continue
        if part not in other:
            return False
        wanted = [alternative.get(inner) or {} for alternative in other[part]]
        ours = [alternative.get(inner) or {} for alternative in rule[part]]
        if not all(any(_clause_covers(our, want) for our in ours) for want in wanted):
            return False
    return all(
        any(_condition_covers(condition, want) for want in other.get("when", []))
        for condition in rule.get("when", [])
    )


def _clause_covers(clause: _Rule, other: _Rule) -> bool:
    """Return whether `clause` is at least as wide as `other` in every field that it has."""
    return all(
        name in other and _values_cover(values, other[name], negated=name.startswith("not"))
        for name, values in clause.items()
    )


def _condition_covers(condition: _Rule, other: _Rule) -> bool:
    names = ("values", "notValues")
    return condition["key"] == other["key"] and _clause_covers(
        {name: condition[name] for name in names if condition.get(name)}, other
    )


def _values_cover(values: Sequence[str], others: Sequence[str], *, negated: bool) -> bool:
    if negated:
        return set(values) <= set(others)
    return all(any(_value_covers(value, other) for value in values) for other in others)


def _value_covers(value: str, other: str) -> bool:
    """Return whether a value includes another; `*` at its start or end matches any text."""
    return (
        value in ("*", other)
        or (value.endswith("*") and other.startswith(value[:-1]))
        or (value.startswith("*") and other.endswith(value[1:]))
    )
