"""What serves models in every profile, and what fetches their files."""

from collections.abc import Mapping
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ...config import (
    Devices,
    ModelFormat,
    Models,
    PipelinesSettings,
    Resources,
    ServingRuntime,
    WorkloadDefaults,
)
from ...config.runtimes import runtimes_of
from ...kube import Manifest, cluster_scoped
from ...releases import Release
from ...schemas import CLUSTER_SERVING_RUNTIME, CLUSTER_STORAGE_CONTAINER, CustomResource
from ...workloads import placed
from .inference_config import STORAGE_SECRET
from .names import GROUP

# Of the image, as its Dockerfile has it.
_FETCHER: Final = 1000
_FETCHED: Final = (
    {"prefix": "gs://"},
    {"prefix": "s3://"},
    {"prefix": "hdfs://"},
    {"prefix": "webhdfs://"},
    {"regex": "https://(.+?).blob.core.windows.net/(.+)"},
    {"regex": "https://(.+?).file.core.windows.net/(.+)"},
    {"regex": "https?://(.+)/(.+)"},
)
_FETCHES: Final = {"supportedUriFormats": list(_FETCHED)}
# Of Hugging Face's hub too, and only before a model starts, not to keep it on nodes.
_FETCHES_0_15: Final = {
    "supportedUriFormats": [*_FETCHED[:3], {"prefix": "hf://"}, *_FETCHED[3:]],
    "workloadType": "initContainer",
}
# One container for all files of a model that has several.
_FETCHES_MORE: Final = {"supportsMultiModelDownload": True}
# Upstream states beside the volume that processes of other pods do not share it.
_SHARED: Final = {
    "hostIPC": False,
    "volumes": [{"name": "devshm", "emptyDir": {"medium": "Memory"}}],
}
_SHARED_AT: Final = {"name": "devshm", "mountPath": "/dev/shm"}  # noqa: S108
# Else KServe names the port after the Service, and finds it changed for ever.
_PORT: Final = {"name": "http", "containerPort": 8080, "protocol": "TCP"}


class Runtimes(Construct):
    """The runtimes that every profile may use, and the container that fetches models."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        models: Models,
        store: PipelinesSettings | None,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        key = {STORAGE_SECRET: store.profile_secret} if store else {}
        for runtime in models.runtimes_in(defaults.images.release):
            spec = _runtime(runtime, models, defaults)
            spec["annotations"] |= key
            server = _server(runtime, defaults.images.release)
            self._make(CLUSTER_SERVING_RUNTIME, runtime.name, spec, annotations=server)
        self._make(CLUSTER_STORAGE_CONTAINER, "default", _fetcher(defaults))

    def _make(
        self,
        kind: CustomResource,
        name: str,
        spec: Mapping[str, Any],
        annotations: Mapping[str, str] | None = None,
    ) -> None:
        cluster_scoped(
            Manifest(
                self,
                f"{kind.kind}-{name}",
                api_version=f"{kind.group}/{kind.storage}",
                kind=kind.kind,
                metadata=ApiObjectMetadata(name=name, annotations=annotations),
                body={"spec": spec},
            )
        )


def _server(runtime: ServingRuntime, release: Release) -> Mapping[str, str] | None:
    """Return the annotation by which KServe knows the server of upstream's runtimes.

    It takes a runtime without one by its name, as earlier versions did.
    """
    if not release.serving.typed_runtimes or runtime not in runtimes_of(release):
        return None
    return {f"{GROUP}/server-type": runtime.name.removeprefix("kserve-")}


def _runtime(
    runtime: ServingRuntime, models: Models, defaults: WorkloadDefaults
) -> dict[str, Any]:
    container: dict[str, Any] = {
        "name": "kserve-container",
        "image": defaults.images.located(runtime.image),
        "command": list(runtime.command),
        "args": list(runtime.args),
        "env": [{"name": name, "value": value} for name, value in runtime.env.items()],
        "ports": [_PORT] if models.mode == "raw" else [],
        "resources": runtime.resources.to_spec(),
        "securityContext": _confined(runtime.user, defaults) or _shipped(runtime, defaults),
        "volumeMounts": [_SHARED_AT] if runtime.shared_memory else [],
    }
    # A runtime has no field for a priority class.
    place = {k: v for k, v in placed(defaults.in_profiles).items() if k != "priorityClassName"}
    if runtime.accelerator:
        _accelerate(container["resources"], place, runtime.accelerator)
    return {
        "annotations": {
            "prometheus.kserve.io/port": str(runtime.metrics_port),
            "prometheus.kserve.io/path": "/metrics",
        },
        "supportedModelFormats": [_format(each) for each in runtime.formats],
        "protocolVersions": list(runtime.protocols),
        "containers": [{key: value for key, value in container.items() if value}],
        **(_SHARED if runtime.shared_memory else {}),
        **place,
    }


def _accelerate(resources: dict[str, Any], place: dict[str, Any], devices: Devices) -> None:
    """Request devices, on their nodes in place of those of other pods in profiles."""
    accelerator = devices.of
    for amounts in resources.values():
        amounts[accelerator.resource] = str(devices.count)
    place.pop("affinity", None)
    place["nodeSelector"] = dict(accelerator.node_labels)
    taints = [each.to_spec() for each in accelerator.tolerations]
    known = place.get("tolerations", [])
    if tolerations := [*known, *(each for each in taints if each not in known)]:
        place["tolerations"] = tolerations


def _format(supported: ModelFormat) -> dict[str, Any]:
    fields = {
        "name": supported.name,
        "version": supported.version,
        "autoSelect": supported.auto_select or None,
        "priority": supported.priority,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _fetcher(defaults: WorkloadDefaults) -> dict[str, Any]:
    resources = Resources(cpu="100m", memory="100Mi", cpu_limit="1", memory_limit="1Gi")
    security, release = _confined(_FETCHER, defaults), defaults.images.release
    return {
        "container": {
            "name": "storage-initializer",
            "image": defaults.images.named("kserve/storage-initializer"),
            "resources": resources.to_spec(),
            **({"securityContext": security} if security else {}),
        },
        **(_FETCHES_0_15 if release.model_caches else _FETCHES),
        **(_FETCHES_MORE if release.serving.cache_webhook else {}),
    }


def _shipped(runtime: ServingRuntime, defaults: WorkloadDefaults) -> dict[str, Any]:
    """Return the context that upstream states for a runtime of its own in this release."""
    known = defaults.images.release.security
    if not (stated := known.get(f"{runtime.name}/kserve-container")):
        return {}
    user = None if defaults.cluster.assigns_users else stated.user
    return {
        **({"runAsUser": user} if user else {}),
        "runAsNonRoot": True,
        "allowPrivilegeEscalation": False,
        "privileged": False,
        "capabilities": {"drop": ["ALL"]},
    }


def _confined(user: int, defaults: WorkloadDefaults) -> dict[str, Any]:
    """Return what the standard `restricted` requires; no pod around it sets it here."""
    if defaults.hardening.security == "upstream":
        return {}
    return {
        **({} if defaults.cluster.assigns_users else {"runAsUser": user}),
        "runAsNonRoot": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }
