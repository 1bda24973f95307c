"""What can be installed, and what each needs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Kubeflow's core, in the order in which it arrives in the cluster.
CORE: Final = (
    "central-dashboard",
    "notebook-controller",
    "jupyter-web-app",
    "profiles",
    "volumes-web-app",
    "pvcviewer-controller",
    "tensorboard-controller",
    "tensorboards-web-app",
    "admission-webhook",
)

# What a platform has beside its core.
COMPONENTS: Final = (*CORE, "training-operator", "katib", "pipelines")

# What a component cannot work without.
NEEDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "central-dashboard": ("profiles",),
        "jupyter-web-app": ("notebook-controller", "admission-webhook"),
        "volumes-web-app": ("pvcviewer-controller",),
        "tensorboards-web-app": ("tensorboard-controller", "admission-webhook"),
        "pipelines": ("profiles",),
    }
)

# What components need beside them; nobody chooses it by name.
PARTS: Final = ("metacontroller", "profile-waypoints")
