import pytest

from constructs_lib.config import Patch, Target

TARGET = Target(kind="Deployment", name="app", namespace="kubeflow")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "needs merge={…} or json=({…},), one of the two"),
        ({"merge": {"spec": {}}, "json": ({"op": "remove", "path": "/a"},)}, "one of the two"),
        ({"json": ({"op": "set", "path": "/a"},)}, "has operation 'set'; RFC 6902 knows add"),
        ({"json": ({"op": "remove", "path": "a"},)}, "has path 'a'; write one such as"),
        ({"json": ({"op": "remove"},)}, "has path None; write one such as"),
        ({"json": ({"op": "add", "path": "/a"},)}, "add '/a' needs a value"),
        ({"json": ({"op": "move", "path": "/a"},)}, "move '/a' needs a path in 'from'"),
        ({"merge": {"metadata": None}}, "changes 'metadata', by which the object is found"),
        ({"json": ({"op": "remove", "path": "/metadata"},)}, "changes 'metadata', by which"),
        (
            {"json": ({"op": "move", "path": "/spec/a", "from": "/metadata/name"},)},
            "changes 'metadata/name', by which the object is found",
        ),
        (
            {"merge": {"metadata": {"annotations": {"argocd.argoproj.io/sync-wave": "9"}}}},
            "changes its sync wave, which follows from what the object needs",
        ),
        ({"merge": {"spec": {"$patch": "delete"}}}, "$patch is for kustomize alone"),
        ({"merge": {"spec": {"a": {1, 2}}}}, "has value {1, 2}; write texts, numbers"),
        ({"merge": {"kind": "Job"}}, "changes 'kind', by which the object is found"),
        ({"merge": {"metadata": {"name": "x"}}}, "changes 'metadata/name', by which the obj"),
        (
            {"json": ({"op": "replace", "path": "/metadata/namespace", "value": "x"},)},
            "changes 'metadata/namespace', by which the object is found",
        ),
    ],
)
def test_fails_for_a_patch_that_cannot_be(fields, message):
    with pytest.raises(ValueError) as failure:  # noqa: PT011 - parentheses in the text
        Patch(target=TARGET, **fields)

    assert message in str(failure.value)


def test_fails_for_a_target_without_a_kind():
    with pytest.raises(ValueError, match="a target needs the kind of its objects"):
        Target(kind="")


def test_a_target_is_told_as_one_reads_it():
    assert str(TARGET) == "Deployment 'app' in namespace 'kubeflow'"
