import pytest

from constructs_lib.accelerators import Devices, Nvidia
from constructs_lib.config import Quota


def test_fails_for_a_quota_that_limits_nothing():
    with pytest.raises(ValueError, match="a quota has no resource"):
        Quota({})


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("-1", "quota for 'cpu' must not be negative, got '-1'"),
        ("plenty", "quota for 'cpu' must be a quantity .*, got 'plenty'"),
    ],
)
def test_fails_for_a_quota_of_no_quantity(amount, message):
    with pytest.raises(ValueError, match=message):
        Quota({"memory": "64Gi", "cpu": amount})


@pytest.mark.parametrize("name", ["cpu", "requests.memory", "limits.cpu"])
def test_a_quota_on_cpu_or_memory_counts_containers(name):
    assert Quota({name: "4"}).counts_containers


def test_a_quota_on_gpus_and_pods_counts_no_containers():
    assert not Quota({"requests.nvidia.com/gpu": "4", "pods": "9"}).counts_containers


def test_accelerators_are_limited_by_what_pods_request():
    quota = Quota({"pods": "9"}, accelerators=(Devices(Nvidia("a100", mig="1g.5gb"), 4),))

    assert quota.limits == {"pods": "9", "requests.nvidia.com/mig-1g.5gb": "4"}


def test_a_quota_may_limit_accelerators_alone():
    assert Quota(accelerators=(Devices(Nvidia("a100"), 4),)).limits == {
        "requests.nvidia.com/gpu": "4"
    }


@pytest.mark.parametrize(
    ("hard", "accelerators"),
    [
        ({"requests.nvidia.com/gpu": "2"}, (Devices(Nvidia("a100"), 4),)),
        ({}, (Devices(Nvidia("a100"), 4), Devices(Nvidia("t4"), 1))),
    ],
)
def test_fails_for_one_resource_that_is_limited_twice(hard, accelerators):
    with pytest.raises(ValueError, match=r"'requests\.nvidia\.com/gpu' is given twice"):
        Quota(hard, accelerators=accelerators)
