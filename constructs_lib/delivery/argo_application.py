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
    AppProject,
    AppProjectClusterResource,
    AppProjectDestination,
    AppProjectSpec,
)
from ..config.checks import check_label

_WAVE: Final = "argocd.argoproj.io/sync-wave"
_VERSION: Final = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?")
_DURATION_UNITS: Final = ("s", "m", "h")


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
    """A folder of YAML files in a Git repository; with its subfolders if `recurse`."""

    repository: str
    revision: str
    path: str
    recurse: bool = False

    def __post_init__(self) -> None:
        _check_path(self.path)

    def to_l1(self) -> ApplicationSource:
        """Return the source as cdk8s writes it."""
        return ApplicationSource(
            repo_url=self.repository,
            target_revision=self.revision,
            path=self.path,
            directory=ApplicationDirectory(recurse=self.recurse),
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
            helm=helm,
        )


Source = KustomizeSource | PlainSource | HelmSource


@dataclass(frozen=True, kw_only=True, slots=True)
class Retry:
    """How often a failed sync is tried again, and after what time; durations such as `30s`."""

    limit: int = 10
    first: str = "10s"
    factor: int = 2
    longest: str = "5m"

    def __post_init__(self) -> None:
        if self.limit < 0 or self.factor < 1:
            raise ValueError(
                f"retry needs a limit of 0 or more and a factor of 1 or more, "
                f"got {self.limit} and {self.factor}"
            )
        for duration in (self.first, self.longest):
            if not duration[:-1].isdigit() or duration[-1:] not in _DURATION_UNITS:
                raise ValueError(
                    f"a duration must look like '30s', '5m' or '1h', got {duration!r}"
                )


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncPolicy:
    """Whether Argo CD applies changes by itself.

    automated: without a click. prune: delete what left the repository. self_heal: undo what
    somebody changed by hand. server_side: apply on the server, which large CRDs need.
    Raises ValueError for prune or self_heal without automated: nothing would happen.
    """

    automated: bool = True
    prune: bool = True
    self_heal: bool = True
    server_side: bool = True
    create_namespace: bool = False
    retry: Retry = Retry()

    def __post_init__(self) -> None:
        if not self.automated and (self.prune or self.self_heal):
            raise ValueError(
                "prune and self_heal work only with automated=True; "
                "set both to False for syncs by hand"
            )

    def to_l1(self) -> ApplicationSyncPolicy:
        """Return the policy as cdk8s writes it."""
        options = {
            "ServerSideApply": self.server_side,
            "CreateNamespace": self.create_namespace,
            "RespectIgnoreDifferences": True,
        }
        return ApplicationSyncPolicy(
            automated=ApplicationAutomatedSync(prune=self.prune, self_heal=self.self_heal)
            if self.automated
            else None,
            sync_options=[f"{option}=true" for option, chosen in options.items() if chosen],
            retry=ApplicationRetry(
                limit=self.retry.limit,
                backoff=ApplicationRetryBackoff(
                    duration=self.retry.first,
                    factor=self.retry.factor,
                    max_duration=self.retry.longest,
                ),
            ),
        )


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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of objects in an API group; `*` stands for every one."""

    group: str
    kind: str


class ArgoProject(Construct):
    """An AppProject: what its Applications may read, and where they may write what.

    cluster_kinds: kinds without a namespace that may be written; none by default.
    Raises ValueError without a repository or a namespace: such a project permits nothing.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        repositories: Sequence[str],
        namespaces: Sequence[str],
        description: str | None = None,
        server: str = "https://kubernetes.default.svc",
        cluster_kinds: Sequence[Kind] = (),
    ) -> None:
        super().__init__(scope, id)
        check_label(name, "project")
        if not repositories or not namespaces:
            raise ValueError(
                f"project {name!r} permits nothing; give it a repository and a namespace"
            )
        self.name = name
        self.server = server
        self.repositories = tuple(repositories)
        self.namespaces = tuple(namespaces)
        AppProject(
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name),
            spec=AppProjectSpec(
                description=description,
                source_repos=list(repositories),
                destinations=[
                    AppProjectDestination(server=server, namespace=namespace)
                    for namespace in namespaces
                ],
                cluster_resource_whitelist=[
                    AppProjectClusterResource(group=allowed.group, kind=allowed.kind)
                    for allowed in cluster_kinds
                ],
            ),
        )


class ArgoApplication(Construct):
    """An Application: one source, applied to one namespace, within a project.

    wave: Applications of lower waves are applied first, where another Application applies
    them. ignored: differences that are no drift.
    Raises ValueError for a source or namespace that the project does not permit.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        project: ArgoProject,
        source: Source,
        namespace: str,
        sync: SyncPolicy = SyncPolicy(),
        wave: int | None = None,
        ignored: Sequence[IgnoredDifference] = (),
    ) -> None:
        super().__init__(scope, id)
        check_label(name, "application")
        _check_permitted(name, "repository", source.repository, project.repositories)
        _check_permitted(name, "namespace", namespace, project.namespaces)
        self.name = name
        Application(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name, annotations=None if wave is None else {_WAVE: str(wave)}
            ),
            spec=ApplicationSpec(
                project=project.name,
                source=source.to_l1(),
                destination=ApplicationDestination(server=project.server, namespace=namespace),
                sync_policy=sync.to_l1(),
                ignore_differences=[difference.to_l1() for difference in ignored] or None,
            ),
        )


def _check_permitted(name: str, what: str, value: str, permitted: tuple[str, ...]) -> None:
    if value not in permitted and "*" not in permitted:
        raise ValueError(
            f"application {name!r} uses {what} {value!r}; "
            f"its project permits {', '.join(permitted)}"
        )
