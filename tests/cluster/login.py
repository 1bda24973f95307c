"""A real Dex and a real oauth2-proxy, started as the pods of their Deployments would be."""

import base64
import json
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from .binaries import SOURCES, build, go
from .containers import container, on_loopback
from .processes import LOOPBACK, answers, fetch, running

UPSTREAM: Final = Path(__file__).parents[3] / "shared" / "reference" / "kubeflow-v1.9.1"

DEX: Final = "outbound|5556||dex.auth.svc.cluster.local"
OAUTH2_PROXY: Final = "outbound|80||oauth2-proxy.oauth2-proxy.svc.cluster.local"

CONFIG: Final = "/etc/dex/cfg/config.yaml"


@cache
def objects() -> list[dict[str, Any]]:
    """Return what makes up the login, but for its Secrets."""
    texts = [
        (UPSTREAM / f"{name}.yaml").read_text("utf-8") for name in ("dex", "oauth2-proxy")
    ]
    found = [obj for text in texts for obj in yaml.load_all(text, yaml.CSafeLoader)]
    for obj in found:
        if "ALLOW_SELF_SIGNED_ISSUER" in obj.get("data", {}):
            obj["data"]["ALLOW_SELF_SIGNED_ISSUER"] = "false"
    return [obj for obj in found if obj["kind"] != "Secret"]


@dataclass(frozen=True)
class Credentials:
    """Values that nobody else knows, as the cluster's Secrets would hold them."""

    client: str = field(default_factory=lambda: f"client-{secrets.token_hex(4)}")
    client_secret: str = field(default_factory=secrets.token_urlsafe, repr=False)
    cookie_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    password: str = field(default_factory=secrets.token_urlsafe, repr=False)

    def secrets(self) -> list[dict[str, Any]]:
        """Return the Secrets that the two Deployments name."""
        return [
            _secret(
                "dex-oidc-client",
                "auth",
                OIDC_CLIENT_ID=self.client,
                OIDC_CLIENT_SECRET=self.client_secret,
            ),
            _secret("dex-passwords", "auth", DEX_USER_PASSWORD=hashed(self.password)),
            _secret(
                "oauth2-proxy-h675gf55ht",
                "oauth2-proxy",
                **{
                    "client-id": self.client,
                    "client-secret": self.client_secret,
                    "cookie-secret": self.cookie_secret,
                },
            ),
        ]


def _secret(name: str, namespace: str, **held: str) -> dict[str, Any]:
    encoded = {key: base64.b64encode(text.encode()).decode() for key, text in held.items()}
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "data": encoded}


def hashed(password: str) -> str:
    """Return a hash of a password as Dex takes them."""
    command = [build("dex") / "dex", "hash"]
    return subprocess.run(
        command, input=password, capture_output=True, check=True, text=True
    ).stdout


@dataclass(frozen=True)
class Login:
    """A running Dex and a running oauth2-proxy."""

    dex: int
    oauth2_proxy: int
    config: Mapping[str, Any]
    credentials: Credentials
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


@contextmanager
def login(folder: Path) -> Iterator[Login]:
    """Run Dex and oauth2-proxy, by the Deployments' own words."""
    credentials = Credentials()
    everything = [*objects(), *credentials.secrets()]
    installed = shutil.which("dex")
    pod = container(everything, "dex", "auth")
    config = yaml.load(pod.files[CONFIG], yaml.CSafeLoader)
    config |= {"storage": {"type": "memory"}}
    if not installed:
        config |= {"frontend": {"dir": pages()}}
    pod = replace(pod, files={CONFIG: yaml.dump(config, Dumper=yaml.CSafeDumper)})
    dex = on_loopback(pod, folder / "dex")
    proxy = on_loopback(
        container(everything, "oauth2-proxy", "oauth2-proxy"), folder / "oauth2-proxy"
    )
    made = Login(
        dex=dex.ports[5556],
        oauth2_proxy=proxy.ports[4180],
        config=config,
        credentials=credentials,
        log=folder / "oauth2-proxy" / "oauth2-proxy.log",
    )
    # oauth2-proxy asks Dex by its name in the cluster: Dex stands where its proxy would.
    names = {"HTTP_PROXY": f"http://{LOOPBACK}:{made.dex}"}
    with (
        running(
            [installed or build("dex") / "dex", *dex.command[1:]],
            folder=folder / "dex",
            ready=lambda: answers(f"http://{LOOPBACK}:{made.dex}/dex/healthz"),
            environment=dex.variables,
        ),
        running(
            [build("oauth2-proxy") / "oauth2-proxy", *proxy.command],
            folder=folder / "oauth2-proxy",
            ready=lambda: answers(f"http://{LOOPBACK}:{made.oauth2_proxy}/ready"),
            environment=proxy.variables | names,
        ),
    ):
        yield made
