"""Lay out dist/: which objects are in which file."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, Final

from cdk8s import App, Chart

from ..components import UserProfile
from ..config import Base, Config, Environment, Profile, Upstream, upstream_paths
from ..config.profiles import with_pod_defaults
from ..kube import Object, objects_of
from ..releases import Release
from .common_metadata import CommonMetadata
from .layout import OVERLAYS, PREREQUISITES, PROFILES, base_of, own_profiles
from .overlay import ObjectsByComponent, Overlay, ResourceId, targets
from .shared_patches import SHARED, share
from .waves import WAVE, Waves, annotated, name_of, sync_waves, targets_by_wave

Files = dict[str, list[Object]]

_CRDS: Final = "crds"
_CRD: Final = "CustomResourceDefinition"
_UPSTREAM: Final = "github.com/kubeflow/manifests"


def base_files(base: Base, by_component: ObjectsByComponent, release: Release) -> Files:
    """Return a release's base: one file per component and one for all CRDs, or folders.

    base: rendered, or upstream's folders.
    """
    folder = base_of(release)
    if isinstance(base, Upstream):
        paths = base.paths or upstream_paths(release)
        kept = {"namespace": by_component["namespace"]}
        folders = [f"{_UPSTREAM}/{path}?ref={base.ref}" for path in paths]
        [ours] = _names(kept)
        # One of these folders may have the namespace itself.
        if any(release.has_namespace(path) for path in paths):
            kustomization = _kustomization(folders, [{"path": ours}])
        else:
            kustomization = _kustomization([ours, *folders])
        return {**_in(folder, kept), str(folder / "kustomization.yaml"): [kustomization]}
    apart = _defined_apart(by_component)
    files = {"namespace": apart.pop("namespace"), **apart}
    return {
        **_in(folder, files),
        str(folder / "kustomization.yaml"): [_kustomization(_names(files))],
    }


def optional_base_files(
    name: str, by_component: ObjectsByComponent, release: Release
) -> Files:
    """Return the base of a component that only some environments have, in its own folder."""
    folder = base_of(release) / name
    files = _defined_apart(by_component)
    return {
        **_in(folder, files),
        str(folder / "kustomization.yaml"): [_kustomization(_names(files))],
    }


def _defined_apart(by_component: ObjectsByComponent) -> dict[str, list[Object]]:
    """Return objects without CustomResourceDefinitions, which have a file of their own."""
    crds = [obj for objects in by_component.values() for obj in objects if obj["kind"] == _CRD]
    rest = {
        name: others
        for name, objects in by_component.items()
        if (others := [obj for obj in objects if obj["kind"] != _CRD])
    }
    return {**({_CRDS: crds} if crds else {}), **rest}


def overlay_files(
    environment: str,
    overlay: Overlay,
    waves: Waves,
    common: CommonMetadata,
    *,
    release: Release,
    optional: Iterable[str] = (),
) -> Files:
    """Return the additions, changes and deletions of an environment to the base.

    waves: of each object; patches set those of the base's.
    common: metadata of every object. release: whose base it is over. optional: components with
    a base of their own.
    """
    folder = OVERLAYS / environment
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
    # kustomize 5.5 fails on a deletion among other patches: deletions have their own file,
    # and the targets name the deleted objects.
    patch(
        "remove", {"$patch": "delete", "metadata": {"name": "any"}}, targets(overlay.removed)
    )
    own = {ResourceId.of(obj) for objects in added.values() for obj in objects}
    for wave, found in targets_by_wave(waves, written=own).items():
        metadata = {"name": "any", "annotations": {WAVE: str(wave)}}
        patch(f"wave-{name_of(wave)}", {"metadata": metadata}, found)
    base = f"../../{base_of(release).relative_to(OVERLAYS.parent)}"
    bases = (base, *(f"{base}/{name}" for name in optional))
    resources = [*bases, *_names(added)]
    kustomization = {**_kustomization(resources, patches), **common.transformers()}
    files[str(folder / "kustomization.yaml")] = [kustomization]
    return files


def profile_files(
    profiles: Iterable[Profile], config: Config, *, environment: Environment | None = None
) -> Files:
    """Return the profiles of all environments, or of one, one file each."""
    folder = own_profiles(environment) if environment else PROFILES
    chart = Chart(App(), "profiles")
    by_component = {
        profile.name: objects_of(
            UserProfile(
                chart,
                profile.name,
                profile=with_pod_defaults(profile, config.profiles),
                mesh=config.mesh,
                user_header=config.user_header.name,
                user_prefix=config.user_header.prefix,
                container_defaults=config.profiles.container_defaults,
                google=config.profiles.google,
            )
        )
        for profile in profiles
    }
    return {
        **_in(folder, annotated(by_component, sync_waves(by_component))),
        str(folder / "kustomization.yaml"): [_kustomization(_names(by_component))],
    }


def prerequisite_files(environment: str, by_component: ObjectsByComponent) -> Files:
    """Return the prerequisites of an environment, which nothing here applies."""
    return _in(PREREQUISITES / environment, by_component)


def _in(folder: PurePosixPath, by_component: ObjectsByComponent) -> Files:
    return {str(folder / f"{name}.yaml"): objects for name, objects in by_component.items()}


def _names(by_component: ObjectsByComponent) -> list[str]:
    return [f"{name}.yaml" for name in by_component]


def _kustomization(
    resources: list[str], patches: list[Object] | None = None
) -> dict[str, Any]:
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
        **({"patches": patches} if patches else {}),
    }
