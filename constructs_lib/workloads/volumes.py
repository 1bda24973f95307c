"""Define volumes of pods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cdk8s_plus_27 import k8s

from ..config import CaBundle
from ..kube import ConfigMap, quantity


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfigMapVolume:
    """A ConfigMap's texts as files: all, or those that `items` names."""

    name: str
    config_map: ConfigMap
    items: tuple[str, ...] = ()

    def to_k8s(self) -> k8s.Volume:
        """Return the volume as a struct of cdk8s."""
        source = k8s.ConfigMapVolumeSource(
            name=self.config_map.name,
            items=[k8s.KeyToPath(key=item, path=item) for item in self.items] or None,
        )
        return k8s.Volume(name=self.name, config_map=source)


@dataclass(frozen=True, kw_only=True, slots=True)
class BundleVolume:
    """Certificate authorities as a file, named like their key."""

    name: str
    bundle: CaBundle

    def to_k8s(self) -> k8s.Volume:
        """Return the volume as a struct of cdk8s."""
        key = self.bundle.key
        source = k8s.ConfigMapVolumeSource(
            name=self.bundle.config_map, items=[k8s.KeyToPath(key=key, path=key)]
        )
        return k8s.Volume(name=self.name, config_map=source)


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretVolume:
    """A Secret's values as files; `mode` is their file mode, `items` file name by key."""

    name: str
    secret: str
    mode: int | None = None
    items: Mapping[str, str] = field(default_factory=dict)

    def to_k8s(self) -> k8s.Volume:
        """Return the volume as a struct of cdk8s."""
        source = k8s.SecretVolumeSource(
            secret_name=self.secret,
            default_mode=self.mode,
            items=[k8s.KeyToPath(key=key, path=path) for key, path in self.items.items()]
            or None,
        )
        return k8s.Volume(name=self.name, secret=source)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimVolume:
    """The storage of a PersistentVolumeClaim."""

    name: str
    claim: str

    def to_k8s(self) -> k8s.Volume:
        """Return the volume as a struct of cdk8s."""
        source = k8s.PersistentVolumeClaimVolumeSource(claim_name=self.claim)
        return k8s.Volume(name=self.name, persistent_volume_claim=source)


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenVolume:
    """A file with a token of the pod's account for one audience, valid for `seconds`."""

    name: str
    audience: str
    file: str
    seconds: int = 3600

    def to_k8s(self) -> k8s.Volume:
        """Return the volume as a struct of cdk8s."""
        token = k8s.ServiceAccountTokenProjection(
            audience=self.audience, expiration_seconds=self.seconds, path=self.file
        )
        source = k8s.VolumeProjection(service_account_token=token)
        return k8s.Volume(
            name=self.name, projected=k8s.ProjectedVolumeSource(sources=[source])
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class EmptyVolume:
    """An empty folder that exists as long as the pod.

    size: the most that it may hold, as a quantity; None for what the node has.
    """

    name: str
    size: str | None = None

    def to_k8s(self) -> k8s.Volume:
        """Return the volume as a struct of cdk8s."""
        limit = quantity(self.size) if self.size else None
        return k8s.Volume(name=self.name, empty_dir=k8s.EmptyDirVolumeSource(size_limit=limit))


PodVolume = (
    ConfigMapVolume | BundleVolume | SecretVolume | ClaimVolume | TokenVolume | EmptyVolume
)
