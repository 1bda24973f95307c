from dataclasses import dataclass, replace
from typing import Any

import pytest
from cdk8s import App, Chart

from constructs_lib.kube import objects_of
from constructs_lib.schemas import (
    CustomResource,
    CustomResourceDefinition,
    WebhookConversion,
    schema_of,
)
from constructs_lib.schemas.custom_resource import PrinterColumn, Scale


@dataclass
class BoatSpec:
    sails: int


@dataclass
class BoatStatus:
    """Nothing yet."""


BOAT = CustomResource(
    group="example.com",
    kind="Boat",
    plural="boats",
    versions=("v1", "v1beta1"),
    storage="v1",
    spec=BoatSpec,
    status=BoatStatus,
)
ONE_VERSION = replace(BOAT, versions=("v1",))


def define(resource: CustomResource = BOAT, **arguments: Any) -> dict[str, Any]:
    """Return the definition as it leaves a chart that has a namespace."""
    chart = Chart(App(), "test", namespace="harbour")
    CustomResourceDefinition(chart, "Boat", resource=resource, **arguments)
    [manifest] = objects_of(chart)
    return dict(manifest)


def test_manifest() -> None:
    schema = {
        "openAPIV3Schema": {
            "type": "object",
            "properties": {
                "apiVersion": {"type": "string"},
                "kind": {"type": "string"},
                "metadata": {"type": "object"},
                "spec": {
                    "type": "object",
                    "properties": {"sails": {"type": "integer"}},
                    "required": ["sails"],
                },
                "status": {"type": "object"},
            },
        }
    }

    assert define(ONE_VERSION) == {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "boats.example.com"},
        "spec": {
            "group": "example.com",
            "names": {
                "kind": "Boat",
                "listKind": "BoatList",
                "plural": "boats",
                "singular": "boat",
            },
            "scope": "Namespaced",
            "versions": [
                {
                    "name": "v1",
                    "served": True,
                    "storage": True,
                    "schema": schema,
                    "subresources": {"status": {}},
                }
            ],
        },
    }


@dataclass
class Flag:
    colours: str
    pole: int | None = None


FLAG = CustomResource(
    group="example.com",
    kind="Flag",
    plural="flags",
    versions=("v1",),
    storage="v1",
    fields=Flag,
    required=("metadata",),
    short_names=("fl",),
)


def test_a_kind_may_have_other_fields_than_spec_and_status() -> None:
    assert FLAG.schema("v1")["properties"].keys() == {
        "apiVersion",
        "kind",
        "metadata",
        "colours",
        "pole",
    }


def test_a_kind_insists_on_its_required_fields() -> None:
    assert FLAG.schema("v1")["required"] == ["colours", "metadata"]


def test_a_kind_may_have_short_names() -> None:
    assert define(FLAG)["spec"]["names"]["shortNames"] == ["fl"]


def test_fails_for_a_kind_of_two_ways() -> None:
    with pytest.raises(ValueError, match="Flag needs classes for spec and status, or one for"):
        replace(FLAG, spec=BoatSpec)


def test_a_definition_has_no_namespace() -> None:
    assert "namespace" not in define()["metadata"]


def test_a_chart_without_namespace_holds_a_definition() -> None:
    chart = Chart(App(), "test")

    CustomResourceDefinition(chart, "Boat", resource=BOAT)

    assert objects_of(chart)[0]["metadata"] == {"name": "boats.example.com"}


def test_every_version_has_the_schema() -> None:
    schemas = [v["schema"]["openAPIV3Schema"] for v in define()["spec"]["versions"]]

    assert schemas == [BOAT.schema("v1"), BOAT.schema("v1beta1")]


def test_one_version_is_stored() -> None:
    stored = [v["name"] for v in define()["spec"]["versions"] if v["storage"]]

    assert stored == ["v1"]


def test_another_version_can_be_stored() -> None:
    versions = define(replace(BOAT, storage="v1beta1"))["spec"]["versions"]

    assert [v["name"] for v in versions if v["storage"]] == ["v1beta1"]


def test_versions_that_differ_in_name_only_are_not_converted() -> None:
    assert define()["spec"]["conversion"] == {"strategy": "None"}


def test_versions_drop_unknown_fields() -> None:
    assert define()["spec"]["preserveUnknownFields"] is False


def test_a_webhook_converts() -> None:
    conversion = WebhookConversion(service="translator", namespace="harbour")

    assert define(conversion=conversion)["spec"]["conversion"] == {
        "strategy": "Webhook",
        "webhook": {
            "clientConfig": {
                "service": {
                    "name": "translator",
                    "namespace": "harbour",
                    "path": "/convert",
                }
            },
            "conversionReviewVersions": ["v1"],
        },
    }


def test_a_kind_can_be_cluster_wide() -> None:
    assert define(replace(BOAT, namespaced=False))["spec"]["scope"] == "Cluster"


def test_a_kind_can_do_without_a_status_subresource() -> None:
    [version] = define(replace(ONE_VERSION, status_subresource=False))["spec"]["versions"]

    assert "subresources" not in version


def test_a_kind_can_be_scaled() -> None:
    scale = Scale(spec=".spec.sails", status=".status.sails", selector=".status.selector")
    [version] = define(replace(ONE_VERSION, scale=scale))["spec"]["versions"]

    assert version["subresources"] == {
        "status": {},
        "scale": {
            "specReplicasPath": ".spec.sails",
            "statusReplicasPath": ".status.sails",
            "labelSelectorPath": ".status.selector",
        },
    }


def test_columns_are_printed() -> None:
    columns = (PrinterColumn("Sails", ".spec.sails", "integer"),)
    [version] = define(replace(ONE_VERSION, columns=columns))["spec"]["versions"]

    assert version["additionalPrinterColumns"] == [
        {"name": "Sails", "type": "integer", "jsonPath": ".spec.sails"}
    ]


def test_a_kind_is_listed_among_others() -> None:
    names = define(replace(BOAT, categories=("all",)))["spec"]["names"]

    assert names["categories"] == ["all"]


def test_the_kind_of_a_list_can_be_left_to_kubernetes() -> None:
    assert "listKind" not in define(replace(BOAT, writes_list_kind=False))["spec"]["names"]


def test_a_kind_without_classes_takes_anything() -> None:
    assert replace(BOAT, spec=None, status=None).schema("v1") == {
        "type": "object",
        "x-kubernetes-preserve-unknown-fields": True,
    }


def test_labels_are_set() -> None:
    assert define(labels={"app": "boats"})["metadata"]["labels"] == {"app": "boats"}


def test_annotations_are_set() -> None:
    annotations = {"cert-manager.io/inject-ca-from": "harbour/boats"}

    assert define(annotations=annotations)["metadata"]["annotations"] == annotations


def test_the_spec_is_that_of_the_class() -> None:
    assert BOAT.schema("v1")["properties"]["spec"] == schema_of(BoatSpec)


def test_fails_for_a_schema_of_an_unknown_version() -> None:
    with pytest.raises(ValueError, match=r"Boat has the versions \('v1', .*\), not 'v2'"):
        BOAT.schema("v2")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("group", "boats", "group must look like 'kubeflow.org', got 'boats'"),
        ("group", "Boats.com", "group must look like 'kubeflow.org', got 'Boats.com'"),
        ("kind", "boat", "kind must look like 'Notebook', got 'boat'"),
        ("kind", "", "kind must look like 'Notebook', got ''"),
        ("plural", "Boats", "plural must look like 'notebooks', got 'Boats'"),
        ("versions", ("v1", "1.0"), "version must look like 'v1beta1', got '1.0'"),
        ("versions", (), r"storage must be one of the versions \(\), got 'v1'"),
        ("storage", "v2", r"storage must be one of the versions \('v1', .*\), got 'v2'"),
        ("kubernetes", "1.9", r"kubernetes must be one of \('1.23', .*\), got '1.9'"),
    ],
)
def test_fails_for_a_bad_value(field: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(BOAT, **{field: value})
