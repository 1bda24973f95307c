import re
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Any

import pytest
from cdk8s_plus_27 import k8s

from constructs_lib.schemas import schema_of
from constructs_lib.schemas.hints import Int64, Keywords, Since, Until
from constructs_lib.schemas.openapi import Schema


@dataclass
class Leaf:
    name: str


@dataclass
class Sample:
    name: str
    flag: bool
    count: int
    since: datetime
    big: Int64
    port: k8s.IntOrString
    anything: Mapping[str, Any]
    words: Sequence[str]
    labels: Mapping[str, str]
    leaf: Leaf
    size: Annotated[int, Keywords({"minimum": 1})]
    pod_ip: str
    maybe: str | None = None
    ready: bool = False
    suspend: bool | None = False


class NamedContainer(k8s.Container):
    image: str


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("name", {"type": "string"}),
        ("flag", {"type": "boolean"}),
        ("count", {"type": "integer"}),
        ("since", {"type": "string", "format": "date-time"}),
        ("big", {"type": "integer", "format": "int64"}),
        (
            "port",
            {
                "anyOf": [{"type": "integer"}, {"type": "string"}],
                "x-kubernetes-int-or-string": True,
            },
        ),
        ("anything", {"type": "object", "x-kubernetes-preserve-unknown-fields": True}),
        ("words", {"type": "array", "items": {"type": "string"}}),
        ("labels", {"type": "object", "additionalProperties": {"type": "string"}}),
        (
            "leaf",
            {
                "type": "object",
                "properties": {"name": {"type": "string"}},
                "required": ["name"],
            },
        ),
        ("size", {"type": "integer", "minimum": 1}),
        ("podIP", {"type": "string"}),
        ("maybe", {"type": "string"}),
    ],
)
def test_a_type_has_its_schema(name: str, schema: Schema) -> None:
    assert schema_of(Sample)["properties"][name] == schema


def test_a_field_that_may_be_none_is_not_required() -> None:
    assert "maybe" not in schema_of(Sample)["required"]


def test_a_default_is_in_the_schema() -> None:
    assert schema_of(Sample)["properties"]["ready"] == {"type": "boolean", "default": False}


def test_a_field_with_a_default_is_required() -> None:
    assert "ready" in schema_of(Sample)["required"]


def test_a_field_with_a_default_that_may_be_none_is_not_required() -> None:
    assert "suspend" not in schema_of(Sample)["required"]


def test_a_subclass_of_a_struct_keeps_its_fields() -> None:
    inherited = schema_of(k8s.Container)["properties"].keys()

    assert schema_of(NamedContainer)["properties"].keys() == inherited


def test_a_subclass_of_a_struct_can_require_a_field() -> None:
    assert schema_of(NamedContainer)["required"] == ["image", "name"]


def test_numbers_of_structs_have_32_bits() -> None:
    port = schema_of(k8s.ContainerPort)["properties"]["containerPort"]

    assert port == {"type": "integer", "format": "int32"}


class Alias(k8s.HostAlias):
    ip: Annotated[int, Until("2")]  # type: ignore[assignment]


@dataclass
class Grown:
    name: str
    size: Annotated[int, Keywords({"minimum": 1}, since="2")]
    colour: Annotated[str | None, Since("2")] = None
    shape: Annotated[str | None, Until("2")] = None


@pytest.mark.parametrize(
    ("release", "fields"),
    [
        ("", {"name", "size", "shape"}),
        ("1", {"name", "size", "shape"}),
        ("2", {"name", "size", "colour"}),
        ("2.1", {"name", "size", "colour"}),
        ("10", {"name", "size", "colour"}),
    ],
)
def test_a_kind_has_the_fields_of_its_controllers_release(
    release: str, fields: set[str]
) -> None:
    assert schema_of(Grown, controller=release)["properties"].keys() == fields


@pytest.mark.parametrize(("release", "said"), [("1", {}), ("2", {"minimum": 1})])
def test_a_field_says_more_since_a_release(release: str, said: Schema) -> None:
    assert schema_of(Grown, controller=release)["properties"]["size"] == {
        "type": "integer",
        **said,
    }


@pytest.mark.parametrize(("release", "kind"), [("1", "integer"), ("2", "string")])
def test_a_field_that_is_no_longer_there_is_inherited_again(release: str, kind: str) -> None:
    assert schema_of(Alias, controller=release)["properties"]["ip"] == {"type": kind}


def test_a_schema_is_made_once() -> None:
    assert schema_of(k8s.PodSpec) is schema_of(k8s.PodSpec)


def test_fails_for_what_has_no_schema() -> None:
    with pytest.raises(ValueError, match="no schema for <class 'float'>: use a dataclass"):
        schema_of(float)


@pytest.fixture(scope="module")
def cdk8s_names() -> set[str]:
    """Return the names of all fields that cdk8s writes; only its JavaScript knows them."""
    [package] = files("cdk8s_plus_27._jsii").glob("*.tgz")  # type: ignore[attr-defined]
    with tarfile.open(package) as archive:
        source = archive.extractfile("package/lib/imports/k8s.js")
        assert source
        return set(re.findall(r"^ +'(\w+)': ", source.read().decode(), re.MULTILINE))


@pytest.mark.parametrize(
    "struct",
    [
        k8s.ApiServiceSpec,
        k8s.HorizontalPodAutoscalerSpec,
        k8s.IngressSpec,
        k8s.NodeSpec,
        k8s.PersistentVolumeSpec,
        k8s.PodTemplateSpec,
        k8s.PolicyRule,
        k8s.ServiceSpec,
    ],
)
def test_fields_are_named_as_cdk8s_writes_them(struct: type, cdk8s_names: set[str]) -> None:
    assert set(field_names(schema_of(struct))) - cdk8s_names == set()


def field_names(schema: Schema) -> Iterator[str]:
    for name, value in schema.get("properties", {}).items():
        yield name
        yield from field_names(value)
    for key in {"items", "additionalProperties"} & schema.keys():
        yield from field_names(schema[key])
