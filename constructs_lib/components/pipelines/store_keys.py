"""Create a key of the bundled MinIO for each profile."""

import json
from typing import Any, Final

from constructs import Construct

from ...access import ServiceAccount, allow
from ...config import PROFILES, PipelinesSettings, WorkloadDefaults, api_user
from ...config.data import STORE_SECRET
from ...kube import AdmissionPolicy, ConfigMap, namespace_of
from ...scripts import text_of
from ...workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    EmptyVolume,
    Mount,
    Probes,
    Workload,
    command_probe,
)
from . import elyra
from .artifacts import profile_prefixes
from .install_config import InstallConfig
from .minio import PORT, SERVICE
from .names import alone, selector

NAME: Final = "store-keys"

_ENABLED: Final = {"pipelines.kubeflow.org/enabled": "true"}
# The program replaces it by a profile's name.
_PROFILE: Final = "<profile>"
_PROGRAM: Final = "store_keys.py"
_FOLDER: Final = "/etc/store-keys"
_CLIENT: Final = "/client"
_STATE: Final = "/state"
_USER: Final = 65532
_SECONDS: Final = 20
_OWN: Final = READ_ONLY.as_user(_USER)


class StoreKeys(Construct):
    """Runs the program that maintains a MinIO user, a policy and a Secret for each profile.

    It may list and change Secrets of one name, with Elyra of two, and create them in profiles
    only.
    address: the platform's, which Elyra shows; None if unknown.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        install: InstallConfig,
        address: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        labels = selector(NAME)
        written = (STORE_SECRET, elyra.SECRET) if settings.elyra else (STORE_SECRET,)
        account = ServiceAccount(self, "ServiceAccount", name=NAME, labels=labels)
        account.grant(
            allow(("list",), "namespaces"),
            allow(("list", "update"), "secrets", names=written),
            allow(("create",), "secrets"),
            role=NAME,
            binding=NAME,
        )
        self._confine(api_user(account.namespace, NAME), written)
        told = json.dumps(
            _told(namespace_of(self), settings, defaults=defaults, address=address), indent=1
        )
        program = ConfigMap(
            self,
            "Program",
            name=NAME,
            labels=labels,
            data={_PROGRAM: text_of(_PROGRAM), "settings.json": told},
        )
        client = Mount(volume="client", path=_CLIENT)
        Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=alone(defaults),
            selector=labels,
            recreated=True,
            injected=False,
            volumes=[
                ConfigMapVolume(name="program", config_map=program),
                EmptyVolume(name="client"),
                EmptyVolume(name="state"),
            ],
            # The client's image has no Python, and Python's image no client.
            init_containers=[
                Container(
                    name="client",
                    image=defaults.images.named("mc"),
                    command=("/bin/sh", "-c", f'cp "$(command -v mc)" {_CLIENT}/mc'),
                    mounts=(client,),
                    security=_OWN,
                    restricted=_OWN,
                )
            ],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("python"),
                    command=(
                        "python3",
                        "-I",
                        f"{_FOLDER}/{_PROGRAM}",
                        f"{_FOLDER}/settings.json",
                    ),
                    env={
                        "MC": f"{_CLIENT}/mc",
                        "STATE": _STATE,
                        "MINIO_ACCESS_KEY": install.access_key,
                        "MINIO_SECRET_KEY": install.secret_key,
                    },
                    mounts=(
                        Mount(volume="program", path=_FOLDER, read_only=True),
                        client,
                        Mount(volume="state", path=_STATE),
                    ),
                    probes=Probes(
                        readiness=command_probe(
                            "test", "-e", f"{_STATE}/settled", period=10, timeout=5
                        )
                    ),
                    security=_OWN,
                    restricted=_OWN,
                )
            ],
        )

    def _confine(self, account: str, written: tuple[str, ...]) -> None:
        """Refuse all its other writes: RBAC cannot restrict names and places of new ones."""
        labels = "namespaceObject.metadata.?labels"
        rule = {
            "apiGroups": [""],
            "apiVersions": ["*"],
            "operations": ["CREATE", "UPDATE"],
            "resources": ["secrets"],
        }
        message = f"{NAME} writes {' and '.join(written)} in profiles and nothing else"
        conditions = (
            " || ".join(f"object.metadata.name == '{name}'" for name in written),
            "object.type == 'Opaque'",
            *(f"{labels}[?'{key}'].orValue('') == '{PROFILES[key]}'" for key in PROFILES),
        )
        spec = {
            "failurePolicy": "Fail",
            "matchConstraints": {"resourceRules": [rule]},
            "matchConditions": [
                {"name": NAME, "expression": f"request.userInfo.username == '{account}'"}
            ],
            "validations": [{"expression": each, "message": message} for each in conditions],
        }
        AdmissionPolicy(self, "Confined", name=NAME, spec=spec)


def _told(
    namespace: str,
    settings: PipelinesSettings,
    *,
    defaults: WorkloadDefaults,
    address: str | None,
) -> dict[str, Any]:
    """Return the settings that the program reads."""
    more: dict[str, Any] = {}
    if settings.elyra:
        runtime = elyra.runtime(
            settings.elyra, settings, namespace=namespace, defaults=defaults, address=address
        )
        more["elyra"] = {"file": elyra.FILE, "runtime": runtime, "secret": elyra.SECRET}
    return {
        **more,
        "labels": {**PROFILES, **_ENABLED},
        "policy": _policy(settings),
        "seconds": _SECONDS,
        "secret": STORE_SECRET,
        "store": f"http://{SERVICE}.{namespace}:{PORT}",
    }


def _policy(settings: PipelinesSettings) -> dict[str, Any]:
    """Return the policy of a profile's user: the operations of runs on the profile's objects.

    It may not administer itself, since it could then create further keys.
    """
    bucket = f"arn:aws:s3:::{settings.object_store.bucket}"
    own = [f"{prefix}*" for prefix in profile_prefixes(settings, _PROFILE)]
    editor = elyra.bucket_rights(settings.elyra, _PROFILE) if settings.elyra else []
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["s3:GetBucketLocation"], "Resource": [bucket]},
            {
                "Effect": "Allow",
                "Action": ["s3:ListBucket"],
                "Resource": [bucket],
                "Condition": {"StringLike": {"s3:prefix": own}},
            },
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
                "Resource": [f"{bucket}/{each}" for each in own],
            },
            *editor,
            {"Effect": "Deny", "Action": ["admin:*"]},
        ],
    }
