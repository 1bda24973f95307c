"""What a server of the login believes besides the authorities that everybody knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..config import CertificateAuthorities, Secrets, name_in_cluster
from ..workloads import ForeignConfigMapVolume, Mount, SecretVolume

_VOLUME: Final = "authorities"
_FOLDER: Final = "/etc/kubeflow/authorities"
_FILE: Final = "authorities.pem"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trusted:
    """The volume, the mount and the variable by which a program in Go finds authorities.

    `SSL_CERT_DIR` adds a folder to the system's own file, for every connection of the program:
    crypto/x509, root_unix.go.
    """

    volumes: tuple[ForeignConfigMapVolume | SecretVolume, ...] = ()
    mounts: tuple[Mount, ...] = ()
    env: Mapping[str, str]

    @classmethod
    def of(cls, authorities: CertificateAuthorities | None, secrets: Secrets) -> "Trusted":
        """Return what a decision comes to; nothing where there is none."""
        if authorities is None:
            return cls(env={})
        items = {authorities.key: _FILE}
        volume = (
            ForeignConfigMapVolume(name=_VOLUME, config_map=authorities.name, items=items)
            if authorities.kind == "ConfigMap"
            else SecretVolume(
                name=_VOLUME, secret=name_in_cluster(secrets, authorities.name), items=items
            )
        )
        return cls(
            volumes=(volume,),
            mounts=(Mount(volume=_VOLUME, path=_FOLDER, read_only=True),),
            env={"SSL_CERT_DIR": f"/etc/ssl/certs:{_FOLDER}"},
        )
