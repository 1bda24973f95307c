"""Write the notebook form's configuration for the web app."""

from typing import Any

import yaml

from ..catalog import Images
from ..config import (
    ExistingVolume,
    ImageChoice,
    NodeGroup,
    Spawner,
    TolerationGroup,
    Volume,
)


def spawner_form(spawner: Spawner, images: Images) -> str:
    """Return `spawner_ui_config.yaml`; its keys are the app's own."""

    def field(name: str, value: object, **more: object) -> dict[str, object]:
        return {"readOnly": name in spawner.locked, "value": value, **more}

    def choice(offered: ImageChoice) -> dict[str, object]:
        options = [images.located(image) for image in images.release.offered(offered.options)]
        return {
            "value": images.located(offered.default or offered.options[0]),
            "options": options,
        }

    gpus = {
        "vendor": "",
        "vendors": [
            {"limitsKey": vendor.limits_key, "uiName": vendor.ui_name}
            for vendor in spawner.gpu_vendors
        ],
        "num": "none",
    }
    mounted = [_volume(volume, path) for volume, path in spawner.mounted()]
    workspace = mounted.pop(0) if spawner.workspace else None
    kinds = {
        "image": spawner.jupyter,
        "imageGroupOne": spawner.code_server,
        "imageGroupTwo": spawner.rstudio,
    }
    defaults = {
        "allowCustomImage": spawner.allow_custom_image,
        "hideRegistry": spawner.hide_registry,
        "hideTag": spawner.hide_tag,
        "imagePullPolicy": field("image_pull_policy", spawner.image_pull_policy),
        **{kind: choice(offered) for kind, offered in kinds.items() if offered},
        "cpu": field("cpu", spawner.cpu, limitFactor=spawner.cpu_limit_factor),
        "memory": field("memory", spawner.memory, limitFactor=spawner.memory_limit_factor),
        "gpus": field("gpus", gpus),
        "workspaceVolume": field("workspace", workspace),
        "dataVolumes": field("data_volumes", mounted),
        "affinityConfig": field(
            "affinity",
            spawner.default_node_group or "",
            options=[_affinity(group) for group in spawner.node_groups],
        ),
        "tolerationGroup": field(
            "tolerations",
            spawner.default_toleration_group or "",
            options=[_tolerations(group) for group in spawner.toleration_groups],
        ),
        "shm": field("shared_memory", spawner.shared_memory),
        "configurations": field("pod_defaults", list(spawner.pod_defaults)),
        # Neither this form nor its web app reads one.
        "environment": {"readOnly": False, "value": {}},
    }
    return yaml.dump(
        {"spawnerFormDefaults": defaults}, Dumper=yaml.CSafeDumper, sort_keys=False, width=1000
    )


def _volume(volume: Volume | ExistingVolume, path: str) -> dict[str, Any]:
    if isinstance(volume, ExistingVolume):
        claim = {"claimName": volume.claim, "readOnly": volume.read_only}
        return {"mount": path, "existingSource": {"persistentVolumeClaim": claim}}
    spec: dict[str, Any] = {
        "resources": {"requests": {"storage": volume.size}},
        "accessModes": [volume.access_mode],
    }
    if volume.storage_class is not None:
        spec["storageClassName"] = volume.storage_class
    return {
        "mount": path,
        "newPvc": {"metadata": {"name": volume.name}, "spec": spec},
    }


def _affinity(group: NodeGroup) -> dict[str, object]:
    expressions = [
        {"key": key, "operator": "In", "values": [value]}
        for key, value in group.labels.items()
    ]
    terms = {"nodeSelectorTerms": [{"matchExpressions": expressions}]}
    return {
        "configKey": group.key,
        "displayName": group.name,
        "affinity": {
            "nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}
        },
    }


def _tolerations(group: TolerationGroup) -> dict[str, object]:
    return {
        "groupKey": group.key,
        "displayName": group.name,
        "tolerations": [each.to_spec() for each in group.tolerations],
    }
