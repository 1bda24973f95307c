"""The controller that makes profiles, and KFAM, which manages their members."""

from typing import Final

from .component import Component

PROFILES: Final = Component(
    name="profiles",
    group="Pages",
    upstream="apps/profiles/upstream/overlays/kubeflow",
    images=("kfam", "profile-controller"),
)
