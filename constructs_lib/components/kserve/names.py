"""Names that KServe's parts and its page share."""

from collections.abc import Mapping
from typing import Final

from ...releases import Release
from ...schemas import INFERENCE_SERVICE

GROUP: Final = INFERENCE_SERVICE.group
LABELS: Final = {"app": "kserve", "app.kubernetes.io/name": "kserve"}
# The kind of models that are kept on nodes, by the name of its objects.
CACHE: Final = "localmodelcache"
# Of the certificates of the webhooks, and where their servers look for them.
ISSUER: Final = "selfsigned-issuer"
SERVED_WITH: Final = "/tmp/k8s-webhook-server/serving-certs"  # noqa: S108 - the pod's own
# What Knative makes of a model in serverless mode.
KNATIVE: Final = "serving.knative.dev"
OF_KNATIVE: Final = tuple(
    f"{kind}{part}"
    for kind in ("services", "routes", "configurations", "revisions")
    for part in ("", "/status")
)


def annotated_injection(release: Release, injected: str) -> Mapping[str, str] | None:
    """Return the annotation of pods for or against a sidecar, where a release has that."""
    return {"sidecar.istio.io/inject": injected} if release.serving.annotated else None
