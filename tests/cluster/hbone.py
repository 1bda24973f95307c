"""Open tunnels of the mesh like ztunnel: with mutual TLS."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .binaries import build
from .envoy import Answer
from .processes import LOOPBACK


@dataclass(frozen=True)
class Authority:
    """A CA of a mesh's identities, with its certificates in a folder."""

    folder: Path

    def issue(self, identity: str) -> tuple[Path, Path]:
        """Return the files of a certificate and key of an identity, `spiffe://…`."""
        name = identity.replace("/", "-")
        _hbone("issue", self.folder, name, identity)
        return self.folder / f"{name}.pem", self.folder / f"{name}.key"

    @property
    def certificate(self) -> Path:
        """Return the CA certificate."""
        return self.folder / "ca.pem"


@dataclass(frozen=True)
class Tunnel:
    """The endpoint of a tunnel on a port of loopback, and the CA of both sides."""

    port: int
    authority: Authority

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        *,
        caller: str,
        to: str,
        body: str = "",
        grpc: bool = False,
    ) -> Answer:
        """Send one request to an address and port as a caller, and return the answer."""
        answer = _hbone(
            "send",
            f"--authority={self.authority.folder}",
            f"--as={caller}",
            f"--proxy={LOOPBACK}:{self.port}",
            f"--to={to}",
            f"--host={to}",
            f"--method={method}",
            f"--path={path}",
            f"--headers={json.dumps(headers)}",
            f"--body={body}",
            *(("--grpc",) if grpc else ()),
        )
        return Answer(**json.loads(answer))


def authority(folder: Path) -> Authority:
    """Return a new CA for a test."""
    folder.mkdir(parents=True)
    _hbone("authority", folder)
    return Authority(folder)


def _hbone(*arguments: str | Path) -> str:
    command = [str(build("hbone") / "hbone"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return done.stdout
