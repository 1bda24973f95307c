"""The base under every environment's overlay: Kubeflow as upstream ships it."""

import re
from dataclasses import dataclass
from typing import Final

from ..catalog import KUBEFLOW
from .checks import check_known
from .components import LOGIN_SERVERS, OF_UPSTREAM


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """Write the base as plain YAML: nothing is fetched when Argo CD syncs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upstream:
    """Let the base refer to kubeflow/manifests on GitHub, pinned to a tag or commit.

    ref: a tag or a commit of kubeflow/manifests.
    paths: the component folders, by default those that the rendered base restates.
    Raises ValueError for a missing ref and for a path that v1.9.1 does not have.
    """

    ref: str = ""
    paths: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.ref:
            raise ValueError(
                f"Upstream() needs a ref, so that the base cannot change by itself; "
                f"for example Upstream(ref={KUBEFLOW!r})"
            )
        if self.ref != KUBEFLOW and not re.fullmatch("[0-9a-f]{40}", self.ref):
            raise ValueError(
                f"the overlay is made for kubeflow/manifests {KUBEFLOW}: "
                f"ref must be {KUBEFLOW!r} or that commit's 40 digits, got {self.ref!r}"
            )
        for path in self.paths:
            check_known(path, UPSTREAM_PATHS, "path of kubeflow/manifests v1.9.1")


# The folders of kubeflow/manifests v1.9.1 that the rendered base equals. Its
# common/kubeflow-namespace is base/namespace.yaml here, labelled for the ambient mesh.
UPSTREAM_PATHS: Final = (
    "common/kubeflow-roles/base",
    "common/istio-1-22/kubeflow-istio-resources/base",
    "common/networkpolicies/base",
    *(each.upstream for each in OF_UPSTREAM if each.upstream),
    "common/user-namespace/base",
    *(each.upstream for each in LOGIN_SERVERS if each.upstream),
)

Base = Rendered | Upstream
