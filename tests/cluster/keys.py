"""Run a real MinIO, and the program that creates its keys like in its pod."""

import base64
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from constructs_lib import BundledMinIO, PipelinesSettings
from constructs_lib.components.pipelines.install_config import InstallConfig
from constructs_lib.components.pipelines.store_keys import StoreKeys
from constructs_lib.config import WorkloadDefaults
from constructs_lib.elyra import Elyra
from constructs_lib.kube import Object, objects_of

from cdk8s import App, Chart

from .api_server import ApiServer, new_namespace
from .binaries import build
from .in_pod import InPod, in_pod
from .processes import LOOPBACK, answers, free_ports, running, wait_for

# What the program itself plays.
_KINDS: Final = ("ConfigMap", "Deployment")
BUCKET: Final = "mlpipeline"
ROOT: Final = ("root-of-the-store", "the root's own secret")
SECRET: Final = "mlpipeline-minio-artifact"
PROFILE: Final = {
    "app.kubernetes.io/part-of": "kubeflow-profile",
    "pipelines.kubeflow.org/enabled": "true",
}
PROGRAM: Final = ("store_keys.py", "settings.json")

Key = tuple[str, str]


@dataclass(frozen=True)
class Store:
    """A MinIO with one bucket, asked by its own client."""

    port: int
    folder: Path

    def ask(self, key: Key, *words: str, told: str = "") -> subprocess.CompletedProcess[str]:
        """Run the client with a key; `told` is its input."""
        access, secret = key
        alias = {
            "url": f"http://{LOOPBACK}:{self.port}",
            "accessKey": access,
            "secretKey": secret,
            "api": "S3v4",
            "path": "auto",
        }
        home = self.folder / access
        home.mkdir(exist_ok=True)
        (home / "config.json").write_text(
            json.dumps({"version": "10", "aliases": {"store": alias}})
        )
        return subprocess.run(
            [build("minio") / "mc", "--config-dir", home, "--json", *words],
            input=told,
            capture_output=True,
            check=False,
            text=True,
        )

    def users(self) -> dict[str, str]:
        """Return every user's policy."""
        lines = self.ask(ROOT, "admin", "user", "list", "store").stdout.splitlines()
        found = [json.loads(line) for line in lines]
        return {each["accessKey"]: each.get("policyName", "") for each in found}

    def put(self, key: Key, path: str, text: str = "text") -> str:
        """Write an object; return the error, if any."""
        done = self.ask(key, "pipe", f"store/{BUCKET}/{path}", told=text)
        return done.stdout + done.stderr if done.returncode else ""

    def get(self, key: Key, path: str) -> str:
        """Return the content of an object, or the error."""
        done = self.ask(key, "cat", f"store/{BUCKET}/{path}")
        return done.stdout + done.stderr

    def names(self, key: Key, path: str) -> str:
        """Return what the client says of what lies below a path."""
        done = self.ask(key, "ls", "--recursive", f"store/{BUCKET}/{path}")
        return done.stdout + done.stderr


@dataclass(frozen=True)
class Platform:
    """An API server and a MinIO, and what the program's pod has of them."""

    server: ApiServer
    store: Store
    pod: InPod
    folder: Path

    def make(self, name: str, labels: dict[str, str]) -> None:
        """Make a namespace."""
        metadata = {"name": name, "labels": labels}
        self.server.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}])

    def secret(self, profile: str, name: str = SECRET) -> Object | None:
        """Return a profile's Secret, None where there is none."""
        found = self.server.read(f"/api/v1/namespaces/{profile}/secrets")["items"]
        secrets = [each for each in found if each["metadata"]["name"] == name]
        return secrets[0] if secrets else None

    def key(self, profile: str, *, unlike: Key | None = None) -> Key:
        """Wait for the key in a profile's Secret, or for a different one."""
        wait_for(lambda: self._key(profile) not in (None, unlike), f"a key in {profile}")
        found = self._key(profile)
        assert found
        return found

    def _key(self, profile: str) -> Key | None:
        secret = self.secret(profile)
        if secret is None:
            return None
        access, value = (
            base64.b64decode(secret["data"][part]).decode()
            for part in ("accesskey", "secretkey")
        )
        return access, value

    @contextmanager
    def program(self) -> Iterator[Path]:
        """Run the program as its pod does, and give its log."""
        state = self.folder / "state"
        state.mkdir(exist_ok=True)
        (state / "settled").unlink(missing_ok=True)
        access, secret = ROOT
        environment = {
            **self.pod.environment,
            "MC": str(build("minio") / "mc"),
            "STATE": str(state),
            "MINIO_ACCESS_KEY": access,
            "MINIO_SECRET_KEY": secret,
        }
        ready = (state / "settled").exists
        command = self.pod.command
        with running(command, folder=self.folder, environment=environment, ready=ready):
            yield self.folder / f"{Path(command[0]).name}.log"


@contextmanager
def store(folder: Path) -> Iterator[Store]:
    """Run a MinIO with one empty bucket."""
    (port,) = free_ports(1)
    address = f"{LOOPBACK}:{port}"
    access, secret = ROOT
    environment = {
        "MINIO_ROOT_USER": access,
        "MINIO_ROOT_PASSWORD": secret,
        "MINIO_BROWSER": "off",
    }
    command = [build("minio") / "minio", "server", f"--address={address}", folder / "data"]
    with running(
        command,
        folder=folder,
        environment=environment,
        ready=lambda: answers(f"http://{address}/minio/health/ready"),
    ):
        made = Store(port, folder)
        made.ask(ROOT, "mb", f"store/{BUCKET}")
        yield made


@contextmanager
def platform(
    server: ApiServer, folder: Path, elyra: Elyra | None = None
) -> Iterator[Platform]:
    """Provide an API server the program's account, and run a MinIO."""
    objects = made(elyra)
    [program] = [obj for obj in objects if obj["kind"] == "ConfigMap"]
    with store(folder / "store") as minio:
        code, settings = (program["data"][name] for name in PROGRAM)
        told = json.loads(settings)
        told |= {"store": f"http://{LOOPBACK}:{minio.port}", "seconds": 0.2}
        server.apply([new_namespace("kubeflow")])
        server.apply([obj for obj in objects if obj["kind"] not in _KINDS])
        files = dict(zip(PROGRAM, (code, json.dumps(told)), strict=True))
        pod = in_pod(server, "store-keys", files, folder)
        yield Platform(server, minio, pod, folder)


def made(elyra: Elyra | None = None) -> list[Object]:
    """Return the objects of the program, by the settings that it needs."""
    chart = Chart(App(), "pipelines", namespace="kubeflow")
    settings = PipelinesSettings(
        object_store=BundledMinIO(server="silo"),
        profile_credentials="per-profile",
        elyra=elyra,
    )
    install = InstallConfig(chart, "install", settings=settings, defaults=WorkloadDefaults())
    keys = StoreKeys(
        chart, "keys", defaults=WorkloadDefaults(), settings=settings, install=install
    )
    return objects_of(keys)
