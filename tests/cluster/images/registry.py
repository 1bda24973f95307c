"""Run go-containerregistry's registry, and fill it with images that stand in for real ones."""

import gzip
import hashlib
import io
import json
import tarfile
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.cluster.binaries import build
from tests.cluster.processes import LOOPBACK, answers, free_ports, running

INDEX: Final = "application/vnd.oci.image.index.v1+json"
MANIFEST: Final = "application/vnd.oci.image.manifest.v1+json"
CONFIG: Final = "application/vnd.oci.image.config.v1+json"
LAYER: Final = "application/vnd.oci.image.layer.v1.tar+gzip"
BOTH: Final = ("amd64", "arm64")


@dataclass(frozen=True)
class Registry:
    """A running registry on loopback, without TLS."""

    port: int

    @property
    def host(self) -> str:
        """Return what images in it begin with."""
        return f"{LOOPBACK}:{self.port}"

    def put(self, path: str, data: bytes, kind: str) -> None:
        """Store something at a path of the API."""
        url = f"http://{self.host}/v2/{path}"
        headers = {"Content-Type": kind}
        request = urllib.request.Request(url, data=data, headers=headers, method="PUT")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        opener.open(request, timeout=30).close()

    def push(self, name: str, tag: str, architectures: Iterable[str] = BOTH) -> str:
        """Store an image that stands in for another; return its digest.

        The same name, tag and architectures give the same digest. One architecture gives a
        manifest, several give an index.
        """
        manifests = [self._image(name, tag, each) for each in architectures]
        if len(manifests) == 1:
            [(data, _)] = manifests
            return self._manifest(name, tag, data, MANIFEST)
        parts = [
            {
                "mediaType": MANIFEST,
                "digest": self._manifest(name, digest(data), data, MANIFEST),
                "size": len(data),
                "platform": {"os": "linux", "architecture": architecture},
            }
            for data, architecture in manifests
        ]
        index = packed({"schemaVersion": 2, "mediaType": INDEX, "manifests": parts})
        return self._manifest(name, tag, index, INDEX)

    def _image(self, name: str, tag: str, architecture: str) -> tuple[bytes, str]:
        files = _archive(f"stands in for {name}:{tag} on {architecture}\n".encode())
        layer = _zipped(files)
        config = packed(
            {
                "os": "linux",
                "architecture": architecture,
                "config": {},
                "rootfs": {"type": "layers", "diff_ids": [digest(files)]},
            }
        )
        blobs = [(config, CONFIG), (layer, LAYER)]
        for data, _ in blobs:
            self._blob(name, data)
        described = [
            {"mediaType": kind, "digest": digest(data), "size": len(data)}
            for data, kind in blobs
        ]
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": described[0]}
        return packed(manifest | {"layers": described[1:]}), architecture

    def _blob(self, name: str, data: bytes) -> None:
        self.put(
            f"{name}/blobs/uploads/1?digest={digest(data)}", data, "application/octet-stream"
        )

    def _manifest(self, name: str, version: str, data: bytes, kind: str) -> str:
        self.put(f"{name}/manifests/{version}", data, kind)
        return digest(data)


def _archive(data: bytes) -> bytes:
    """Return an archive of one file, the same for the same data."""
    packed_up = io.BytesIO()
    with tarfile.open(fileobj=packed_up, mode="w") as archive:
        file = tarfile.TarInfo("README")
        file.size = len(data)
        archive.addfile(file, io.BytesIO(data))
    return packed_up.getvalue()


def _zipped(data: bytes) -> bytes:
    """Return data as gzip has it, without a moment and the same with every Python."""
    written = io.BytesIO()
    with gzip.GzipFile(fileobj=written, mode="wb", compresslevel=0, mtime=0) as file:
        file.write(data)
    return written.getvalue()


def packed(value: Mapping[str, Any]) -> bytes:
    """Return a value as registries store it."""
    return json.dumps(value, sort_keys=True).encode()


def digest(data: bytes) -> str:
    """Return the digest of data."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def crane() -> Path:
    """Return go-containerregistry's program, which is a client and a registry."""
    return build("crane") / "crane"


@contextmanager
def registry(folder: Path) -> Iterator[Registry]:
    """Run an empty registry, which keeps its blobs in a folder."""
    [port] = free_ports(1)
    (folder / "blobs").mkdir(parents=True)
    command = [str(crane()), "registry", "serve", f"--address={LOOPBACK}:{port}"]
    with running(
        [*command, f"--disk={folder / 'blobs'}"],
        folder=folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{port}/v2/"),
    ):
        yield Registry(port)
