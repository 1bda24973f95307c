"""What some nodes offer besides CPU and memory, as one statement: GPUs, TPUs and others."""

from .config.accelerators import (
    Accelerator,
    Amd,
    AnyAccelerator,
    AwsNeuron,
    Devices,
    Gaudi,
    GoogleTpu,
    Intel,
    Nvidia,
    offered,
)
from .config.jobs import JobDefaults
from .config.steps import PodCollection, StepDefaults

__all__ = [
    "Accelerator",
    "Amd",
    "AnyAccelerator",
    "AwsNeuron",
    "Devices",
    "Gaudi",
    "GoogleTpu",
    "Intel",
    "JobDefaults",
    "Nvidia",
    "PodCollection",
    "StepDefaults",
    "offered",
]
