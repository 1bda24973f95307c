import pytest

from constructs_lib import Config, GpuVendor, NodeGroup, Notebooks, Spawner, Toleration
from constructs_lib.accelerators import Accelerator, GoogleTpu, Nvidia
from constructs_lib.config import ImageChoice, TolerationGroup

A100 = Nvidia("a100", node_labels={"gpu": "a100"})
T4 = Nvidia("t4", node_labels={"gpu": "t4"}, per_node=4)
UNTAINTED = Accelerator(
    name="npu", title="NPU", resource="example.com/npu", node_labels={"pool": "npu"}
)


def form(*accelerators, **settings):
    notebooks = Notebooks(spawner=Spawner(**settings))
    return Config(accelerators=accelerators, notebooks=notebooks).notebook_form


def test_without_accelerators_the_form_is_the_spawners():
    assert form() == Spawner()


def test_what_no_node_offers_is_not_in_the_form():
    assert form(A100).gpu_vendors == (GpuVendor("nvidia.com/gpu", "NVIDIA A100"),)


def test_two_of_one_resource_are_one_vendor_and_two_groups():
    made = form(A100, T4)

    assert made.gpu_vendors == (
        GpuVendor("nvidia.com/gpu", "NVIDIA A100, NVIDIA T4 (1, 2 or 4)"),
    )
    assert [group.key for group in made.node_groups] == ["a100", "t4"]


def test_nodes_without_taints_need_no_group_of_tolerations():
    assert form(UNTAINTED).toleration_groups == ()


def test_vendors_and_groups_of_your_own_stay():
    own = {
        "gpu_vendors": (GpuVendor("amd.com/gpu", "Ours"),),
        "node_groups": (NodeGroup(key="big", name="Big", labels={"size": "big"}),),
        "toleration_groups": (
            TolerationGroup(key="spot", name="Spot", tolerations=(Toleration(key="spot"),)),
        ),
    }
    made = form(A100, **own)

    for field, value in own.items():
        assert getattr(made, field)[:1] == value


def test_an_image_built_for_it_is_offered():
    tpu = GoogleTpu("v5e", "2x4", images=("example.com/jax:1",))

    assert "example.com/jax:1" in form(tpu).jupyter.options


def test_an_image_that_the_form_has_is_offered_once():
    options = form(A100).jupyter.options

    assert len(options) == len({*options})


def test_an_image_built_for_it_comes_from_the_mirror_too():
    tpu = GoogleTpu("v5e", "2x4", images=("quay.io/example/jax:1",))
    config = Config(accelerators=(tpu,), registry={"quay.io": "mirror.example.com/quay"})

    assert "mirror.example.com/quay/example/jax:1" in config.image_references()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"locked": frozenset({"gpus"})}, "Spawner.locked has 'gpus', by which users choose"),
        (
            {
                "locked": frozenset({"affinity"}),
                "node_groups": (NodeGroup(key="big", name="Big", labels={"size": "big"}),),
                "default_node_group": "big",
            },
            "Spawner.locked has 'affinity', by which users choose an accelerator",
        ),
        (
            {"gpu_vendors": (GpuVendor("nvidia.com/gpu", "Ours"),)},
            r"Spawner.gpu_vendors has 'nvidia.com/gpu', which Config\(accelerators=...\) writ",
        ),
        (
            {"node_groups": (NodeGroup(key="a100", name="Big", labels={"size": "big"}),)},
            "Spawner.node_groups has 'a100', which",
        ),
        (
            {"node_groups": (NodeGroup(key="big", name="NVIDIA A100", labels={"a": "b"}),)},
            "Spawner.node_groups has 'NVIDIA A100', which",
        ),
        (
            {
                "toleration_groups": (
                    TolerationGroup(key="a100", name="A", tolerations=(Toleration(key="a"),)),
                )
            },
            "Spawner.toleration_groups has 'a100', which",
        ),
    ],
)
def test_fails_for_a_form_that_contradicts_the_accelerators(settings, message):
    with pytest.raises(ValueError, match=message):
        form(A100, **settings)


def test_images_of_your_own_are_beside_those_of_the_accelerator():
    own = ImageChoice(("example.com/lab:1",))

    assert form(A100, jupyter=own).jupyter.options[0] == "example.com/lab:1"
