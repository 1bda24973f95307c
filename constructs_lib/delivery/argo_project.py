"""Create AppProjects of Argo CD: what Applications may read and write, where and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AppProject,
    AppProjectClusterResource,
    AppProjectDestination,
    AppProjectNamespaceResource,
    AppProjectSpec,
    AppProjectSyncWindow,
)
from ..config import Destination, SyncWindow
from ..config.checks import check_label, check_no_credentials
from ..config.durations import go_duration
from ..kube import declare, namespace_of, only_one
from .waves import WAVE


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of objects in an API group; `*` means every one."""

    group: str
    kind: str


class ArgoProject(Construct):
    """An AppProject: what its Applications may read, and what they may write where.

    repositories: URLs of Git and chart repositories. destination: the cluster that may be
    written to, by default Argo CD's own.
    namespaces: `*` for every one, `""` beside others for Applications that name none.
    forbidden_namespaces: those of them that may not be written.
    cluster_kinds: kinds without a namespace that may be written; none by default.
    namespace_kinds: the others, every one by default. Argo CD neither shows nor deletes
    objects that it may not write. description: for people. windows: when it may apply
    changes at all.
    Raises ValueError without a repository or a namespace, since such a project permits
    nothing, and in a chart without a namespace.
    Raises ValueError for forbidden namespaces beside permitted ones, since by `!x` Argo CD
    permits every namespace but x, and at a destination by name, where it permits x too
    (isDestinationMatched of its app_project_types.go).
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        repositories: Sequence[str],
        namespaces: Sequence[str],
        forbidden_namespaces: Sequence[str] = (),
        description: str | None = None,
        destination: Destination = Destination(),
        cluster_kinds: Sequence[Kind] = (),
        namespace_kinds: Sequence[Kind] | None = None,
        windows: Sequence[SyncWindow] = (),
        wave: int | None = None,
    ) -> None:
        super().__init__(scope, id)
        namespace_of(self)
        check_label(name, "project")
        if not repositories or not namespaces:
            raise ValueError(
                f"project {name!r} permits nothing; add a repository and a namespace"
            )
        for namespace in namespaces:
            _check_namespace(namespace, name)
        for repository in repositories:
            check_no_credentials(repository, f"repository of project {name!r}")
        only_one(self, "AppProject", name)
        if forbidden_namespaces and "*" not in namespaces:
            raise ValueError(
                f"project {name!r} forbids {', '.join(forbidden_namespaces)}, with which Argo "
                "CD permits every other namespace; set namespaces=['*'], or leave them out"
            )
        if forbidden_namespaces and destination.name is not None:
            raise ValueError(
                f"project {name!r} forbids {', '.join(forbidden_namespaces)}, which Argo CD "
                "supports only for a destination by server, not by name; list the permitted "
                "namespaces, or set Destination(server=...)"
            )
        self.name = name
        self.destination = destination
        self.repositories = tuple(repositories)
        self.namespaces = tuple(namespaces)
        declare(
            AppProject,
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name, annotations=None if wave is None else {WAVE: str(wave)}
            ),
            spec=AppProjectSpec(
                description=description,
                source_repos=list(repositories),
                destinations=[
                    AppProjectDestination(
                        server=destination.address, name=destination.name, namespace=namespace
                    )
                    for namespace in (*namespaces, *_denied(forbidden_namespaces))
                ],
                cluster_resource_whitelist=[
                    AppProjectClusterResource(group=allowed.group, kind=allowed.kind)
                    for allowed in cluster_kinds
                ],
                namespace_resource_whitelist=None
                if namespace_kinds is None
                else [
                    AppProjectNamespaceResource(group=allowed.group, kind=allowed.kind)
                    for allowed in namespace_kinds
                ],
                sync_windows=[_sync_window(window) for window in windows] or None,
            ),
        )


def _denied(namespaces: Sequence[str]) -> list[str]:
    """Return the patterns by which Argo CD refuses namespaces that others permit."""
    return [f"!{namespace}" for namespace in namespaces]


def _check_namespace(namespace: str, project: str) -> None:
    # A pattern may contain `*` anywhere, and begins with `!` for an exclusion.
    check_label(
        re.sub(r"^!|\*", "", namespace).strip("-") or "any",
        f"namespace of project {project!r}",
    )


def _sync_window(window: SyncWindow) -> AppProjectSyncWindow:
    return AppProjectSyncWindow(
        kind=window.kind,
        schedule=window.schedule,
        duration=go_duration(window.duration),
        time_zone=window.time_zone,
        manual_sync=window.by_hand,
        description=window.description,
        applications=["*"],
    )
