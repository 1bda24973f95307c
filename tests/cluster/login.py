"""Run a real Dex and a real oauth2-proxy like the pods of their Deployments."""

import base64
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib.scripts.generate_secrets import missing, recipes

from .binaries import SOURCES, build, go
from .containers import Object, container, named, on_loopback
from .processes import LOOPBACK, answers, fetch, running

# The clusters by which an Envoy calls them.
DEX: Final = "outbound|5556||dex.auth.svc.cluster.local"
OAUTH2_PROXY: Final = "outbound|80||oauth2-proxy.oauth2-proxy.svc.cluster.local"

CONFIG: Final = "/etc/dex/cfg/config.yaml"


def secret(name: str, namespace: str, **held: str) -> Object:
    """Return a Secret."""
    data = {key: base64.b64encode(value.encode()).decode() for key, value in held.items()}
    return {"kind": "Secret", "metadata": {"name": name, "namespace": namespace}, "data": data}


@dataclass(frozen=True)
class Made:
    """The Secrets of the Job that generates them, and a user's password, if any."""

    secrets: list[Object]
    password: str


def made(objects: Sequence[Object], home: str = "kubeflow") -> Made:
    """Run the Job's own program and task in a cluster without Secrets.

    home: the Job's namespace.
    """
    job = named(objects, "ConfigMap", "generate-secrets", home)
    wanted = json.loads(job["data"]["wanted.json"])["secrets"]
    values = missing(wanted, {})
    held: dict[tuple[str, str], dict[str, str]] = {}
    for (namespace, name, key), value in values.items():
        held.setdefault((name, namespace), {})[key] = value
    passwords = [values[tuple(place)] for place in recipes(wanted, "bcrypt").values()]
    return Made(
        [secret(*where, **what) for where, what in held.items()], "".join(passwords[:1])
    )


@dataclass(frozen=True)
class Login:
    """A running Dex and a running oauth2-proxy."""

    dex: int
    oauth2_proxy: int
    config: Mapping[str, Any]
    password: str
    log: Path

    @property
    def ports(self) -> dict[str, int]:
        """Return the ports by the names of the clusters that an Envoy calls."""
        return {DEX: self.dex, OAUTH2_PROXY: self.oauth2_proxy}

    @property
    def issuer(self) -> str:
        """Return the name under which Dex signs."""
        return self.config["issuer"]

    @property
    def email(self) -> str:
        """Return the only user whom Dex knows by itself."""
        (user,) = self.config["staticPasswords"]
        return user["email"]

    def keys(self) -> list[dict[str, Any]]:
        """Return what Dex's signatures are checked with."""
        return json.loads(fetch(f"http://{LOOPBACK}:{self.dex}/dex/keys"))["keys"]


@cache
def pages() -> str:
    """Return the folder of Dex's pages, which a newer Dex has in itself."""
    fetched = go("mod", "download", "-json", "github.com/dexidp/dex", cwd=SOURCES / "dex")
    return f"{json.loads(fetched)['Dir']}/web"


def over_memory(text: str, connectors: Sequence[Object]) -> dict[str, Any]:
    """Return Dex's configuration without a cluster to store in, and with more connectors."""
    config = yaml.load(text, yaml.CSafeLoader) | {"storage": {"type": "memory"}}
    if connectors:
        config["connectors"] = [*config.get("connectors", ()), *connectors]
    if not shutil.which("dex"):
        config["frontend"] = {"dir": pages()}
    return config


@contextmanager
def login(
    folder: Path,
    environment: Sequence[Object],
    connectors: Sequence[Object] = (),
    *,
    at: str = LOOPBACK,
) -> Iterator[Login]:
    """Run Dex and oauth2-proxy as an environment has them; Dex with more connectors.

    at: where they listen.
    """
    secrets = made(environment)
    pod = container([*environment, *secrets.secrets], "dex", "auth")
    config = over_memory(pod.files[CONFIG], connectors)
    pod = replace(pod, files={CONFIG: yaml.dump(config, Dumper=yaml.CSafeDumper)})
    dex = on_loopback(pod, folder / "dex", at=at)
    port = dex.ports[5556]
    with (
        running(
            [shutil.which("dex") or build("dex") / "dex", *dex.command[1:]],
            folder=folder / "dex",
            ready=lambda: answers(f"http://{LOOPBACK}:{port}/dex/healthz"),
            environment=dex.variables,
        ),
        oauth2_proxy(folder / "oauth2-proxy", environment, secrets, dex=port, at=at) as proxy,
    ):
        yield Login(
            dex=port,
            oauth2_proxy=proxy,
            config=config,
            password=secrets.password,
            log=folder / "oauth2-proxy" / "oauth2-proxy.log",
        )


@contextmanager
def oauth2_proxy(
    folder: Path,
    environment: Sequence[Object],
    secrets: Made,
    *,
    dex: int,
    at: str = LOOPBACK,
) -> Iterator[int]:
    """Run oauth2-proxy as an environment has it, in front of a port; give its own."""
    pod = container([*environment, *secrets.secrets], "oauth2-proxy", "oauth2-proxy")
    proxy = on_loopback(pod, folder, at=at)
    port = proxy.ports[4180]
    # It asks Dex by its name in the cluster: Dex stands where its proxy would.
    names = {"HTTP_PROXY": f"http://{LOOPBACK}:{dex}", "NO_PROXY": ""}
    with running(
        [build("oauth2-proxy") / "oauth2-proxy", *proxy.command],
        folder=folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{port}/ready"),
        environment={**proxy.variables, **names},
    ):
        yield port
