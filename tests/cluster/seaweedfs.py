"""Run a real SeaweedFS: master, volumes, filer and S3 in one process, on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from .binaries import build
from .keys import ROOT, Key, Store
from .processes import LOOPBACK, answers, free_ports, running

# Each service has a port for HTTP and one for gRPC.
_SERVICES: Final = ("master", "volume", "filer", "s3")
# Where it makes a socket for each port of gRPC: no flag changes that.
SOCKETS: Final = Path("/tmp")
# What a key needs that reads, writes, deletes and lists in a bucket.
_ACTIONS: Final = ("Read", "Write", "List")


@contextmanager
def store(folder: Path, *, key: Key, bucket: str) -> Iterator[Store]:
    """Run a SeaweedFS without buckets, with root's key and one that is for a bucket only.

    folder: a short path, since sockets are in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    identities = folder / "identities.json"
    own = [f"{action}:{bucket}" for action in _ACTIONS]
    identities.write_text(
        json.dumps({"identities": [_identity(ROOT, ["Admin"]), _identity(key, own)]})
    )
    ports = free_ports(2 * len(_SERVICES))
    plain = dict(zip(_SERVICES, ports, strict=False))
    grpc = dict(zip(_SERVICES, ports[len(_SERVICES) :], strict=True))
    command = [
        build("seaweedfs") / "weed",
        "server",
        f"-ip={LOOPBACK}",
        f"-ip.bind={LOOPBACK}",
        f"-dir={folder}",
        *(f"-{service}.port={port}" for service, port in plain.items()),
        *(f"-{service}.port.grpc={port}" for service, port in grpc.items()),
        "-s3",
        f"-s3.config={identities}",
        # Catalogs of tables, which would listen on fixed ports.
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        f"-filer.localSocket={folder / 'filer.sock'}",
        f"-s3.localSocket={folder / 's3.sock'}",
        # It would otherwise report to its makers.
        "-master.telemetry=false",
        # A bucket gets seven volumes at once.
        "-master.volumeSizeLimitMB=64",
        "-volume.max=32",
    ]
    sockets = [SOCKETS / f"seaweedfs-{name}-grpc-{port}.sock" for name, port in grpc.items()]
    health = f"http://{LOOPBACK}:{plain['s3']}/healthz"
    try:
        with running(command, folder=folder, ready=lambda: answers(health)):
            yield Store(plain["s3"], folder)
    finally:
        for socket in sockets:
            socket.unlink(missing_ok=True)


def _identity(key: Key, actions: list[str]) -> dict[str, object]:
    access, secret = key
    return {
        "name": access,
        "credentials": [{"accessKey": access, "secretKey": secret}],
        "actions": actions,
    }
