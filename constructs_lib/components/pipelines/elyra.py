"""Write Elyra's settings for each profile: runtime configuration, images and token."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ...config import (
    S3,
    ConfigMapFiles,
    PipelinesSettings,
    PodDefault,
    PodVolume,
    SecretFiles,
    TokenFile,
    WorkloadDefaults,
)
from ...config.elyra import Elyra
from ...config.pipelines import AUDIENCE
from ..pod_default_spec import pod_default_spec
from .names import API_SERVER, API_SERVER_PORT
from .store_address import STORE_PORT, store_service

NAME: Final = "elyra"
# With the runtime configuration, and for steps the key that is in it: one object, so that
# both are renewed together.
SECRET: Final = "elyra-runtime"  # noqa: S105 - a name
FILE: Final = "kubeflow.json"

# Where Elyra looks besides the user's own files: jupyter_core's SYSTEM_JUPYTER_PATH.
_METADATA: Final = "/usr/local/share/jupyter/metadata"
_FOLDER: Final = "/etc/elyra"
_AUTHORITIES: Final = f"{_FOLDER}-authorities"
_CONSTRAINTS: Final = "constraints.txt"
# What Elyra puts on the pod of every step: kfp_processor.py of elyra 4.1.1.
_STEPS: Final = {"elyra/node-type": "notebook-script"}

TOKENS: Final = "/var/run/secrets/kubeflow/pipelines"
# The same as in the PodDefault of the SDK: a pod may have both.
TOKEN: Final = TokenFile(AUDIENCE, TOKENS, name="volume-kf-pipeline-token")
TOKEN_PATH: Final = {"KF_PIPELINES_SA_TOKEN_PATH": f"{TOKENS}/token"}


def told(
    elyra: Elyra,
    settings: PipelinesSettings,
    *,
    namespace: str,
    defaults: WorkloadDefaults,
    address: str | None,
) -> dict[str, Any]:
    """Return the hook's settings: a profile's objects, without its name and key."""
    return {
        "configMap": NAME,
        "file": FILE,
        "files": _files(elyra, defaults),
        "key": settings.profile_credentials == "shared",
        "podDefaults": {
            each.name: pod_default_spec(each) for each in _pod_defaults(elyra, settings)
        },
        "role": settings.takes_role,
        "runtime": runtime(
            elyra, settings, namespace=namespace, defaults=defaults, address=address
        ),
        "secret": SECRET,
    }


def runtime(
    elyra: Elyra,
    settings: PipelinesSettings,
    *,
    namespace: str,
    defaults: WorkloadDefaults,
    address: str | None,
) -> dict[str, Any]:
    """Return a runtime configuration without a key; `{namespace}` is the profile's.

    Source: elyra/metadata/schemas/kfp.json of elyra 4.1.1.
    """
    domain = defaults.cluster_domain
    store = settings.object_store
    if isinstance(store, S3):
        endpoint = f"{'https' if store.tls else 'http'}://{store.address}"
    else:
        service = store_service(store, defaults.images.release)
        endpoint = f"http://{service}.{namespace}.svc.{domain}:{STORE_PORT}"
    access = (
        {"cos_auth_type": "AWS_IAM_ROLES_FOR_SERVICE_ACCOUNTS"}
        if settings.takes_role
        else {"cos_auth_type": "KUBERNETES_SECRET", "cos_secret": SECRET}
    )
    return {
        "display_name": "Kubeflow Pipelines",
        "schema_name": "kfp",
        "metadata": {
            "api_endpoint": f"http://{API_SERVER}.{namespace}.svc.{domain}:{API_SERVER_PORT}",
            **({"public_api_endpoint": f"{address}/pipeline"} if address else {}),
            "auth_type": "KUBERNETES_SERVICE_ACCOUNT_TOKEN",
            "cos_bucket": elyra.bucket,
            "cos_endpoint": endpoint,
            "description": "The Pipelines of this platform, in this profile",
            "engine": "Argo",
            "runtime_type": "KUBEFLOW_PIPELINES",
            "user_namespace": "{namespace}",
            **access,
        },
    }


def bucket_rights(elyra: Elyra, profile: str) -> list[dict[str, Any]]:
    """Return the rights of a profile's user to the profile's own bucket.

    Elyra lists the bucket to see whether it exists, and creates it the first time.
    """
    bucket = f"arn:aws:s3:::{elyra.bucket_of(profile)}"
    return [
        {
            "Effect": "Allow",
            "Action": ["s3:CreateBucket", "s3:GetBucketLocation", "s3:ListBucket"],
            "Resource": [bucket],
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
            "Resource": [f"{bucket}/*"],
        },
    ]


def _files(elyra: Elyra, defaults: WorkloadDefaults) -> dict[str, str]:
    """Return the files of the ConfigMap: pip's constraints, and one for each image."""
    offered = {"elyra": ("The image of the notebook", elyra.image)}
    offered |= {each.name: (each.shown, each.image) for each in elyra.runtime_images}
    return {
        _CONSTRAINTS: elyra.packages.constraints,
        **{
            _image_file(name): json.dumps(
                {
                    "display_name": title,
                    "schema_name": "runtime-image",
                    "metadata": {
                        "image_name": defaults.images.located(image),
                        "tags": ["kubeflow"],
                    },
                },
                indent=1,
            )
            for name, (title, image) in offered.items()
        },
    }


def _image_file(name: str) -> str:
    return f"image-{name}.json"


def _pod_defaults(elyra: Elyra, settings: PipelinesSettings) -> list[PodDefault]:
    """Return the PodDefault that users select, and one for steps if they need settings."""
    index = elyra.downloads.pip_index
    pip = {"PIP_INDEX_URL": index} if index else {}
    names = ["elyra", *(each.name for each in elyra.runtime_images)]
    images = {_image_file(name): f"{name}.json" for name in names}
    runtimes = f"{_METADATA}/runtimes"
    files = {FILE: FILE}
    volumes: tuple[PodVolume, ...] = (
        TOKEN,
        ConfigMapFiles(NAME, runtimes, files=files, name=SECRET)
        if settings.takes_role
        else SecretFiles(SECRET, runtimes, files=files),
        ConfigMapFiles(
            NAME, f"{_METADATA}/runtime-images", files=images, name="elyra-runtime-images"
        ),
        ConfigMapFiles(
            NAME, _FOLDER, files={_CONSTRAINTS: _CONSTRAINTS}, name="elyra-constraints"
        ),
    )
    trust: dict[str, str] = {}
    if ca := settings.store_ca:
        volumes += (
            ConfigMapFiles(
                ca.config_map, _AUTHORITIES, files={ca.key: "ca.crt"}, name="elyra-authorities"
            ),
        )
        # minio's client for Python reads it.
        trust = {"SSL_CERT_FILE": f"{_AUTHORITIES}/ca.crt"}
    editor = PodDefault(
        name=NAME,
        description="Build pipelines with Elyra",
        env={
            **TOKEN_PATH,
            "PIP_CONSTRAINT": f"{_FOLDER}/{_CONSTRAINTS}",
            **_downloads(elyra),
            **pip,
            **trust,
        },
        volumes=volumes,
    )
    if not pip:
        return [editor]
    steps = PodDefault(
        name=f"{NAME}-steps",
        description="Install what the steps of Elyra's pipelines need (set by itself)",
        selector=_STEPS,
        for_notebooks=False,
        env=pip,
    )
    return [editor, steps]


def _downloads(elyra: Elyra) -> Mapping[str, str]:
    urls = {
        "ELYRA_BOOTSTRAP_SCRIPT_URL": elyra.downloads.bootstrap_script,
        "ELYRA_REQUIREMENTS_URL": elyra.downloads.requirements,
    }
    return {name: url for name, url in urls.items() if url is not None}
