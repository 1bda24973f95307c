"""Convert a configured PodDefault to the webhook's format."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..config import (
    AddedContainer,
    ClaimFolder,
    ConfigMapFiles,
    ConfigMapValue,
    EmptyFolder,
    PodDefault,
    PodField,
    PodVolume,
    SecretFiles,
    SecretKey,
    TokenFile,
    VariableValue,
)
from ..config.durations import seconds


def pod_default_spec(default: PodDefault) -> dict[str, Any]:
    """Return a PodDefault's spec, only with the fields that are set."""
    added = {
        "initContainers": [_container(each) for each in default.init_containers],
        "sidecars": [_container(each) for each in default.sidecars],
    }
    settings = {
        "env": _variables(default.env),
        "envFrom": [
            *_sources("secretRef", default.env_from_secrets),
            *_sources("configMapRef", default.env_from_config_maps),
        ],
        "volumes": [_volume(each) for each in default.volumes],
        "volumeMounts": [_mount(each) for each in default.volumes],
        "tolerations": [each.to_spec() for each in default.tolerations],
        "labels": dict(default.labels),
        "annotations": dict(default.annotations),
        "serviceAccountName": default.service_account,
        "imagePullSecrets": [{"name": name} for name in default.pull_secrets],
        "command": list(default.command),
        "args": list(default.args),
        **added,
    }
    token = default.automount_token
    return {
        "desc": default.description,
        "selector": {"matchLabels": dict(default.labels_selected)},
        **{name: value for name, value in settings.items() if value},
        **({} if token is None else {"automountServiceAccountToken": token}),
    }


def _variables(variables: Mapping[str, VariableValue]) -> list[dict[str, Any]]:
    return [{"name": name, **_value(value)} for name, value in variables.items()]


def _value(value: VariableValue) -> dict[str, Any]:
    match value:
        case SecretKey():
            source = {"secretKeyRef": {"name": value.secret, "key": value.key}}
        case ConfigMapValue():
            source = {"configMapKeyRef": {"name": value.config_map, "key": value.key}}
        case PodField():
            source = {"fieldRef": {"fieldPath": value.path}}
        case str():
            return {"value": value}
    return {"valueFrom": source}


def _sources(kind: str, names: Iterable[str]) -> list[dict[str, Any]]:
    return [{kind: {"name": name}} for name in names]


def _volume(volume: PodVolume) -> dict[str, Any]:
    return {"name": volume.volume, **_source(volume)}


def _source(volume: PodVolume) -> dict[str, Any]:
    match volume:
        case SecretFiles():
            return {"secret": {"secretName": volume.secret, **_files(volume)}}
        case ConfigMapFiles():
            return {"configMap": {"name": volume.config_map, **_files(volume)}}
        case ClaimFolder():
            return {"persistentVolumeClaim": {"claimName": volume.claim}}
        case EmptyFolder():
            size = {"sizeLimit": volume.size} if volume.size else {}
            return {"emptyDir": {**({"medium": "Memory"} if volume.memory else {}), **size}}
    token = {
        "audience": volume.audience,
        "expirationSeconds": seconds(volume.lifetime),
        "path": volume.file,
    }
    return {"projected": {"sources": [{"serviceAccountToken": token}]}}


def _files(volume: SecretFiles | ConfigMapFiles) -> dict[str, Any]:
    items = [{"key": key, "path": path} for key, path in volume.files.items()]
    return {
        **({"items": items} if items else {}),
        **({"optional": True} if volume.optional else {}),
    }


def _mount(volume: PodVolume) -> dict[str, Any]:
    """Return the mount of a volume; only claims and empty folders are writable."""
    mount: dict[str, Any] = {"name": volume.volume, "mountPath": volume.path}
    match volume:
        case ClaimFolder():
            if volume.folder is not None:
                mount["subPath"] = volume.folder
            if volume.read_only:
                mount["readOnly"] = True
        case SecretFiles() | ConfigMapFiles() | TokenFile():
            mount["readOnly"] = True
    return mount


def _container(added: AddedContainer) -> dict[str, Any]:
    settings = {
        "command": list(added.command),
        "args": list(added.args),
        "env": _variables(added.env),
        "envFrom": _sources("secretRef", added.env_from_secrets),
        "volumeMounts": [
            {"name": name, "mountPath": path} for name, path in added.mounts.items()
        ],
    }
    context = {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    return {
        "name": added.name,
        "image": added.image,
        **{name: value for name, value in settings.items() if value},
        "resources": added.resources.to_spec(),
        **({"securityContext": context} if added.privileges == "dropped" else {}),
    }
