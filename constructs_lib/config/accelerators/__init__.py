"""What some nodes offer besides CPU and memory: GPUs, TPUs and others."""

from .accelerator import COUNTS, Accelerator
from .cloud import AwsNeuron, GoogleTpu
from .form import with_accelerators
from .gpus import Amd, Gaudi, Intel
from .nvidia import Nvidia
from .offered import (
    AnyAccelerator,
    Devices,
    check_accelerators,
    check_offered,
    offered,
)

__all__ = [
    "COUNTS",
    "Accelerator",
    "Amd",
    "AnyAccelerator",
    "AwsNeuron",
    "Devices",
    "Gaudi",
    "GoogleTpu",
    "Intel",
    "Nvidia",
    "check_accelerators",
    "check_offered",
    "offered",
    "with_accelerators",
]
