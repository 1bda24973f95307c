"""Define where steps store their artifacts and logs."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from ...config import S3, PipelinesSettings
from ...config.pipelines import BUILT_IN_ROOT, NAMESPACE
from ...releases import Release
from .store_address import STORE_PORT, is_compiled, store_service

# The page's names of address schemes: frontend/src/lib/WorkflowParser.ts.
_SOURCES: Final = {"gs": "gcs"}
_PROFILE: Final = "{{workflow.namespace}}"
_DATE: Final = "/".join(f"{{{{workflow.creationTimestamp.{part}}}}}" for part in "Ymd")
_FOLDERS: Final = {
    "per-profile": f"artifacts/{_PROFILE}",
    "private": f"private-artifacts/{_PROFILE}",
    "shared": "artifacts",
}
_RUN: Final = f"{{{{workflow.name}}}}/{_DATE}/{{{{pod.name}}}}"
# Argo's names in a key, and those of scripts/page_logs.py.
_GUARDS: Final = {
    "workflow.name": "{run}",
    "pod.name": "{pod}",
    **{f"workflow.creationTimestamp.{part}": f"{{{part}}}" for part in "Ymd"},
}


def key_format(settings: PipelinesSettings) -> str:
    """Return the key of a step's artifacts, as Argo's template."""
    return f"{_FOLDERS[settings.artifacts]}/{_RUN}"


def profile_prefixes(settings: PipelinesSettings, profile: str) -> tuple[str, str]:
    """Return the prefixes of a profile's artifacts: Argo's and the launcher's.

    Only for artifacts that are stored per profile.
    """
    argo, _, _ = key_format(settings).replace(_PROFILE, profile).partition(_RUN)
    _, _, root = str(settings.root).partition(f"//{settings.object_store.bucket}/")
    return argo, f"{root.replace(NAMESPACE, profile)}/"


def page_places(settings: PipelinesSettings) -> list[dict[str, str]]:
    """Return the prefixes that the page may read for a profile: Argo's and the launcher's.

    `{namespace}` in each prefix is the profile; shared artifacts have none.
    """
    store = settings.object_store
    argo, _, _ = key_format(settings).replace(_PROFILE, NAMESPACE).partition(_RUN)
    scheme, _, rest = (settings.root or BUILT_IN_ROOT).partition("://")
    bucket, _, path = rest.partition("/")
    below = f"{path.strip('/')}/" if path.strip("/") else ""
    return [
        {"source": store.scheme, "bucket": store.bucket, "prefix": argo},
        {"source": _SOURCES.get(scheme, scheme), "bucket": bucket, "prefix": below},
    ]


def kept_logs(settings: PipelinesSettings) -> dict[str, str]:
    """Return the place of steps' logs, as the page's guard reads it.

    Argo stores the log of container `main` below the key of the step's artifacts:
    saveContainerLogs in workflow/executor/executor.go of Argo Workflows v3.4.17.
    """
    key = key_format(settings).replace(_PROFILE, NAMESPACE)
    for name, value in _GUARDS.items():
        key = key.replace(f"{{{{{name}}}}}", value)
    store = settings.object_store
    return {"source": store.scheme, "bucket": store.bucket, "key": f"{key}/main.log"}


def argo_repository(settings: PipelinesSettings, *, namespace: str, release: Release) -> str:
    """Return Argo's artifact repository; credentials are those of each step's profile.

    Source: https://argo-workflows.readthedocs.io/en/release-3.4/configure-artifact-repository/
    """
    store = settings.object_store
    s3: dict[str, Any] = {
        "bucket": store.bucket,
        "keyFormat": key_format(settings),
    }
    if isinstance(store, S3):
        s3 |= {"endpoint": store.address, "region": store.region, "insecure": not store.tls}
    else:
        host = f"{store_service(store, release)}.{namespace}"
        s3 |= {"endpoint": f"{host}:{STORE_PORT}", "insecure": True}
    if settings.takes_role:
        s3["useSDKCreds"] = True
    else:
        secret = settings.profile_secret
        s3 |= {
            "accessKeySecret": {"name": secret, "key": "accesskey"},
            "secretKeySecret": {"name": secret, "key": "secretkey"},
        }
    repository = {"archiveLogs": settings.archive_logs, "s3": s3}
    return yaml.dump(repository, Dumper=yaml.CSafeDumper, sort_keys=False)


def launcher_providers(
    settings: PipelinesSettings, *, namespace: str, release: Release
) -> str | None:
    """Return the launcher's settings of its store; its defaults fit what upstream bundles.

    namespace: the platform's.
    Source: backend/src/v2/config/s3.go and minio.go of kubeflow/pipelines 2.3.0.
    """
    store = settings.object_store
    if not isinstance(store, S3):
        if is_compiled(store, release):
            return None
        host = f"{store_service(store, release)}.{namespace}"
        # The region is the one that is compiled in.
        place = {"endpoint": f"{host}:{STORE_PORT}", "region": "minio", "disableSSL": True}
        return _provider(store.scheme, {**place, "credentials": _by_secret(settings)})
    default = {
        "endpoint": store.address,
        "region": store.region,
        "disableSSL": not store.tls,
        "credentials": {"fromEnv": True} if settings.takes_role else _by_secret(settings),
    }
    return _provider(store.scheme, default)


def _by_secret(settings: PipelinesSettings) -> dict[str, Any]:
    return {
        "fromEnv": False,
        "secretRef": {
            "secretName": settings.profile_secret,
            "accessKeyKey": "accesskey",
            "secretKeyKey": "secretkey",
        },
    }


def _provider(scheme: str, default: Mapping[str, Any]) -> str:
    found = {scheme: {"default": dict(default)}}
    return str(yaml.dump(found, Dumper=yaml.CSafeDumper, sort_keys=False))


def page_environment(store: S3) -> Mapping[str, str]:
    """Return the page server's default store, for artifacts known by address alone.

    Source: loadConfigs in frontend/server/configs.ts of kubeflow/pipelines 2.3.0.
    """
    if store.of_amazon:
        return {"AWS_S3_ENDPOINT": store.endpoint, "AWS_REGION": store.region}
    return {
        "MINIO_HOST": store.endpoint,
        # The port would be added to the host.
        "MINIO_NAMESPACE": "",
        "MINIO_PORT": str(store.port),
        "MINIO_SSL": str(store.tls).lower(),
    }
