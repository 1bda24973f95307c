"""Have Velero copy volumes."""

from collections.abc import Mapping
from typing import Any, Final

from cdk8s import ApiObjectMetadata, Chart
from constructs import Construct

from ..config import SecretKey
from ..config.durations import go_duration
from ..config.velero import Velero, VeleroBucket, VeleroSnapshots
from ..kube import Manifest, note_made

NAME: Final = "velero"

_VERSION: Final = "velero.io/v1"
# The name of each object.
_OURS: Final = "kubeflow"
_LABELS: Final = {"app.kubernetes.io/part-of": "kubeflow"}


class VeleroCopies(Construct):
    """Creates a Schedule in Velero's namespace, and the locations that it names.

    Backups have no owner: those of a Schedule that is removed stay until they expire.
    velero: what is copied, and to where.
    Source: config/crd/v1/bases of vmware-tanzu/velero v1.18.3.
    """

    def __init__(self, scope: Construct, id: str, *, velero: Velero) -> None:
        super().__init__(scope, id)
        note_made(self, NAME)
        self._home = Chart(self, velero.namespace, namespace=velero.namespace)
        if isinstance(velero.location, VeleroBucket):
            self._object("BackupStorageLocation", _location(velero.location))
        if isinstance(velero.volumes, VeleroSnapshots):
            self._object("VolumeSnapshotLocation", _snapshots(velero.volumes))
        schedule = {
            "schedule": velero.schedule,
            "useOwnerReferencesInBackup": False,
            "template": _template(velero),
        }
        self._object("Schedule", schedule)

    def _object(self, kind: str, spec: Mapping[str, Any]) -> None:
        Manifest(
            self._home,
            kind,
            api_version=_VERSION,
            kind=kind,
            metadata=ApiObjectMetadata(name=_OURS, labels=_LABELS),
            body={"spec": spec},
        )


def _template(velero: Velero) -> dict[str, Any]:
    named = isinstance(velero.location, str)
    excluded = list(velero.excluded)
    return {
        "includedNamespaces": list(velero.included),
        **({"excludedNamespaces": excluded} if excluded else {}),
        # What is not copied cannot come back: no pods, no namespaces, no policies. Volumes
        # and snapshots come with their claims.
        "includedNamespaceScopedResources": ["persistentvolumeclaims"],
        "defaultVolumesToFsBackup": False,
        "snapshotVolumes": True,
        "snapshotMoveData": velero.volumes == "moved",
        "storageLocation": velero.location if named else _OURS,
        **(
            {"volumeSnapshotLocations": [_OURS]}
            if isinstance(velero.volumes, VeleroSnapshots)
            else {}
        ),
        "ttl": go_duration(velero.keep),
    }


def _location(bucket: VeleroBucket) -> dict[str, Any]:
    elsewhere = (
        {"s3Url": f"https://{bucket.endpoint}", "s3ForcePathStyle": "true"}
        if bucket.endpoint
        else {}
    )
    return {
        "provider": "velero.io/aws",
        "accessMode": bucket.access,
        "objectStorage": {"bucket": bucket.bucket, "prefix": bucket.prefix},
        "config": {"region": bucket.region, **elsewhere},
        **_credential(bucket.credential),
    }


def _snapshots(snapshots: VeleroSnapshots) -> dict[str, Any]:
    settings = dict(snapshots.settings)
    return {
        "provider": snapshots.provider,
        **({"config": settings} if settings else {}),
        **_credential(snapshots.credential),
    }


def _credential(credential: SecretKey | None) -> dict[str, Any]:
    if credential is None:
        return {}
    return {"credential": {"name": credential.secret, "key": credential.key}}
