"""Find the data of a namespace, which no repository can restore."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...kube import SERVERS, Object

_SOFTWARE: Final = {"mysql": "MySQL", "mariadb": "MySQL", "minio": "MinIO"}
_INSTALL_CONFIG: Final = "pipeline-install-config"
# The keys of Pipelines' settings that name databases and the bucket.
_NAMES: Final = {
    "pipelineDb": "database of Pipelines",
    "cacheDb": "database of the cache",
    "mlmdDb": "database of the metadata store",
    "bucketName": "bucket of Pipelines",
}
_KATIB: Final = "database of Katib"


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Claim:
    """A claim, its volume, and the volume's reclaim policy.

    reclaim: empty if the volume was not read.
    """

    name: str
    size: str
    storage_class: str
    volume: str
    reclaim: str
    mounted_by: tuple[str, ...]


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Server:
    """A database or an object store, recognized by its image."""

    workload: str
    software: str
    image: str


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class KeptData:
    """A database or bucket: its current name, and the name that the platform uses."""

    what: str
    now: str
    then: str


def claims_of(objects: Iterable[Object], namespace: str) -> Iterator[Claim]:
    """Yield the claims of a namespace by name, with the workloads that mount them."""
    known = list(objects)
    volumes = {
        obj["metadata"]["name"]: obj["spec"].get("persistentVolumeReclaimPolicy", "Delete")
        for obj in known
        if obj["kind"] == "PersistentVolume"
    }
    for obj in sorted(known, key=lambda obj: str(obj["metadata"]["name"])):
        if obj["kind"] != "PersistentVolumeClaim":
            continue
        if obj["metadata"].get("namespace") != namespace:
            continue
        name, spec = obj["metadata"]["name"], obj["spec"]
        volume = spec.get("volumeName", "")
        yield Claim(
            name=name,
            size=spec["resources"]["requests"]["storage"],
            storage_class=spec.get("storageClassName", ""),
            volume=volume,
            reclaim=volumes.get(volume, ""),
            mounted_by=tuple(
                sorted(_named(other) for other in known if _mounts(other, name, namespace))
            ),
        )


def servers_of(objects: Iterable[Object]) -> Iterator[Server]:
    """Yield databases and object stores, recognized by their images' names."""
    for obj in sorted(objects, key=_named):
        if obj["kind"] not in SERVERS:
            continue
        for container in _pod(obj)["containers"]:
            image = container["image"]
            # The last part of a name, without tag and digest.
            software = image.partition("@")[0].rpartition("/")[2].partition(":")[0]
            if software in _SOFTWARE:
                yield Server(workload=_named(obj), software=_SOFTWARE[software], image=image)


def kept_in(now: Iterable[Object], then: Iterable[Object]) -> Iterator[KeptData]:
    """Yield the databases and buckets that both sides name."""
    before, after = _names(now), _names(then)
    for what in (*_NAMES.values(), _KATIB):
        if what in before and what in after:
            yield KeptData(what=what, now=before[what], then=after[what])


def _names(objects: Iterable[Object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for obj in objects:
        if obj["kind"] == "ConfigMap" and obj["metadata"]["name"] == _INSTALL_CONFIG:
            data = obj.get("data", {})
            found |= {what: data[key] for key, what in _NAMES.items() if data.get(key)}
        if obj["kind"] in SERVERS and obj["metadata"]["name"] == "katib-mysql":
            for container in _pod(obj)["containers"]:
                for variable in container.get("env") or ():
                    if variable["name"] == "MYSQL_DATABASE" and "value" in variable:
                        found[_KATIB] = variable["value"]
    return found


def _pod(workload: Object) -> Any:
    return workload["spec"]["template"]["spec"]


def _named(obj: Object) -> str:
    return f"{obj['kind'].lower()}/{obj['metadata']['name']}"


def _mounts(obj: Object, claim: str, namespace: str) -> bool:
    if obj["kind"] not in SERVERS or obj["metadata"].get("namespace") != namespace:
        return False
    name = obj["metadata"]["name"]
    return any(
        volume.get("persistentVolumeClaim", {}).get("claimName") == claim
        for volume in _pod(obj).get("volumes") or ()
    ) or any(
        # A StatefulSet's claims end with the number of the pod.
        claim.rpartition("-")[0] == f"{template['metadata']['name']}-{name}"
        for template in obj["spec"].get("volumeClaimTemplates") or ()
    )
