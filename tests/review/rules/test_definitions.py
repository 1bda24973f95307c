import pytest

from tests.review.examples import crd, make, strings
from tests.review.rules.said import said

CRD_API = "apiextensions.k8s.io/v1"


def told(before, after):
    """Return what is said of version v1 whose spec has these schemas before and after."""
    found = said("crd", crd(before), crd(after))
    return [each for each in found if "`v1`" in each[1]]


def test_a_field_in_a_list_and_in_a_map_is_found():
    inner, fewer = strings(a="string", b="string"), strings(a="string")

    for word in ("items", "additionalProperties"):
        assert told({word: inner}, {word: fewer}) == [
            ("danger", "`v1` drops `.spec.[].b`: objects lose these fields")
        ]


def test_a_map_of_anything_has_no_fields():
    assert told({"additionalProperties": True}, {"additionalProperties": False}) == []


def test_what_is_below_a_lost_field_is_not_told_again():
    assert told({"properties": {"a": strings(b="string")}}, strings()) == [
        ("danger", "`v1` drops `.spec.a`: objects lose these fields")
    ]


def test_what_is_below_an_open_field_is_kept():
    kept = {"x-kubernetes-preserve-unknown-fields": True}
    inner = {"properties": {"a": strings(b="string")}}

    assert told({**kept, **inner}, {**kept, "properties": {"a": strings()}}) == []


def test_int_or_string_is_a_type_of_its_own():
    either = {"properties": {"a": {"x-kubernetes-int-or-string": True}}}

    assert told(either, strings(a="string")) == [
        ("danger", "`v1`: the type changes: `.spec.a` `int or string` → `string`")
    ]


def test_a_field_without_a_type_is_of_any():
    assert told({"properties": {"a": {}}}, strings(a="string")) == [
        ("danger", "`v1`: the type changes: `.spec.a` `any` → `string`")
    ]


def test_what_is_asked_is_told_in_its_order():
    assert told({"required": ["a"]}, {"required": ["c", "b", "a"]}) == [
        ("warning", "`v1`: now required: `spec.b`, `spec.c`")
    ]


@pytest.mark.parametrize(
    ("before", "after", "fewer"),
    [
        (["a", "b"], ["a"], True),
        (["a"], ["a", "b"], False),
        ([], ["a"], True),
        (["a"], [], False),
        (["a"], ["a"], False),
    ],
)
def test_fewer_values_are_told(before, after, fewer):
    schemas = [{"enum": values} if values else {} for values in (before, after)]
    expected = [("warning", "`v1`: fewer values are accepted: `.spec`")]

    assert told(*schemas) == (expected if fewer else [])


def definition(*versions):
    return make("CustomResourceDefinition", CRD_API, spec={"versions": list(versions)})


def test_a_version_that_was_not_served_is_not_missed():
    old = {"name": "v1", "served": False, "storage": False}
    new = {"name": "v2", "served": True, "storage": True}

    assert said("crd", definition(old, new), definition(new)) == []


def test_a_version_that_is_gone_is_not_served():
    one = {"name": "v1", "served": True, "storage": False}
    two = {"name": "v2", "served": True, "storage": True}

    assert said("crd", definition(one, two), definition(two)) == [
        ("danger", "version `v1` is no longer served")
    ]


def test_versions_without_schemas_are_alike():
    one = {"name": "v1", "served": True, "storage": True}

    assert said("crd", definition(one), definition({**one, "schema": {}})) == []
