"""Upstream's releases of Kubeflow as values, one file a release."""

from typing import Final

from .floor import Floor
from .hazard import Hazard, Sides
from .model_serving import ModelServing
from .pipelines_facts import PipelinesFacts
from .release import Image, Release, ReleaseImage
from .security import READ_ONLY, RESTRICTED, PodSecurity, Security
from .trainer_facts import TrainerFacts
from .training_jobs import TrainingJobs
from .v1_9_1 import V1_9_1
from .v1_10_2 import V1_10_2
from .v1_11_0 import V1_11_0
from .v26_03 import V26_03
from .v26_03_1 import V26_03_1

# From the oldest to the newest.
RELEASES: Final = (V1_9_1, V1_10_2, V1_11_0, V26_03, V26_03_1)

__all__ = [
    "READ_ONLY",
    "RELEASES",
    "RESTRICTED",
    "V1_9_1",
    "V1_10_2",
    "V1_11_0",
    "V26_03",
    "V26_03_1",
    "Floor",
    "Hazard",
    "Image",
    "ModelServing",
    "PipelinesFacts",
    "PodSecurity",
    "Release",
    "ReleaseImage",
    "Security",
    "Sides",
    "TrainerFacts",
    "TrainingJobs",
]
