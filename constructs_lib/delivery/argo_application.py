"""What Argo CD applies, from where, and how."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    Application,
    ApplicationAutomatedSync,
    ApplicationDestination,
    ApplicationDirectory,
    ApplicationHelm,
    ApplicationIgnoreDifference,
    ApplicationKustomize,
    ApplicationRetry,
    ApplicationRetryBackoff,
    ApplicationSource,
    ApplicationSpec,
    ApplicationSyncPolicy,
)
from ..config import SyncPolicy
from ..config.checks import check_label, check_no_credentials
from ..kube import namespace_of, only_one
from .argo_project import ArgoProject
from .waves import WAVE

_VERSION: Final = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?")


def _check_path(path: str) -> None:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError(
            f"path must lead into the repository, such as 'kubeflow/profiles'; got {path!r}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class KustomizeSource:
    """A folder with a kustomization in a Git repository.

    images: replacements as kustomize writes them, `old=new:tag`.
    """

    repository: str
    revision: str
    path: str
    images: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_path(self.path)

    def to_l1(self) -> ApplicationSource:
        """Return the source as cdk8s writes it."""
        kustomize = ApplicationKustomize(images=list(self.images))
        return ApplicationSource(
            repo_url=self.repository,
            target_revision=self.revision,
            path=self.path,
            kustomize=kustomize if self.images else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainSource:
    """A folder of YAML files in a Git repository; with its subfolders if `recurse`.

    include: a pattern for the files that are read, by default all.
    """

    repository: str
    revision: str
    path: str
    recurse: bool = False
    include: str | None = None

    def __post_init__(self) -> None:
        _check_path(self.path)

    def to_l1(self) -> ApplicationSource:
        """Return the source as cdk8s writes it."""
        return ApplicationSource(
            repo_url=self.repository,
            target_revision=self.revision,
            path=self.path,
            directory=ApplicationDirectory(recurse=self.recurse, include=self.include),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class HelmSource:
    """A chart of a Helm repository at one exact version; `values` as in its values.yaml.

    Raises ValueError for a version that could move, such as `1.x`, `1.14` or `*`.
    """

    repository: str
    chart: str
    version: str
    values: Mapping[str, object] = field(default_factory=dict)
    release: str | None = None

    def __post_init__(self) -> None:
        if not _VERSION.fullmatch(self.version):
            raise ValueError(
                f"chart {self.chart!r} needs one exact version such as '1.14.5', "
                f"got {self.version!r}"
            )

    def to_l1(self) -> ApplicationSource:
        """Return the source as cdk8s writes it."""
        helm = ApplicationHelm(
            release_name=self.release, values_object=dict(self.values) or None
        )
        return ApplicationSource(
            repo_url=self.repository,
            target_revision=self.version,
            chart=self.chart,
            helm=helm if self.values or self.release else None,
        )


Source = KustomizeSource | PlainSource | HelmSource


@dataclass(frozen=True, kw_only=True, slots=True)
class IgnoredDifference:
    """Fields that somebody else writes in the cluster, by JSON pointer or jq expression.

    Raises ValueError where neither names a field.
    """

    group: str
    kind: str
    name: str | None = None
    pointers: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.pointers and not self.expressions:
            raise ValueError(
                f"which fields of {self.kind!r} are ignored? give pointers such as '/rules' "
                f"or jq expressions such as '.webhooks[].clientConfig.caBundle'"
            )
        for pointer in self.pointers:
            if not pointer.startswith("/"):
                raise ValueError(f"a JSON pointer begins with '/', got {pointer!r}")

    def to_l1(self) -> ApplicationIgnoreDifference:
        """Return the difference as cdk8s writes it."""
        return ApplicationIgnoreDifference(
            group=self.group or None,
            kind=self.kind,
            name=self.name,
            json_pointers=list(self.pointers) or None,
            jq_path_expressions=list(self.expressions) or None,
        )


class ArgoApplication(Construct):
    """An Application: one source, applied within a project.

    namespace: of objects that name none; None where every object names its own. may_be_empty:
    whether Argo CD may delete, by itself, the last object that leaves the source; otherwise
    it stops there. Without `prune` it deletes nothing, and the question does not arise.
    wave: Applications of lower waves are applied first, where another Application applies
    them. ignored: differences that are no drift. checks_kinds: a hook of the source says which
    kinds are missing. Argo CD would refuse them before any hook runs; since 3.1 it can be told
    not to.
    Raises ValueError for a source or namespace that the project does not permit, and in a
    chart without a namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        project: ArgoProject,
        source: Source,
        namespace: str | None,
        sync: SyncPolicy = SyncPolicy(),
        may_be_empty: bool = False,
        wave: int | None = None,
        ignored: Sequence[IgnoredDifference] = (),
        checks_kinds: bool = False,
    ) -> None:
        super().__init__(scope, id)
        namespace_of(self)
        check_label(name, "application")
        _check_permitted(name, "repository", source.repository, project.repositories)
        if namespace is not None:
            _check_permitted(name, "namespace", namespace, project.namespaces)
            check_label(namespace, f"namespace of application {name!r}")
        check_no_credentials(source.repository, f"repository of application {name!r}")
        only_one(self, "Application", name)
        self.name = name
        Application(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name, annotations=None if wave is None else {WAVE: str(wave)}
            ),
            spec=ApplicationSpec(
                project=project.name,
                source=source.to_l1(),
                destination=ApplicationDestination(server=project.server, namespace=namespace),
                sync_policy=_sync_policy(
                    sync, checks_kinds=checks_kinds, may_be_empty=may_be_empty
                ),
                ignore_differences=[difference.to_l1() for difference in ignored] or None,
            ),
        )


def _sync_policy(
    sync: SyncPolicy, *, checks_kinds: bool, may_be_empty: bool
) -> ApplicationSyncPolicy:
    options = {
        "ServerSideApply": sync.server_side,
        "CreateNamespace": sync.create_namespace,
        "PruneLast": sync.prune_last,
        "FailOnSharedResource": sync.exclusive,
        "RespectIgnoreDifferences": True,
        "SkipDryRunOnMissingResource": checks_kinds,
    }
    return ApplicationSyncPolicy(
        automated=ApplicationAutomatedSync(
            prune=sync.prune,
            self_heal=sync.self_heal,
            allow_empty=may_be_empty and sync.prune,
        )
        if sync.automated
        else None,
        sync_options=[f"{option}=true" for option, chosen in options.items() if chosen],
        retry=ApplicationRetry(
            limit=sync.retry.limit,
            backoff=ApplicationRetryBackoff(
                duration=sync.retry.first,
                factor=sync.retry.factor,
                max_duration=sync.retry.longest,
            ),
        ),
    )


def _check_permitted(name: str, what: str, value: str, permitted: tuple[str, ...]) -> None:
    if value not in permitted and "*" not in permitted:
        raise ValueError(
            f"application {name!r} uses {what} {value!r}; "
            f"its project permits {', '.join(permitted)}"
        )
