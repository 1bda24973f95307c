"""Run the bundled SeaweedFS as its container does, with a real `weed`, on loopback."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from constructs_lib import Ambient, BundledSeaweedFS, Hardening
from constructs_lib.catalog import Images
from constructs_lib.components.pipelines.seaweedfs import SeaweedFS
from constructs_lib.config import WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.releases import Release

from cdk8s import App, Chart

from .binaries import build
from .keys import SECRET, Key, Store
from .processes import LOOPBACK, answers, free_ports, running
from .seaweedfs import SOCKETS

_SERVICES: Final = ("master", "volume", "filer", "s3")
_S3: Final = "http://127.0.0.1:8333"
_STARTED: Final = "/tmp/initialization-complete"


@dataclass(frozen=True)
class Bundled:
    """A SeaweedFS whose pod is not ready yet.

    store: how it is asked. script: what the kubelet runs after the start. folder: of the pod.
    """

    store: Store
    script: tuple[str, ...]
    folder: Path

    def prepare(self, key: Key) -> subprocess.CompletedProcess[str]:
        """Run the script with the key of the Secret; it must succeed before pods are ready."""
        access, secret = key
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        told = {"PATH": path, "HOME": str(self.folder)}
        return subprocess.run(
            self.script,
            env={**told, "accesskey": access, "secretkey": secret},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def shell(self, line: str) -> None:
        """Have the shell of SeaweedFS do what a line says."""
        program = self.folder / "bin" / "weed"
        subprocess.run([program, "shell"], input=f"{line}\n", text=True, check=True)

    def with_script(self, changes: Mapping[str, str]) -> "Bundled":
        """Return the same with words of its script replaced."""
        *shell, script = self.script
        for old, new in changes.items():
            assert old in script
            script = script.replace(old, new)
        return replace(self, script=(*shell, script))

    @property
    def started(self) -> bool:
        """Whether the startup probe would succeed."""
        return (self.folder / "started").exists()


def container_of(release: Release, *, bucket: str) -> dict[str, Any]:
    """Return the container of a release's SeaweedFS."""
    chart = Chart(App(), "pipelines", namespace="kubeflow")
    defaults = WorkloadDefaults(
        mesh=Ambient(), hardening=Hardening(), images=Images(release=release)
    )
    chosen = BundledSeaweedFS(content="copied", bucket=bucket)
    made = SeaweedFS(chart, "store", defaults=defaults, store=chosen, secret=SECRET)
    [pod] = [
        obj["spec"]["template"]["spec"]
        for obj in objects_of(made)
        if obj["kind"] == "Deployment"
    ]
    [container] = pod["containers"]
    return dict(container)


@contextmanager
def bundled(folder: Path, release: Release, *, bucket: str) -> Iterator[Bundled]:
    """Run it on the data of a folder, of which there may be some.

    folder: a short path, since sockets are in it.
    """
    container = container_of(release, bucket=bucket)
    ports = free_ports(2 * len(_SERVICES) + 1)
    plain = dict(zip(_SERVICES, ports, strict=False))
    grpc = dict(zip(_SERVICES, ports[len(_SERVICES) :], strict=False))
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    weed = build("seaweedfs") / "weed"
    at = {name: f"{LOOPBACK}:{plain[name]}.{grpc[name]}" for name in ("master", "filer")}
    _shell(folder / "bin" / "weed", weed, at)
    (folder / "started").unlink(missing_ok=True)
    command = [
        weed,
        *(f"-dir={data}" if each == "-dir=/data" else each for each in container["args"]),
        f"-ip={LOOPBACK}",
        f"-ip.bind={LOOPBACK}",
        *(f"-{name}.port={port}" for name, port in plain.items()),
        *(f"-{name}.port.grpc={port}" for name, port in grpc.items()),
        f"-iam.port={ports[-1]}",
        *("-s3.port.iceberg=0", "-s3.port.lance=0"),
        f"-filer.localSocket={folder / 'filer.sock'}",
        f"-s3.localSocket={folder / 's3.sock'}",
        "-master.telemetry=false",
        # A bucket gets seven volumes at once.
        *("-master.volumeSizeLimitMB=64", "-volume.max=32"),
    ]
    *shell, script = container["lifecycle"]["postStart"]["exec"]["command"]
    told = script.replace(_S3, f"http://{LOOPBACK}:{plain['s3']}")
    told = told.replace(_STARTED, str(folder / "started"))
    health = f"http://{LOOPBACK}:{plain['s3']}/status"
    try:
        with running(command, folder=folder, ready=lambda: answers(health)):
            yield Bundled(Store(plain["s3"], folder), (*shell, told), folder)
    finally:
        for name, port in grpc.items():
            (SOCKETS / f"seaweedfs-{name}-grpc-{port}.sock").unlink(missing_ok=True)


def _shell(program: Path, weed: Path, at: dict[str, str]) -> None:
    """Write what the script calls: `weed`, whose shell finds the ports of this test."""
    program.parent.mkdir(parents=True, exist_ok=True)
    told = " ".join(f"-{name}={address}" for name, address in at.items())
    program.write_text(f'#!/bin/sh\nexec {weed} "$@" {told}\n')
    program.chmod(0o755)
