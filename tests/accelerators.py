"""Every kind of accelerator, and what it is in Kubernetes."""

from constructs_lib.accelerators import (
    Accelerator,
    Amd,
    AnyAccelerator,
    AwsNeuron,
    Gaudi,
    GoogleTpu,
    Intel,
    Nvidia,
)
from constructs_lib.config import Toleration

# Of each: the resource, the labels of its nodes, and the taint's key.
TPU_LABELS = {
    "cloud.google.com/gke-tpu-accelerator": "tpu-v5-lite-podslice",
    "cloud.google.com/gke-tpu-topology": "2x4",
}
NVIDIA_LABELS = {"nvidia.com/gpu.present": "true"}
POOL = {"pool": "fast"}
KNOWN: dict[str, tuple[AnyAccelerator, str, dict[str, str], str]] = {
    "nvidia": (Nvidia("a100"), "nvidia.com/gpu", NVIDIA_LABELS, "nvidia.com/gpu"),
    "mig": (
        Nvidia("a100", mig="1g.5gb"),
        "nvidia.com/mig-1g.5gb",
        NVIDIA_LABELS,
        "nvidia.com/gpu",
    ),
    "shared": (
        Nvidia("t4", shared=True),
        "nvidia.com/gpu.shared",
        NVIDIA_LABELS,
        "nvidia.com/gpu",
    ),
    "amd": (
        Amd("mi300x"),
        "amd.com/gpu",
        {"feature.node.kubernetes.io/amd-gpu": "true"},
        "amd.com/gpu",
    ),
    "intel": (
        Intel("max-1550"),
        "gpu.intel.com/xe",
        {"intel.feature.node.kubernetes.io/gpu": "true"},
        "gpu.intel.com/xe",
    ),
    "gaudi": (Gaudi(node_labels=POOL), "habana.ai/gaudi", POOL, "habana.ai/gaudi"),
    "neuron": (
        AwsNeuron("trn1.32xlarge"),
        "aws.amazon.com/neuron",
        {"node.kubernetes.io/instance-type": "trn1.32xlarge"},
        "aws.amazon.com/neuron",
    ),
    "neuroncore": (
        AwsNeuron("inf2.xlarge", unit="neuroncore"),
        "aws.amazon.com/neuroncore",
        {"node.kubernetes.io/instance-type": "inf2.xlarge"},
        "aws.amazon.com/neuron",
    ),
    "tpu": (GoogleTpu("v5e", "2x4"), "google.com/tpu", TPU_LABELS, "google.com/tpu"),
    "own": (
        Accelerator(
            name="npu",
            title="NPU",
            resource="example.com/npu",
            node_labels=POOL,
            tolerations=(Toleration(key="npu", value="yes", effect="NoExecute"),),
        ),
        "example.com/npu",
        POOL,
        "npu",
    ),
}
