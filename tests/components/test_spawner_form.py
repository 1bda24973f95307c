from typing import Any

import pytest
import yaml

from constructs_lib import (
    ExistingVolume,
    GpuVendor,
    ImageChoice,
    NodeGroup,
    Spawner,
    Toleration,
    TolerationGroup,
    Volume,
)
from constructs_lib.catalog import Images
from constructs_lib.components.spawner_form import spawner_form
from constructs_lib.config import UPSTREAM
from constructs_lib.config.notebooks import LOCKABLE
from constructs_lib.releases import V26_03_1

GROUPS = {
    "node_groups": (NodeGroup(key="big", name="Big nodes", labels={"size": "big"}),),
    "default_node_group": "big",
    "toleration_groups": (
        TolerationGroup(key="gpu", name="GPU", tolerations=(Toleration(key="gpu"),)),
    ),
    "default_toleration_group": "gpu",
}


def form(images: Images = Images(), **settings: Any) -> dict[str, Any]:
    return of(Spawner(**settings), images)


def of(spawner: Spawner, images: Images = Images()) -> dict[str, Any]:
    return dict(
        yaml.load(spawner_form(spawner, images), yaml.CSafeLoader)["spawnerFormDefaults"]
    )


def test_upstreams_form_is_upstreams(yaml_snapshot):
    assert [of(UPSTREAM.notebooks.spawner)] == yaml_snapshot


def test_by_default_a_limit_of_whole_bytes_is_all_that_is_another():
    ours, upstreams = form(), of(UPSTREAM.notebooks.spawner)

    assert {key for key in ours if ours[key] != upstreams[key]} == {"memory"}


def test_nothing_is_locked_by_default():
    locked = [name for name, field in form().items() if isinstance(field, dict)]

    assert [name for name in locked if form()[name].get("readOnly")] == []


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("image_pull_policy", "imagePullPolicy"),
        ("cpu", "cpu"),
        ("memory", "memory"),
        ("gpus", "gpus"),
        ("affinity", "affinityConfig"),
        ("tolerations", "tolerationGroup"),
        ("shared_memory", "shm"),
        ("pod_defaults", "configurations"),
    ],
)
def test_a_locked_field_and_no_other_is_locked(field, key):
    defaults = form(locked=frozenset({field}), **GROUPS)
    fields = {name: value for name, value in defaults.items() if isinstance(value, dict)}

    assert [name for name in fields if fields[name].get("readOnly")] == [key]


def test_every_field_that_can_be_locked_is_one_of_the_form():
    defaults = form(locked=frozenset(LOCKABLE), **GROUPS)
    locked = [f for f in defaults.values() if isinstance(f, dict) and f.get("readOnly")]

    assert len(locked) == len(LOCKABLE)


@pytest.mark.parametrize(
    ("settings", "key", "value"),
    [
        ({"allow_custom_image": False}, "allowCustomImage", False),
        ({"hide_registry": False}, "hideRegistry", False),
        ({"hide_tag": True}, "hideTag", True),
    ],
)
def test_switches_are_on_or_off(settings, key, value):
    assert form(**settings)[key] is value


@pytest.mark.parametrize(
    ("settings", "key", "value"),
    [
        ({"image_pull_policy": "Always"}, "imagePullPolicy", "Always"),
        ({"shared_memory": False}, "shm", False),
        ({"pod_defaults": ("team-token",)}, "configurations", ["team-token"]),
        (GROUPS, "affinityConfig", "big"),
        (GROUPS, "tolerationGroup", "gpu"),
        ({"workspace": None}, "workspaceVolume", None),
    ],
)
def test_a_field_starts_with_its_value(settings, key, value):
    assert form(**settings)[key]["value"] == value


def test_cpu_and_memory_have_limits_in_proportion():
    defaults = form(
        cpu="2", cpu_limit_factor="none", memory="4.0Gi", memory_limit_factor="1.5"
    )

    assert [defaults["cpu"], defaults["memory"]] == [
        {"readOnly": False, "value": "2", "limitFactor": "none"},
        {"readOnly": False, "value": "4.0Gi", "limitFactor": "1.5"},
    ]


@pytest.mark.parametrize(
    ("field", "key"),
    [("jupyter", "image"), ("code_server", "imageGroupOne"), ("rstudio", "imageGroupTwo")],
)
def test_each_kind_of_notebook_has_its_own_images(field, key):
    defaults = form(**{field: ImageChoice(("a.example.com/x:1", "a.example.com/x:2"))})

    assert defaults[key] == {
        "value": "a.example.com/x:1",
        "options": ["a.example.com/x:1", "a.example.com/x:2"],
    }


def test_an_image_other_than_the_first_may_be_the_default():
    options = ("a.example.com/x:1", "a.example.com/x:2")

    assert form(jupyter=ImageChoice(options, options[1]))["image"]["value"] == options[1]


@pytest.mark.parametrize("key", ["image", "imageGroupOne", "imageGroupTwo"])
def test_images_come_from_the_mirror(key):
    defaults = form(Images(registry="mirror.example.com/kubeflow"))
    images = {defaults[key]["value"], *defaults[key]["options"]}

    assert {image.rpartition("/")[0] for image in images} == {
        "mirror.example.com/kubeflow/kubeflownotebookswg"
    }


def test_accelerators_are_offered_by_the_name_that_users_know():
    gpus = form(gpu_vendors=(GpuVendor("gpu.intel.com/i915", "Intel"),))["gpus"]["value"]

    assert gpus == {
        "vendor": "",
        "vendors": [{"limitsKey": "gpu.intel.com/i915", "uiName": "Intel"}],
        "num": "none",
    }


def test_a_volume_is_a_claim_to_be_made():
    volume = Volume(
        name="{notebook-name}-data",
        size="10Gi",
        access_mode="ReadWriteMany",
        storage_class="shared",
    )

    assert form(data_volumes=(volume,))["dataVolumes"]["value"] == [
        {
            "mount": "/home/jovyan/{notebook-name}-data",
            "newPvc": {
                "metadata": {"name": "{notebook-name}-data"},
                "spec": {
                    "resources": {"requests": {"storage": "10Gi"}},
                    "accessModes": ["ReadWriteMany"],
                    "storageClassName": "shared",
                },
            },
        }
    ]


def test_a_claim_that_is_there_is_offered_as_it_is():
    volume = ExistingVolume(claim="datasets", mount="/data", read_only=True)

    assert form(data_volumes=(volume,))["dataVolumes"]["value"] == [
        {
            "mount": "/data",
            "existingSource": {
                "persistentVolumeClaim": {"claimName": "datasets", "readOnly": True}
            },
        }
    ]


def test_a_claim_that_is_there_may_be_the_workspace():
    workspace = form(workspace=ExistingVolume(claim="home", mount="/home/jovyan"))

    assert "existingSource" in workspace["workspaceVolume"]["value"]
    assert workspace["dataVolumes"]["value"] == []


@pytest.mark.parametrize(
    ("field", "key"), [("code_server", "imageGroupOne"), ("rstudio", "imageGroupTwo")]
)
def test_a_kind_of_notebook_may_be_left_out(field, key):
    assert key not in form(**{field: None})


def test_a_volume_without_a_storage_class_gets_the_clusters():
    spec = form()["workspaceVolume"]["value"]["newPvc"]["spec"]

    assert "storageClassName" not in spec


def test_a_node_group_wants_every_one_of_its_labels():
    group = NodeGroup(key="big", name="Big nodes", labels={"size": "big", "disk": "ssd"})

    assert form(node_groups=(group,))["affinityConfig"]["options"] == [
        {
            "configKey": "big",
            "displayName": "Big nodes",
            "affinity": {
                "nodeAffinity": {
                    "requiredDuringSchedulingIgnoredDuringExecution": {
                        "nodeSelectorTerms": [
                            {
                                "matchExpressions": [
                                    {"key": "size", "operator": "In", "values": ["big"]},
                                    {"key": "disk", "operator": "In", "values": ["ssd"]},
                                ]
                            }
                        ]
                    }
                }
            },
        }
    ]


def test_a_toleration_group_tolerates_values_and_whole_keys():
    group = TolerationGroup(
        key="gpu",
        name="GPU nodes",
        tolerations=(
            Toleration(key="pool", value="gpu"),
            Toleration(key="nvidia.com/gpu", effect="NoExecute"),
        ),
    )

    assert form(toleration_groups=(group,))["tolerationGroup"]["options"] == [
        {
            "groupKey": "gpu",
            "displayName": "GPU nodes",
            "tolerations": [
                {"key": "pool", "operator": "Equal", "value": "gpu", "effect": "NoSchedule"},
                {"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoExecute"},
            ],
        }
    ]


def test_an_image_that_the_release_no_longer_builds_is_not_offered():
    options = form(Images(release=V26_03_1))["image"]["options"]

    assert len(options) == 5
    assert not any("gaudi" in image for image in options)
