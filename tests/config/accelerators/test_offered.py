import pytest

from constructs_lib import Config
from constructs_lib.accelerators import Devices, GoogleTpu, Nvidia

A100 = Nvidia("a100", node_labels={"gpu": "a100"})
T4 = Nvidia("t4", node_labels={"gpu": "t4"})


@pytest.mark.parametrize(
    ("accelerators", "message"),
    [
        ((A100, A100), "accelerator 'a100' is given twice"),
        (
            (A100, Nvidia("a100", name="b", node_labels={"x": "y"})),
            "title of accelerators 'NV",
        ),
        (
            (Nvidia("a100"), Nvidia("t4")),
            "accelerators 'a100' and 't4' are both 'nvidia.com/gpu' on nodes of labels",
        ),
        (
            (A100, Nvidia("t4", node_labels={"gpu": "a100", "zone": "a"})),
            "give each node_labels that the other's nodes do not have",
        ),
    ],
)
def test_fails_for_two_that_users_could_not_tell_apart(accelerators, message):
    with pytest.raises(ValueError, match=message):
        Config(accelerators=accelerators)


def test_two_pools_of_one_model_have_titles_of_their_own():
    spot = Nvidia("a100", "spot", "NVIDIA A100, may stop", node_labels={"gpu": "spot"})

    assert Config(accelerators=(A100, spot)).notebook_form.node_groups[1].key == "spot"


def test_two_of_one_resource_on_nodes_of_their_own_are_taken():
    assert Config(accelerators=(A100, T4)).accelerators == (A100, T4)


@pytest.mark.parametrize(
    ("kind", "count", "message"),
    [
        (A100, 0, "0 of accelerator 'a100' is below one pod, which requests 1 at least"),
        (GoogleTpu("v5e", "2x4"), 4, "'tpu-v5e-2x4' is below one pod, which requests 8 at l"),
    ],
)
def test_fails_for_fewer_devices_than_one_pod_requests(kind, count, message):
    with pytest.raises(ValueError, match=message):
        Devices(kind, count)
