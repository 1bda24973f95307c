import pytest

from constructs_lib.accelerators import GoogleTpu, Nvidia
from constructs_lib.queues import DeviceShare, Preemption, Queue, Share

L4, L40S = (Nvidia(name, node_labels={"gpu": name}) for name in ("l4", "l40s"))
TPU = GoogleTpu("v5e", "2x4")


def queue(**settings):
    return Queue(
        **{"name": "research", "cpu": Share("64"), "memory": Share("256Gi"), **settings}
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-1",), "nominal of a queue's share must not be negative, got '-1'"),
        (("many",), "nominal of a queue's share must be a quantity such as"),
        (("1", "x"), "borrows of a queue's share must be a quantity such as"),
        (
            ("64", None, "65"),
            "lends='65' is more than nominal='64', and a queue can lend only",
        ),
        (("1Gi", None, "2G"), "lends='2G' is more than nominal='1Gi'"),
        ((64,), "Share: nominal must be text, got 64; write '64'"),
    ],
)
def test_a_share_that_cannot_be_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Share(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((L4, -1), "nominal of accelerator 'l4' must be a number of devices from 0, got -1"),
        ((L4, 1, -1), "borrows of accelerator 'l4' must be a number of devices from 0"),
        ((L4, 4, None, 5), "lends=5 of accelerator 'l4' is more than nominal=4"),
        ((L4, "4"), "DeviceShare: nominal must be a whole number, got '4'"),
        (("l4", 4), "DeviceShare: accelerator must be Accelerator or Nvidia"),
    ],
)
def test_a_number_of_devices_that_cannot_be_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        DeviceShare(*arguments)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "Research!"}, "queue 'Research!' must be lower-case letters"),
        ({"cohort": "all teams"}, "cohort of queue 'research' 'all teams' must be lower-case"),
        (
            {"devices": (DeviceShare(L4, 1), DeviceShare(L4, 2))},
            "accelerator of queue 'research' 'l4' is given twice",
        ),
        (
            {"cpu": Share("64", borrows="2")},
            "queue 'research' borrows 'cpu', but has no cohort",
        ),
        (
            {"devices": (DeviceShare(L4, 4, lends=2),)},
            "queue 'research' lends 'nvidia.com/gpu', but has no cohort",
        ),
        (
            {"preemption": Preemption(reclaim="any")},
            "queue 'research' reclaims what others have borrowed, but has no cohort",
        ),
        ({"stopped": "now"}, "Queue: stopped must be 'hold' or 'drain' or None, got 'now'"),
        ({"order": "fifo"}, "Queue: order must be 'best-effort' or 'strict', got 'fifo'"),
    ],
)
def test_a_queue_that_cannot_be_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        queue(**settings)


def test_another_way_to_preempt_is_refused():
    with pytest.raises(ValueError, match="within must be 'never' or 'lower-priority' or"):
        Preemption(within="any")


def test_accelerators_of_one_resource_are_flavors_of_one_group():
    found = queue(
        devices=(DeviceShare(L40S, 4), DeviceShare(TPU, 8), DeviceShare(L4, 2))
    ).groups

    assert list(found) == [
        (("cpu", "memory"), ("kubeflow",)),
        (("nvidia.com/gpu",), ("kubeflow-l40s", "kubeflow-l4")),
        (("google.com/tpu",), ("kubeflow-tpu-v5e-2x4",)),
    ]
