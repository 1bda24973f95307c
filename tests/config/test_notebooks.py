import re

import pytest

from constructs_lib.config import (
    Culling,
    GpuVendor,
    ImageChoice,
    NodeGroup,
    Spawner,
    Toleration,
    TolerationGroup,
    Volume,
)


def volume(**fields):
    return Volume(**{"name": "{notebook-name}-data", "mount": "/data", "size": "5Gi"} | fields)


def test_fails_for_a_choice_of_no_image():
    with pytest.raises(ValueError, match="an image choice needs at least one image"):
        ImageChoice(())


def test_fails_for_a_default_image_that_is_no_option():
    message = "default image 'lab:3' is not among the options: lab:1, lab:2"
    with pytest.raises(ValueError, match=message):
        ImageChoice(("lab:1", "lab:2"), "lab:3")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "Data", "volume 'Data' must be lower-case letters"),
        ("name", "{user}-data", "volume '{user}-data' must be lower-case letters"),
        ("name", "d" * 64, f"volume '{'d' * 64}' has 64 characters; 63 are allowed"),
        ("size", "5 GB", "size of volume '{notebook-name}-data' must be a quantity"),
        ("size", "-5Gi", "must not be negative, got '-5Gi'"),
        ("mount", "data", "mount path must begin with '/', got 'data'"),
        (
            "access_mode",
            "ReadWrite",
            "'ReadWriteMany' or 'ReadWriteOncePod', got 'ReadWrite'",
        ),
    ],
)
def test_fails_for_a_volume_that_cannot_be_made(field, value, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        volume(**{field: value})


def test_fails_for_a_node_group_of_no_name():
    with pytest.raises(ValueError, match="node group 'Big nodes' must be lower-case letters"):
        NodeGroup(key="Big nodes", name="Big", labels={"size": "big"})


def test_fails_for_a_node_group_without_labels():
    with pytest.raises(ValueError, match="node group 'big' names no label"):
        NodeGroup(key="big", name="Big", labels={})


def test_fails_for_a_toleration_group_of_no_name():
    with pytest.raises(ValueError, match="toleration group 'GPU!' must be lower-case letters"):
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
        ("pod_defaults", ("Team token",), "PodDefault 'Team token' must be lower-case"),
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


@pytest.mark.parametrize("factor", ["1", "1.0", "2.5", "none"])
def test_a_limit_is_the_request_or_more_or_none(factor):
    assert Spawner(cpu_limit_factor=factor).cpu_limit_factor == factor


@pytest.mark.parametrize(("idle", "check_every"), [(0, 1), (60, 0), (-5, 1)])
def test_fails_for_culling_times_below_a_minute(idle, check_every):
    message = f"whole minutes, 1 or more; got idle={idle}, check_every={check_every}"
    with pytest.raises(ValueError, match=message):
        Culling(idle=idle, check_every=check_every)


def test_fails_for_looking_less_often_than_notebooks_are_stopped():
    message = "checked every 30 minutes but an idle notebook is stopped after 10"
    with pytest.raises(ValueError, match=message):
        Culling(enabled=True, idle=10, check_every=30)


@pytest.mark.parametrize(("key", "name"), [("gpu", "GPU"), ("nvidia.com/gpu", "")])
def test_fails_for_a_gpu_vendor_without_a_resource_or_a_name(key, name):
    with pytest.raises(
        ValueError, match=f"such as 'nvidia.com/gpu' .* got '{key}' and '{name}'"
    ):
        GpuVendor(key, name)


def test_fails_for_a_node_group_with_a_label_that_is_none():
    with pytest.raises(ValueError, match="node group 'fast' has key 'two words'"):
        NodeGroup(key="fast", name="Fast", labels={"two words": "yes"})


def test_fails_for_a_notebook_image_without_a_tag():
    with pytest.raises(ValueError, match=r"notebook image must be an image .*, got 'jupyter'"):
        ImageChoice(("jupyter",))
