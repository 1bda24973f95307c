"""The platform: environments, profiles, and their repositories."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..releases import Release
from .add_ons import AddOn, check_add_on
from .argo import (
    Applications,
    ApplicationSet,
    Delivery,
    SyncPolicy,
    SyncWindow,
)
from .argo_cd import ArgoCd
from .base import Base, Rendered, Upstream
from .blue_green import BlueGreen, check_blue_green
from .checks import check_branch, check_known, check_label, check_one_spelling, check_unique
from .components import INSTALLABLE
from .databases import check_databases
from .environment import Config
from .extra_files import check_files
from .git_repository import GitRepository
from .mesh import ingress_principal
from .prerequisites import PlatformPrerequisites
from .profile_place import check_models, check_pod_defaults_of, check_roles_of_stores
from .profiles import (
    Profile,
    check_cost_centers,
    check_machines,
    check_people,
    check_roles,
    check_usernames,
)
from .provider import EMAIL
from .queues import check_queue
from .quota_room import check_one_mesh, check_quota
from .settings_effect import check_effect
from .soak import Soak, check_soaks


@dataclass(frozen=True, slots=True)
class Environment:
    """A cluster and its config; becomes dist/kubeflow/overlays/<name>/.

    name: of the cluster, a DNS label. config: its configuration.
    revision: the branch that its Argo CD follows, for an environment with a branch of its own
    that promotion updates; by default the repository's revision.
    sync: the sync policy, also for the profiles. windows: when Argo CD may sync.
    argo_cd: the Argo CD that delivers it, and the destination cluster.
    repository: for its part of dist/, with the base; by default the platform's.
    profiles: user namespaces of this environment, besides the platform's, in
    dist/kubeflow/profiles/<name>/.
    after: what `promote` requires of the environment before; None requires nothing.
    Raises ValueError for an invalid name or branch, and for settings of a component that the
    config does not install.
    """

    name: str
    config: Config = Config()
    revision: str | None = None
    sync: SyncPolicy = SyncPolicy()
    windows: tuple[SyncWindow, ...] = ()
    argo_cd: ArgoCd = ArgoCd()
    repository: GitRepository | None = None
    profiles: tuple[Profile, ...] = ()
    after: Soak | None = None

    def __post_init__(self) -> None:
        check_label(self.name, "environment")
        if self.revision is not None:
            check_branch(self.revision, "revision")
        check_effect(self.config)


SAMPLE_PROFILE: Final = Profile(name="kubeflow-user-example-com", owner="user@example.com")


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """Everything in dist/: a base, environments over it, profiles, and their Applications.

    environments: in order of promotion, the canary first; its Applications are in
    apps/kubeflow.yaml. base: rendered, or by reference to upstream.
    profiles: user namespaces, the same in every environment; Environment.profiles has those of
    one.
    repository: for dist/. profiles_repository: for profiles, if separate; every environment
    follows its branch.
    prerequisites: manifests and values for the platform's team, for each environment, and
    add-ons that Argo CD installs. delivery: how the Applications are applied.
    files: your own objects in dist/, by the path of their file, such as `extra/quota.yaml`;
    only your own Applications apply them.
    blue_green: two of the environments behind one host; None puts none there.
    Raises ValueError for no environment, for duplicate names of environments or profiles, for
    a role's name with two meanings, for a group in place of a user, and for a PodDefault
    given by its name instead of its label, or one that takes pods out of the mesh.
    Raises ValueError for add-ons that do not fit an environment, for a database shared by two
    environments, for a collector without prerequisites, for alerts on an Application that
    this platform does not have, and for an environment that waits for one that cannot come
    before it.
    Raises ValueError for duplicate Applications or AppProjects in one Argo CD, and for an
    ApplicationSet that is not for a single hub.
    Raises ValueError for a profile named like Argo CD's namespace or the scraper's, a quota
    that its own pods exceed, a queue that one of its environments lacks, and a volume or
    callers of models where nothing serves any.
    Raises ValueError for shared profiles with members, or with a quota on CPU or memory, where
    environments identify users differently or have different meshes.
    """

    environments: tuple[Environment, ...] = (Environment("default"),)
    base: Base = Rendered()
    profiles: tuple[Profile, ...] = (SAMPLE_PROFILE,)
    repository: GitRepository = GitRepository()
    profiles_repository: GitRepository | None = None
    prerequisites: PlatformPrerequisites | None = None
    delivery: Delivery = Applications()
    files: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    blue_green: BlueGreen | None = None

    def __post_init__(self) -> None:
        if not self.environments:
            raise ValueError("a platform needs an environment, such as Environment('default')")
        check_unique((environment.name for environment in self.environments), "environment")
        check_one_spelling(self._people(), "e-mail address")
        for environment in self.environments:
            self._check_profiles(environment)
            self._check_own_namespaces(environment)
            self._check_scraper(environment)
            self._check_watched(environment)
            self._check_collector(environment)
            for add_on in self.add_ons:
                check_add_on(add_on, environment.config)
        self._check_releases()
        self._check_names()
        self._check_clusters()
        check_soaks(self)
        check_blue_green(self)
        configs = {environment.name: environment.config for environment in self.environments}
        check_databases(configs)
        check_cost_centers(
            self.profiles, (config.profiles.cost_label for config in configs.values())
        )
        for profile in self.profiles:
            check_one_mesh(profile, configs)
        if any(
            profile.members or profile.model_callers or profile.public_models
            for profile in self.profiles
        ):
            self._check_one_way_in()
        if self.profiles:
            self._check_one_list()
        check_files(self.files)

    def profiles_of(self, environment: Environment) -> tuple[Profile, ...]:
        """Return the profiles of an environment: the shared ones, then its own."""
        return (*self.profiles, *environment.profiles)

    @property
    def releases(self) -> Mapping[Release, tuple[Environment, ...]]:
        """The releases of Kubeflow in use, each with the environments that run it."""
        return {
            release: tuple(
                each for each in self.environments if each.config.release == release
            )
            for release in dict.fromkeys(each.config.release for each in self.environments)
        }

    def _check_releases(self) -> None:
        """Refuse two releases of one name, and a base of folders of another release."""
        check_unique((release.name for release in self.releases), "release")
        for environment in self.environments:
            release = environment.config.release
            if isinstance(self.base, Upstream) and release != self.base.release:
                raise ValueError(
                    f"base=Upstream(…) has the folders of Kubeflow {self.base.release.name}, "
                    f"but environment {environment.name!r} runs {release.name}; use "
                    "Rendered(), or give Upstream(ref=…, release=…) the release of every "
                    "environment"
                )

    def _check_profiles(self, environment: Environment) -> None:
        """Refuse profiles that conflict with each other or with their environment."""
        profiles, config = self.profiles_of(environment), environment.config
        check_unique((profile.name for profile in profiles), "profile")
        check_roles(profiles)
        check_people(profiles, config.login.only_groups)
        check_cost_centers(environment.profiles, [config.profiles.cost_label])
        check_machines(profiles, config.login.machines, config.profiles.admin)
        if config.login.user_claim == EMAIL:
            check_usernames(profiles, config.profiles.admin, environment.name)
        for profile in profiles:
            if profile.name in config.mesh.namespaces:
                raise ValueError(
                    f"profile {profile.name!r} has the name of the mesh's namespace in "
                    f"environment {environment.name!r}, which no user may own; choose another "
                    "name"
                )
            if profile.name == environment.argo_cd.namespace:
                raise ValueError(
                    f"profile {profile.name!r} has the name of Argo CD's namespace in "
                    f"environment {environment.name!r}, which no user may own; choose another "
                    "name"
                )
            check_quota(profile, environment.name, config)
            check_queue(profile, environment.name, config)
            check_models(profile, environment.name, config)
            if config.pipelines.elyra and "pipelines" in config.components:
                config.pipelines.elyra.check_profile(profile.name)
        check_roles_of_stores(profiles, config)
        check_pod_defaults_of(profiles, config)

    @property
    def add_ons(self) -> tuple[AddOn, ...]:
        """The add-ons that Argo CD installs."""
        return self.prerequisites.add_ons if self.prerequisites else ()

    def _people(self) -> Iterator[str]:
        own = (profile for each in self.environments for profile in each.profiles)
        for profile in (*self.profiles, *own):
            yield from (who for who in profile.people() if isinstance(who, str))
        for environment in self.environments:
            if isinstance(admin := environment.config.profiles.admin, str):
                yield admin
            if environment.config.login.uses_dex:
                yield from (user.email for user in environment.config.login.dex.users)

    def _check_own_namespaces(self, environment: Environment) -> None:
        """Refuse components in a user's namespace, or in Argo CD's."""
        profiles = {profile.name for profile in self.profiles_of(environment)}
        for each in INSTALLABLE:
            if each.namespace in profiles and environment.config.installs(each):
                raise ValueError(
                    f"profile {each.namespace!r} has the name of the namespace of component "
                    f"{each.name!r}; choose another name"
                )
        taken = profiles | {environment.argo_cd.namespace}
        for own in environment.config.own:
            if own.namespace in taken:
                raise ValueError(
                    f"namespace {own.namespace!r} of component {own.name!r} belongs to a "
                    "profile or Argo CD; choose a namespace of its own"
                )

    def _check_scraper(self, environment: Environment) -> None:
        """Refuse a scraper in a user's namespace: its editors may run pods as its account."""
        monitoring = environment.config.monitoring
        profiles = {profile.name for profile in self.profiles_of(environment)}
        if monitoring and monitoring.scraper.namespace in profiles:
            raise ValueError(
                f"the scraper of environment {environment.name!r} is in namespace "
                f"{monitoring.scraper.namespace!r} of a profile, whose members may run pods "
                "as its account; run Prometheus in a namespace of its own"
            )

    def _check_watched(self, environment: Environment) -> None:
        """Refuse alerts and dashboards of Applications that this platform does not have."""
        monitoring = environment.config.monitoring
        if monitoring is None or "argo-cd" not in monitoring.platform:
            return
        known = [
            name
            for each in self.environments
            for kind, name in self._names(each)
            if kind == "Application"
        ]
        for name in monitoring.applications:
            check_known(name, known, "application of monitoring")

    def _check_collector(self, environment: Environment) -> None:
        """Refuse the configuration of a collector that is written nowhere."""
        if environment.config.logs.collector and not self.prerequisites:
            raise ValueError(
                f"Logs(collector=…) of environment {environment.name!r} is a file among the "
                "prerequisites, which this platform does not write; set "
                "Platform(prerequisites=PlatformPrerequisites()), or leave out collector"
            )

    def _check_clusters(self) -> None:
        """Refuse two environments of one hub in the same cluster."""
        known: dict[tuple[str, object], str] = {}
        for environment in self.environments:
            argo_cd = environment.argo_cd
            key = (argo_cd.namespace, argo_cd.destination)
            if argo_cd.hub and key in known:
                raise ValueError(
                    f"environments {known[key]!r} and {environment.name!r} of one hub have "
                    "the same cluster; set ArgoCd(destination=Destination(name=…)) in each"
                )
            if argo_cd.hub:
                known[key] = environment.name

    def _check_names(self) -> None:
        """Refuse duplicate Applications or AppProjects in one Argo CD."""
        known: dict[tuple[str, str, str], str] = {}
        if isinstance(self.delivery, ApplicationSet):
            namespace = self._check_one_hub()
            known[namespace, "AppProject", self.delivery.name] = "the ApplicationSet"
        for environment in self.environments:
            argo_cd = environment.argo_cd
            # An Argo CD that is no hub serves one environment.
            shared = argo_cd.hub or not argo_cd.destination.is_own
            place = argo_cd.namespace if shared else f"{environment.name}: its own"
            for kind, name in self._names(environment):
                check_label(name, f"{kind} of environment {environment.name!r}")
                if other := known.get((place, kind, name)):
                    raise ValueError(
                        f"{kind} {name!r} would exist twice in one Argo CD, for {other} and "
                        f"for environment {environment.name!r}; set ArgoCd(hub=True), which "
                        "appends the environment's name, or choose another name"
                    )
                known[place, kind, name] = f"environment {environment.name!r}"

    def _check_one_hub(self) -> str:
        """Return the namespace of the Argo CD that runs the ApplicationSet."""
        for environment in self.environments:
            if not environment.argo_cd.hub:
                raise ValueError(
                    "an ApplicationSet needs the Argo CD of a hub, but environment "
                    f"{environment.name!r} has its own; use ArgoCd(hub=True), or "
                    "Platform(delivery=AppOfApps())"
                )
        told = {
            (tuple(each.argo_cd.labels.items()), tuple(each.argo_cd.annotations.items()))
            for each in self.environments
        }
        if told != {((), ())}:
            raise ValueError(
                "an ApplicationSet has one template for all parents, without the labels and "
                "annotations of each ArgoCd(…); leave them out, or use "
                "Platform(delivery=AppOfApps())"
            )
        namespaces = {each.argo_cd.namespace: each.name for each in self.environments}
        if len(namespaces) > 1:
            raise ValueError(
                "an ApplicationSet is in one namespace, but environments "
                f"{' and '.join(map(repr, namespaces.values()))} have their Argo CD in "
                f"{' and '.join(map(repr, namespaces))}; split them into two platforms"
            )
        return next(iter(namespaces))

    def _names(self, environment: Environment) -> Iterator[tuple[str, str]]:
        argo_cd = environment.argo_cd
        charts = [chart for add_on in self.add_ons for chart in add_on.applications]
        parents = [] if isinstance(self.delivery, Applications) else [self.delivery.name]
        others = [argo_cd.named(name, environment.name) for name in (*parents, *charts)]
        for name in (*argo_cd.applications(environment.name), *others):
            yield "Application", name
        for name in (*argo_cd.projects(environment.name), *others[: len(parents)]):
            yield "AppProject", name

    def revision_of(self, environment: Environment) -> str:
        """Return the branch or tag that an environment's Argo CD follows."""
        return environment.revision or self.repository_of(environment).revision

    def repository_of(self, environment: Environment) -> GitRepository:
        """Return the repository of an environment's part of dist/."""
        return environment.repository or self.repository

    def profiles_read_by(self, environment: Environment) -> GitRepository:
        """Return an environment's repository of profiles, at the revision that it follows."""
        return self.profiles_repository or replace(
            self.repository_of(environment), revision=self.revision_of(environment)
        )

    def _check_one_list(self) -> None:
        """Refuse environments with other PodDefaults for the profiles that they share."""
        first, *others = self.environments
        for other in others:
            if other.config.profiles.pod_defaults != first.config.profiles.pod_defaults:
                raise ValueError(
                    f"environments {first.name!r} and {other.name!r} share profiles, but have "
                    "different ProfileDefaults(pod_defaults=...); use the same, or give each "
                    "its own profiles by Environment(profiles=...)"
                )

    def _check_one_way_in(self) -> None:
        """Refuse environments that need different policies for shared members."""
        entries = {
            environment.name: (
                ingress_principal(environment.config.mesh),
                environment.config.user_header.name,
                environment.config.user_header.prefix,
                environment.config.login.user_claim,
            )
            for environment in self.environments
        }
        first, *others = entries
        for other in others:
            if entries[other] != entries[first]:
                raise ValueError(
                    f"environments {first!r} and {other!r} identify users differently (by "
                    "ingress gateway, trust domain, header, prefix or claim), but share "
                    "members; use the same settings, or give each its own by "
                    "Environment(profiles=...)"
                )
