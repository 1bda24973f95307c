from typing import Any

import pytest

from constructs_lib.schemas import (
    COMPOSITE_CONTROLLER,
    CONTROLLER_REVISION,
    DECORATOR_CONTROLLER,
    METACONTROLLER_4,
)
from tests.schemas.validation import problems

API = "metacontroller.k8s.io/v1alpha1"
PROFILES = {"apiVersion": "kubeflow.org/v1", "resource": "profiles"}
COMPOSITE_4, _, DECORATOR_4 = METACONTROLLER_4
HOOK = {"sync": {"webhook": {"url": "http://hook.kubeflow/profile", "timeout": "10s"}}}
# The checker takes a duration for ISO 8601's, and the API server for Go's.
WITHOUT = {"sync": {"webhook": {"url": "http://hook.kubeflow/profile"}}}


def decorator(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": API,
        "kind": "DecoratorController",
        "metadata": {"name": "sample"},
        "spec": {"resources": [PROFILES], "hooks": HOOK, **spec},
    }


def composite(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": API,
        "kind": "CompositeController",
        "metadata": {"name": "sample"},
        "spec": {"parentResource": PROFILES, "hooks": HOOK, **spec},
    }


def revision(**fields: Any) -> dict[str, Any]:
    return {
        "apiVersion": API,
        "kind": "ControllerRevision",
        "metadata": {"name": "sample"},
        **fields,
    }


def test_accepts_a_decorator_that_attaches() -> None:
    attachment = {**PROFILES, "updateStrategy": {"method": "InPlace"}}

    made = decorator(attachments=[attachment], resyncPeriodSeconds=300)

    assert problems(DECORATOR_CONTROLLER, made) == []


def test_accepts_a_selector_of_annotations() -> None:
    selector = {"matchExpressions": [{"key": "user", "operator": "Exists"}]}

    made = decorator(resources=[{**PROFILES, "annotationSelector": selector}])

    assert problems(DECORATOR_CONTROLLER, made) == []


def test_accepts_a_composite_with_rolling_updates() -> None:
    check = {"type": "Ready", "status": "True"}
    strategy = {"method": "RollingInPlace", "statusChecks": {"conditions": [check]}}

    made = composite(
        childResources=[{**PROFILES, "updateStrategy": strategy}], generateSelector=True
    )

    assert problems(COMPOSITE_CONTROLLER, made) == []


def test_accepts_a_revision_with_its_children() -> None:
    children = [{"apiGroup": "apps", "kind": "Deployment", "names": ["one"]}]

    made = revision(parentPatch={}, children=children)

    assert problems(CONTROLLER_REVISION, made) == []


@pytest.mark.parametrize("spec", [{"resources": [{"resource": "profiles"}]}, {"hooks": []}])
def test_refuses_a_decorator_of_nothing_in_particular(spec: dict[str, Any]) -> None:
    assert problems(DECORATOR_CONTROLLER, decorator(**spec)) != []


def test_refuses_a_controller_without_spec() -> None:
    made = decorator()
    del made["spec"]

    assert problems(DECORATOR_CONTROLLER, made) != []


def test_refuses_a_revision_of_nothing() -> None:
    assert problems(CONTROLLER_REVISION, revision()) != []


@pytest.mark.parametrize("method", ["InPlace", "OnDelete", "RollingRecreate"])
def test_version_4_accepts_the_methods_that_it_knows(method: str) -> None:
    attachment = {**PROFILES, "updateStrategy": {"method": method}}

    assert problems(DECORATOR_4, decorator(attachments=[attachment], hooks=WITHOUT)) == []


def test_version_4_refuses_a_method_that_it_does_not_know() -> None:
    attachment = {**PROFILES, "updateStrategy": {"method": "Sometimes"}}

    made = decorator(attachments=[attachment], hooks=WITHOUT)

    assert problems(DECORATOR_CONTROLLER, made) == []
    assert problems(DECORATOR_4, made) != []


def test_version_4_asks_hooks_as_2_does_unless_told_otherwise() -> None:
    spec = DECORATOR_4.schema("v1alpha1")["properties"]["spec"]["properties"]

    assert spec["hooks"]["properties"]["sync"]["properties"]["version"]["default"] == "v1"


def test_version_2_has_no_version_of_hooks() -> None:
    spec = DECORATOR_CONTROLLER.schema("v1alpha1")["properties"]["spec"]["properties"]

    assert "version" not in spec["hooks"]["properties"]["sync"]["properties"]


def test_version_4_selects_parents_by_labels() -> None:
    parent = {**PROFILES, "labelSelector": {"matchLabels": {"a": "b"}}}

    assert problems(COMPOSITE_4, composite(parentResource=parent, hooks=WITHOUT)) == []
