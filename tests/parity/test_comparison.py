import pytest
import yaml

from .comparison import DIFFERENCES, compare, explanations, unselected
from .fields import named

PLACE = "Service/kubeflow/x:spec.type"


def service(**spec):
    return named(
        [{"kind": "Service", "metadata": {"name": "x", "namespace": "kubeflow"}, "spec": spec}]
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "finding"),
    [
        (
            {"type": "NodePort"},
            {"type": "ClusterIP"},
            "is 'NodePort', upstream has 'ClusterIP'",
        ),
        ({}, {"type": "ClusterIP"}, "is missing, upstream has 'ClusterIP'"),
        ({"type": "NodePort"}, {}, "is 'NodePort', upstream has no such field"),
    ],
)
def test_a_field_that_differs_is_told_with_both_values(ours, theirs, finding):
    common = {"ports": [{"port": 80}]}
    found = compare(service(**common, **ours), service(**common, **theirs), set())

    assert found.findings == (f"{PLACE} {finding}",)


def test_a_number_is_not_the_text_of_it_nor_a_truth():
    for one, other in ((1, "1"), (1, True)):
        assert compare(service(type=one), service(type=other), set()).findings != ()


def test_an_object_is_missed_on_either_side():
    assert compare({}, service(a=1), set()).findings == ("Service/kubeflow/x is missing",)
    assert compare(service(a=1), {}, set()).findings == (
        "Service/kubeflow/x is not upstream's",
    )


def test_a_field_of_a_schema_is_told_with_its_version():
    def definition(kind):
        version = {"name": "v1", "schema": {"openAPIV3Schema": {"type": kind}}}
        return named(
            [
                {
                    "kind": "CustomResourceDefinition",
                    "metadata": {"name": "boats.example.com"},
                    "spec": {"versions": [version]},
                }
            ]
        )

    assert compare(definition("object"), definition("string"), set()).findings == (
        (
            "CustomResourceDefinition//boats.example.com:schema v1 type is 'object', "
            "upstream has 'string'"
        ),
    )


@pytest.mark.parametrize("place", [PLACE, "Service/kubeflow/x"])
def test_what_is_explained_is_no_finding_and_is_told(place):
    theirs = service(type="b") if ":" in place else {}
    found = compare(service(type="a"), theirs, {place, "Service//another"})

    assert (found.findings, found.explained) == ((), {place})


def test_a_service_without_pods_is_found():
    template = {"metadata": {"labels": {"app": "x"}}}
    deployment = {
        "kind": "Deployment",
        "metadata": {"name": "x", "namespace": "kubeflow"},
        "spec": {"selector": {"matchLabels": {"app": "x"}}, "template": template},
    }
    objects = [deployment, *service(selector={"app": "x"}).values()]

    assert unselected(objects) == []
    assert unselected([deployment, *service(selector={"app": "y"}).values()]) == [
        "Service/kubeflow/x"
    ]


def test_every_difference_names_one_field_of_one_object():
    assert [place for place in explanations() if "*" in place] == []


def test_every_difference_gives_a_reason_of_its_own():
    reasons = [
        entry["reason"]
        for entry in yaml.load(DIFFERENCES.read_text("utf-8"), yaml.CSafeLoader)
    ]

    assert len(set(reasons)) == len(reasons)
