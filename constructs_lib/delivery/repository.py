"""How dist/ is laid out: which objects stand in which file."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, Final

from cdk8s import App, Chart

from ..catalog import KUBEFLOW
from ..components import UserProfile
from ..config import (
    RESERVED,
    UPSTREAM_PATHS,
    AppOfApps,
    Base,
    Config,
    Environment,
    Platform,
    Profile,
    SealedSecrets,
    Secrets,
    Upstream,
)
from ..kube import Object, group_of, objects_of
from ..workloads import INJECT_CA
from .argo_application import (
    ArgoApplication,
    IgnoredDifference,
    KustomizeSource,
    PlainSource,
)
from .argo_project import ArgoProject, Kind
from .common_metadata import CommonMetadata
from .kinds import (
    CLUSTER_KINDS,
    NAMESPACE_KINDS,
    PROFILE_ACCOUNT,
    PROFILE_CLUSTER_KINDS,
    PROFILE_NAMESPACE_KINDS,
    SHOWN_KINDS,
)
from .overlay import Identity, Overlay, Units, targets
from .products import product_objects
from .shared_patches import SHARED, share
from .waves import WAVE, Waves, annotated, name_of, sync_waves, targets_by_wave

Files = dict[str, list[Object]]

_BASE: Final = PurePosixPath("kubeflow/base")
_OVERLAYS: Final = PurePosixPath("kubeflow/overlays")
_PROFILES: Final = PurePosixPath("kubeflow/profiles")
_PARENTS: Final = PurePosixPath("kubeflow/delivery")
_PREREQUISITES: Final = PurePosixPath("kubeflow/prerequisites")
_CRDS: Final = "crds"
_CRD: Final = "CustomResourceDefinition"
_FORGOTTEN: Final = "/spec/preserveUnknownFields"
_UPSTREAM: Final = "github.com/kubeflow/manifests"


def base_files(base: Base, units: Units) -> Files:
    """Return the base: one file a component and one for all kinds, or upstream's folders."""
    if isinstance(base, Upstream):
        paths = base.paths or UPSTREAM_PATHS
        kept = {"namespace": units["namespace"]}
        folders = [f"{_UPSTREAM}/{path}?ref={base.ref}" for path in paths]
        return {
            **_in(_BASE, kept),
            str(_BASE / "kustomization.yaml"): [_kustomization([*_names(kept), *folders])],
        }
    apart = _defined_apart(units)
    files = {"namespace": apart.pop("namespace"), **apart}
    return {
        **_in(_BASE, files),
        str(_BASE / "kustomization.yaml"): [_kustomization(_names(files))],
    }


def optional_base_files(name: str, units: Units) -> Files:
    """Return the base of a component that only some environments have, a folder of its own."""
    folder = _BASE / name
    files = _defined_apart(units)
    return {
        **_in(folder, files),
        str(folder / "kustomization.yaml"): [_kustomization(_names(files))],
    }


def _defined_apart(units: Units) -> dict[str, list[Object]]:
    """Return units without the kinds that they define, which are a unit of their own."""
    crds = [obj for objects in units.values() for obj in objects if obj["kind"] == _CRD]
    rest = {
        name: others
        for name, objects in units.items()
        if (others := [obj for obj in objects if obj["kind"] != _CRD])
    }
    return {**({_CRDS: crds} if crds else {}), **rest}


def overlay_files(
    environment: str,
    overlay: Overlay,
    waves: Waves,
    common: CommonMetadata,
    *,
    optional: Iterable[str] = (),
) -> Files:
    """Return what an environment adds to the base, changes in it and takes from it.

    waves: when Argo CD applies each object; patches tell it of the base's.
    common: what every object has. optional: components with a base of their own.
    """
    folder = _OVERLAYS / environment
    added = annotated(overlay.added, waves)
    alike = share(overlay.patched)
    patches: list[Object] = [{"path": f"patches/{name}"} for name in _names(alike.patched)]
    files = {**_in(folder, added), **_in(folder / "patches", alike.patched)}

    def patch(name: str, body: Object, found: list[dict[str, str]]) -> None:
        path = f"patches/{name}.yaml"
        files[str(folder / path)] = [{"apiVersion": "v1", "kind": "Any", **body}]
        patches.extend({"path": path, "target": target} for target in found)

    for name, of in alike.shared.items():
        patch(name, {"metadata": {"name": "any"}, **SHARED[name]}, targets(of))
    # kustomize 5.5 fails on a deletion among other patches: it has a file of its own,
    # and the targets say what is deleted.
    patch(
        "remove", {"$patch": "delete", "metadata": {"name": "any"}}, targets(overlay.removed)
    )
    own = {Identity.of(obj) for objects in added.values() for obj in objects}
    for wave, found in targets_by_wave(waves, written=own).items():
        metadata = {"name": "any", "annotations": {WAVE: str(wave)}}
        patch(f"wave-{name_of(wave)}", {"metadata": metadata}, found)
    bases = ("../../base", *(f"../../base/{name}" for name in optional))
    resources = [*bases, *_names(added)]
    kustomization = {**_kustomization(resources, patches), **common.transformers()}
    files[str(folder / "kustomization.yaml")] = [kustomization]
    return files


def profile_files(profiles: Iterable[Profile], config: Config) -> Files:
    """Return the profiles, one file each."""
    chart = Chart(App(), "profiles")
    units = {
        profile.name: objects_of(
            UserProfile(
                chart,
                profile.name,
                profile=profile,
                mesh=config.mesh,
                user_header=config.user_header,
                user_prefix=config.user_prefix,
                container_defaults=config.profiles.container_defaults,
                google=config.profiles.google,
            )
        )
        for profile in profiles
    }
    return {
        **_in(_PROFILES, annotated(units, sync_waves(units))),
        str(_PROFILES / "kustomization.yaml"): [_kustomization(_names(units))],
    }


def prerequisite_files(environment: str, units: Units) -> Files:
    """Return what an environment needs of its platform; nothing here applies it."""
    return _in(_PREREQUISITES / environment, units)


def application_files(platform: Platform, environment: Environment, units: Units) -> Files:
    """Return an environment's AppProjects and Applications.

    The first environment's file is apps/kubeflow.yaml, another's apps/kubeflow-<name>.yaml:
    each cluster's Argo CD applies its own.
    """
    repository = platform.repository
    revision = platform.revision_of(environment)
    secrets = environment.config.secrets
    chart = Chart(App(), "apps", namespace="argocd")
    project = ArgoProject(
        chart,
        "project",
        name="kubeflow",
        description=f"Kubeflow {KUBEFLOW} in environment {environment.name}",
        repositories=[repository.url],
        namespaces=_namespaces(units, secrets, platform.profiles),
        cluster_kinds=CLUSTER_KINDS,
        namespace_kinds=(*NAMESPACE_KINDS, *SHOWN_KINDS),
        windows=environment.windows,
        wave=-1,
    )
    # What left the repository is deleted only where the project permits it, and the namespace
    # of a profile that left is named nowhere any more: so every one, but few kinds.
    profiles = ArgoProject(
        chart,
        "profiles-project",
        name="kubeflow-profiles",
        description=f"Profiles and their members in environment {environment.name}",
        repositories=[repository.url],
        namespaces=["*"],
        forbidden_namespaces=RESERVED,
        cluster_kinds=PROFILE_CLUSTER_KINDS,
        namespace_kinds=(
            *PROFILE_NAMESPACE_KINDS,
            *((PROFILE_ACCOUNT,) if any(map(_has_account, platform.profiles)) else ()),
        ),
        windows=environment.windows,
        wave=-1,
    )
    ArgoApplication(
        chart,
        "platform",
        name="kubeflow",
        project=project,
        source=KustomizeSource(
            repository=repository.url,
            revision=revision,
            path=str(_OVERLAYS / environment.name),
        ),
        namespace="kubeflow",
        sync=environment.sync,
        wave=0,
        ignored=_written_by_others(units),
        checks_kinds=environment.config.hooks.before is not None,
    )
    ArgoApplication(
        chart,
        "profiles",
        name="kubeflow-profiles",
        project=profiles,
        source=KustomizeSource(
            repository=repository.url, revision=revision, path=str(_PROFILES)
        ),
        namespace=None,
        sync=environment.sync,
        # Argo CD would keep the members of the last profile that leaves.
        may_be_empty=not platform.profiles,
        wave=1,
    )
    if isinstance(secrets, SealedSecrets):
        ArgoApplication(
            chart,
            "secrets",
            name="kubeflow-secrets",
            project=project,
            source=PlainSource(
                repository=repository.url, revision=revision, path=secrets.path
            ),
            namespace="kubeflow",
            sync=environment.sync,
            wave=0,
        )
    return {_of_apps("kubeflow", platform, environment): objects_of(chart)}


def product_files(platform: Platform, environment: Environment) -> Files:
    """Return the Applications of what an environment needs of its platform, if any are wanted.

    The first environment's file is apps/prerequisites.yaml, another's
    apps/prerequisites-<name>.yaml.
    """
    wanted = platform.prerequisites
    if not wanted or not wanted.products:
        return {}
    path = _of_apps("prerequisites", platform, environment)
    return {path: product_objects(wanted, environment)}


def is_read_by(platform: Platform, environment: Environment, path: str) -> bool:
    """Return whether an environment's Argo CD reads a file of dist/."""
    own = (_BASE, _PROFILES, _OVERLAYS / environment.name)
    return path in _applications(platform, environment) or any(
        PurePosixPath(path).is_relative_to(folder) for folder in own
    )


def parent_files(delivery: AppOfApps, platform: Platform, environment: Environment) -> Files:
    """Return the Application that applies an environment's files in `apps/`, and its project.

    Its own project: in the one that it writes it could permit itself everything.
    """
    repository = platform.repository
    chart = Chart(App(), "parent", namespace="argocd")
    project = ArgoProject(
        chart,
        "project",
        name=delivery.name,
        description=f"What Argo CD is told of Kubeflow in environment {environment.name}",
        repositories=[repository.url],
        namespaces=["argocd"],
        namespace_kinds=[Kind("argoproj.io", kind) for kind in ("AppProject", "Application")],
    )
    ArgoApplication(
        chart,
        "parent",
        name=delivery.name,
        project=project,
        source=PlainSource(
            repository=repository.url,
            revision=platform.revision_of(environment),
            path="apps",
            include=_pattern(_applications(platform, environment)),
        ),
        namespace="argocd",
    )
    return {str(_PARENTS / f"{environment.name}.yaml"): objects_of(chart)}


def _applications(platform: Platform, environment: Environment) -> list[str]:
    """Return the files that an environment's Applications are in."""
    stems = ["kubeflow", "prerequisites"] if platform.products else ["kubeflow"]
    return [_of_apps(stem, platform, environment) for stem in stems]


def _of_apps(stem: str, platform: Platform, environment: Environment) -> str:
    first = environment is platform.environments[0]
    return f"apps/{stem}.yaml" if first else f"apps/{stem}-{environment.name}.yaml"


def _has_account(profile: Profile) -> bool:
    return profile.azure is not None


def _pattern(paths: list[str]) -> str:
    """Return what Argo CD knows files of one folder by."""
    names = [PurePosixPath(path).name for path in paths]
    return names[0] if len(names) == 1 else f"{{{','.join(names)}}}"


def _namespaces(units: Units, secrets: Secrets, profiles: Iterable[Profile]) -> list[str]:
    """Return the namespaces that objects are in: Kubeflow's own and others'."""
    others = {
        obj["metadata"]["namespace"]
        for objects in units.values()
        for obj in objects
        if "namespace" in obj["metadata"]
    }
    # What PodDefaults name may be sealed, in the profiles' own namespaces.
    sealed = profiles if isinstance(secrets, SealedSecrets) else ()
    owned = (profile.name for profile in sealed)
    return list(dict.fromkeys(["kubeflow", *sorted(others), *owned]))


def _written_by_others(units: Units) -> list[IgnoredDifference]:
    """Return the fields that the cluster writes: gathered rules, injected authorities.

    The API server forgets `preserveUnknownFields`, which old definitions need to be told.
    """
    found = []
    for obj in (obj for objects in units.values() for obj in objects):
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


def _injected(obj: Object) -> str | None:
    """Return where an authority is written: by cert-manager, or by the workload itself."""
    if "webhooks" in obj:
        return ".webhooks[].clientConfig.caBundle"
    if obj["kind"] == _CRD and INJECT_CA in obj["metadata"].get("annotations", {}):
        return ".spec.conversion.webhook.clientConfig.caBundle"
    return None


def _in(folder: PurePosixPath, units: Units) -> Files:
    return {str(folder / f"{name}.yaml"): objects for name, objects in units.items()}


def _names(units: Units) -> list[str]:
    return [f"{name}.yaml" for name in units]


def _kustomization(
    resources: list[str], patches: list[Object] | None = None
) -> dict[str, Any]:
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
        **({"patches": patches} if patches else {}),
    }
