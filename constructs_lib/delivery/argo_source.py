"""Define the sources of Argo CD's Applications."""

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
    """The target of a kustomize patch; unset fields match anything.

    kind, group, version, namespace, name: of the objects, each a regular expression.
    label_selector: as in `app=web`.
    Raises ValueError for an empty target.
    """

    kind: str | None = None
    group: str | None = None
    version: str | None = None
    namespace: str | None = None
    name: str | None = None
    label_selector: str | None = None

    def __post_init__(self) -> None:
        if not self.body():
            raise ValueError("a patch's target is empty; name a kind such as 'Deployment'")

    def body(self) -> Object:
        """Return the target with Argo CD's field names."""
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
    """A patch of a kustomization's objects.

    patch: fields to merge, or the operations of a JSON patch (RFC 6902). target: the
    changed objects; fields may name one by kind and metadata.name.
    Raises ValueError for a patch that is empty, is not an operation or has no target.
    """

    patch: Mapping[str, Any] | tuple[Mapping[str, Any], ...]
    target: PatchTarget | None = None

    def __post_init__(self) -> None:
        if not self.patch:
            raise ValueError("a patch is empty; set fields such as {'spec': {'replicas': 2}}")
        if isinstance(self.patch, tuple):
            self._check_operations(self.patch)
        elif self.target is None and not _is_named(self.patch):
            raise ValueError(
                "a patch has no target; set one, or name an object in it by kind and "
                "metadata.name"
            )

    def body(self) -> Object:
        """Return the patch with Argo CD's field names."""
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
                    "the path of a JSON patch's operation must begin with '/', got "
                    f"{dict(operation)!r}"
                )


def _is_named(patch: Mapping[str, Any]) -> bool:
    metadata = patch.get("metadata")
    return "kind" in patch and isinstance(metadata, Mapping) and "name" in metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class KustomizeSource:
    """A folder with a kustomization in a Git repository.

    repository: its URL. revision: a branch, a tag or a commit. path: the folder.
    images: replacements as kustomize writes them, `old=new:tag`. patches: changes of the
    kustomization's output.
    """

    repository: str
    revision: str
    path: str
    images: tuple[str, ...] = ()
    patches: tuple[KustomizePatch, ...] = ()

    def __post_init__(self) -> None:
        _check_path(self.path)

    def body(self) -> Object:
        """Return the source with Argo CD's field names."""
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
        """Return the source with Argo CD's field names."""
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
    value_files: files with values of lower precedence than `values`; later files override
    earlier ones. In the chart, or in another source as `$values/prod.yaml`, with a
    `ValuesSource` named `values`. release: by default the Application's name.
    Raises ValueError for a version that is not exact, such as `1.x`, `1.14` or `*`, and for
    a file elsewhere.
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
                    "a values file must be in the chart, such as 'values-prod.yaml', or in "
                    f"another source, such as '$values/prod.yaml'; got {file!r}"
                )

    @property
    def references(self) -> set[str]:
        """The names of the sources that contain files of values."""
        files = (file for file in self.value_files if file.startswith("$"))
        return {file[1:].partition("/")[0] for file in files}

    def body(self) -> Object:
        """Return the source with Argo CD's field names."""
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
    name: as in `HelmSource(value_files=("$values/prod.yaml",))`.
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
        """Return the source with Argo CD's field names."""
        return {
            "repoURL": self.repository,
            "targetRevision": self.revision,
            "ref": self.name,
        }


Source = KustomizeSource | PlainSource | HelmSource | ValuesSource


def check_sources(application: str, sources: Sequence[Source]) -> None:
    """Refuse sources that apply nothing, and files of values that no source contains."""
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
