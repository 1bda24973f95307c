"""Decide writes to the API server by RBAC, and find the admission policies that judge them.

A role is granted by a RoleBinding in the namespace, or by a ClusterRoleBinding everywhere.
What an admission policy says of an object is CEL, which is not evaluated here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..kube import Object, selects
from .world import World

_OPERATIONS: Final[Mapping[str, str]] = {
    "create": "CREATE",
    "update": "UPDATE",
    "patch": "UPDATE",
    "delete": "DELETE",
}
_EVERYONE: Final = ("system:authenticated",)
# What the profile controller binds in a profile's namespace.
_OF_PROFILES: Final[Mapping[str, str]] = {
    "default-editor": "kubeflow-edit",
    "default-viewer": "kubeflow-view",
}


@dataclass(frozen=True, kw_only=True)
class Write:
    """What is asked of the API server: a verb, a kind by its plural and group, a namespace.

    any_name: whether of every object of the kind, so that roles for single ones do not count.
    """

    verb: str
    resource: str
    group: str
    namespace: str
    any_name: bool = True


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Who asks: a user or a service account's user, with groups.

    roles: ClusterRoles by the namespace in which controllers bind them.
    """

    name: str
    groups: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)


def account(namespace: str, name: str, profiles: Collection[str]) -> Subject:
    """Return a service account as the API server knows it. profiles: their names."""
    role = _OF_PROFILES.get(name) if namespace in profiles else None
    return Subject(
        name=f"system:serviceaccount:{namespace}:{name}",
        groups=("system:serviceaccounts", f"system:serviceaccounts:{namespace}"),
        roles={namespace: role} if role else {},
    )


def person(user: str, groups: tuple[str, ...], owners: Mapping[str, str]) -> Subject:
    """Return a user as the API server knows it. owners: of profiles by name."""
    owned = {name: "kubeflow-admin" for name, owner in owners.items() if owner == user}
    return Subject(name=user, groups=groups, roles=owned)


def granting(world: World, subject: Subject, write: Write) -> tuple[Object, ...]:
    """Return the roles and bindings by which a subject may write; none if it may not."""
    return tuple(_granting(world, subject, write))


def perhaps_granting(world: World, subject: Subject, write: Write) -> tuple[Object, ...]:
    """Return what may allow a write that no role of the environment allows outright.

    That is a binding to a role which is in the cluster alone, such as Kubernetes' own
    `cluster-admin`, and a role that names single objects, which a question does not.
    """
    unnamed = replace(write, any_name=False)
    known = {each["metadata"]["name"] for each in world.of("ClusterRole")}
    elsewhere = tuple(
        binding
        for binding in (*world.of("ClusterRoleBinding"), *world.of("RoleBinding"))
        if binding["metadata"].get("namespace") in (None, write.namespace)
        and _binds(binding, subject)
        and binding["roleRef"]["kind"] == "ClusterRole"
        and binding["roleRef"]["name"] not in known
    )
    return (*granting(world, subject, unnamed), *elsewhere)


def judging(world: World, write: Write) -> tuple[Object, ...]:
    """Return the admission policies that judge a write in a namespace."""
    operation = _OPERATIONS.get(write.verb)
    bindings = world.of("ValidatingAdmissionPolicyBinding")
    bound = {each["spec"]["policyName"]: each for each in bindings}
    return tuple(
        policy
        for policy in world.of("ValidatingAdmissionPolicy")
        if operation
        and (binding := bound.get(policy["metadata"]["name"]))
        and _is_about(policy["spec"].get("matchConstraints") or {}, world, write, operation)
        and _is_in(binding["spec"].get("matchResources") or {}, world, write)
    )


def _granting(world: World, subject: Subject, write: Write) -> Iterator[Object]:
    roles = {each["metadata"]["name"]: each for each in world.of("ClusterRole")}
    bound = roles.get(subject.roles.get(write.namespace, ""))
    if bound is not None and _allows(bound, roles.values(), write):
        yield bound
    for binding in (*world.of("ClusterRoleBinding"), *world.of("RoleBinding")):
        home = binding["metadata"].get("namespace")
        if home not in (None, write.namespace) or not _binds(binding, subject):
            continue
        ref = binding["roleRef"]
        role = roles.get(ref["name"])
        if ref["kind"] == "Role":
            role = _role(world, home, ref["name"])
        if role is not None and _allows(role, roles.values(), write):
            yield from (role, binding)


def _role(world: World, namespace: str | None, name: str) -> Object | None:
    for each in world.of("Role"):
        if (each["metadata"]["namespace"], each["metadata"]["name"]) == (namespace, name):
            return each
    return None


def _binds(binding: Object, subject: Subject) -> bool:
    return any(_is_subject(each, subject) for each in binding.get("subjects") or ())


def _is_subject(told: Mapping[str, Any], subject: Subject) -> bool:
    if told["kind"] == "ServiceAccount":
        namespace = told.get("namespace", "")
        return f"system:serviceaccount:{namespace}:{told['name']}" == subject.name
    if told["kind"] == "Group":
        return told["name"] in (*subject.groups, *_EVERYONE)
    return bool(told["name"] == subject.name)


def _allows(role: Object, others: Iterable[Object], write: Write) -> bool:
    aggregated = (role.get("aggregationRule") or {}).get("clusterRoleSelectors") or ()
    if any(
        each is not role
        and selects(selector, each["metadata"].get("labels") or {})
        and _allows(each, others, write)
        for selector in aggregated
        for each in others
    ):
        return True
    return any(
        _has(rule.get("verbs"), write.verb)
        and _has(rule.get("apiGroups"), write.group)
        and _has(rule.get("resources"), write.resource)
        and not (write.any_name and rule.get("resourceNames"))
        for rule in role.get("rules") or ()
    )


def _has(words: Sequence[str] | None, word: str) -> bool:
    return word in (words or ()) or "*" in (words or ())


def _is_about(
    constraints: Mapping[str, Any], world: World, write: Write, operation: str
) -> bool:
    return _is_in(constraints, world, write) and any(
        _has(rule.get("apiGroups"), write.group)
        and _has(rule.get("resources"), write.resource)
        and _has(rule.get("operations"), operation)
        for rule in constraints.get("resourceRules") or ()
    )


def _is_in(constraints: Mapping[str, Any], world: World, write: Write) -> bool:
    labels = {
        "kubernetes.io/metadata.name": write.namespace,
        **world.namespaces.get(write.namespace, {}),
    }
    return selects(constraints.get("namespaceSelector") or {}, labels)
