"""Configure the certificate authorities that programs trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..config import CaBundle
from .container import Mount
from .volumes import BundleVolume

FOLDER: Final = "/etc/authorities"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trust:
    """The variables, volumes and mounts that a process needs for it."""

    env: Mapping[str, str] = field(default_factory=dict)
    volumes: tuple[BundleVolume, ...] = ()
    mounts: tuple[Mount, ...] = ()

    @property
    def of_container(self) -> Mapping[str, Any]:
        """The mounts as fields of a container, for JSON."""
        found = [
            {"name": mount.volume, "mountPath": mount.path, "readOnly": True}
            for mount in self.mounts
        ]
        return {"volumeMounts": found} if found else {}

    @property
    def of_pod(self) -> Mapping[str, Any]:
        """The volumes as fields of a pod, for JSON."""
        found = [
            {
                "name": volume.name,
                "configMap": {
                    "name": volume.bundle.config_map,
                    "items": [{"key": volume.bundle.key, "path": volume.bundle.key}],
                },
            }
            for volume in self.volumes
        ]
        return {"volumes": found} if found else {}


def go_trust(**bundles: CaBundle | None) -> Trust:
    """Return it for a program in Go, which reads every file of these folders.

    bundles: by the server that they verify. The image's own authorities stay: Go reads
    their one file too, which SSL_CERT_FILE would replace (crypto/x509, root_unix.go).
    """
    chosen = {whose: bundle for whose, bundle in bundles.items() if bundle}
    if not chosen:
        return Trust()
    return Trust(
        env={"SSL_CERT_DIR": ":".join(f"{FOLDER}/{whose}" for whose in chosen)},
        volumes=tuple(_volume(whose, bundle) for whose, bundle in chosen.items()),
        mounts=tuple(_mount(whose) for whose in chosen),
    )


def node_trust(bundle: CaBundle | None) -> Trust:
    """Return it for a program in Node, which adds one file to its own authorities.

    Source: NODE_EXTRA_CA_CERTS in Node's documentation of its command line.
    """
    if bundle is None:
        return Trust()
    return Trust(
        env={"NODE_EXTRA_CA_CERTS": f"{FOLDER}/store/{bundle.key}"},
        volumes=(_volume("store", bundle),),
        mounts=(_mount("store"),),
    )


def _volume(whose: str, bundle: CaBundle) -> BundleVolume:
    return BundleVolume(name=f"authorities-{whose}", bundle=bundle)


def _mount(whose: str) -> Mount:
    return Mount(volume=f"authorities-{whose}", path=f"{FOLDER}/{whose}", read_only=True)
