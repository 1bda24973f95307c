"""Serve a page's new version beside it, to the users who see it first."""

from collections.abc import Mapping
from typing import Final

from cdk8s import ApiObject
from constructs import Construct

from ..config import WorkloadDefaults
from ..config.canary import SUFFIX
from ..kube import annotate, descendants
from ..workloads import Workload
from .kubeflow_gateway import CanaryRoute, KubeflowGateway

# Argo CD deletes in the reverse order of waves, the Deployment before the route has left it,
# and reads this of the object in the cluster.
# Source: pkg/sync/sync_context.go of argoproj/gitops-engine.
_LAST: Final = ("argocd.argoproj.io/sync-options", "PruneLast=true")


def page_canary(
    scope: Construct,
    page: Workload,
    *,
    name: str,
    gateway: KubeflowGateway,
    defaults: WorkloadDefaults,
    labels: Mapping[str, str] | None = None,
    paths: str | None = None,
) -> CanaryRoute | None:
    """Create the Deployment, Service and policy of a page's canary; return its route.

    Its pods have the page's account and settings, and labels of their own: no Service and no
    policy of the page selects them.
    name: of the page's policy. paths: a regular expression for the page's paths, where its
    prefix is not its own.
    Returns None where the page has no canary, or everyone sees it in the page's place.
    """
    canary = defaults.canary
    if canary is None or canary.to_everyone:
        return None
    beside = Construct(scope, "Canary")
    twin, endpoint = page.twin(
        beside, "Workload", suffix=SUFFIX, image=defaults.images.located(canary.image)
    )
    gateway.allow_from_gateway(
        beside, name=f"{name}{SUFFIX}", selector=twin.selector, labels=labels
    )
    for each in descendants(beside):
        if isinstance(each, ApiObject):
            annotate(each, *_LAST)
    return CanaryRoute(to=endpoint, claims=canary.claims, paths=paths)
