from dataclasses import replace
from typing import Any

import pytest

from constructs_lib import (
    Ambient,
    Config,
    Machine,
    Member,
    Profile,
    Quota,
    Sidecars,
    Username,
)
from constructs_lib.config import COMPONENTS, Environment, Platform
from constructs_lib.serving import ModelCaller, Models, ModelVolume

OWNER = "ada@example.com"
RUNNER = Machine("system:serviceaccount:ci:runner")
SERVING = Config(components=(*COMPONENTS, "kserve"))
CALLER = ModelCaller(user="bob@example.com", models=("iris",))


def profile(**fields: Any) -> Profile:
    return Profile(name="team", owner=OWNER, **fields)


def platform(config: Config, **fields: Any) -> Platform:
    return Platform(
        environments=(Environment("default", config),), profiles=(profile(**fields),)
    )


@pytest.mark.parametrize("size", ["0", "0Gi"])
def test_fails_for_a_volume_of_nothing_as_the_api_server_does(size):
    with pytest.raises(ValueError, match="size of model_volume must be more than nothing"):
        ModelVolume(size=size)


@pytest.mark.parametrize("user", ["bob@example.com", Username("bob"), RUNNER])
def test_a_caller_is_a_person_or_a_machine(user):
    assert ModelCaller(user=user, models=("iris",)).name == getattr(user, "user", user)


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        ("", "must be an e-mail address"),
        ("*", "must be an e-mail address"),
        ("ml-team", "A group cannot call models"),
        ("system:serviceaccount:ci:runner", "use Machine"),
    ],
)
def test_fails_for_a_caller_who_is_nobody(user, reason):
    with pytest.raises(ValueError, match=reason):
        ModelCaller(user=user, models=("iris",))


@pytest.mark.parametrize("models", [("*",), ("iris*",), ("",), ("Iris",), ("a.b",), ("1",)])
def test_fails_for_what_is_no_models_name(models):
    with pytest.raises(ValueError, match="must be the name of one InferenceService"):
        ModelCaller(user="bob@example.com", models=models)


def test_a_name_leaves_room_for_what_kserve_adds():
    assert ModelCaller(user="bob@example.com", models=("a" * 51,))
    with pytest.raises(ValueError, match="at most 51"):
        ModelCaller(user="bob@example.com", models=("a" * 52,))


def test_fails_for_a_caller_of_nothing():
    with pytest.raises(ValueError, match="nothing could be called"):
        ModelCaller(user="bob@example.com", models=())


def test_fails_for_a_model_given_twice():
    with pytest.raises(ValueError, match="'iris' is given twice"):
        ModelCaller(user="bob@example.com", models=("iris", "iris"))


@pytest.mark.parametrize("user", [OWNER, "carol@example.com"])
def test_fails_for_a_caller_who_may_call_all_models_anyway(user):
    with pytest.raises(ValueError, match="is its owner or a member"):
        profile(
            members=(Member("carol@example.com"),),
            model_callers=(ModelCaller(user=user, models=("iris",)),),
        )


def test_fails_for_a_caller_given_twice():
    with pytest.raises(ValueError, match=r"'bob@example\.com' is given twice"):
        profile(model_callers=(CALLER, CALLER))


def test_fails_for_a_caller_of_a_public_model():
    with pytest.raises(ValueError, match="model 'iris' of profile 'team' is public"):
        profile(model_callers=(CALLER,), public_models=("iris",))


def test_fails_for_every_model_being_public():
    with pytest.raises(ValueError, match="public model of profile 'team' must be"):
        profile(public_models=("*",))


def test_fails_for_a_machine_whose_tokens_nobody_takes():
    caller = ModelCaller(user=RUNNER, models=("iris",))
    with pytest.raises(ValueError, match="needs tokens of issuer 'cluster'"):
        platform(SERVING, model_callers=(caller,))


def test_fails_for_a_user_name_where_people_have_addresses():
    caller = ModelCaller(user=Username("bob"), models=("iris",))
    with pytest.raises(ValueError, match="is an unknown user in environment"):
        platform(SERVING, model_callers=(caller,))


@pytest.mark.parametrize(
    "fields",
    [
        {"model_volume": ModelVolume(size="1Gi")},
        {"model_callers": (CALLER,)},
        {"public_models": ("iris",)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_fails_where_nothing_serves_models(fields):
    assert platform(SERVING, **fields)
    with pytest.raises(ValueError, match=f"has {next(iter(fields))}, but environment"):
        platform(Config(), **fields)


@pytest.mark.parametrize(
    "fields", [{"model_callers": (CALLER,)}, {"public_models": ("iris",)}], ids=str
)
def test_fails_for_callers_where_no_waypoint_asks(fields):
    config = replace(SERVING, mesh=Sidecars())
    with pytest.raises(ValueError, match="no waypoint that would let them in"):
        platform(config, **fields)


@pytest.mark.parametrize(
    "fields", [{"model_callers": (CALLER,)}, {"public_models": ("iris",)}], ids=str
)
def test_fails_for_callers_where_no_path_leads_to_models(fields):
    config = replace(SERVING, models=Models(exposure=None))
    with pytest.raises(ValueError, match="nothing in environment 'default' leads to models"):
        platform(config, **fields)


def test_a_volume_needs_no_waypoint():
    config = replace(SERVING, mesh=Sidecars())
    assert platform(config, model_volume=ModelVolume(size="1Gi"))


@pytest.mark.parametrize(
    "fields", [{"model_callers": (CALLER,)}, {"public_models": ("iris",)}]
)
def test_fails_for_shared_callers_who_come_by_two_gateways(fields):
    other = replace(SERVING, mesh=Ambient(trust_domain="example.com"))
    environments = (Environment("a", SERVING), Environment("b", other))
    with pytest.raises(ValueError, match="identify users differently"):
        Platform(environments=environments, profiles=(profile(**fields),))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"size": "big"}, "size of model_volume must be a quantity"),
        ({"size": "1Gi", "storage_class": "Fast!"}, "storage class of model_volume"),
        ({"size": "1Gi", "access": "ReadOnlyMany"}, "access must be 'ReadWriteMany' or"),
    ],
)
def test_fails_for_a_volume_that_no_cluster_has(fields, reason):
    with pytest.raises(ValueError, match=reason):
        ModelVolume(**fields)


@pytest.mark.parametrize(
    ("resource", "enough", "less"),
    [
        ("requests.storage", "20Gi", "19Gi"),
        ("fast.storageclass.storage.k8s.io/requests.storage", "20Gi", "1Gi"),
        ("persistentvolumeclaims", "1", "500m"),
    ],
)
def test_a_quota_leaves_room_for_the_volume(resource, enough, less):
    volume = ModelVolume(size="20Gi", storage_class="fast")
    assert profile(model_volume=volume, quota=Quota({resource: enough}))
    with pytest.raises(ValueError, match=f"allows '{less}' of '{resource}', less than its"):
        profile(model_volume=volume, quota=Quota({resource: less}))


def test_a_quota_of_nothing_stops_the_profile_on_purpose():
    assert profile(
        model_volume=ModelVolume(size="20Gi"), quota=Quota({"requests.storage": "0"})
    )
