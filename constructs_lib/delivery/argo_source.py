"""From where Argo CD takes what it applies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..config.checks import check_known, check_unique
from ..kube import Object
from .files import document

_VERSION: Final = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?")
# GetRefSources of Argo CD's util/argo refuses other names.
_REFERENCE: Final = re.compile(r"[A-Za-z0-9_-]+")
_OPERATIONS: Final = ("add", "copy", "move", "remove", "replace", "test")


def _check_path(path: str) -> None:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError(
            f"path must lead into the repository, such as 'kubeflow/profiles'; got {path!r}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PatchTarget:
    """Which objects a patch of kustomize's changes; what is left out may be any.

    kind, group, version, namespace, name: of the objects, each a regular expression.
    label_selector: as in `app=web`.
    Raises ValueError for a target that names nothing.
    """

    kind: str | None = None
    group: str | None = None
    version: str | None = None
    namespace: str | None = None
    name: str | None = None
    label_selector: str | None = None

    def __post_init__(self) -> None:
        if not self.body():
            raise ValueError(
                "a patch's target names nothing; give a kind such as 'Deployment'"
            )

    def body(self) -> Object:
        """Return the target in Argo CD's own words."""
        fields = {
            "kind": self.kind,
            "group": self.group,
            "version": self.version,
            "namespace": self.namespace,
            "name": self.name,
            "labelSelector": self.label_selector,
        }
        return {key: value for key, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True, slots=True)
class KustomizePatch:
    """A change of what a kustomization makes.

    patch: fields to merge, or the operations of a JSON patch (RFC 6902). target: what is
    changed; fields may name it themselves, by kind and metadata.name.
    Raises ValueError for a patch that is empty, is no operation or has no target.
    """

    patch: Mapping[str, Any] | tuple[Mapping[str, Any], ...]
    target: PatchTarget | None = None

    def __post_init__(self) -> None:
        if not self.patch:
            raise ValueError("a patch is empty; give fields such as {'spec': {'replicas': 2}}")
        if isinstance(self.patch, tuple):
            self._check_operations(self.patch)
        elif self.target is None and not _is_named(self.patch):
            raise ValueError(
                "a patch changes nothing: give it a target, or name one object in it by kind "
                "and metadata.name"
            )

    def body(self) -> Object:
        """Return the patch in Argo CD's own words."""
        told = list(self.patch) if isinstance(self.patch, tuple) else dict(self.patch)
        target = {"target": self.target.body()} if self.target else {}
        return {"patch": document(told), **target}

    def _check_operations(self, operations: Sequence[Mapping[str, Any]]) -> None:
        if self.target is None:
            raise ValueError("operations of a JSON patch need a target, such as a kind")
        for operation in operations:
            check_known(str(operation.get("op", "")), _OPERATIONS, "operation of a JSON patch")
            if not str(operation.get("path", "")).startswith("/"):
                raise ValueError(
                    f"the path of a JSON patch's operation begins with '/', "
                    f"got {dict(operation)!r}"
                )


def _is_named(patch: Mapping[str, Any]) -> bool:
    metadata = patch.get("metadata")
    return "kind" in patch and isinstance(metadata, Mapping) and "name" in metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class KustomizeSource:
    """A folder with a kustomization in a Git repository.

    repository: its URL. revision: a branch, a tag or a commit. path: the folder.
    images: replacements as kustomize writes them, `old=new:tag`. patches: changes of what the
    kustomization makes.
    """

    repository: str
    revision: str
    path: str
    images: tuple[str, ...] = ()
    patches: tuple[KustomizePatch, ...] = ()

    def __post_init__(self) -> None:
        _check_path(self.path)

    def body(self) -> Object:
        """Return the source in Argo CD's own words."""
        patches = [patch.body() for patch in self.patches]
        kustomize = {
            **({"images": list(self.images)} if self.images else {}),
            **({"patches": patches} if patches else {}),
        }
        return {
            "repoURL": self.repository,
            "targetRevision": self.revision,
            "path": self.path,
            **({"kustomize": kustomize} if kustomize else {}),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainSource:
    """A folder of YAML files in a Git repository.

    repository: its URL. revision: a branch, a tag or a commit. path: the folder.
    recurse: with its subfolders. include: a pattern for the files that are read, by default
    all.
    """

    repository: str
    revision: str
    path: str
    recurse: bool = False
    include: str | None = None

    def __post_init__(self) -> None:
        _check_path(self.path)

    def body(self) -> Object:
        """Return the source in Argo CD's own words."""
        include = {} if self.include is None else {"include": self.include}
        return {
            "repoURL": self.repository,
            "targetRevision": self.revision,
            "path": self.path,
            "directory": {"recurse": self.recurse, **include},
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class HelmSource:
    """A chart of a Helm repository at one exact version.

    repository: its URL; an OCI registry's without `oci://`. chart: its name there.
    version: in three numbers. values: as in its values.yaml.
    value_files: files with values that go below `values`, the last of them first: of the
    chart, or of another source as `$values/prod.yaml`, where a `ValuesSource` is called
    `values`. release: by default called like the Application.
    Raises ValueError for a version that could move, such as `1.x`, `1.14` or `*`, and for a
    file that is elsewhere.
    """

    repository: str
    chart: str
    version: str
    values: Mapping[str, object] = field(default_factory=dict)
    value_files: tuple[str, ...] = ()
    release: str | None = None

    def __post_init__(self) -> None:
        if not _VERSION.fullmatch(self.version):
            raise ValueError(
                f"chart {self.chart!r} needs one exact version such as '1.14.5', "
                f"got {self.version!r}"
            )
        for file in self.value_files:
            if not file or file.startswith("/") or "://" in file or ".." in file.split("/"):
                raise ValueError(
                    f"a file of values is in the chart, such as 'values-prod.yaml', or in "
                    f"another source, such as '$values/prod.yaml'; got {file!r}"
                )

    @property
    def references(self) -> set[str]:
        """The sources that files of values are in, by their names."""
        files = (file for file in self.value_files if file.startswith("$"))
        return {file[1:].partition("/")[0] for file in files}

    def body(self) -> Object:
        """Return the source in Argo CD's own words."""
        helm = {
            **({"releaseName": self.release} if self.release else {}),
            **({"valueFiles": list(self.value_files)} if self.value_files else {}),
            **({"valuesObject": dict(self.values)} if self.values else {}),
        }
        return {
            "repoURL": self.repository,
            "targetRevision": self.version,
            "chart": self.chart,
            **({"helm": helm} if helm else {}),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class ValuesSource:
    """A Git repository with files of values, for the charts of the same Application.

    repository: its URL. revision: a branch, a tag or a commit.
    name: by which `HelmSource(value_files=("$values/prod.yaml",))` finds it.
    """

    repository: str
    revision: str
    name: str = "values"

    def __post_init__(self) -> None:
        if not _REFERENCE.fullmatch(self.name):
            raise ValueError(
                f"name of a source must be letters, digits, '-' and '_', such as 'values'; "
                f"got {self.name!r}"
            )

    def body(self) -> Object:
        """Return the source in Argo CD's own words."""
        return {
            "repoURL": self.repository,
            "targetRevision": self.revision,
            "ref": self.name,
        }


Source = KustomizeSource | PlainSource | HelmSource | ValuesSource


def check_sources(application: str, sources: Sequence[Source]) -> None:
    """Refuse sources that apply nothing, and files of values that no source has."""
    known = [source.name for source in sources if isinstance(source, ValuesSource)]
    used = {
        name
        for source in sources
        if isinstance(source, HelmSource)
        for name in source.references
    }
    if len(known) == len(sources):
        raise ValueError(
            f"application {application!r} has no source of objects; give it one such as "
            f"KustomizeSource(...)"
        )
    check_unique(known, f"application {application!r}: source of values")
    for name in sorted(used - set(known)):
        raise ValueError(
            f"application {application!r} has no source of values {name!r}, which a chart "
            f"names; give it ValuesSource(name={name!r}, ...) beside the chart"
        )
    for name in sorted(set(known) - used):
        raise ValueError(
            f"application {application!r} has a source of values {name!r} that no chart "
            f"names; say HelmSource(value_files=('${name}/values.yaml',)), or leave it out"
        )
