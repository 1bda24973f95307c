"""What Argo CD cannot compare is told, with the definitions that it needs."""

import pytest

from constructs_lib import SyncPolicy

from .sides import definition, obj, plan

TEXT = {"type": "string"}
ANYTHING = {"x-kubernetes-preserve-unknown-fields": True}
EMPTY = {"type": "object", "properties": {}}
BEFORE, AFTER = {"a": "1"}, {"a": "1", "b": "2"}


def thing(spec):
    return obj("Things", "one", api="example.com/v1", spec=spec)


def declaring(**fields):
    made = definition("things.example.com")
    spec = {"type": "object", "properties": fields}
    schema = {"type": "object", "properties": {"spec": spec}}
    made["spec"]["versions"][0]["schema"] = {"openAPIV3Schema": schema}
    return made


OLD, NEW = declaring(a=TEXT), declaring(a=TEXT, b=TEXT)


def told(section, before, after, **more):
    items = plan(before, after, **more).sections[section].items
    return [item for item in items if item.name.startswith("Definitions of ")]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([OLD, thing(BEFORE)], [NEW, thing(AFTER)], True),
        ([OLD, thing(BEFORE)], [NEW, thing(BEFORE)], False),
        ([OLD], [NEW, thing(AFTER)], False),
        ([thing(BEFORE)], [NEW, thing(AFTER)], False),
        ([declaring(a=TEXT, b=ANYTHING), thing(BEFORE)], [NEW, thing({"b": {"c": 1}})], False),
        (
            [declaring(a={"type": "array", "items": EMPTY}), thing({"a": []})],
            [NEW, thing({"a": [{"c": 1}]})],
            True,
        ),
        (
            [declaring(a={"type": "object", "additionalProperties": TEXT}), thing({})],
            [NEW, thing({"a": {"any": "1"}})],
            False,
        ),
    ],
    ids=[
        "a new field",
        "the fields of before",
        "a new object",
        "a new definition",
        "a field that takes anything",
        "a new field in a list",
        "a map",
    ],
)
def test_a_field_that_the_definition_in_the_cluster_lacks_is_told(before, after, found):
    assert bool(told(2, before, after)) == found


def test_argo_cd_is_held_while_its_definitions_are_applied_and_restarted_after_it():
    made = plan([OLD, thing(BEFORE)], [NEW, thing(AFTER)])

    held, definitions = made.sections[2].items
    assert held.name == "Hold Argo CD until the merge"
    assert r"/\n  name: (things\.example\.com)\n/" in definitions.commands[0]
    assert definitions.commands[1:] == (
        "kubectl rollout restart -n argocd statefulset argocd-application-controller",
    )
    assert made.level == 30


def test_the_way_back_needs_definitions_where_the_new_ones_lack_fields_of_the_old():
    back = [OLD, thing(BEFORE)], [declaring(b=TEXT), thing({"b": "2"})]

    assert [item.name for item in told(9, *back)] == ["Definitions of v1.9.1"]
    assert told(9, [OLD, thing(BEFORE)], [NEW, thing(AFTER)]) == []


def test_without_server_side_apply_argo_cd_compares_without_definitions():
    policy = SyncPolicy(server_side=False)

    assert told(2, [OLD, thing(BEFORE)], [NEW, thing(AFTER)], sync=policy) == []
