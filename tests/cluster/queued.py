"""An environment with queues, and a profile in each."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from constructs_lib import Config, Environment, Platform, Profile
from constructs_lib.accelerators import GoogleTpu, JobDefaults, Nvidia
from constructs_lib.config import PROFILES, ProfileDefaults
from constructs_lib.config.kueue import QUEUED
from constructs_lib.config.pods import Pods, Toleration
from constructs_lib.delivery import profile_files
from constructs_lib.kube import Object
from constructs_lib.platform import synthesize
from constructs_lib.queues import (
    DeviceShare,
    Preemption,
    Queue,
    Queues,
    Share,
    WorkloadPriority,
)

from .output import release

SLICE: Final = Nvidia("a100", mig="1g.5gb", node_labels={"pool": "a100"})
TPU: Final = GoogleTpu("v5e", "2x4")
# Every node has a taint: this is of those without accelerators.
USERS: Final = Toleration(key="pool", value="users")

VISION: Final = Profile(name="vision", owner="ada@example.com", queue="research")
SPEECH: Final = Profile(name="speech", owner="ada@example.com", queue="teaching")

QUEUES: Final = Queues(
    queues=(
        Queue(
            name="research",
            cpu=Share("8"),
            memory=Share("32Gi"),
            devices=(DeviceShare(SLICE, 1, borrows=1), DeviceShare(TPU, 8)),
            cohort="everyone",
            preemption=Preemption(within="lower-priority"),
        ),
        Queue(
            name="teaching",
            cpu=Share("4", lends="2"),
            memory=Share("16Gi"),
            devices=(DeviceShare(SLICE, 1, borrows=0),),
            cohort="everyone",
            preemption=Preemption(reclaim="any"),
        ),
    ),
    priorities=(WorkloadPriority(name="urgent", value=1000, description="Before others"),),
    tolerations=(USERS,),
)
# A label of JobDefaults.
WORK: Final = {"example.com/work": "job"}
CONFIG: Final = Config(release=release(), accelerators=(SLICE, TPU), queues=QUEUES)


@cache
def environment(*work: str) -> Mapping[str, list[dict[str, Any]]]:
    """Return the environment's objects, by component.

    work: what waits, if not training jobs alone.
    """
    made = replace(CONFIG, queues=replace(QUEUES, work=work)) if work else CONFIG
    platform = Platform(
        environments=(Environment("default", made),), profiles=(VISION, SPEECH)
    )
    return synthesize(platform).environments["default"]


def job_defaults() -> list[dict[str, Any]]:
    """Return the policy that gives pods of jobs the defaults of a cluster with taints."""
    made = replace(
        CONFIG,
        jobs=JobDefaults(kubernetes="1.34.0", labels=WORK),
        profiles=ProfileDefaults(pods=Pods(tolerations=(USERS,))),
    )
    platform = Platform(environments=(Environment("default", made),))
    return synthesize(platform).environments["default"]["job-defaults"]


def queues() -> list[dict[str, Any]]:
    """Return the objects of Kueue's kinds, of the environment and of its profiles."""
    files = profile_files([VISION, SPEECH], CONFIG)
    made = [*environment()["queues"], *(o for objs in files.values() for o in objs)]
    return [obj for obj in made if obj.get("apiVersion", "").startswith("kueue")]


def namespaces() -> list[Object]:
    """Return the profiles' namespaces, as the profile controller labels them."""
    return [
        {
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {"name": each.name, "labels": dict(PROFILES)},
        }
        for each in (VISION, SPEECH)
    ]


def job(
    name: str,
    *,
    profile: Profile = VISION,
    labels: Mapping[str, str] = QUEUED,
    kind: str = "PyTorchJob",
    devices: Mapping[str, str] = MappingProxyType({SLICE.accelerator.resource: "1"}),
) -> dict[str, Any]:
    """Return a training job of one pod, which requests a slice of a GPU or other devices."""
    amounts = {"cpu": "1", "memory": "1Gi", **devices}
    container = {
        "name": kind.removesuffix("Job").lower(),
        "image": "registry.example.com/train:1",
        "resources": {"requests": amounts, "limits": amounts},
    }
    field = f"{kind.removesuffix('Job').lower()}ReplicaSpecs"
    role = {"PyTorchJob": "Master", "MPIJob": "Launcher", "JAXJob": "Worker"}[kind]
    replica = {
        "replicas": 1,
        "restartPolicy": "Never",
        "template": {"spec": {"containers": [container]}},
    }
    return {
        "apiVersion": "kubeflow.org/v1",
        "kind": kind,
        "metadata": {"name": name, "namespace": profile.name, "labels": dict(labels)},
        "spec": {field: {role: replica}},
    }
