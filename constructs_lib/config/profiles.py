"""Profiles as code: who owns one, who else works in it, and what it may use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, Literal, get_args

from . import dex, oauth2_proxy
from .checks import (
    check_choices,
    check_email,
    check_label,
    check_labels,
    check_one_spelling,
    check_quantity,
    check_unique,
)
from .mesh import MEMBERSHIP
from .pod_default import PodDefault
from .tenants import ENFORCED

Role = Literal["admin", "edit", "view"]

# By it webhooks and policies find the namespaces that the profile controller makes.
PROFILES: Final = {"app.kubernetes.io/part-of": "kubeflow-profile"}

# Namespaces that exist before Kubeflow does, or belong to it: no user may own them.
RESERVED: Final = (
    "default",
    "kube-system",
    "kube-public",
    "kube-node-lease",
    "kubeflow",
    "istio-system",
    "cert-manager",
    dex.NAMESPACE,
    oauth2_proxy.NAMESPACE,
    "argocd",
)


# No header carries a line break: HTTP has none within a value, and Envoy and Go's net/http,
# by which KFAM is asked, refuse or join such lines. In the middle, where nothing trims it.
NOBODY: Final = "nobody:\nno header carries a line break"

# What a quota can limit; others are extended resources, storage classes, or counted.
# https://kubernetes.io/docs/concepts/policy/resource-quotas/
_LIMITED: Final = (
    *("cpu", "memory", "ephemeral-storage"),
    *(f"{kind}.{name}" for kind in ("requests", "limits") for name in ("cpu", "memory")),
    *("requests.ephemeral-storage", "limits.ephemeral-storage", "requests.storage"),
    *("configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers"),
    *("resourcequotas", "secrets", "services", "services.loadbalancers", "services.nodeports"),
)
_ALSO_LIMITED: Final = re.compile(
    r"(requests\.)?hugepages-[1-9][0-9]*[KMG]i"
    r"|count/[a-z]+(\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?"
    r"|requests\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"
    r"|[a-z0-9]([-a-z0-9.]*[a-z0-9])?\.storageclass\.storage\.k8s\.io"
    r"/(requests\.storage|persistentvolumeclaims)"
)

_NO_GROUPS: Final = (
    "A group cannot work in a profile: Kubeflow's apps ask what a user may do, and not what "
    "their groups may. Name its people, and let only groups log in by Login(only_groups=...)"
)


@dataclass(frozen=True, slots=True)
class NamedRole:
    """An organization's own name for what somebody may do, in Kubeflow's terms.

    name: a label's value on the RoleBindings of whoever has the role. grants: which of
    Kubeflow's roles that is.
    Raises ValueError for a name that is none, or one of Kubeflow's own.
    """

    name: str
    grants: Role

    def __post_init__(self) -> None:
        check_label(self.name, "role")
        if self.name in get_args(Role):
            raise ValueError(
                f"role {self.name!r} is Kubeflow's own; choose another name, "
                f"or give members {self.name!r} itself"
            )
        check_choices(self)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in another's profile.

    email: who. role: what they may do there.
    Raises ValueError for a group or whatever else is no e-mail address, and for a role that
    is none.
    """

    email: str
    role: Role | NamedRole = "edit"

    def __post_init__(self) -> None:
        _check_person(self.email, "member")

    @property
    def grants(self) -> Role:
        """Which of Kubeflow's roles the member has."""
        return self.role.grants if isinstance(self.role, NamedRole) else self.role

    @property
    def binding_name(self) -> str:
        """The name that KFAM gives to what it writes for this member.

        Source: components/access-management/kfam/bindings.go, getBindingName.
        """
        name = f"user-{self.email}-clusterrole-{self.grants}"
        return re.sub("[^a-zA-Z0-9]+", "-", name).lower()


@dataclass(frozen=True, slots=True)
class Quota:
    """What all pods of a profile together may use, by resource name as Kubernetes has it.

    Such as `{"cpu": "20", "memory": "64Gi", "requests.nvidia.com/gpu": "2"}`.
    hard: the most, by resource.
    """

    hard: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.hard:
            raise ValueError("a quota limits nothing; name a resource or leave the quota out")
        for resource, amount in self.hard.items():
            _check_resource(resource)
            check_quantity(amount, f"quota for {resource!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A namespace of somebody's own, with its members, quota and PodDefaults.

    owner cannot be changed later (kubeflow/kubeflow issue 6576): a new owner is a new profile.
    name: of the namespace. owner: an e-mail address. members: who else works there. quota:
    none where None. pod_defaults: what users can switch on.
    Raises ValueError for a name that is none or reserved, an owner or member that is no
    e-mail address, and for members or PodDefaults that come twice.
    """

    name: str
    owner: str
    members: tuple[Member, ...] = ()
    quota: Quota | None = None
    pod_defaults: tuple[PodDefault, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "profile")
        if self.name in RESERVED:
            raise ValueError(
                f"profile {self.name!r} would take over a namespace of the cluster; "
                f"choose another name"
            )
        _check_person(self.owner, f"owner of profile {self.name!r}")
        emails = [member.email for member in self.members]
        check_unique((self.owner, *emails), f"member of profile {self.name!r}")
        check_one_spelling((self.owner, *emails), f"member of profile {self.name!r}")
        check_unique(
            (member.binding_name for member in self.members),
            f"binding of profile {self.name!r}",
        )
        check_unique(
            (default.name for default in self.pod_defaults),
            f"PodDefault of profile {self.name!r}",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileDefaults:
    """What every profile's namespace is given.

    labels: put on the namespace where the key is absent; an empty value removes the key. How
    the namespace is part of the mesh follows from Config.mesh, and which Pod Security Standard
    it enforces from Config.tenants: neither can be said here.
    admin: the e-mail address of the one user whom KFAM lets add and remove contributors and
    delete profiles of others. KFAM compares it with the header that names the user, so the
    default is a text that no header carries; to an empty one, upstream's, a request without a
    user is the administrator's (components/access-management/kfam/api_default.go,
    isClusterAdmin).
    Raises ValueError for an administrator that is no e-mail address, `nobody` among them:
    whoever is called so would be it.
    Source: apps/profiles/upstream/base/namespace-labels.yaml.
    """

    labels: Mapping[str, str] = field(
        default_factory=lambda: {
            "katib.kubeflow.org/metrics-collector-injection": "enabled",
            "serving.kubeflow.org/inferenceservice": "enabled",
            "pipelines.kubeflow.org/enabled": "true",
            **PROFILES,
        }
    )
    admin: str = NOBODY

    def __post_init__(self) -> None:
        if self.admin not in ("", NOBODY):
            _check_administrator(self.admin)
        if self.labels.get("app.kubernetes.io/part-of") != "kubeflow-profile":
            raise ValueError(
                "profile namespaces need the label 'app.kubernetes.io/part-of: "
                "kubeflow-profile'; webhooks and network policies find them by it"
            )
        check_labels(self.labels, "label of profile namespaces")
        for key in MEMBERSHIP:
            if key in self.labels:
                raise ValueError(
                    f"label {key!r} of profile namespaces follows from the mesh, with which "
                    f"their waypoints and policies must agree; leave it out, and choose "
                    f"mesh=Ambient() or mesh=Sidecars()"
                )
        if ENFORCED in self.labels:
            raise ValueError(
                f"label {ENFORCED!r} of profile namespaces follows from "
                f"Config.tenants; leave it out, and say TenantRules(pod_security=...)"
            )


def check_roles(profiles: Iterable[Profile]) -> None:
    """Refuse a role's name that means one thing here and another there."""
    known: dict[str, NamedRole] = {}
    for role in (member.role for profile in profiles for member in profile.members):
        if not isinstance(role, NamedRole):
            continue
        first = known.setdefault(role.name, role)
        if role != first:
            raise ValueError(
                f"role {role.name!r} grants {first.grants!r} here and {role.grants!r} there; "
                f"make one NamedRole, and give that to both members"
            )


def check_people(profiles: Iterable[Profile], groups: Iterable[str]) -> None:
    """Refuse groups that have addresses, as Google's do, where people are named."""
    for profile in profiles:
        for email in (profile.owner, *(member.email for member in profile.members)):
            if email in groups:
                raise ValueError(
                    f"{email!r} in profile {profile.name!r} is a group, by which "
                    f"Login.only_groups decides who may log in. {_NO_GROUPS}"
                )


def _check_administrator(value: str) -> None:
    try:
        check_email(value, "administrator of profiles")
    except ValueError as error:
        raise ValueError(
            f"{error}. KFAM takes whoever is called so for the administrator; for none, leave "
            f"ProfileDefaults(admin=...) out"
        ) from None


def _check_person(value: str, what: str) -> None:
    try:
        check_email(value, what)
    except ValueError as error:
        raise ValueError(f"{error}. {_NO_GROUPS}") from None


def _check_resource(resource: str) -> None:
    """Refuse a resource that no quota limits: the API server refuses it, or passes it over."""
    if resource in _LIMITED or _ALSO_LIMITED.fullmatch(resource):
        return
    extended = f"requests.{resource}"
    if _ALSO_LIMITED.fullmatch(extended):
        raise ValueError(
            f"a quota limits {resource!r} by what pods request of it; write {extended!r}"
        )
    near = get_close_matches(resource, _LIMITED, n=1, cutoff=0)[0]
    raise ValueError(
        f"no quota limits {resource!r}; the nearest that one does is {near!r}, beside "
        f"'requests.nvidia.com/gpu' and 'count/jobs.batch'"
    )
