"""What holds for every kind of ours."""

import json
from collections.abc import Iterator

import pytest
from cdk8s import App, Chart

from constructs_lib.kube import objects_of
from constructs_lib.releases import RELEASES
from constructs_lib.schemas import (
    INFERENCE_SERVICE,
    JOB_SET,
    KATIB_KINDS,
    METACONTROLLER_2,
    METACONTROLLER_4,
    NOTEBOOK,
    POD_DEFAULT,
    POD_DEFAULT_2,
    PROFILE,
    PROFILE_2,
    PVC_VIEWER,
    SCHEDULED_WORKFLOW,
    SPARK_KINDS,
    TENSORBOARD,
    TRAINER_KINDS,
    VIEWER,
    CustomResource,
    CustomResourceDefinition,
    argo_kinds,
    serving_kinds,
    training_jobs,
)
from constructs_lib.schemas.openapi import Schema

# kubectl apply keeps a copy of the object in an annotation, and annotations end here.
MOST_BYTES = 262_144

# InferenceServices of KServe 0.15 are longer than that: they are applied by the server.
OF_RELEASES = [
    kind
    for release in RELEASES
    for kind in (
        *argo_kinds(release.argo),
        *serving_kinds(release.kserve)[1:],
        *training_jobs(release.training),
    )
]

pytestmark = pytest.mark.parametrize(
    "resource",
    [
        *METACONTROLLER_2,
        *METACONTROLLER_4,
        INFERENCE_SERVICE,
        JOB_SET,
        NOTEBOOK,
        POD_DEFAULT,
        POD_DEFAULT_2,
        PROFILE,
        PROFILE_2,
        PVC_VIEWER,
        TENSORBOARD,
        SCHEDULED_WORKFLOW,
        VIEWER,
        *KATIB_KINDS,
        *SPARK_KINDS,
        *TRAINER_KINDS,
        *OF_RELEASES,
    ],
    ids=lambda resource: resource.kind,
)


def test_the_definition_fits_an_annotation(resource: CustomResource) -> None:
    chart = Chart(App(), "test")

    CustomResourceDefinition(chart, "Definition", resource=resource)

    assert len(json.dumps(objects_of(chart)[0], separators=(",", ":"))) < MOST_BYTES


def test_the_definition_has_no_namespace(resource: CustomResource) -> None:
    chart = Chart(App(), "test", namespace="kubeflow")

    CustomResourceDefinition(chart, "Definition", resource=resource)

    assert "namespace" not in objects_of(chart)[0]["metadata"]


def test_every_value_has_a_type(resource: CustomResource) -> None:
    assert [
        path
        for path, node in nodes(resource.schema(resource.storage))
        if "type" not in node and "x-kubernetes-int-or-string" not in node
    ] == []


def test_required_fields_exist(resource: CustomResource) -> None:
    assert [
        path
        for path, node in nodes(resource.schema(resource.storage))
        if not set(node.get("required", [])) <= node.get("properties", {}).keys()
    ] == []


def test_keys_of_lists_are_always_set(resource: CustomResource) -> None:
    assert [
        (path, key)
        for path, node in nodes(resource.schema(resource.storage))
        for key in node.get("x-kubernetes-list-map-keys", [])
        if key not in node["items"].get("required", ())
        and "default" not in node["items"]["properties"][key]
    ] == []


def nodes(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    yield path, schema
    for name, value in schema.get("properties", {}).items():
        yield from nodes(value, f"{path}.{name}")
    for key in ("items", "additionalProperties"):
        if key in schema:
            yield from nodes(schema[key], f"{path}[]")
