"""Volumes of what keeps data in the cluster."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...config import Runtime
from ...workloads import PodSecurity
from .names import THIRD_PARTY


def claim(scope: Construct, *, name: str, size: str, storage_class: str | None) -> None:
    """Ask the cluster for a volume that one node writes."""
    k8s.KubePersistentVolumeClaim(
        scope,
        "Claim",
        metadata=k8s.ObjectMeta(name=name, labels=THIRD_PARTY),
        spec=k8s.PersistentVolumeClaimSpec(
            access_modes=["ReadWriteOnce"],
            storage_class_name=storage_class,
            resources=k8s.ResourceRequirements(
                requests={"storage": k8s.Quantity.from_string(size)}
            ),
        ),
    )


def volume_owner(runtime: Runtime, user: int) -> PodSecurity:
    """Give the volume to a user who is not root, and so cannot take it."""
    if runtime.hardening.security == "upstream":
        return PodSecurity()
    return PodSecurity(group=user)
