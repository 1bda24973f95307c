"""Profiles as code: who owns one, who else works in it, and what it may use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from . import dex, oauth2_proxy
from .checks import (
    check_choices,
    check_email,
    check_label,
    check_labels,
    check_one_spelling,
    check_unique,
)
from .cloud import (
    AwsIamForServiceAccount,
    AzureWorkloadIdentity,
    GcpWorkloadIdentity,
    ProfilePlugin,
)
from .machines import Machine, MachineIssuer
from .mesh import MEMBERSHIP
from .people import Username
from .pod_default import PodDefault
from .pods import Pods, Resources
from .quotas import Quota
from .tenants import ENFORCED
from .waypoints import Waypoints

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

_NO_GROUPS: Final = (
    "A group cannot work in a profile: Kubeflow's apps ask what a user may do, and not what "
    "their groups may. Name its people, and let only groups log in by Login(only_groups=...)"
)


@dataclass(frozen=True, slots=True)
class NamedRole:
    """An organization's own name for what somebody may do, in Kubeflow's terms.

    name: a label's value on the RoleBindings of whoever has the role. grants: which of
    Kubeflow's roles that is.
    Raises ValueError for an invalid name, or one of Kubeflow's own.
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
    """Somebody or something that works in another's profile.

    who: a person's e-mail address or Username, or a Machine. role: what they may do there.
    Raises ValueError for a group or whatever else is a text and no e-mail address, and for a
    role that does not exist.
    """

    who: str | Username | Machine
    role: Role | NamedRole = "edit"

    def __post_init__(self) -> None:
        _check_user(self.who, "member")

    @property
    def user(self) -> str:
        """Who it is, as the user's header and Kubernetes have it."""
        return user_of(self.who)

    @property
    def grants(self) -> Role:
        """Which of Kubeflow's roles the member has."""
        return self.role.grants if isinstance(self.role, NamedRole) else self.role

    @property
    def binding_name(self) -> str:
        """The name that KFAM gives to what it writes for this member.

        Source: components/access-management/kfam/bindings.go, getBindingName.
        """
        name = f"user-{self.user}-clusterrole-{self.grants}"
        return re.sub("[^a-zA-Z0-9]+", "-", name).lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A namespace of somebody's own, with its members, quota and PodDefaults.

    owner cannot be changed later (kubeflow/kubeflow issue 6576): a new owner is a new profile.
    name: of the namespace. owner: an e-mail address, a Username or a Machine. members: who
    else works there. quota: none where None. pod_defaults: what users can switch on.
    container_defaults: of what its quota counts, what a container gets that says nothing of
    it; those of ProfileDefaults where None.
    plugins: who its pods are at a cloud, one of a kind.
    Raises ValueError for a name that is invalid or reserved, an owner or member that is no
    e-mail address, and for members, PodDefaults or plugins that come twice.
    """

    name: str
    owner: str | Username | Machine
    members: tuple[Member, ...] = ()
    quota: Quota | None = None
    container_defaults: Resources | None = None
    pod_defaults: tuple[PodDefault, ...] = ()
    plugins: tuple[ProfilePlugin, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "profile")
        if self.container_defaults and not (self.quota and self.quota.counts_containers):
            raise ValueError(
                f"container_defaults of profile {self.name!r} would do nothing: they are for "
                f"what its quota counts, and it has none of CPU or memory; leave them out, or "
                f"say quota=Quota({{'cpu': '40', 'memory': '160Gi'}})"
            )
        if self.name in RESERVED:
            raise ValueError(
                f"profile {self.name!r} would take over a namespace of the cluster; "
                f"choose another name"
            )
        _check_user(self.owner, f"owner of profile {self.name!r}")
        check_unique(map(user_of, self.people()), f"member of profile {self.name!r}")
        check_one_spelling(
            (who for who in self.people() if isinstance(who, str)),
            f"member of profile {self.name!r}",
        )
        check_unique(
            (type(plugin).__name__ for plugin in self.plugins),
            f"plugin of profile {self.name!r}",
        )
        check_unique(
            (member.binding_name for member in self.members),
            f"binding of profile {self.name!r}",
        )
        check_unique(
            (default.name for default in self.pod_defaults),
            f"PodDefault of profile {self.name!r}",
        )

    @property
    def aws(self) -> AwsIamForServiceAccount | None:
        """The plugin for AWS, if it has it."""
        return next((p for p in self.plugins if isinstance(p, AwsIamForServiceAccount)), None)

    @property
    def azure(self) -> AzureWorkloadIdentity | None:
        """The identity at Azure, if it has one."""
        return next((p for p in self.plugins if isinstance(p, AzureWorkloadIdentity)), None)

    def people(self) -> tuple[str | Username | Machine, ...]:
        """Return who works there, the owner first."""
        return (self.owner, *(member.who for member in self.members))


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileDefaults:
    """What every profile's namespace is given.

    labels: put on the namespace where the key is absent; an empty value removes the key. How
    the namespace is part of the mesh follows from Config.mesh, and which Pod Security Standard
    it enforces from Config.tenants: neither can be said here.
    admin: the e-mail address, the Username or the Machine of the one user whom KFAM lets add
    and remove contributors and delete profiles of others. KFAM compares it with the header
    that names the user, so the default is a text that no header carries; to an empty one,
    upstream's, a request without a user is the administrator's
    (components/access-management/kfam/api_default.go, isClusterAdmin).
    container_defaults: what a container of a profile gets of CPU and memory where it says
    nothing of it and the profile's quota counts it: such a pod would be refused, and Kubeflow
    makes some. A LimitRange holds them, of nothing but what the quota counts. In an ambient
    mesh each profile with such a quota has one, those that users make for themselves too; with
    Sidecars() those in Git. None writes none.
    google: the plugin that the profile controller adds to every profile that has none of
    Google's, those that users make for themselves among them; none where None.
    pods: where what the platform starts in profiles runs: the steps of pipelines and their
    drivers, artifact and visualization servers, volume viewers and TensorBoards of runs. Pull
    secrets are looked for in each profile's namespace. Other TensorBoards, notebooks and
    trials are placed by PodDefaults and forms. waypoints: how large they are, and where.
    Raises ValueError for an administrator that is no e-mail address, `nobody` among them:
    whoever is called so would be it; and for a number of pods.
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
    admin: str | Username | Machine = NOBODY
    container_defaults: Resources | None = Resources(
        cpu="100m", memory="256Mi", cpu_limit="1", memory_limit="1Gi"
    )
    google: GcpWorkloadIdentity | None = None
    pods: Pods = Pods()
    waypoints: Waypoints = Waypoints()

    def __post_init__(self) -> None:
        if isinstance(self.admin, str) and self.admin not in ("", NOBODY):
            _check_administrator(self.admin)
        self.pods.check_placed_only("pods in profiles are those that users start")
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
        for who in profile.people():
            if user_of(who) in groups:
                raise ValueError(
                    f"{user_of(who)!r} in profile {profile.name!r} is a group, by which "
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


def user_of(who: str | Username | Machine) -> str:
    """Return somebody's name, as the user's header and Kubernetes have it."""
    return who if isinstance(who, str) else who.user


def check_machines(
    profiles: Iterable[Profile],
    issuers: Iterable[MachineIssuer],
    admin: str | Username | Machine,
) -> None:
    """Refuse machines whose tokens the platform does not take."""
    issuers = tuple(issuers)
    for profile in profiles:
        for who in profile.people():
            if isinstance(who, Machine):
                who.check_known(issuers, f"machine of profile {profile.name!r}")
    if isinstance(admin, Machine):
        admin.check_known(issuers, "administrator of profiles")


def check_usernames(
    profiles: Iterable[Profile], admin: str | Username | Machine, environment: str
) -> None:
    """Refuse names where an environment knows people by their e-mail addresses."""
    named = [who for profile in profiles for who in profile.people()]
    for who in (*named, admin):
        if isinstance(who, Username):
            raise ValueError(  # noqa: TRY004 - of the right type, and nobody's name here
                f"{who!r} is nobody in environment {environment!r}, which knows people by the "
                f"claim 'email'; write the address, or say OidcProvider(user_claim=...)"
            )


def _check_user(value: str | Username | Machine, what: str) -> None:
    if not isinstance(value, str):
        return
    if value.startswith("system:"):
        raise ValueError(
            f"{what} {value!r} is no person; say Machine({value!r}) where a service account "
            f"of the cluster is meant"
        )
    try:
        check_email(value, what)
    except ValueError as error:
        raise ValueError(
            f"{error}. {_NO_GROUPS}; or say Username({value!r}) where that is a person's name"
        ) from None
