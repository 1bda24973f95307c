from copy import deepcopy

import pytest

from constructs_lib import Config, Profile
from constructs_lib.delivery import profile_files
from constructs_lib.serving import ModelCaller
from tests.review.rules.said import said

ADA, BOB = "ada@example.com", "bob@example.com"


def policy(*callers, public=()):
    """Return the policy of model `iris`, with these callers."""
    team = Profile(
        name="team",
        owner="grace@example.com",
        model_callers=tuple(ModelCaller(user=user, models=("iris",)) for user in callers),
        public_models=public,
    )
    files = profile_files([team], Config())["kubeflow/profiles/team.yaml"]
    (found,) = (obj for obj in files if obj["kind"] == "AuthorizationPolicy")
    return found


PUBLIC = policy(public=("iris",))


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (None, policy(ADA), [("warning", f"model `iris` opened for `{ADA}`")]),
        (policy(ADA), policy(ADA, BOB), [("warning", f"model `iris` opened for `{BOB}`")]),
        (policy(ADA, BOB), policy(BOB), [("notice", f"model `iris` closed for `{ADA}`")]),
        (
            policy(ADA),
            PUBLIC,
            [("warning", "model `iris` opened for everyone who is signed in")],
        ),
        (
            PUBLIC,
            policy(ADA),
            [
                ("warning", f"model `iris` opened for `{ADA}`"),
                ("notice", "model `iris` closed for everyone who is signed in"),
            ],
        ),
    ],
    ids=["first", "another", "fewer", "public", "public no more"],
)
def test_callers_of_a_model_are_told_in_a_line(before, after, sentences):
    assert said("policy", before, after) == sentences


def wider(obj, *path, value):
    """Return a policy with another value in its rule or its targets."""
    changed = deepcopy(obj)
    inner = changed["spec"]
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rules", 0, "to", 0, "operation", "paths"), ["/*"]),
        (("rules", 0, "to", 0, "operation", "methods"), ["GET", "POST", "DELETE"]),
        (("rules", 0, "from", 0, "source", "principals"), ["*"]),
        (("targetRefs",), [{"kind": "Service", "name": "wine-predictor"}]),
        (("action",), "DENY"),
        (("rules",), [{}]),
    ],
    ids=["paths", "methods", "callers", "services", "action", "everything"],
)
def test_a_policy_that_does_anything_else_is_told_in_full(path, value):
    told = said("policy", policy(ADA), wider(policy(ADA), *path, value=value))

    assert told
    assert not any("model `iris`" in sentence for _, sentence in told)


def test_a_model_that_nobody_calls_any_more_is_closed():
    [(level, sentence)] = said("policy", policy(ADA), None)

    assert (level, sentence.partition(" for ")[0]) == ("warning", "closed")
