"""The base under every environment's overlay: Kubeflow as upstream ships it."""

import re
from dataclasses import dataclass
from typing import Final

from ..releases import V1_9_1, Release
from .checks import check_known
from .components import LOGIN_SERVERS, OF_UPSTREAM, OPTIONAL, Component


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """Write the base as plain YAML: nothing is fetched when Argo CD syncs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upstream:
    """Let the base refer to kubeflow/manifests on GitHub, pinned to a tag or commit.

    ref: the release's tag, or a commit of kubeflow/manifests.
    paths: the component folders, by default those that the rendered base restates.
    release: which every environment must run.
    Raises ValueError for a missing ref and for a path that the release does not have.
    """

    ref: str = ""
    paths: tuple[str, ...] = ()
    release: Release = V1_9_1

    def __post_init__(self) -> None:
        if not self.ref:
            raise ValueError(
                f"Upstream() needs a ref, so that the base cannot change by itself; "
                f"for example Upstream(ref={self.release.name!r})"
            )
        name = self.release.name
        if self.ref != name and not re.fullmatch("[0-9a-f]{40}", self.ref):
            raise ValueError(
                f"the overlay is made for kubeflow/manifests {name}: "
                f"ref must be {name!r} or that commit's 40 digits, got {self.ref!r}; "
                "for another release name that too, with release="
            )
        for path in self.paths:
            check_known(
                path, upstream_paths(self.release), f"path of kubeflow/manifests {name}"
            )


# What the rendered base equals, in upstream's order. Its namespace is namespace.yaml here,
# labelled for the ambient mesh.
_IN_BASE: Final = (
    "kubeflow-roles",
    "kubeflow-istio-resources",
    "networkpolicies",
    *(each.name for each in OF_UPSTREAM),
    "user-namespace",
    *(each.name for each in LOGIN_SERVERS),
)


def upstream_paths(release: Release) -> tuple[str, ...]:
    """Return the folders of kubeflow/manifests that the rendered base of a release equals."""
    return tuple(release.folders[name] for name in _IN_BASE)


def optional_in(release: Release) -> tuple[Component, ...]:
    """Return what a release has besides, and is installed only where it is chosen."""
    return tuple(each for each in OPTIONAL if each.name in release.folders)


Base = Rendered | Upstream
