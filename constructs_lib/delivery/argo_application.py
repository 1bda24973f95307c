"""What Argo CD applies, from where, and how."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
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
from ..config import Deletion, IgnoredDifference, SyncPolicy
from ..config.argo_cd import check_metadata
from ..config.checks import check_label, check_no_credentials
from ..kube import namespace_of, only_one
from .argo_project import ArgoProject
from .waves import WAVE

# Source: pkg/apis/application/v1alpha1/application_defaults.go of Argo CD.
_FINALIZER: Final = "resources-finalizer.argocd.argoproj.io"
_FINALIZERS: Final[Mapping[Deletion, str | None]] = MappingProxyType(
    {
        "keep": None,
        "background": f"{_FINALIZER}/background",
        "foreground": f"{_FINALIZER}/foreground",
    }
)
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


class ArgoApplication(Construct):
    """An Application: one source, applied within a project.

    namespace: of objects that name none; None where every object names its own. may_be_empty:
    whether Argo CD may delete, by itself, the last object that leaves the source; otherwise
    it stops there. Without `prune` it deletes nothing, and the question does not arise.
    wave: Applications of lower waves are applied first, where another Application applies
    them. labels, annotations: of the Application.
    deletion: what becomes of what it applied when it is deleted: `keep` leaves it; the others
    are Argo CD's finalizers, by which all of it goes, named after how Kubernetes then deletes
    what an object owns. ignored: differences that are no drift.
    checks_kinds: a hook of the source says which kinds are missing. Argo CD would refuse them
    before any hook runs; since 3.1 it can be told not to.
    Raises ValueError for a source or namespace that the project does not permit, for an
    annotation that is the wave, and in a chart without a namespace.
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
        labels: Mapping[str, str] = MappingProxyType({}),
        annotations: Mapping[str, str] = MappingProxyType({}),
        deletion: Deletion = "keep",
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
        check_metadata(labels, annotations)
        only_one(self, "Application", name)
        self.name = name
        ordered = {} if wave is None else {WAVE: str(wave)}
        finalizer = _FINALIZERS[deletion]
        Application(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name,
                labels=dict(labels) or None,
                annotations={**annotations, **ordered} or None,
                finalizers=[finalizer] if finalizer else None,
            ),
            spec=ApplicationSpec(
                project=project.name,
                source=source.to_l1(),
                destination=ApplicationDestination(
                    server=project.destination.address,
                    name=project.destination.name,
                    namespace=namespace,
                ),
                sync_policy=_sync_policy(
                    sync, checks_kinds=checks_kinds, may_be_empty=may_be_empty
                ),
                ignore_differences=[_ignored(each) for each in ignored] or None,
            ),
        )


def _ignored(difference: IgnoredDifference) -> ApplicationIgnoreDifference:
    return ApplicationIgnoreDifference(
        group=difference.group or None,
        kind=difference.kind,
        namespace=difference.namespace,
        name=difference.name,
        json_pointers=list(difference.pointers) or None,
        jq_path_expressions=list(difference.expressions) or None,
        managed_fields_managers=list(difference.managers) or None,
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
