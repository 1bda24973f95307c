import re

import pytest

from constructs_lib.config import Hardening, Pods, Resources, Toleration

ROW = {"cpu": "100m", "memory": "256Mi", "cpu_limit": "500m", "memory_limit": "512Mi"}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("cpu", "-1", "CPU request must not be negative, got '-1'"),
        ("cpu", "1 core", "CPU request must be a quantity such as '500m', '2' or '512Mi'"),
        ("cpu_limit", "many", "CPU limit must be a quantity"),
        ("memory", "-1Mi", "memory request must not be negative, got '-1Mi'"),
        ("memory", "256MB", "memory request must be a quantity"),
        ("memory_limit", "", "memory limit must be a quantity"),
    ],
)
def test_fails_for_a_quantity_that_is_none(field, value, message):
    with pytest.raises(ValueError, match=message) as error:
        Resources(**ROW | {field: value})
    assert repr(value) in str(error.value)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("cpu", "0.6", "CPU request '0.6' is over its limit '500m'"),
        ("cpu", "2", "CPU request '2' is over its limit '500m'"),
        ("memory", "1Gi", "memory request '1Gi' is over its limit '512Mi'"),
        ("memory", "600M", "memory request '600M' is over its limit '512Mi'"),
    ],
)
def test_fails_for_a_request_over_its_limit_whatever_their_units(field, value, message):
    with pytest.raises(ValueError, match=message):
        Resources(**ROW | {field: value})


def test_a_request_may_equal_its_limit():
    assert Resources(**ROW | {"cpu": "0.5"}).cpu == "0.5"


def test_containers_share_resources_evenly():
    assert Resources(**ROW).share(2) == Resources(
        cpu="50m", memory="128Mi", cpu_limit="250m", memory_limit="256Mi"
    )


def test_fails_for_a_toleration_without_a_key():
    with pytest.raises(ValueError, match="a toleration needs the key of a taint"):
        Toleration(key="")


def test_fails_for_an_effect_that_no_taint_has():
    message = "effect must be 'NoSchedule' or 'PreferNoSchedule' or 'NoExecute', got 'Never'"
    with pytest.raises(ValueError, match=message):
        Toleration(key="spot", effect="Never")


@pytest.mark.parametrize("replicas", [0, -1])
def test_fails_for_fewer_replicas_than_one(replicas):
    with pytest.raises(ValueError, match=f"replicas must be 1 or more, got {replicas}"):
        Pods(replicas=replicas)


def test_fails_for_a_pull_secret_that_is_no_name():
    with pytest.raises(ValueError, match="pull secret 'My Secret' must be lower-case letters"):
        Pods(pull_secrets=("mirror", "My Secret"))


def test_what_is_set_for_one_goes_over_what_is_set_for_all():
    one = Pods(replicas=1, tolerations=())
    everywhere = Pods(replicas=3, tolerations=(Toleration(key="spot"),), pull_secrets=("a",))

    assert one.over(everywhere) == Pods(replicas=1, tolerations=(), pull_secrets=("a",))


@pytest.mark.parametrize(
    ("field", "choices"),
    [
        ("probes", "'upstream' or 'complete'"),
        ("security", "'upstream' or 'restricted'"),
        ("rollout", "'manual' or 'on-config-change'"),
        ("disruption_budgets", "'none' or 'replicated'"),
        ("webhook_rights", "'upstream' or 'own'"),
        ("egress", "'open' or 'guarded'"),
    ],
)
def test_fails_for_a_hardening_that_is_no_choice(field, choices):
    message = f"{field} must be {choices}, got 'paranoid'"
    with pytest.raises(ValueError, match=re.escape(message)):
        Hardening(**{field: "paranoid"})


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ({"-pool": "a"}, "node selector has key '-pool'"),
        ({"pool": "a b"}, "node selector has value 'a b'"),
        ({"pool": "a" * 64}, "a value must be at most"),
    ],
)
def test_fails_for_a_node_selector_that_is_no_label(selector, message):
    with pytest.raises(ValueError, match=message):
        Pods(node_selector=selector)
