from typing import Any

import pytest

from constructs_lib.schemas import (
    COMPOSITE_CONTROLLER,
    CONTROLLER_REVISION,
    DECORATOR_CONTROLLER,
)
from tests.schemas.validation import problems

API = "metacontroller.k8s.io/v1alpha1"
PROFILES = {"apiVersion": "kubeflow.org/v1", "resource": "profiles"}
HOOK = {"sync": {"webhook": {"url": "http://hook.kubeflow/profile", "timeout": "10s"}}}


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
