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
        ({"merge": {"metadata": None}}, "changes 'metadata', which identifies the object"),
        ({"json": ({"op": "remove", "path": "/metadata"},)}, "changes 'metadata', which"),
        (
            {"json": ({"op": "move", "path": "/spec/a", "from": "/metadata/name"},)},
            "changes 'metadata/name', which identifies the object",
        ),
        (
            {"merge": {"metadata": {"annotations": {"argocd.argoproj.io/sync-wave": "9"}}}},
            "changes its sync wave, which is derived from the object's dependencies",
        ),
        ({"merge": {"spec": {"$patch": "delete"}}}, "is reserved for kustomize"),
        ({"merge": {"spec": {"a": {1, 2}}}}, "has value {1, 2}; use strings,"),
        ({"merge": {"kind": "Job"}}, "changes 'kind', which identifies the object"),
        (
            {"merge": {"metadata": {"name": "x"}}},
            ("changes 'metadata/name', which identifies the object"),
        ),
        (
            {"json": ({"op": "replace", "path": "/metadata/namespace", "value": "x"},)},
            "changes 'metadata/namespace', which identifies the object",
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
