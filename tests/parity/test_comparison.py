from dataclasses import replace

import pytest
import yaml

from constructs_lib.releases import V1_9_1

from . import comparison
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
    assert [place for place in explanations(V1_9_1) if "*" in place] == []


FIRST, SECOND, THIRD = (replace(V1_9_1, name=name) for name in ("v0.0.1", "v0.0.2", "v0.0.3"))


@pytest.mark.parametrize(
    ("bounds", "explained"),
    [
        ({}, [FIRST, SECOND, THIRD]),
        ({"since": "v0.0.2"}, [SECOND, THIRD]),
        ({"until": "v0.0.2"}, [FIRST, SECOND]),
        ({"since": "v0.0.2", "until": "v0.0.2"}, [SECOND]),
    ],
)
def test_an_explanation_is_for_the_releases_that_it_says(bounds, explained, written):
    written({"match": PLACE, "reason": "on purpose", **bounds})
    releases = (FIRST, SECOND, THIRD)
    found = [each for each in releases if PLACE in explanations(each, releases)]

    assert found == explained


@pytest.mark.parametrize("bound", ["since", "until"])
def test_fails_for_an_explanation_of_a_release_that_is_none(bound, written):
    written({"match": PLACE, "reason": "on purpose", bound: "v0.0.9"})
    with pytest.raises(ValueError, match=r"v0\.0\.9"):
        explanations(FIRST, (FIRST, SECOND))


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that writes one explanation in place of docs/differences.yaml."""

    def _written(entry):
        file = tmp_path / "differences.yaml"
        file.write_text(yaml.safe_dump([entry]))
        monkeypatch.setattr(comparison, "DIFFERENCES", file)

    return _written


def test_every_difference_gives_a_reason_of_its_own():
    reasons = [
        entry["reason"]
        for entry in yaml.load(DIFFERENCES.read_text("utf-8"), yaml.CSafeLoader)
    ]

    assert len(set(reasons)) == len(reasons)
