"""Refuse stores of artifacts that the Pipelines of a release cannot use."""

from ..releases import Release
from .data import S3, BundledSeaweedFS, ObjectStore


def check_store_of_release(store: ObjectStore, release: Release) -> None:
    """Refuse a bundled store that it does not know, and CAs that it cannot give to steps."""
    if isinstance(store, BundledSeaweedFS):
        _check_bundled(store, release)
    if isinstance(store, S3) and store.ca and release.kfp.step_trust == "secret":
        raise ValueError(
            f"S3(ca=…): in Kubeflow {release.name} the CAs of steps can be in a Secret alone; "
            "leave out ca, or take a release with a ConfigMap for them, such as V26_03"
        )


def _check_bundled(store: BundledSeaweedFS, release: Release) -> None:
    if release.object_store != "seaweedfs":
        raise ValueError(
            f"object_store=BundledSeaweedFS(…) is not in Kubeflow {release.name}, which "
            "bundles MinIO; use BundledMinIO() or S3(…)"
        )
    if not store.minio_service and release.kfp.store_host != "seaweedfs":
        raise ValueError(
            f"BundledSeaweedFS(minio_service=False): Kubeflow {release.name} knows the store "
            "by MinIO's Service alone; leave it out"
        )
