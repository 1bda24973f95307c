"""How a decorator asks the hook of Pipelines; test_pipelines_hook.py tests what it answers."""

import ast

import pytest

from constructs_lib.scripts import text_of
from constructs_lib.scripts.decorating_hook import decorating
from constructs_lib.scripts.elyra_hook import with_elyra
from constructs_lib.scripts.pipelines_hook import MalformedRequestError, sync
from tests.scripts.test_elyra_hook import ELYRA
from tests.scripts.test_pipelines_hook import (
    ENVIRONMENT,
    SETTINGS,
    asked,
    children,
    observed,
    pod_default,
)


def of_decorator(**question):
    """Return a question as Metacontroller asks it for a decorator."""
    told = asked(**question)
    return {
        "object": told["parent"],
        "attachments": told["children"],
        "related": told["related"],
        "finalizing": False,
    }


def answer(request, asked_of=sync, **settings):
    return decorating(asked_of)({**SETTINGS, **settings}, ENVIRONMENT, request)


def names(objects):
    return {(each["kind"], each["metadata"]["name"]) for each in objects}


def test_a_profile_gets_what_a_composite_creates():
    assert answer(of_decorator())["attachments"] == list(children().values())


def test_the_status_of_a_namespace_is_left_alone():
    assert answer(of_decorator()).keys() == {"attachments"}


def test_attachments_that_exist_reach_the_answer_of_the_composite():
    own = pod_default("access-ml-pipeline", "access-ml-pipeline")
    question = of_decorator(children=own, related=own)

    assert answer(question)["attachments"] == list(children().values())


def test_related_objects_reach_the_answer_of_the_composite():
    other = of_decorator(related=pod_default("own", "access-ml-pipeline"))

    assert ("PodDefault", "access-ml-pipeline") not in names(answer(other)["attachments"])


def test_elyras_objects_are_attached_too():
    made = answer(of_decorator(), with_elyra(sync), elyra=ELYRA)["attachments"]

    assert {("ConfigMap", "elyra"), ("Secret", "elyra-runtime")} <= names(made)


def test_fails_for_the_request_of_a_composite():
    with pytest.raises(MalformedRequestError, match="parent must be an object, got None"):
        answer(asked(children=observed(children())))


def test_the_hook_of_a_composite_fails_for_the_request_of_a_decorator():
    with pytest.raises(MalformedRequestError, match="parent must be an object, got None"):
        sync(SETTINGS, ENVIRONMENT, of_decorator())


@pytest.mark.parametrize("finalizing", [True, "no", 1])
def test_fails_for_an_object_that_is_being_deleted(finalizing):
    with pytest.raises(MalformedRequestError, match="finalizing must be false"):
        answer({**of_decorator(), "finalizing": finalizing})


def test_runs_on_upstreams_python():
    ast.parse(text_of("decorating_hook.py"), feature_version=(3, 7))
