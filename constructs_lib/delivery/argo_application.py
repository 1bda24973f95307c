"""Create Applications of Argo CD."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    Application,
    ApplicationAutomatedSync,
    ApplicationDestination,
    ApplicationIgnoreDifference,
    ApplicationRetry,
    ApplicationRetryBackoff,
    ApplicationSpec,
    ApplicationSyncPolicy,
)
from ..config import Deletion, IgnoredDifference, SyncPolicy
from ..config.argo_cd import check_metadata
from ..config.checks import check_label, check_no_credentials
from ..config.durations import go_duration
from ..kube import add_field, declare, namespace_of, only_one
from .argo_project import ArgoProject
from .argo_source import Source, check_sources
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


class ArgoApplication(Construct):
    """An Application: one or several sources, applied within a project.

    namespace: of objects without one; None if every object has its own. may_be_empty:
    whether Argo CD may prune the last object of the source automatically. It has no effect
    without `prune`.
    wave: Applications of lower waves are applied first, if another Application applies them.
    labels, annotations: of the Application.
    deletion: what happens to its objects when it is deleted: `keep` leaves them; the others
    set Argo CD's finalizers, which delete all of them, named after Kubernetes' propagation
    policies. ignored: differences to ignore.
    checks_kinds: whether a hook of the source reports missing kinds. Argo CD would refuse them
    before any hook runs; since 3.1 an option disables that.
    Raises ValueError for a source or namespace that the project does not permit, for values
    files that no source has, for the annotation of the wave, and in a chart without a
    namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        project: ArgoProject,
        source: Source | Sequence[Source],
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
        sources = source if isinstance(source, Sequence) else (source,)
        check_sources(name, sources)
        for each in sources:
            _check_permitted(name, "repository", each.repository, project.repositories)
            check_no_credentials(each.repository, f"repository of application {name!r}")
        if namespace is not None:
            _check_permitted(name, "namespace", namespace, project.namespaces)
            check_label(namespace, f"namespace of application {name!r}")
        check_metadata(labels, annotations)
        only_one(self, "Application", name)
        self.name = name
        ordered = {} if wave is None else {WAVE: str(wave)}
        finalizer = _FINALIZERS[deletion]
        application = declare(
            Application,
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
        # cdk8s has two structs of a source with the same fields: for one and for several.
        bodies = [each.body() for each in sources]
        several = isinstance(source, Sequence)
        if several:
            add_field(application, "spec", "sources", bodies)
        else:
            add_field(application, "spec", "source", bodies[0])


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
                duration=go_duration(sync.retry.first),
                factor=sync.retry.factor,
                max_duration=go_duration(sync.retry.longest),
            ),
        ),
    )


def _check_permitted(name: str, what: str, value: str, permitted: tuple[str, ...]) -> None:
    if value not in permitted and "*" not in permitted:
        raise ValueError(
            f"application {name!r} uses {what} {value!r}; "
            f"its project permits {', '.join(permitted)}"
        )
