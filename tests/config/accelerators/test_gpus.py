import pytest

from constructs_lib import ReleaseImage
from constructs_lib.accelerators import Amd, Gaudi, Intel


@pytest.mark.parametrize(
    ("kind", "resource"),
    [
        (Amd("mi300x"), "amd.com/gpu"),
        (Intel("max-1550"), "gpu.intel.com/xe"),
        (Intel("flex-170", driver="i915"), "gpu.intel.com/i915"),
        (Gaudi(node_labels={"pool": "gaudi"}), "habana.ai/gaudi"),
    ],
)
def test_a_device_is_named_as_its_plugin_registers_it(kind, resource):
    assert kind.accelerator.resource == resource


@pytest.mark.parametrize(
    "kind",
    [
        Amd("mi300x", per_node=2),
        Intel("max-1550", per_node=2),
        Gaudi(node_labels={"pool": "gaudi"}, per_node=2),
    ],
)
def test_a_container_requests_what_one_node_has(kind):
    assert kind.accelerator.counts == (1, 2)


def test_intels_taint_is_that_of_the_driver():
    assert [each.key for each in Intel("a", driver="i915").accelerator.tolerations] == [
        "gpu.intel.com/i915"
    ]


def test_fails_for_a_driver_that_registers_nothing():
    with pytest.raises(ValueError, match="driver must be 'xe' or 'i915', got 'amdgpu'"):
        Intel("max-1550", driver="amdgpu")


def test_upstreams_image_for_gaudi_fits():
    [image] = Gaudi(node_labels={"pool": "gaudi"}).accelerator.images

    assert image == ReleaseImage("jupyter-pytorch-gaudi-full", required=False)
