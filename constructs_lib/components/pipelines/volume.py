"""Create volumes of data stores in the cluster."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...kube import declare, quantity
from .names import THIRD_PARTY


def claim(scope: Construct, *, name: str, size: str, storage_class: str | None) -> None:
    """Claim a volume that one node can write."""
    declare(
        k8s.KubePersistentVolumeClaim,
        scope,
        "Claim",
        metadata=k8s.ObjectMeta(name=name, labels=THIRD_PARTY),
        spec=k8s.PersistentVolumeClaimSpec(
            access_modes=["ReadWriteOnce"],
            storage_class_name=storage_class,
            resources=k8s.ResourceRequirements(requests={"storage": quantity(size)}),
        ),
    )
