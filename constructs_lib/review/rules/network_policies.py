"""Compare NetworkPolicies: whether one allows every connection that another allows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..change import Change
from ..severity import Severity
from .rule import Found

_Rule = Mapping[str, Any]
_DIRECTIONS: Final = (("Ingress", "ingress", "from"), ("Egress", "egress", "to"))
_EVERYTHING: Final[Sequence[_Rule]] = ({},)


def network_policy(change: Change) -> Found:
    """Yield whether a NetworkPolicy opens or closes the pods that it selects."""
    before, after = change.both("spec")
    if after is None:
        for selected in _selected(before, "accept every connection", "may connect anywhere"):
            yield Severity.WARNING, f"opened: {selected} unless another policy applies"
        return
    if before is None:
        for selected in _selected(after, "accept", "open"):
            yield Severity.NOTICE, f"closed: {selected} only connections that policies allow"
        return
    if before.get("podSelector") != after.get("podSelector"):
        yield Severity.WARNING, "applies to different pods"
        return
    sides = [
        (_rules(before, direction, field), _rules(after, direction, field), peers)
        for direction, field, peers in _DIRECTIONS
    ]
    if any(not _cover(old, new, peers) for old, new, peers in sides):
        yield Severity.WARNING, "opened: allows connections that were denied"
    if any(not _cover(new, old, peers) for old, new, peers in sides):
        yield Severity.NOTICE, "closed: denies connections that were allowed"


def _selected(spec: _Rule, comes_in: str, goes_out: str) -> Iterator[str]:
    """Yield what adding or removing a policy does to its pods, by direction."""
    types = _types(spec)
    words = {"Ingress": comes_in, "Egress": goes_out}
    yield from (f"its pods {words[each]}" for each in words if each in types)


def _types(spec: _Rule) -> Sequence[str]:
    """Return the directions that a policy applies to: `policyTypes` or its default."""
    unsaid = ["Ingress", "Egress"] if spec.get("egress") else ["Ingress"]
    return spec.get("policyTypes") or unsaid


def _rules(spec: _Rule, direction: str, field: str) -> Sequence[_Rule]:
    if direction not in _types(spec):
        return _EVERYTHING
    return spec.get(field) or []


def _cover(rules: Sequence[_Rule], others: Sequence[_Rule], peers: str) -> bool:
    return all(
        any(_lists_cover(rule, other, ("ports", peers)) for rule in rules) for other in others
    )


def _lists_cover(rule: _Rule, other: _Rule, fields: Sequence[str]) -> bool:
    """Return whether a rule includes another; an empty or absent list matches everything."""
    return all(
        not rule.get(field)
        or bool(other.get(field) and all(item in rule[field] for item in other[field]))
        for field in fields
    )
