"""The Argo CD that delivers an environment, and the destination cluster."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from .checks import (
    check_annotations,
    check_choices,
    check_label,
    check_labels,
    check_no_credentials,
)

_OWN_SERVER: Final = "https://kubernetes.default.svc"
_OWN_NAME: Final = "in-cluster"
# Rancher's and others' have a path. In a project `*` would be any server, and `!` none.
_SERVER: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~-]+)*")
# What `argocd cluster add` takes from a kubeconfig: `admin@prod`, an ARN.
_NAME: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._:/@-]*[A-Za-z0-9])?")
_ORDER: Final = "argocd.argoproj.io/sync-wave"

Deletion = Literal["keep", "background", "foreground"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """The destination cluster; by default the one that Argo CD runs in.

    server: the API server's address, as registered in Argo CD. name: the cluster's name in
    Argo CD; its own is `in-cluster`.
    Raises ValueError for a name and an address at once, and for an invalid one of either.
    """

    server: str | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        if self.server is not None and self.name is not None:
            raise ValueError(
                f"a destination is a server or a name, not both; got {self.server!r} and "
                f"{self.name!r}"
            )
        if self.server is not None:
            check_no_credentials(self.server, "server of the destination")
            if not _SERVER.fullmatch(self.server):
                raise ValueError(
                    "server must be an API server's address as registered in Argo CD, such "
                    f"as 'https://prod.example.com:6443', got {self.server!r}"
                )
        if self.name is not None and not _NAME.fullmatch(self.name):
            raise ValueError(
                f"name of the destination must be a cluster's name in Argo CD, such as "
                f"'prod', got {self.name!r}"
            )

    @property
    def address(self) -> str | None:
        """The server to write; None where the cluster is given by name."""
        return None if self.name is not None else self.server or _OWN_SERVER

    @property
    def is_own(self) -> bool:
        """Whether this is the cluster that Argo CD runs in."""
        return self.name == _OWN_NAME or self.address == _OWN_SERVER


@dataclass(frozen=True, kw_only=True, slots=True)
class IgnoredDifference:
    """Fields that other controllers write: Argo CD neither diffs nor resets them.

    group, kind: of the objects; a group `""` is Kubernetes' own. namespace, name: of one
    object; by default every object matches. pointers: JSON pointers to fields. expressions: jq
    expressions for fields. managers: field managers, as in `managedFields`.
    Raises ValueError where nothing names a field.
    """

    group: str
    kind: str
    namespace: str | None = None
    name: str | None = None
    pointers: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.kind:
            raise ValueError("kind is empty; name one such as 'Deployment'")
        if not self.pointers and not self.expressions and not self.managers:
            raise ValueError(
                f"an ignored difference of {self.kind!r} names no fields; give pointers such "
                "as '/rules', jq expressions such as '.webhooks[].clientConfig.caBundle', or "
                "managers such as 'kube-controller-manager'"
            )
        for pointer in self.pointers:
            if not pointer.startswith("/"):
                raise ValueError(f"a JSON pointer begins with '/', got {pointer!r}")
        if "" in (*self.expressions, *self.managers):
            raise ValueError(f"an expression or a manager of {self.kind!r} is empty")


@dataclass(frozen=True, kw_only=True, slots=True)
class ArgoCd:
    """The Argo CD that delivers an environment, and the objects written for it.

    namespace: of Argo CD, its AppProjects and Applications. destination: the cluster.
    hub: whether it delivers other environments too: names then end with the environment's
    name, as in `kubeflow-profiles-staging`.
    name: of the platform's Application; those of profiles and Secrets begin with it.
    project: of the platform's AppProject; those of profiles and prerequisites begin with it.
    labels, annotations: of every Application, for notifications and selectors.
    deletion: what happens to the platform when its Application is deleted. `keep` leaves it
    running; the others set Argo CD's finalizers, which delete everything with it, including
    databases and their volumes. Profiles always stay.
    ignored: further fields that other controllers write.
    Raises ValueError for names and keys that Kubernetes would not take.
    """

    namespace: str = "argocd"
    destination: Destination = Destination()
    hub: bool = False
    name: str = "kubeflow"
    project: str = "kubeflow"
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    deletion: Deletion = "keep"
    ignored: tuple[IgnoredDifference, ...] = ()

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.namespace, "namespace of Argo CD")
        check_label(self.name, "name of the Application")
        check_label(self.project, "name of the AppProject")
        if self.project == "default":
            raise ValueError(
                "project 'default' is Argo CD's own, which permits everything; "
                "choose another name such as 'kubeflow'"
            )
        check_metadata(self.labels, self.annotations)

    def named(self, name: str, environment: str) -> str:
        """Return the name in this Argo CD of something of an environment."""
        return f"{name}-{environment}" if self.hub else name

    def applications(self, environment: str) -> tuple[str, str, str]:
        """Return the names of the Applications of the platform, its profiles and Secrets."""
        names = (self.name, f"{self.name}-profiles", f"{self.name}-secrets")
        platform, profiles, secrets = (self.named(name, environment) for name in names)
        return platform, profiles, secrets

    def projects(self, environment: str) -> tuple[str, str, str]:
        """Return the names of the AppProjects of the platform, its profiles and its needs."""
        names = (self.project, f"{self.project}-profiles", f"{self.project}-prerequisites")
        platform, profiles, needs = (self.named(name, environment) for name in names)
        return platform, profiles, needs


def check_metadata(labels: Mapping[str, str], annotations: Mapping[str, str]) -> None:
    """Refuse invalid metadata of Applications, and what this library sets itself."""
    check_labels(labels, "labels of Applications")
    check_annotations(annotations, "annotations of Applications")
    if _ORDER in annotations:
        raise ValueError(
            f"annotation {_ORDER!r} is set by the library from the order of dependencies; "
            "leave it out"
        )
