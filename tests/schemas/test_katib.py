from typing import Any

import pytest

from constructs_lib.schemas import EXPERIMENT, KATIB_KINDS, SUGGESTION, CustomResource
from tests.schemas.validation import problems


def experiment(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "kubeflow.org/v1beta1",
        "kind": "Experiment",
        "metadata": {"name": "mine", "namespace": "me"},
        "spec": spec,
    }


@pytest.mark.parametrize("kind", ["Job", "TFJob", "Workflow"])
def test_accepts_trials_of_any_kind(kind: str) -> None:
    template = {"apiVersion": "example.com/v1", "kind": kind, "spec": {"any": {"thing": 1}}}

    assert problems(EXPERIMENT, experiment(trialTemplate={"trialSpec": template})) == []


def test_accepts_what_katibs_webhook_is_to_judge() -> None:
    assert problems(EXPERIMENT, experiment(maxTrialCount="many")) == []


@pytest.mark.parametrize("resource", KATIB_KINDS, ids=lambda resource: resource.kind)
def test_keeps_fields_that_the_schema_does_not_name(resource: CustomResource) -> None:
    assert resource.schema("v1beta1") == {
        "type": "object",
        "x-kubernetes-preserve-unknown-fields": True,
    }


def test_a_suggestion_shows_how_many_were_asked_for() -> None:
    assert "Requested" in [column.name for column in SUGGESTION.columns]
