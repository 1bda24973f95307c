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
    resources,
)

__all__ = [
    "Accelerator",
    "Amd",
    "AnyAccelerator",
    "AwsNeuron",
    "Devices",
    "Gaudi",
    "GoogleTpu",
    "Intel",
    "Nvidia",
    "offered",
    "resources",
]
