"""Name the Service of the bundled object store."""

from ...config import BundledMinIO, BundledSeaweedFS
from ...releases import Release
from .minio import PORT, SERVICE

# The store of either kind has S3 at MinIO's port.
STORE_PORT = PORT


def store_service(store: BundledMinIO | BundledSeaweedFS, release: Release) -> str:
    """Return the Service by which the platform reaches a bundled store."""
    if isinstance(store, BundledMinIO):
        return SERVICE
    return release.kfp.store_host or SERVICE
