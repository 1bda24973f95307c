"""Read the objects that a cluster gets from each applied path of a tree of dist/."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

import yaml

from ..delivery import rendered
from ..delivery.external import run_external
from ..delivery.overlay import ResourceId
from ..kube import Object
from .change import at

_KUSTOMIZATION: Final = "kustomization.yaml"
_BASES: Final = (Path("kubeflow/base"), Path("kubeflow/bases"))
_OVERLAYS: Final = Path("kubeflow/overlays")
_APPS: Final = Path("apps")
_DEFINITIONS: Final = "crds"
_SYNTHESIZED: Final = rendered(())


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """An object and its component, the file that contains it."""

    component: str
    obj: Object


Place = Mapping[ResourceId, Placed]
Tree = Mapping[Path, Place]


def same_files(*roots: Path) -> bool:
    """Return whether trees have the same files with the same bytes."""
    trees = ({path: (root / path).read_bytes() for path in _files(root)} for root in roots)
    first = next(trees)
    return all(first == other for other in trees)


def read_trees(*roots: Path) -> list[Tree]:
    """Return the objects of each tree by applied path, read in parallel.

    A folder with a kustomization is read as `kubectl kustomize` renders it, except the base;
    of apps/ each synthesized file is a path, since each cluster has its own. A
    base=Upstream() is fetched from GitHub. Raises ValueError for a tree without such a path,
    RuntimeError if kustomize fails.
    """
    with ThreadPoolExecutor() as pool:
        trees = [
            {path: pool.submit(_place, root, path) for path in _applied(root)}
            for root in roots
        ]
        return [{path: place.result() for path, place in tree.items()} for tree in trees]


def environment(path: Path) -> str:
    """Return the name of a path in reports: `default`, `profiles`, `apps/kubeflow.yaml`."""
    if path.is_relative_to(_OVERLAYS):
        return path.relative_to(_OVERLAYS).as_posix()
    return path.as_posix().removeprefix("kubeflow/")


def prunes(tree: Tree, path: Path) -> bool | None:
    """Return whether the Application of a path prunes, or None if the tree has none."""
    for spec in _applications(tree, path):
        return bool(at(spec, "syncPolicy", "automated", "prune"))
    return None


def permits(tree: Tree, path: Path, identity: ResourceId) -> bool:
    """Return whether the AppProject of a path permits Argo CD to see and prune an object.

    True if the tree has none.
    """
    for spec in _applications(tree, path):
        name = spec.get("project")
        for project in _specs(tree, "AppProject", name):
            return _permits(project, identity)
    return True


def _permits(project: Mapping[str, Any], identity: ResourceId) -> bool:
    kinds = _kinds(project, "clusterResourceWhitelist")
    if identity.namespace:
        places = [each.get("namespace", "") for each in project.get("destinations") or []]
        denied = [place[1:] for place in places if place.startswith("!")]
        if not _matches(identity.namespace, places) or _matches(identity.namespace, denied):
            return False
        # Upstream writes a namespace on some cluster-scoped objects.
        kinds += _kinds(project, "namespaceResourceWhitelist", [("*", "*")])
    return any(
        _matches(identity.group, [group]) and _matches(identity.kind, [kind])
        for group, kind in kinds
    )


def _kinds(
    project: Mapping[str, Any], field: str, otherwise: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    if project.get(field) is None:
        return list(otherwise)
    return [(kind["group"], kind["kind"]) for kind in project[field]]


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _applications(tree: Tree, path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the specs of the Applications of a path."""
    for spec in _specs(tree, "Application"):
        if _is_at(path, _paths(spec)):
            yield spec


def _specs(tree: Tree, kind: str, name: str | None = None) -> Iterator[Mapping[str, Any]]:
    for place in tree.values():
        for identity, placed in place.items():
            if identity.kind == kind and name in (None, identity.name):
                yield placed.obj.get("spec") or {}


def _is_at(path: Path, named: list[str]) -> bool:
    """Return whether a path is named, below any folder to which dist/ is published."""
    ending = path.as_posix()
    return any(f"/{each}".endswith(f"/{ending}") for each in named)


def _paths(spec: Mapping[str, Any]) -> list[str]:
    sources = [spec.get("source") or {}, *(spec.get("sources") or [])]
    return [source.get("path", "") for source in sources]


def _applied(root: Path) -> list[Path]:
    files = _files(root)
    folders = {
        path.parent for path in files if path.name == _KUSTOMIZATION and not _is_base(path)
    }
    apps = {path for path in files if path.parent == _APPS and _is_synthesized(root / path)}
    applied = sorted(folders | (apps if _APPS not in folders else set()))
    if not applied:
        raise ValueError(f"{root} is not a dist/: it has neither overlays nor Applications")
    return applied


def _files(root: Path) -> list[Path]:
    files = (path.relative_to(root) for path in root.rglob("*.yaml"))
    return sorted(path for path in files if path.parts[0] in ("kubeflow", "apps"))


def _is_synthesized(file: Path) -> bool:
    """Return whether a file was synthesized; a GitOps repository contains others."""
    return file.read_text(encoding="utf-8").startswith(_SYNTHESIZED)


def _place(root: Path, path: Path) -> Place:
    if (root / path).is_file():
        component = path.with_suffix("").as_posix()
        objects = _objects((root / path).read_text(encoding="utf-8"))
        return {ResourceId.of(obj): Placed(component=component, obj=obj) for obj in objects}
    components = _components(root, path)
    built = {ResourceId.of(obj): obj for obj in _objects(_built(root / path))}
    return {
        identity: Placed(component=_component(identity, components), obj=obj)
        for identity, obj in built.items()
    }


def _built(folder: Path) -> str:
    # It ends in seconds: looking for garbage would take a third of them.
    environment = {"GOGC": "400", **os.environ}
    done = run_external("kubectl", "kustomize", folder, environment=environment)
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        last = (told or ["no output"])[-1]
        raise RuntimeError(f"kubectl kustomize {folder} failed: {last}")
    return done.stdout.decode()


def _objects(text: str) -> list[Object]:
    return [obj for obj in yaml.load_all(text, yaml.CSafeLoader) if obj]


def _components(root: Path, folder: Path) -> Mapping[ResourceId, str]:
    """Return the file of the base or the folder that contains or patches each object."""
    prefix = "" if folder.is_relative_to(_OVERLAYS) else f"{environment(folder)}/"
    found: dict[ResourceId, str] = {}
    for path in _sources(root, folder):
        for obj in _objects((root / path).read_text(encoding="utf-8")):
            if _is_of_one_object(obj):
                found.setdefault(ResourceId.of(obj), f"{prefix}{path.stem}")
    return found


def _is_of_one_object(document: Any) -> bool:
    """Return whether a document is an object or a patch that merges into one by name."""
    is_named = isinstance(document, dict) and at(document, "metadata", "name")
    return bool(is_named and "apiVersion" in document and "$patch" not in document)


def _sources(root: Path, folder: Path) -> Iterable[Path]:
    """Return the files of objects, without the large file of all definitions."""
    files = _files(root)
    bases = sorted({path.parent for path in files if _is_base(path)})
    patches = folder / "patches"
    parents = (*bases, folder, patches) if folder.is_relative_to(_OVERLAYS) else (folder,)
    return [
        path
        for parent in parents
        for path in files
        if path.parent == parent and path.stem not in ("kustomization", _DEFINITIONS)
    ]


def _is_base(path: Path) -> bool:
    return any(path.is_relative_to(base) for base in _BASES)


def _component(identity: ResourceId, components: Mapping[ResourceId, str]) -> str:
    otherwise = _DEFINITIONS if identity.kind == "CustomResourceDefinition" else "upstream"
    return components.get(identity, otherwise)
