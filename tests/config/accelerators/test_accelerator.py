import pytest

from constructs_lib.accelerators import Accelerator, Nvidia
from constructs_lib.config import Toleration


def accelerator(**settings):
    given = {"name": "npu", "title": "NPU", "resource": "example.com/npu"}
    return Accelerator(**{**given, "node_labels": {"pool": "npu"}, **settings})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "My NPU"}, "accelerator 'My NPU' must be lower-case letters"),
        ({"title": ""}, "accelerator 'npu' has no title, which users see in the form"),
        (
            {"resource": "gpu.nvidia.com"},
            "'gpu.nvidia.com'; name an extended resource .* since the Notebook kind has no",
        ),
        ({"resource": "requests.nvidia.com/gpu"}, "does not count as an extended resource"),
        ({"resource": "kubernetes.io/gpu"}, "does not count as an extended resource; name it"),
        ({"resource": "a b/c"}, "resource of accelerator 'npu' has key 'a b/c'"),
        ({"node_labels": {}}, "'npu' has no node_labels, so that no nodes are known to offer"),
        ({"node_labels": {"pool": "a b"}}, "node_labels of accelerator 'npu' has value 'a b'"),
        ({"counts": (1, 3)}, r"must be some of 1, 2, 4 and 8, .* got \(1, 3\)"),
        ({"counts": (8, 1)}, r"in this order; got \(8, 1\)"),
        ({"counts": (1, 1)}, r"in this order; got \(1, 1\)"),
        ({"counts": ()}, r"counts of accelerator 'npu' must be some of .* got \(\)"),
        ({"images": ("lab",)}, "image of accelerator 'npu' must be an image with a tag"),
    ],
)
def test_fails_for_what_no_pod_could_ask_for(settings, message):
    with pytest.raises(ValueError, match=message):
        accelerator(**settings)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((1, 2, 4, 8), "NPU"),
        ((8,), "NPU (8)"),
        ((1, 2), "NPU (1 or 2)"),
        ((1, 2, 4), "NPU (1, 2 or 4)"),
    ],
)
def test_users_see_the_numbers_that_work_unless_all_do(counts, shown):
    assert accelerator(counts=counts).shown == shown


def test_a_quota_counts_its_requests():
    assert Nvidia("a100").accelerator.quota_name == "requests.nvidia.com/gpu"


def test_a_pod_default_tolerates_what_its_nodes_have():
    taint = Toleration(key="dedicated", value="npu")

    assert accelerator(tolerations=(taint,)).pod_default.tolerations == (taint,)


def test_fails_for_a_pod_default_that_would_do_nothing():
    with pytest.raises(ValueError, match="accelerator 'npu' has no tolerations"):
        _ = accelerator().pod_default
