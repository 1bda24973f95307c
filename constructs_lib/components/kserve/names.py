"""Names that KServe's parts and its page share."""

from typing import Final

from ...schemas import INFERENCE_SERVICE

GROUP: Final = INFERENCE_SERVICE.group
LABELS: Final = {"app": "kserve", "app.kubernetes.io/name": "kserve"}
# What Knative makes of a model in serverless mode.
KNATIVE: Final = "serving.knative.dev"
OF_KNATIVE: Final = tuple(
    f"{kind}{part}"
    for kind in ("services", "routes", "configurations", "revisions")
    for part in ("", "/status")
)
