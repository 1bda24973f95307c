import pytest

from constructs_lib.schemas import CustomResource, argo_kinds
from constructs_lib.schemas.openapi import Schema


def stores(argo: str) -> Schema:
    """Return the schema of a step's artifacts, by the store that they are in."""
    results = _kind("WorkflowTaskResult", argo).schema("v1alpha1")["properties"]
    artifact = results["outputs"]["properties"]["artifacts"]["items"]
    return dict(artifact["properties"])


def _kind(kind: str, argo: str) -> CustomResource:
    [found] = [each for each in argo_kinds(argo) if each.kind == kind]
    return found


@pytest.mark.parametrize(("store", "field"), [("s3", "caSecret"), ("oss", "useSDKCreds")])
def test_a_store_has_more_fields_in_3_5(store: str, field: str) -> None:
    assert field not in stores("3.4")[store]["properties"]
    assert field in stores("3.5")[store]["properties"]


def test_what_the_controller_checks_is_open_in_both() -> None:
    assert _kind("Workflow", "3.4").schema("v1alpha1") == _kind("Workflow", "3.5").schema(
        "v1alpha1"
    )


@pytest.mark.parametrize("kind", ["WorkflowArtifactGCTask", "WorkflowEventBinding"])
def test_what_holds_artifacts_is_checked_since_3_7(kind: str) -> None:
    specs = [
        _kind(kind, argo).schema("v1alpha1")["properties"]["spec"] for argo in ("3.5", "3.7")
    ]

    assert [spec.get("x-kubernetes-preserve-unknown-fields") for spec in specs] == [True, None]


def test_a_key_is_merged_as_a_whole_since_3_7() -> None:
    keys = [stores(argo)["s3"]["properties"]["accessKeySecret"] for argo in ("3.5", "3.7")]

    assert [key.get("x-kubernetes-map-type") for key in keys] == [None, "atomic"]
