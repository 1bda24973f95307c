"""What is lost with an object that leaves the repository, or stays in the cluster."""

import pytest

from constructs_lib.review.rules import PATH
from constructs_lib.review.rules.presence import changed
from tests.review.examples import SYNC, change, make
from tests.review.rules.said import said


@pytest.mark.parametrize(
    ("kind", "lost"),
    [
        (PATH, "all its objects"),
        ("Namespace", "everything in it"),
        ("PersistentVolumeClaim", "its data, unless the volume is retained"),
        ("Profile", "its namespace and everything in it"),
        ("Application", "everything that it manages if it has Argo CD's finalizer"),
        ("ApplicationSet", "its Applications and everything that they manage"),
    ],
)
def test_what_is_pruned_takes_with_it_what_it_holds(kind, lost):
    assert said("deleted", make(kind), None) == [
        ("danger", f"Argo CD deletes it, with {lost}")
    ]


def test_a_definition_stays_with_its_objects():
    assert said("deleted", make("CustomResourceDefinition"), None) == [
        ("warning", "stays, with every object of its kind: Argo CD prunes no CRD")
    ]


def staying(kind, options):
    """Return what is said of an object that leaves the repository with these options."""
    annotations = {f"argocd.argoproj.io/{SYNC}": options}
    return said("deleted", make(kind, metadata={"annotations": annotations}), None)


@pytest.mark.parametrize("options", ["Prune=false", "Replace=true, Prune=false"])
def test_what_is_not_to_be_pruned_stays(options):
    told = "stays in the cluster until someone deletes it: nothing prunes it"

    assert staying("ConfigMap", options) == [("notice", told)]
    assert staying("Namespace", options) == [("warning", told)]


def test_other_options_let_it_be_pruned():
    assert staying("ConfigMap", "Replace=true") == [("warning", "Argo CD deletes it")]


def test_a_new_environment_says_how_many_objects_it_has():
    assert said("added", None, {**make(PATH), "objects": 2}) == [
        ("info", "is new, with 2 objects")
    ]


def test_a_field_called_objects_is_no_count_in_any_other_kind():
    assert said("added", None, {**make("ConfigMap"), "objects": 2}) == [("info", "is new")]


def test_fields_that_no_rule_knows_are_named_in_order():
    before = make("ConfigMap", data={"a": "1"}, same=1)
    after = make("ConfigMap", binaryData={"b": "1"}, same=1)

    assert said("changed", before, after) == [
        ("notice", "differs in `binaryData`, `data`: no rule explains the effect")
    ]


def test_what_differs_in_its_metadata_alone_has_no_effect():
    labelled = make("ConfigMap", metadata={"labels": {"a": "b"}})

    assert said("changed", make("ConfigMap"), labelled) == [
        ("info", "only labels, annotations or other metadata change")
    ]


def test_what_comes_or_goes_differs_in_no_field():
    made = make("ConfigMap")

    assert [*changed(change(None, made)), *changed(change(made, None))] == []
