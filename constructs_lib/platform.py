"""The platform, from the configuration to the files of dist/."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Final

from constructs import Construct, IConstruct

from ._exports import check_exports
from ._on_demand import on_demand
from ._version import __version__
from .auth import LoginServers
from .base import (
    base_objects,
    base_texts,
    kubeflow_chart,
    namespace_labels,
    objects_by_component,
    optional_bases,
)
from .components import (
    ROUTE_WRITERS,
    VIEWER_ROUTES,
    KubeflowCore,
    KubeflowExtensions,
    OwnComponents,
    PlatformMonitoring,
    VeleroCopies,
    WorkQueues,
)
from .config import (
    Ambient,
    ApplicationSet,
    AppOfApps,
    Config,
    Environment,
    Platform,
    Profile,
    api_user,
)
from .config.components import INSTALLABLE, KSERVE, KUBEFLOW_NAMESPACE, LOGIN_SERVERS, TRAINER
from .config.components.pipelines import WAYPOINT
from .config.secrets import check_renamed
from .config.settings_effect import check_effect
from .delivery import (
    VERSION,
    CommonMetadata,
    Files,
    add_on_files,
    annotated,
    application_files,
    application_set_files,
    collector_settings,
    compare,
    front_files,
    health_settings,
    optional_base_files,
    overlay_files,
    parent_files,
    patched,
    prerequisite_files,
    profile_files,
    refuse_lost_definitions,
    refuse_secret_values,
    refuse_two_pod_default_webhooks,
    rendered,
    sync_waves,
)
from .delivery.overlay import ObjectsByComponent, ResourceId
from .egress import EgressPolicies, proxied
from .gateway import GROUPS_HEADER, EdgeRoutes, PlatformGateway
from .hooks import AfterSync, BeforeSync, needs_of
from .kube import children_of, descendants, namespace_of, objects_of
from .mesh import (
    AccessLogging,
    AmbientNamespace,
    ClosedWaypoints,
    DefaultDeny,
    istiod_values,
)
from .releases import Release
from .secrets import ProvidedSecrets
from .supply import check_locked
from .tenants import JobPolicy, TenantGuard

# Jobs around a sync run as every component does.
HOOKS: Final = "hooks"
_DEFAULT: Final = Config()
# jsii has one Node, and asks it by one pipe; a component's build may synthesize as well.
_ONE_AT_A_TIME: Final = RLock()

# Upstream's Secrets with published passwords; our base has none of them.
_PUBLISHED: Final = tuple(
    ResourceId(group="", kind="Secret", namespace=component.namespace, name=name)
    for component in (*INSTALLABLE, *LOGIN_SERVERS)
    for name in component.published_secrets
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Synthesis:
    """The files of dist/ by path, and every environment's objects by component."""

    files: Mapping[str, str]
    environments: Mapping[str, ObjectsByComponent]


class Kubeflow(Construct):
    """An environment's whole Kubeflow in one chart.

    config: by default `Config()`, an ambient mesh and every component. docs/prerequisites.md
    lists the cluster's prerequisites. `run` writes the same objects as a GitOps repository,
    with sync waves and patches over upstream's base.
    Raises ValueError in a chart of another namespace than 'kubeflow', whose service accounts
    components and users' tools refer to; for settings that only `run` supports, and for those
    of a component that is not installed.
    """

    def __init__(self, scope: Construct, id: str, *, config: Config = _DEFAULT) -> None:
        super().__init__(scope, id)
        if (namespace := namespace_of(self)) != KUBEFLOW_NAMESPACE:
            raise ValueError(
                f"Kubeflow runs in namespace {KUBEFLOW_NAMESPACE!r}, got a chart of "
                f"{namespace!r}; create it as Chart(app, id, namespace={KUBEFLOW_NAMESPACE!r})"
            )
        _check_alone(config)
        check_effect(config)
        by_component = build(self, config)
        looks = config.hardening.egress == "guarded" or config.images != "tagged"
        objects = objects_by_component(by_component) if looks else {}
        check_locked(config, (obj for made in objects.values() for obj in made))
        self.parts = {**by_component, **_egress(self, config, objects)}
        """The parts made, by the name of their file in dist/."""


def _check_alone(config: Config) -> None:
    """Refuse settings that apply to the complete set of objects."""
    unsupported: tuple[tuple[str, object, str], ...] = (
        ("patches", config.patches, ""),
        ("labels", config.labels, ""),
        ("annotations", config.annotations, ""),
        ("a proxy", config.cluster.proxy, " and set Pods(env=…)"),
        ("Hooks(before=…)", config.hooks.before, ""),
    )
    for name, given, instead in unsupported:
        if given:
            raise ValueError(
                f"Kubeflow(…) in a chart of your own does not support {name}; write the whole "
                f"repository by run(platform), or leave it out{instead}"
            )


def build(chart: Construct, config: Config) -> Mapping[str, IConstruct]:
    """Define what an environment runs; return its parts by the name of their file.

    `synthesize` adds the check before a sync, which is derived from these objects.
    """
    namespace = AmbientNamespace(
        chart,
        "namespace",
        name=KUBEFLOW_NAMESPACE,
        mesh=config.mesh,
        labels=namespace_labels(config),
        without_clients=[name for each in config.installed for name in each.without_clients],
    )
    core = KubeflowCore(chart, "core", config=config)
    extensions = KubeflowExtensions(chart, "extensions", core=core, config=config)
    own = OwnComponents(chart, "own", context=core.context)
    login = LoginServers(chart, "login", config=config, gateway=core.gateway)
    check_renamed(config.secrets, (secret.name for secret in login.needed))
    needed = (*login.needed, *extensions.needed, *own.needed)
    by_component: dict[str, IConstruct] = {
        "namespace": namespace,
        **core.parts,
        **extensions.parts,
        **own.parts,
        **login.parts,
        "secrets": ProvidedSecrets(chart, "secrets", config=config, needed=needed),
    }
    guard = TenantGuard(
        chart,
        "tenant-guard",
        rules=config.tenants,
        mesh=config.mesh,
        routes=config.tenants.routes,
        headers=(config.user_header.name, GROUPS_HEADER, "authorization"),
        reserved=tuple(core.gateway.routes),
        writers={
            api_user(KUBEFLOW_NAMESPACE, account): prefix
            for account, prefix in ROUTE_WRITERS.items()
        },
        viewers=VIEWER_ROUTES,
        models=extensions.model_routes,
        kserve=config.installs(KSERVE),
        trainer=config.installs(TRAINER),
        spark=config.guards_spark,
        queued=config.queues is not None and "training" in config.queues.work,
        training=config.release.training,
        schedules=config.guards_schedules,
    )
    if children_of(guard):
        by_component["tenant-guard"] = guard
    if config.jobs:
        by_component["job-defaults"] = JobPolicy(
            chart,
            "job-defaults",
            jobs=config.jobs,
            pods=config.profiles.pods,
            accelerators=config.accelerators,
        )
    entry = EdgeRoutes(chart, "gateway-config", config=config, tokens=login.tokens)
    by_component["gateway-config"] = entry
    if isinstance(config.mesh, Ambient):
        by_component["ambient"] = DefaultDeny(chart, "ambient", network="elsewhere")
        if config.mesh.other_waypoints == "closed":
            by_component["closed-waypoints"] = ClosedWaypoints(
                chart, "closed-waypoints", mesh=config.mesh
            )
    if config.monitoring:
        by_component["monitoring"] = PlatformMonitoring(chart, "monitoring", config=config)
    if config.queues:
        by_component["queues"] = WorkQueues(chart, "queues", config=config)
    if config.velero:
        by_component["velero"] = VeleroCopies(chart, "velero", velero=config.velero)
    if config.logs.access:
        there = isinstance(config.mesh, Ambient) and "pipelines" in config.components
        by_component["access-log"] = AccessLogging(
            chart,
            "access-log",
            access=config.logs.access,
            mesh=config.mesh,
            waypoints=(WAYPOINT,) if there else (),
        )
    if config.hooks.after:
        by_component["after-sync"] = AfterSync(
            chart,
            "after-sync",
            ingress=entry.ingress,
            host=config.host,
            routes={**core.gateway.routes, **core.gateway.reserved},
            test=config.hooks.after,
            defaults=config.workload_defaults(HOOKS),
        )
    return by_component


def synthesize(platform: Platform) -> Synthesis:
    """Return every file of dist/, and what each environment is made of."""
    with _ONE_AT_A_TIME, on_demand().in_python():
        return _synthesized(platform)


def _synthesized(platform: Platform) -> Synthesis:
    releases = platform.releases
    texts = {
        path: text
        for release in releases
        for path, text in base_texts(platform.base, release).items()
    }
    environments = {
        environment.name: _environment(environment.config, platform.profiles_of(environment))
        for environment in platform.environments
    }
    optional = {
        release: optional_bases((n for each in of for n in each.config.components), release)
        for release, of in releases.items()
    }
    files: Files = {}
    for release, bases in optional.items():
        for name, by_component in bases.items():
            files |= optional_base_files(name, by_component, release)
    shared = profile_files(platform.profiles, platform.environments[0].config)
    files |= shared
    for environment in platform.environments:
        by_component = environments[environment.name]
        waves = sync_waves(by_component)
        release = environment.config.release
        known = optional[release]
        chosen = {n: known[n] for n in environment.config.components if n in known}
        below = {
            name: objs
            for each in (base_objects(release), *chosen.values())
            for name, objs in each.items()
        }
        overlay = compare(below, by_component, unwanted=_PUBLISHED)
        common = CommonMetadata(
            labels=environment.config.labels, annotations=environment.config.annotations
        )
        files |= overlay_files(
            environment.name,
            overlay,
            waves,
            common,
            release=release,
            optional=tuple(chosen),
        )
        own = (
            profile_files(environment.profiles, environment.config, environment=environment)
            if environment.profiles
            else {}
        )
        files |= own
        profiles = [obj for made in (shared, own) for objs in made.values() for obj in objs]
        files |= application_files(platform, environment, by_component, profiles=profiles)
        files |= add_on_files(platform, environment)
        if isinstance(platform.delivery, AppOfApps):
            files |= parent_files(platform.delivery, platform, environment)
        environments[environment.name] = common.on(annotated(by_component, waves))
        files |= _prerequisites(platform, environment)
    if isinstance(platform.delivery, ApplicationSet):
        files |= application_set_files(platform.delivery, platform)
    files |= front_files(platform)
    files[VERSION] = [{"kubeflow": _named(releases), "kubeflow-gitops": __version__}]
    files |= _own_files(platform, {**texts, **files})
    texts |= {path: rendered(objects) for path, objects in files.items()}
    return Synthesis(files=dict(sorted(texts.items())), environments=environments)


def _named(
    releases: Mapping[Release, tuple[Environment, ...]],
) -> str | dict[str, str]:
    """Return the name of the one release, or of each environment's."""
    names = {each.name: release.name for release, of in releases.items() for each in of}
    return next(iter(names.values())) if len(releases) == 1 else names


def _own_files(platform: Platform, taken: Mapping[str, object]) -> Files:
    if clash := sorted(taken.keys() & platform.files.keys()):
        raise ValueError(f"{clash[0]!r} in dist/ is taken; give your file another path")
    own = {path: [dict(obj) for obj in objects] for path, objects in platform.files.items()}
    refuse_secret_values(obj for objects in own.values() for obj in objects)
    return own


def _prerequisites(platform: Platform, environment: Environment) -> Files:
    wanted, config = platform.prerequisites, environment.config
    if wanted is None:
        return {}
    gateway = PlatformGateway(
        kubeflow_chart(),
        "gateway",
        config=config,
        gateway_class=wanted.gateway_class,
        routes_from=KUBEFLOW_NAMESPACE,
    )
    return prerequisite_files(
        environment.name,
        {
            "argocd-cm": [health_settings(environment.argo_cd.namespace)],
            "gateway": objects_of(gateway),
            "istiod-values": [istiod_values(config, wanted)],
            **collector_settings(config, platform.profiles_of(environment)),
        },
    )


def _environment(config: Config, profiles: Iterable[Profile]) -> ObjectsByComponent:
    chart = kubeflow_chart()
    made = proxied(objects_by_component(build(chart, config)), config, profiles)
    by_component = dict(patched(made, config.patches))
    if config.hooks.before:
        by_component["before-sync"] = objects_of(
            BeforeSync(
                chart,
                "before-sync",
                needs=needs_of((o for made in by_component.values() for o in made), config),
                check=config.hooks.before,
                defaults=config.workload_defaults(HOOKS),
            )
        )
    by_component |= objects_by_component(_egress(chart, config, by_component, profiles))
    objects = [obj for objects in by_component.values() for obj in objects]
    refuse_secret_values(objects)
    refuse_lost_definitions(objects)
    refuse_two_pod_default_webhooks(objects)
    check_locked(config, objects)
    for construct in descendants(chart):
        if isinstance(construct, AmbientNamespace):
            construct.check(objects)
    return by_component


def _egress(
    scope: Construct,
    config: Config,
    by_component: ObjectsByComponent,
    profiles: Iterable[Profile] = (),
) -> Mapping[str, IConstruct]:
    """Define the egress policies of these components, if egress is guarded."""
    if config.hardening.egress == "open":
        return {}
    policies = EgressPolicies(
        scope, "egress", by_component=by_component, config=config, profiles=profiles
    )
    return {"egress": policies}


check_exports(globals())
