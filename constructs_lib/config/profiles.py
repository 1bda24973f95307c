"""Profiles as code: owner, members, quota and PodDefaults."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from . import dex, oauth2_proxy
from .checks import (
    check_choices,
    check_email,
    check_label,
    check_labels,
    check_one_spelling,
    check_own_key,
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
from .people import Username, check_user, user_of
from .pod_default import PodDefault
from .pods import Pods, Resources
from .profile_models import ModelCaller, ModelVolume, check_callers
from .quotas import Quota
from .tenants import ENFORCED
from .waypoints import Waypoints

Role = Literal["admin", "edit", "view"]

# Webhooks and policies select the profile controller's namespaces by it.
PROFILES: Final = {"app.kubernetes.io/part-of": "kubeflow-profile"}

# Namespaces that exist before Kubeflow, or belong to it: no user may own them.
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
    "A group cannot be a member of a profile, since Kubeflow's apps authorize users, not "
    "their groups; name its people, and limit the login to groups by Login(only_groups=...)"
)


@dataclass(frozen=True, slots=True)
class NamedRole:
    """An organization's own name for one of Kubeflow's roles.

    name: a label's value on the role's RoleBindings. grants: the Kubeflow role.
    Raises ValueError for an invalid name, or one of Kubeflow's own.
    """

    name: str
    grants: Role

    def __post_init__(self) -> None:
        check_label(self.name, "role")
        if self.name in get_args(Role):
            raise ValueError(
                f"role {self.name!r} is Kubeflow's own; choose another name, or give members "
                f"role {self.name!r} directly"
            )
        check_choices(self)


@dataclass(frozen=True, slots=True)
class Member:
    """A user or machine that works in another user's profile.

    who: a person's e-mail address or Username, or a Machine. role: in the profile.
    Raises ValueError for a group or any other string that is no e-mail address, and for an
    unknown role.
    """

    who: str | Username | Machine
    role: Role | NamedRole = "edit"

    def __post_init__(self) -> None:
        check_user(self.who, "member", instead=_NO_GROUPS)

    @property
    def user(self) -> str:
        """The member's user name, as in the user's header and in Kubernetes."""
        return user_of(self.who)

    @property
    def grants(self) -> Role:
        """The member's Kubeflow role."""
        return self.role.grants if isinstance(self.role, NamedRole) else self.role

    @property
    def binding_name(self) -> str:
        """KFAM's name for the objects that it writes for this member.

        Source: components/access-management/kfam/bindings.go, getBindingName.
        """
        name = f"user-{self.user}-clusterrole-{self.grants}"
        return re.sub("[^a-zA-Z0-9]+", "-", name).lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A user's namespace, with its members, quota and PodDefaults.

    owner cannot be changed later (kubeflow/kubeflow issue 6576): a new owner needs a new
    profile.
    name: of the namespace. owner: an e-mail address, a Username or a Machine. members: who
    else works there. quota: None sets none. pod_defaults: for users to enable.
    container_defaults: defaults of the resources that its quota counts, for containers that do
    not set them; None uses those of ProfileDefaults.
    plugins: its pods' identities at cloud providers, one of each kind. queue: a ClusterQueue.
    model_volume: a claim `models` for its models; None asks for none.
    model_callers: who else may call single models of it. public_models: those that every user
    and every machine may call who is signed in, and no one without a login.
    cost_center: of ProfileDefaults(cost_label=…), the value on its namespace; None sets none.
    Raises ValueError for an invalid or reserved name, for an owner, member or caller that is a
    text but no e-mail address, for duplicate members, callers, PodDefaults or plugins, for a
    caller to whom nothing would be opened, and for a quota that refuses the volume.
    """

    name: str
    owner: str | Username | Machine
    members: tuple[Member, ...] = ()
    quota: Quota | None = None
    container_defaults: Resources | None = None
    pod_defaults: tuple[PodDefault, ...] = ()
    plugins: tuple[ProfilePlugin, ...] = ()
    model_volume: ModelVolume | None = None
    model_callers: tuple[ModelCaller, ...] = ()
    public_models: tuple[str, ...] = ()
    cost_center: str | None = None
    queue: str | None = None

    def __post_init__(self) -> None:
        check_label(self.name, "profile")
        if self.queue is not None:
            check_label(self.queue, f"queue of profile {self.name!r}")
        if self.cost_center is not None:
            self._check_cost_center(self.cost_center)
        if self.container_defaults and not (self.quota and self.quota.counts_containers):
            raise ValueError(
                f"container_defaults of profile {self.name!r} have no effect without a quota "
                f"on CPU or memory; leave them out, or set quota=Quota({{'cpu': '40', "
                f"'memory': '160Gi'}})"
            )
        if self.name in RESERVED:
            raise ValueError(
                f"profile {self.name!r} has the name of a namespace of the cluster; choose "
                "another name"
            )
        check_user(self.owner, f"owner of profile {self.name!r}", instead=_NO_GROUPS)
        check_callers(
            self.model_callers,
            self.public_models,
            insiders=[user_of(self.owner), *(member.user for member in self.members)],
            profile=self.name,
        )
        if self.model_volume and self.quota:
            self.model_volume.check_quota(self.quota, self.name)
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

    def _check_cost_center(self, value: str) -> None:
        what = f"cost_center of profile {self.name!r}"
        if not value:
            raise ValueError(f"{what} is empty; name one such as '4711', or leave it out")
        check_labels({"cost-center": value}, what)

    @property
    def aws(self) -> AwsIamForServiceAccount | None:
        """The plugin for AWS, if any."""
        return next((p for p in self.plugins if isinstance(p, AwsIamForServiceAccount)), None)

    @property
    def azure(self) -> AzureWorkloadIdentity | None:
        """The identity at Azure, if any."""
        return next((p for p in self.plugins if isinstance(p, AzureWorkloadIdentity)), None)

    def people(self) -> tuple[str | Username | Machine, ...]:
        """Return its owner, its members, then the callers of its models."""
        members = (member.who for member in self.members)
        return (self.owner, *members, *(caller.user for caller in self.model_callers))


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileDefaults:
    """Settings of every profile's namespace.

    labels: added to the namespace where the key is absent; an empty value removes the key.
    Labels for the mesh follow from Config.mesh, those for the Pod Security Standard from
    Config.tenants: neither can be set here.
    admin: the e-mail address, the Username or the Machine of the one user who may, in KFAM,
    add and remove contributors and delete profiles of others. KFAM compares it with the user's
    header, so the default is a text that no header can carry; with an empty one, upstream's, a
    request without a user counts as the administrator's
    (components/access-management/kfam/api_default.go, isClusterAdmin).
    container_defaults: CPU and memory of containers that do not set them, where the profile's
    quota counts them: the API server would refuse such a pod, and Kubeflow creates some. They
    are in a LimitRange, limited to the resources that the quota counts. In an ambient mesh
    each profile with such a quota has one, including profiles that users create themselves;
    with Sidecars() only those in Git. None writes none.
    google: the plugin that the profile controller adds to every profile without one of
    Google's, including profiles that users create themselves; None adds none.
    cost_label: the key of a label with the cost center, such as 'example.com/cost-center', on
    the namespace of each profile that has one: `Profile(cost_center=…)`, or the label
    `kubeflow.org/cost-center` of a Profile that its user created. Tools that allocate costs
    read namespaces' labels. Needs an ambient mesh. None labels nothing.
    pods: placement of the pods that the platform starts in profiles: the steps of pipelines
    and their drivers, artifact and visualization servers, volume viewers and TensorBoards of
    runs; with `Config.jobs` also trials and training jobs. Pull secrets are expected in each
    profile's namespace. PodDefaults and forms place other TensorBoards and notebooks.
    waypoints: their size and placement.
    pod_defaults: of every profile in Git, beside its own; profiles that users create
    themselves do not get them.
    Raises ValueError for an administrator that is no e-mail address, such as `nobody`, since a
    user of that name would become it; and for a number of pods.
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
    cost_label: str | None = None
    pods: Pods = Pods()
    waypoints: Waypoints = Waypoints()
    pod_defaults: tuple[PodDefault, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.admin, str) and self.admin not in ("", NOBODY):
            _check_administrator(self.admin)
        check_unique((each.name for each in self.pod_defaults), "PodDefault of every profile")
        self.pods.check_placed_only("pods in profiles are those that users start")
        if self.labels.get("app.kubernetes.io/part-of") != "kubeflow-profile":
            raise ValueError(
                "profile namespaces need the label 'app.kubernetes.io/part-of: "
                "kubeflow-profile'; webhooks and network policies select them by it; leave "
                "it as it is"
            )
        check_labels(self.labels, "label of profile namespaces")
        if self.cost_label is not None:
            self._check_cost_label(self.cost_label)
        for key in MEMBERSHIP:
            if key in self.labels:
                raise ValueError(
                    f"label {key!r} of profile namespaces follows from the mesh, and must "
                    "agree with their waypoints and policies; leave it out, and choose "
                    "mesh=Ambient() or mesh=Sidecars()"
                )
        if ENFORCED in self.labels:
            raise ValueError(
                f"label {ENFORCED!r} of profile namespaces follows from Config.tenants; leave "
                "it out, and set TenantRules(pod_security=...)"
            )

    def _check_cost_label(self, key: str) -> None:
        check_labels({key: ""}, "cost_label of profiles")
        check_own_key(key, "on namespaces of profiles")
        if key in self.labels:
            raise ValueError(
                f"cost_label {key!r} is among the labels of every profile's namespace, which "
                "would replace the profile's own cost center; leave it out of one of them"
            )

    def check_guarded(self, *, guards_profiles: bool) -> None:
        """Refuse a label for costs where nothing sets it."""
        if self.cost_label is not None and not guards_profiles:
            raise ValueError(
                f"cost_label {self.cost_label!r} is set by the hook of profiles' waypoints, "
                "which needs component 'profiles' and mesh=Ambient(); install them, or leave "
                "out cost_label"
            )


def check_cost_centers(profiles: Iterable[Profile], cost_labels: Iterable[str | None]) -> None:
    """Refuse the cost center of a profile that none of its environments writes."""
    if any(cost_labels):
        return
    for profile in profiles:
        if profile.cost_center is not None:
            raise ValueError(
                f"cost_center {profile.cost_center!r} of profile {profile.name!r} has no "
                "effect without ProfileDefaults(cost_label=…) in its environment; set it, "
                "such as 'example.com/cost-center', or leave out cost_center"
            )


def with_pod_defaults(profile: Profile, defaults: ProfileDefaults) -> Profile:
    """Return a profile with the PodDefaults of every profile.

    Raises ValueError for two PodDefaults of one name.
    """
    return replace(profile, pod_defaults=(*defaults.pod_defaults, *profile.pod_defaults))


def check_roles(profiles: Iterable[Profile]) -> None:
    """Refuse a role's name with two meanings."""
    known: dict[str, NamedRole] = {}
    for role in (member.role for profile in profiles for member in profile.members):
        if not isinstance(role, NamedRole):
            continue
        first = known.setdefault(role.name, role)
        if role != first:
            raise ValueError(
                f"role {role.name!r} grants both {first.grants!r} and {role.grants!r}; define "
                "one NamedRole, and give it to both members"
            )


def check_people(profiles: Iterable[Profile], groups: Iterable[str]) -> None:
    """Refuse groups with e-mail addresses, as Google's have, in place of people."""
    for profile in profiles:
        for who in profile.people():
            if user_of(who) in groups:
                raise ValueError(
                    f"{user_of(who)!r} in profile {profile.name!r} is a group of "
                    f"Login.only_groups. {_NO_GROUPS}"
                )


def _check_administrator(value: str) -> None:
    try:
        check_email(value, "administrator of profiles")
    except ValueError as error:
        raise ValueError(
            f"{error}. KFAM treats a user of that name as the administrator; for none, leave "
            "ProfileDefaults(admin=...) out"
        ) from None


def check_machines(
    profiles: Iterable[Profile],
    issuers: Iterable[MachineIssuer],
    admin: str | Username | Machine,
) -> None:
    """Refuse machines whose tokens the platform does not accept."""
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
    """Refuse user names where an environment identifies people by e-mail addresses."""
    named = [who for profile in profiles for who in profile.people()]
    for who in (*named, admin):
        if isinstance(who, Username):
            raise ValueError(  # noqa: TRY004 - of the right type, and no one's name here
                f"{who!r} is an unknown user in environment {environment!r}, which identifies "
                "people by the claim 'email'; use the address, or set "
                "OidcProvider(user_claim=...)"
            )
