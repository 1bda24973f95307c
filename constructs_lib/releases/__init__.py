"""Upstream's releases of Kubeflow as values, one file a release."""

from typing import Final

from .release import Image, Release, ReleaseImage
from .v1_9_1 import V1_9_1

# From the oldest to the newest.
RELEASES: Final = (V1_9_1,)

__all__ = ["RELEASES", "V1_9_1", "Image", "Release", "ReleaseImage"]
