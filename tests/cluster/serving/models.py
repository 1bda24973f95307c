"""The models that people write, as InferenceServices."""

from typing import Any, Final

from .platform import GROUP, TEAM

IRIS: Final = "iris"
BUCKET_URI: Final = f"s3://mlpipeline/v2/artifacts/{TEAM}/iris"


def model(
    name: str = IRIS,
    *,
    uri: str = BUCKET_URI,
    labels: dict[str, str] | None = None,
    annotations: dict[str, str] | None = None,
    **predictor: Any,
) -> dict[str, Any]:
    """Return a model of scikit-learn, with other fields of its predictor."""
    return {
        "apiVersion": f"{GROUP}/v1beta1",
        "kind": "InferenceService",
        "metadata": {
            "name": name,
            "namespace": TEAM,
            "labels": labels or {},
            "annotations": annotations or {},
        },
        "spec": {
            "predictor": {
                "model": {"modelFormat": {"name": "sklearn"}, "storageUri": uri},
                **predictor,
            }
        },
    }


def graph(
    name: str, service: str = IRIS, *, labels: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return an InferenceGraph of one step."""
    step = {"serviceName": service, "name": "only"}
    return {
        "apiVersion": f"{GROUP}/v1alpha1",
        "kind": "InferenceGraph",
        "metadata": {"name": name, "namespace": TEAM, "labels": labels or {}},
        "spec": {"nodes": {"root": {"routerType": "Sequence", "steps": [step]}}},
    }
