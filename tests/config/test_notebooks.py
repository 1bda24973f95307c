import pytest

from constructs_lib.config import (
    UPSTREAM,
    GpuVendor,
    ImageChoice,
    NodeGroup,
    Spawner,
    Toleration,
    TolerationGroup,
)

BIG = NodeGroup(key="big_nodes", name="Big", labels={"size": "big"})
GPU = TolerationGroup(key="gpu", name="GPU", tolerations=(Toleration(key="gpu"),))


def test_fails_for_a_choice_of_no_image():
    with pytest.raises(ValueError, match="an image choice needs at least one image"):
        ImageChoice(())


def test_fails_for_a_default_image_that_is_no_option():
    message = "default image 'lab:3' is not among the options: lab:1, lab:2"
    with pytest.raises(ValueError, match=message):
        ImageChoice(("lab:1", "lab:2"), "lab:3")


def test_fails_for_a_node_group_of_no_name():
    with pytest.raises(ValueError, match="node group 'big nodes' must be letters, digits"):
        NodeGroup(key="big nodes", name="Big", labels={"size": "big"})


def test_fails_for_a_node_group_without_labels():
    with pytest.raises(ValueError, match="node group 'big' has no label"):
        NodeGroup(key="big", name="Big", labels={})


def test_fails_for_a_toleration_group_of_no_name():
    with pytest.raises(ValueError, match="toleration group 'GPU!' must be letters, digits"):
        TolerationGroup(key="GPU!", name="GPU", tolerations=(Toleration(key="gpu"),))


def test_fails_for_an_empty_toleration_group():
    with pytest.raises(ValueError, match="toleration group 'gpu' is empty"):
        TolerationGroup(key="gpu", name="GPU", tolerations=())


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("cpu", "a lot", "notebook CPU must be a quantity such as '500m', '2' or '512Mi'"),
        ("cpu", "-1", "notebook CPU must not be negative, got '-1'"),
        ("cpu", "500m", "notebook CPU must be in cores such as '0.5', got '500m'"),
        ("memory", "1 Gi", "notebook memory must be a quantity"),
        ("memory", "-1Gi", "notebook memory must not be negative, got '-1Gi'"),
        ("memory", "512Mi", "notebook memory must be in Gi such as '1.0Gi', got '512Mi'"),
        (
            "image_pull_policy",
            "Sometimes",
            "image_pull_policy must be 'Always' or 'IfNotPresent' or 'Never', got 'Sometimes'",
        ),
        ("locked", frozenset({"colour"}), "unknown spawner field 'colour'; known are affini"),
        ("locked", frozenset({"environment"}), "unknown spawner field 'environment'"),
        ("pod_defaults", ("Team token",), "pod_defaults has key 'Team token'; a"),
    ],
)
def test_fails_for_what_the_form_would_not_take(field, value, message):
    with pytest.raises(ValueError, match=message):
        Spawner(**{field: value})


@pytest.mark.parametrize("resource", ["CPU", "memory"])
@pytest.mark.parametrize("factor", ["", "twice", "-1", "1.2.3", ".", "0", "0.9"])
def test_fails_for_a_factor_that_puts_the_limit_below_the_request(resource, factor):
    message = f"{resource} limit factor must be a number of 1 or more .*, got '{factor}'"
    with pytest.raises(ValueError, match=message):
        Spawner(**{f"{resource.lower()}_limit_factor": factor})


@pytest.mark.parametrize(
    ("request_", "factor"), [("0.25", "1"), ("0.04", "1.2"), ("0.55", "1.01")]
)
def test_fails_for_a_limit_that_rounding_puts_below_the_request(request_, factor):
    message = f"notebook CPU '{request_}' times '{factor}', rounded to one decimal"
    with pytest.raises(ValueError, match=message):
        Spawner(cpu=request_, cpu_limit_factor=factor)


@pytest.mark.parametrize(
    ("memory", "factor"),
    [("1.0Gi", "1.2"), ("1Gi", "1.25"), ("0.5Gi", "1.5"), ("0.25Gi", "1"), ("10Gi", "1.05")],
)
def test_fails_for_a_memory_limit_of_part_of_a_byte(memory, factor):
    spawner = {"memory": memory, "memory_limit_factor": factor}
    with pytest.raises(
        ValueError, match=r"rounded to one decimal|not a whole number of bytes"
    ):
        Spawner(**spawner)


def test_fails_for_memory_of_part_of_a_byte():
    with pytest.raises(ValueError, match=r"memory '0.1Gi' is not a whole number of bytes"):
        Spawner(memory="0.1Gi", memory_limit_factor="5")


@pytest.mark.parametrize(
    ("memory", "factor"), [("1.0Gi", "1.5"), ("3Gi", "1.5"), ("0.25Gi", "2"), ("1.5Gi", "1")]
)
def test_whole_bytes_are_taken(memory, factor):
    assert Spawner(memory=memory, memory_limit_factor=factor)


def test_upstreams_part_of_a_byte_has_to_be_said():
    assert UPSTREAM.notebooks.spawner.fractional_memory == "warned"
    assert Spawner(memory_limit_factor="1.2", fractional_memory="warned")


@pytest.mark.parametrize("field", ["workspace", "data_volumes"])
def test_fails_for_a_lock_of_what_the_form_always_sends(field):
    with pytest.raises(ValueError, match=f"'{field}' cannot be locked: the form always"):
        Spawner(locked=frozenset({field}))


@pytest.mark.parametrize(
    ("lock", "what"), [("affinity", "node group"), ("tolerations", "toleration group")]
)
def test_fails_for_a_lock_by_which_nobody_gets_a_group(lock, what):
    with pytest.raises(ValueError, match=f"there is no default {what}; name one, or"):
        Spawner(locked=frozenset({lock}), node_groups=(BIG,), toleration_groups=(GPU,))


@pytest.mark.parametrize("field", ["default_node_group", "default_toleration_group"])
def test_fails_for_a_default_group_that_is_none(field):
    with pytest.raises(ValueError, match=r"unknown default .* group 'small'; known are"):
        Spawner(**{field: "small"}, node_groups=(BIG,), toleration_groups=(GPU,))


def test_a_group_may_be_the_default_of_a_locked_field():
    assert Spawner(
        node_groups=(BIG,), default_node_group="big_nodes", locked=frozenset({"affinity"})
    )


@pytest.mark.parametrize(
    ("field", "groups"), [("node_groups", (BIG, BIG)), ("toleration_groups", (GPU, GPU))]
)
def test_fails_for_two_groups_of_one_key(field, groups):
    with pytest.raises(ValueError, match=r"group '.*' is given twice"):
        Spawner(**{field: groups})


def test_fails_for_a_group_that_the_form_takes_for_no_group():
    with pytest.raises(ValueError, match=r"node group 'none' must .* not be 'none'"):
        NodeGroup(key="none", name="None", labels={"size": "big"})


def test_fails_for_an_accelerator_that_comes_twice():
    vendor = GpuVendor("nvidia.com/gpu", "NVIDIA")
    with pytest.raises(ValueError, match=r"GPU vendor 'nvidia.com/gpu' is given twice"):
        Spawner(gpu_vendors=(vendor, vendor))


@pytest.mark.parametrize("factor", ["1", "1.0", "2.5", "none"])
def test_a_limit_is_the_request_or_more_or_none(factor):
    assert Spawner(cpu_limit_factor=factor).cpu_limit_factor == factor


@pytest.mark.parametrize(("key", "name"), [("gpu", "GPU"), ("nvidia.com/gpu", "")])
def test_fails_for_a_gpu_vendor_without_a_resource_or_a_name(key, name):
    with pytest.raises(
        ValueError, match=f"such as 'nvidia.com/gpu' .* got '{key}' and '{name}'"
    ):
        GpuVendor(key, name)


def test_fails_for_a_gpu_vendor_with_a_resource_of_no_valid_name():
    with pytest.raises(
        ValueError, match=r"resource of a GPU vendor has key 'nvidia\.com/\.\*'"
    ):
        GpuVendor("nvidia.com/.*", "GPU")


def test_fails_for_a_node_group_with_a_label_that_is_none():
    with pytest.raises(ValueError, match="node group 'fast' has key 'two words'"):
        NodeGroup(key="fast", name="Fast", labels={"two words": "yes"})


def test_fails_for_a_notebook_image_without_a_tag():
    with pytest.raises(ValueError, match=r"notebook image must be an image .*, got 'jupyter'"):
        ImageChoice(("jupyter",))
