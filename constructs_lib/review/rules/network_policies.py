"""NetworkPolicies: whether one lets in all that another does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..change import Change
from ..severity import Severity
from .rule import Found

_Rule = Mapping[str, Any]
_DIRECTIONS: Final = (("Ingress", "ingress", "from"), ("Egress", "egress", "to"))
_EVERYTHING: Final[Sequence[_Rule]] = ({},)


def network_policy(change: Change) -> Found:
    """Say whether a NetworkPolicy opens or closes what it selects."""
    before, after = change.both("spec")
    if after is None:
        for selected in _selected(before, "is open", "connects anywhere"):
            yield Severity.WARNING, f"opened: {selected} where no other policy holds"
        return
    if before is None:
        for selected in _selected(after, "takes", "connects to"):
            yield Severity.NOTICE, f"closed: {selected} only what policies name"
        return
    if before.get("podSelector") != after.get("podSelector"):
        yield Severity.WARNING, "holds for other pods than before"
        return
    sides = [
        (_rules(before, direction, field), _rules(after, direction, field), peers)
        for direction, field, peers in _DIRECTIONS
    ]
    if any(not _cover(old, new, peers) for old, new, peers in sides):
        yield Severity.WARNING, "opened: connections pass that did not"
    if any(not _cover(new, old, peers) for old, new, peers in sides):
        yield Severity.NOTICE, "closed: connections no longer pass that did"


def _selected(spec: _Rule, comes_in: str, goes_out: str) -> Iterator[str]:
    """Yield what a policy that appears or goes does to its pods, by direction."""
    types = _types(spec)
    words = {"Ingress": comes_in, "Egress": goes_out}
    yield from (f"what it selects {words[each]}" for each in words if each in types)


def _types(spec: _Rule) -> Sequence[str]:
    """Return the directions that a policy holds for, said or, as Kubernetes has it, not."""
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
    """A list that is empty or absent stands for everything."""
    return all(
        not rule.get(field)
        or bool(other.get(field) and all(item in rule[field] for item in other[field]))
        for field in fields
    )
