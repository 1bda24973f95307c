"""What every environment's overlay lies over: Kubeflow as upstream ships it."""

import re
from dataclasses import dataclass
from typing import Final

from ..catalog import KUBEFLOW
from .checks import check_known


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """Write the base as plain YAML: nothing is fetched when Argo CD syncs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upstream:
    """Let the base refer to kubeflow/manifests on GitHub, pinned to a tag or commit.

    ref: a tag or a commit of kubeflow/manifests.
    paths: the component folders, by default those that the rendered base stands for.
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


# The document's paths at v1.9.1. Two that it names do not exist there:
# common/istio-1-17 is common/istio-1-22, apps/user-namespace is common/user-namespace.
# Its kubeflow-namespace is base/namespace.yaml here, with the labels that the document wants.
UPSTREAM_PATHS: Final = (
    "common/kubeflow-roles/base",
    "common/istio-1-22/kubeflow-istio-resources/base",
    "common/networkpolicies/base",
    "apps/centraldashboard/overlays/oauth2-proxy",
    "apps/jupyter/notebook-controller/upstream/overlays/kubeflow",
    "apps/jupyter/jupyter-web-app/upstream/overlays/istio",
    "apps/profiles/upstream/overlays/kubeflow",
    "apps/volumes-web-app/upstream/overlays/istio",
    "apps/pvcviewer-controller/upstream/base",
    "apps/tensorboard/tensorboard-controller/upstream/overlays/kubeflow",
    "apps/tensorboard/tensorboards-web-app/upstream/overlays/istio",
    "apps/admission-webhook/upstream/overlays/cert-manager",
    "apps/training-operator/upstream/overlays/kubeflow",
    "apps/katib/upstream/installs/katib-with-kubeflow",
    "apps/pipeline/upstream/env/cert-manager/platform-agnostic-multi-user",
    "common/user-namespace/base",
    "common/dex/overlays/oauth2-proxy",
    "common/oauth2-proxy/overlays/m2m-dex-only",
)

Base = Rendered | Upstream
