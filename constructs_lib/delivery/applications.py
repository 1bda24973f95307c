"""Create an environment's AppProjects, Applications and their parent."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

from cdk8s import App, Chart

from ..config import (
    RESERVED,
    AppOfApps,
    Autopilot,
    Cluster,
    Environment,
    IgnoredDifference,
    Platform,
    Profile,
    SealedSecrets,
    Secrets,
)
from ..kube import Object, group_of, namespace_of, objects_of
from ..workloads import INJECT_CA
from .add_ons import add_on_objects
from .argo_application import ArgoApplication
from .argo_project import ArgoProject, Kind
from .argo_source import KustomizeSource, PlainSource
from .kinds import (
    CLUSTER_KINDS,
    NAMESPACE_KINDS,
    PROFILE_CLUSTER_KINDS,
    PROFILE_NAMESPACE_KINDS,
    SHOWN_KINDS,
    with_kinds_of,
)
from .layout import (
    APPS,
    OVERLAYS,
    PARENTS,
    PROFILES,
    file_of_applications,
    files_of_applications,
    own_profiles,
)
from .overlay import ObjectsByComponent, ResourceId
from .repository import Files

_CRD: Final = "CustomResourceDefinition"
_FORGOTTEN: Final = "/spec/preserveUnknownFields"


def application_files(
    platform: Platform,
    environment: Environment,
    by_component: ObjectsByComponent,
    *,
    profiles: Sequence[Object],
) -> Files:
    """Return an environment's AppProjects and Applications.

    by_component: its objects. profiles: the objects of its profiles.

    The first environment's file is apps/kubeflow.yaml, another's apps/kubeflow-<name>.yaml:
    each cluster's Argo CD applies its own.
    Raises ValueError for an ignored difference of an object that the environment lacks.
    """
    repository = platform.repository_of(environment)
    revision = platform.revision_of(environment)
    argo_cd = environment.argo_cd
    names = argo_cd.applications(environment.name)
    projects = argo_cd.projects(environment.name)
    release, secrets = environment.config.release, environment.config.secrets
    chart = Chart(App(), "apps", namespace=argo_cd.namespace)
    cluster_kinds, namespace_kinds = with_kinds_of(
        (obj for objects in by_component.values() for obj in objects),
        CLUSTER_KINDS,
        NAMESPACE_KINDS,
    )
    project = ArgoProject(
        chart,
        "project",
        name=projects[0],
        description=f"Kubeflow {release.name} in environment {environment.name}",
        repositories=[repository.url],
        destination=argo_cd.destination,
        namespaces=_namespaces(by_component, secrets, platform.profiles_of(environment)),
        cluster_kinds=cluster_kinds,
        namespace_kinds=(*namespace_kinds, *SHOWN_KINDS),
        windows=environment.windows,
        wave=-1,
    )
    project_of_profiles = _profiles_project(
        chart, platform, environment, name=projects[1], objects=profiles
    )
    _check_ignored(environment, [*by_component.values(), profiles])
    ArgoApplication(
        chart,
        "platform",
        name=names[0],
        project=project,
        source=KustomizeSource(
            repository=repository.url,
            revision=revision,
            path=repository.within(str(OVERLAYS / environment.name)),
        ),
        namespace="kubeflow",
        sync=environment.sync,
        wave=0,
        labels=argo_cd.labels,
        annotations=argo_cd.annotations,
        deletion=argo_cd.deletion,
        ignored=[
            *_written_by_others(by_component),
            *_written_by(environment.config.cluster),
            *argo_cd.ignored,
        ],
        checks_kinds=environment.config.hooks.before is not None,
    )
    ArgoApplication(
        chart,
        "profiles",
        name=names[1],
        project=project_of_profiles,
        source=_source_of_profiles(platform, environment),
        namespace=None,
        sync=environment.sync,
        # Otherwise Argo CD would keep the members of the last removed profile.
        may_be_empty=not platform.profiles_of(environment),
        wave=1,
        labels=argo_cd.labels,
        annotations=argo_cd.annotations,
        # Never with a finalizer: it would delete a Profile, its namespace and all data.
        ignored=argo_cd.ignored,
    )
    if isinstance(secrets, SealedSecrets):
        ArgoApplication(
            chart,
            "secrets",
            name=names[2],
            project=project,
            source=PlainSource(
                repository=repository.url, revision=revision, path=secrets.path
            ),
            namespace="kubeflow",
            sync=environment.sync,
            wave=0,
            labels=argo_cd.labels,
            annotations=argo_cd.annotations,
            deletion=argo_cd.deletion,
            ignored=argo_cd.ignored,
        )
    return {file_of_applications("kubeflow", platform, environment): objects_of(chart)}


def add_on_files(platform: Platform, environment: Environment) -> Files:
    """Return the Applications of an environment's prerequisites, if it has add-ons.

    The first environment's file is apps/prerequisites.yaml, another's
    apps/prerequisites-<name>.yaml.
    """
    wanted = platform.prerequisites
    if not wanted or not wanted.add_ons:
        return {}
    path = file_of_applications("prerequisites", platform, environment)
    return {path: add_on_objects(wanted, environment)}


def parent_files(delivery: AppOfApps, platform: Platform, environment: Environment) -> Files:
    """Return the Application that applies an environment's files in `apps/`, and its project.

    It has its own project, since in a project that it writes it could permit itself
    everything. Both are for Argo CD's own cluster, wherever the environment is.
    """
    name = environment.argo_cd.named(delivery.name, environment.name)
    chart = Chart(App(), "parent", namespace=environment.argo_cd.namespace)
    project = parents_project(
        chart,
        name=name,
        description="AppProjects and Applications of Kubeflow in environment "
        f"{environment.name}",
        repositories=[platform.repository_of(environment).url],
    )
    ArgoApplication(
        chart,
        "parent",
        name=name,
        project=project,
        source=source_of_applications(platform, environment),
        namespace=environment.argo_cd.namespace,
        labels=environment.argo_cd.labels,
        annotations=environment.argo_cd.annotations,
    )
    return {str(PARENTS / f"{environment.name}.yaml"): objects_of(chart)}


def parents_project(
    chart: Chart, *, name: str, description: str, repositories: Sequence[str]
) -> ArgoProject:
    """Return the project of parents, which permits only AppProjects and Applications."""
    return ArgoProject(
        chart,
        "project",
        name=name,
        description=description,
        repositories=repositories,
        namespaces=[namespace_of(chart)],
        namespace_kinds=[Kind("argoproj.io", kind) for kind in ("AppProject", "Application")],
    )


def source_of_applications(platform: Platform, environment: Environment) -> PlainSource:
    """Return the source of the Applications of an environment, without others."""
    repository = platform.repository_of(environment)
    return PlainSource(
        repository=repository.url,
        revision=platform.revision_of(environment),
        path=repository.within(APPS),
        include=_pattern(files_of_applications(platform, environment)),
    )


def _source_of_profiles(
    platform: Platform, environment: Environment
) -> KustomizeSource | tuple[KustomizeSource, KustomizeSource]:
    """Return the sources of an environment's profiles: shared ones, and its own."""
    read = platform.profiles_read_by(environment)
    shared, own = (
        KustomizeSource(
            repository=read.url, revision=read.revision, path=read.within(str(folder))
        )
        for folder in (PROFILES, own_profiles(environment))
    )
    return (shared, own) if environment.profiles else shared


def _profiles_project(
    chart: Chart,
    platform: Platform,
    environment: Environment,
    *,
    name: str,
    objects: Iterable[Object],
) -> ArgoProject:
    argo_cd = environment.argo_cd
    # Objects are pruned only in namespaces that the project permits, and the namespace
    # of a removed profile is no longer known: so every namespace, but few kinds.
    config = environment.config
    others = (each.namespace for each in config.installed if each.namespace not in RESERVED)
    namespaces, forbidden = (
        ["*"],
        dict.fromkeys((*RESERVED, argo_cd.namespace, *config.mesh.namespaces, *others)),
    )
    if argo_cd.destination.name is not None:
        # Argo CD would permit the forbidden ones too: only those of the profiles. The
        # Application names no namespace, which a project must permit explicitly.
        profiles = platform.profiles_of(environment)
        namespaces = ["", *(profile.name for profile in profiles)]
        forbidden = {}
    cluster_kinds, namespace_kinds = with_kinds_of(
        objects, PROFILE_CLUSTER_KINDS, PROFILE_NAMESPACE_KINDS
    )
    return ArgoProject(
        chart,
        "profiles-project",
        name=name,
        description=f"Profiles and their members in environment {environment.name}",
        repositories=[platform.profiles_read_by(environment).url],
        destination=argo_cd.destination,
        namespaces=namespaces,
        forbidden_namespaces=list(forbidden),
        cluster_kinds=cluster_kinds,
        namespace_kinds=namespace_kinds,
        windows=environment.windows,
        wave=-1,
    )


def _check_ignored(environment: Environment, made: Iterable[Iterable[Object]]) -> None:
    """Refuse an ignored difference that would have no effect."""
    held = [ResourceId.of(obj) for objects in made for obj in objects if "metadata" in obj]
    if isinstance(environment.config.secrets, SealedSecrets):
        held.append(
            ResourceId(group="bitnami.com", kind="SealedSecret", namespace="", name="")
        )
    for difference in environment.argo_cd.ignored:
        if not any(_concerns(difference, identity) for identity in held):
            named = "/".join(filter(None, (difference.namespace, difference.name)))
            raise ValueError(
                f"environment {environment.name!r} ignores differences of {difference.kind!r} "
                f"{named!r} of group {difference.group!r}, which it lacks; name an object "
                "that it has, or leave it out"
            )


def _concerns(difference: IgnoredDifference, identity: ResourceId) -> bool:
    return (
        fnmatchcase(identity.group, difference.group)
        and fnmatchcase(identity.kind, difference.kind)
        and difference.name in (None, identity.name)
        and difference.namespace in (None, identity.namespace)
    )


def _pattern(paths: list[str]) -> str:
    """Return the glob by which Argo CD includes files of one folder."""
    names = [PurePosixPath(path).name for path in paths]
    return names[0] if len(names) == 1 else f"{{{','.join(names)}}}"


def _namespaces(
    by_component: ObjectsByComponent, secrets: Secrets, profiles: Iterable[Profile]
) -> list[str]:
    """Return the namespaces of objects: Kubeflow's own and others'."""
    others = {
        obj["metadata"]["namespace"]
        for objects in by_component.values()
        for obj in objects
        if "namespace" in obj["metadata"]
    }
    # Secrets that PodDefaults name may be SealedSecrets in the profiles' namespaces.
    sealed = profiles if isinstance(secrets, SealedSecrets) else ()
    owned = (profile.name for profile in sealed)
    return list(dict.fromkeys(["kubeflow", *sorted(others), *owned]))


def _written_by_others(by_component: ObjectsByComponent) -> list[IgnoredDifference]:
    """Return the fields that the cluster writes: aggregated rules, injected CA bundles.

    The API server drops `preserveUnknownFields: false`, which old definitions need.
    """
    found = []
    for obj in (obj for objects in by_component.values() for obj in objects):
        kind, name = obj["kind"], obj["metadata"]["name"]
        group = group_of(obj)
        if "aggregationRule" in obj:
            found.append(
                IgnoredDifference(group=group, kind=kind, name=name, pointers=("/rules",))
            )
        if "preserveUnknownFields" in obj.get("spec", {}):
            found.append(
                IgnoredDifference(group=group, kind=kind, name=name, pointers=(_FORGOTTEN,))
            )
        if field := _injected(obj):
            found.append(
                IgnoredDifference(group=group, kind=kind, name=name, expressions=(field,))
            )
    return found


def _written_by(cluster: Cluster) -> Sequence[IgnoredDifference]:
    """Return the fields that the cluster writes itself."""
    if not isinstance(cluster.distribution, Autopilot):
        return ()
    pod = ".spec.template.spec"
    resources = tuple(
        f"{pod}.{each}[]?.resources" for each in ("containers", "initContainers")
    )
    return (
        IgnoredDifference(
            group="admissionregistration.k8s.io",
            kind="MutatingWebhookConfiguration",
            expressions=(".webhooks[]?.namespaceSelector.matchExpressions",),
        ),
        *(
            IgnoredDifference(group="apps", kind=kind, expressions=resources)
            for kind in ("Deployment", "StatefulSet")
        ),
    )


def _injected(obj: Object) -> str | None:
    """Return the fields of a CA bundle that cert-manager or the workload itself writes."""
    if "webhooks" in obj:
        return ".webhooks[].clientConfig.caBundle"
    if obj["kind"] == _CRD and INJECT_CA in obj["metadata"].get("annotations", {}):
        return ".spec.conversion.webhook.clientConfig.caBundle"
    return None
