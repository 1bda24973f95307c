"""Name the Service of the bundled object store, and tell those that look for another."""

from collections.abc import Mapping
from typing import Final

from ...config import BundledMinIO, BundledSeaweedFS
from ...releases import Release
from .minio import PORT, SERVICE

# The store of either kind has S3 at MinIO's port.
STORE_PORT: Final = PORT


def store_service(store: BundledMinIO | BundledSeaweedFS, release: Release) -> str:
    """Return the Service by which the platform reaches a bundled store."""
    if isinstance(store, BundledMinIO):
        return SERVICE
    return _compiled(release)


def is_compiled(store: BundledMinIO | BundledSeaweedFS, release: Release) -> bool:
    """Tell whether the programs in profiles find a bundled store without being told."""
    return store_service(store, release) == _compiled(release)


def page_address(
    store: BundledMinIO | BundledSeaweedFS, release: Release, namespace: str
) -> Mapping[str, str]:
    """Return the variables by which the page's server finds a bundled store.

    namespace: the platform's.
    Source: loadConfigs in frontend/server/configs.ts of kubeflow/pipelines 2.16.1.
    """
    if is_compiled(store, release):
        return {}
    # A namespace would be added to the host.
    return {
        "MINIO_HOST": f"{store_service(store, release)}.{namespace}",
        "MINIO_NAMESPACE": "",
    }


def _compiled(release: Release) -> str:
    """Return the Service that launcher and page have compiled in.

    Source: backend/src/v2/objectstore/config.go of kubeflow/pipelines 2.5.0 and 2.16.1.
    """
    return release.kfp.store_host or SERVICE
