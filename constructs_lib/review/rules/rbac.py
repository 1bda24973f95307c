"""Find accounts that gain or lose rights."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, listed, several
from ..severity import Severity
from .rule import Found, ReviewRule

_ROLES: Final = ("Role", "ClusterRole")
_BINDINGS: Final = ("RoleBinding", "ClusterRoleBinding")
_GROUP: Final = "rbac.authorization.k8s.io"
_ANY: Final = "*"
# Rights that lead to every other right, or to secrets of others.
_GRAVE_VERBS: Final = ("bind", "escalate", "impersonate")
_GRAVE_RESOURCES: Final = (_ANY, "pods/exec", "nodes/proxy", "serviceaccounts/token")
_READ: Final = (_ANY, "get", "list", "watch")
_GRAVE_ROLES: Final = ("cluster-admin", "admin")
_EVERYBODY: Final = (
    "system:anonymous",
    "system:authenticated",
    "system:unauthenticated",
    "system:serviceaccounts",
)


@dataclass(frozen=True, order=True, slots=True)
class Right:
    """A verb on a resource of a group, or on a path; the name "" means every name."""

    group: str
    resource: str
    name: str
    verb: str

    def includes(self, other: "Right") -> bool:
        """Return whether this right includes the other."""
        return (
            self.group in (_ANY, other.group)
            and _matches(self.resource, other.resource)
            and self.name in ("", other.name)
            and self.verb in (_ANY, other.verb)
        )

    @property
    def is_grave(self) -> bool:
        """Whether it leads to every other right or to every secret."""
        if self.name:
            return False
        if self.group in ("", _ANY):
            is_secret = self.resource == "secrets" and self.verb in _READ
            return is_secret or self.resource in _GRAVE_RESOURCES or self.verb in _GRAVE_VERBS
        return self.group == _GROUP and self.verb in (_ANY, *_GRAVE_VERBS)


def _matches(pattern: str, resource: str) -> bool:
    if pattern.endswith("*"):
        return resource.startswith(pattern[:-1])
    return pattern == resource


def rights(role: Object | None) -> set[Right]:
    """Return the rights that a Role or ClusterRole grants by its rules."""
    return {right for rule in at(role, "rules") or [] for right in _of_rule(rule)}


def _of_rule(rule: Mapping[str, Any]) -> Iterator[Right]:
    for verb in rule.get("verbs", []):
        for path in rule.get("nonResourceURLs", []):
            yield Right("", path, "", verb)
        for group in rule.get("apiGroups", []):
            for resource in rule.get("resources", []):
                for name in rule.get("resourceNames") or [""]:
                    yield Right(group, resource, name, verb)


def beyond(new: set[Right], old: set[Right]) -> list[Right]:
    """Return the new rights that no old one includes, sorted."""
    return sorted(r for r in new - old if not any(other.includes(r) for other in old))


def told(found: Iterable[Right]) -> str:
    """Return rights as text, by resource: `get, list` on `pods`."""
    verbs: dict[tuple[str, str, str], list[str]] = {}
    for right in dict.fromkeys(found):
        verbs.setdefault((right.group, right.resource, right.name), []).append(right.verb)
    texts = []
    for (group, resource, name), does in verbs.items():
        what = f"{resource}.{group}" if group else resource
        named = f" named {code(name)}" if name else ""
        texts.append(f"{code(', '.join(does))} on {code(what)}{named}")
    return several(texts)


def _rbac(change: Change) -> Found:
    if change.identity.group != _GROUP:
        return
    if change.kind in _ROLES:
        yield from _role(change)
    elif change.kind in _BINDINGS:
        yield from _binding(change)


def _role(change: Change) -> Found:
    yield from _aggregation(change)
    old, new = rights(change.before), rights(change.after)
    # Adding or removing a role changes rights only by aggregation or by bindings.
    if None in (change.before, change.after) and not any(map(_gathered, _sides(change))):
        if grave := [right for right in sorted(new) if right.is_grave]:
            yield Severity.WARNING, f"its subjects get {told(grave)}"
        return
    if widened := beyond(new, old):
        grave = [right for right in widened if right.is_grave]
        level = Severity.DANGER if grave else Severity.WARNING
        yield level, f"widened: adds {told([*grave, *widened])}"
    if narrowed := beyond(old, new):
        yield Severity.NOTICE, f"narrowed: removes {told(narrowed)}"


def _aggregation(change: Change) -> Found:
    before, after = change.both("aggregationRule")
    if before != after and None not in (change.before, change.after):
        yield Severity.WARNING, "aggregates different roles"
    was, now = (_gathered(side) for side in _sides(change))
    if gained := sorted(now - was):
        yield Severity.WARNING, f"widened: aggregated to {listed(gained)}"
    if lost := sorted(was - now):
        yield Severity.NOTICE, f"narrowed: no longer aggregated to {listed(lost)}"


def _sides(change: Change) -> tuple[Object | None, Object | None]:
    return change.before, change.after


def _gathered(role: Object | None) -> set[str]:
    """Return the roles that aggregate this one by its labels."""
    labels = at(role, "metadata", "labels") or {}
    return {
        label.rpartition("/aggregate-to-")[2]
        for label, value in labels.items()
        if "/aggregate-to-" in label and value == "true"
    }


def _binding(change: Change) -> Found:
    roles = change.both("roleRef", "name")
    was, now = (_subjects(side) for side in _sides(change))
    if roles[0] != roles[1] and change.before and change.after:
        was = set()
    if gained := sorted(now - was):
        everybody = any(name in _EVERYBODY for _, _, name in gained)
        grave = everybody or (roles[1] in _GRAVE_ROLES)
        level = Severity.DANGER if grave else Severity.WARNING
        yield level, f"widened: grants {code(roles[1])} to {_named(gained)}"
    if lost := sorted(was - now):
        yield Severity.NOTICE, f"narrowed: revokes {code(roles[0])} from {_named(lost)}"


def holders(binding: Object) -> str:
    """Return the subjects of a binding as text, empty if it has none."""
    return _named(sorted(_subjects(binding)))


def _subjects(binding: Object | None) -> set[tuple[str, str, str]]:
    return {
        (subject["kind"], subject.get("namespace", ""), subject["name"])
        for subject in at(binding, "subjects") or []
    }


def _named(subjects: Iterable[tuple[str, str, str]]) -> str:
    return listed(
        f"{kind} {namespace}/{name}" if namespace else f"{kind} {name}"
        for kind, namespace, name in subjects
    )


RBAC: Final = ReviewRule(
    name="rbac",
    levels={
        Severity.DANGER: "widened to every resource, to reading secrets, `escalate`, "
        "`impersonate`, exec into pods …, to everyone, or to `cluster-admin`",
        Severity.WARNING: "widened: verbs, resources, subjects or aggregation; or a new role "
        "has such rights",
        Severity.NOTICE: "narrowed",
    },
    find=_rbac,
)
