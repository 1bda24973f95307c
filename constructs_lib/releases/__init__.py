"""Upstream's releases of Kubeflow as values, one file a release."""

from typing import Final

from .floor import Floor
from .hazard import Hazard, Sides
from .release import Image, Release, ReleaseImage
from .security import READ_ONLY, RESTRICTED, PodSecurity, Security
from .training_jobs import TrainingJobs
from .v1_9_1 import V1_9_1
from .v1_10_2 import V1_10_2

# From the oldest to the newest.
RELEASES: Final = (V1_9_1, V1_10_2)

__all__ = [
    "READ_ONLY",
    "RELEASES",
    "RESTRICTED",
    "V1_9_1",
    "V1_10_2",
    "Floor",
    "Hazard",
    "Image",
    "PodSecurity",
    "Release",
    "ReleaseImage",
    "Security",
    "Sides",
    "TrainingJobs",
]
