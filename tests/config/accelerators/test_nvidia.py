import pytest

from constructs_lib.accelerators import Nvidia


@pytest.mark.parametrize(
    ("gpu", "resource", "name"),
    [
        (Nvidia("t4"), "nvidia.com/gpu", "t4"),
        (Nvidia("L40S (48 GB)"), "nvidia.com/gpu", "l40s-48-gb"),
        (Nvidia("t4", shared=True), "nvidia.com/gpu.shared", "t4-shared"),
        (Nvidia("a100", mig="1g.5gb"), "nvidia.com/mig-1g.5gb", "a100-1g-5gb"),
        (Nvidia("a100", mig="1g.5gb+me"), "nvidia.com/mig-1g.5gb.me", "a100-1g-5gb-me"),
        (
            Nvidia("a100", mig="1g.5gb", shared=True),
            "nvidia.com/mig-1g.5gb.shared",
            "a100-1g-5gb-shared",
        ),
    ],
)
def test_a_gpu_is_named_as_the_device_plugin_registers_it(gpu, resource, name):
    assert (gpu.accelerator.resource, gpu.accelerator.name) == (resource, name)


@pytest.mark.parametrize(
    ("gpu", "counts"),
    [
        (Nvidia("a100"), (1, 2, 4, 8)),
        (Nvidia("a100", per_node=2), (1, 2)),
        (Nvidia("a100", mig="3g.20gb", per_node=1), (1, 2)),
        (Nvidia("a100", mig="3g.20gb", per_node=2), (1, 2, 4)),
        (
            Nvidia("a100", mig="3g.20gb", split={"3g.20gb": 1, "1g.5gb": 4}, per_node=1),
            (1,),
        ),
        (Nvidia("a100", shared=True), (1,)),
    ],
)
def test_a_container_requests_what_one_node_has(gpu, counts):
    assert gpu.accelerator.counts == counts


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"split": {"1g.5gb": 7}}, "split of GPU 'a100' has no effect without mig"),
        (
            {"mig": "2g.10gb", "split": {"1g.5gb": 7}},
            "split of GPU 'a100' has no '2g.10gb', which mig names",
        ),
        ({"mig": "1g.6gb"}, "GPU 'a100' has no MIG profiles '1g.6gb'"),
        ({"per_node": 0}, "per_node of GPU 'a100' must be 1 or more devices of a node, got 0"),
        ({"node_labels": {}}, "accelerator 'a100' has no node_labels"),
    ],
)
def test_fails_for_a_gpu_that_no_node_has(settings, message):
    with pytest.raises(ValueError, match=message):
        Nvidia("a100", **settings)


def test_upstreams_images_with_cuda_fit():
    assert all("-cuda-" in str(image) for image in Nvidia("a100").accelerator.images)
