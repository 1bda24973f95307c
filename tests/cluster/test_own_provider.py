"""Users log in at an external provider with a certificate of a private CA.

A real Dex plays the provider, behind TLS, and tells of itself. Its connector for tests
logs everyone in at once, as one who has groups.
"""

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from constructs_lib import (
    CaBundle,
    Config,
    Environment,
    Login,
    OidcProvider,
    Platform,
    SecretKey,
)
from constructs_lib.platform import synthesize
from tests.cluster.binaries import build
from tests.cluster.browser import Page
from tests.cluster.containers import Object
from tests.cluster.encrypted import encrypted
from tests.cluster.entry import HOST, issuers, once, told_to_proxy
from tests.cluster.login import OAUTH2_PROXY, made, oauth2_proxy, pages, secret
from tests.cluster.loopback import taken_for_another_machine
from tests.cluster.output import overlay
from tests.cluster.processes import LOOPBACK, answers, fetch, free_ports, running
from tests.cluster.session import Front, front
from tests.cluster.xds import Told

CLIENT: Final = "kubeflow"
NAME: Final = "Kilgore Trout"
# What differs at the ingress gateway where there is no Dex.
KINDS: Final = ("RequestAuthentication", "AuthorizationPolicy", "EnvoyFilter")


@dataclass(frozen=True)
class Elsewhere:
    """A running provider, and the oauth2-proxy that asks it."""

    port: int
    oauth2_proxy: int
    issuer: str
    authority: Path
    log: Path

    @property
    def ports(self) -> dict[str, int]:
        """Return the ports by the names of the clusters that an Envoy calls."""
        return {OAUTH2_PROXY: self.oauth2_proxy}

    def keys(self) -> list[dict[str, Any]]:
        """Return what the provider's signatures are checked with."""
        return json.loads(fetch(f"{self.issuer}/keys", ca=self.authority))["keys"]


@pytest.fixture(scope="module")
def port() -> int:
    """Return where the provider is."""
    (port,) = free_ports(1)
    return port


@pytest.fixture(scope="module")
def objects(cluster, port) -> list[Object]:
    """Return the objects of an environment whose users log in there."""
    provider = OidcProvider(
        issuer=f"https://{LOOPBACK}:{port}/dex",
        client_id=CLIENT,
        client_secret=SecretKey("kubeflow-client", "secret"),
        user_claim="name",
    )
    with taken_for_another_machine():
        login = Login(
            provider=provider,
            scopes=("openid", "profile", "email", "groups"),
            only_groups=("authors",),
            sign_in_page=False,
            authorities=CaBundle("company-ca"),
        )
    platform = Platform(
        environments=(Environment("elsewhere", Config(host=HOST, login=login)),), profiles=()
    )
    units = synthesize(platform).environments["elsewhere"]
    issued = secret("kubeflow-client", "oauth2-proxy", secret="issued elsewhere")
    believed = {
        "kind": "ConfigMap",
        "metadata": {"name": "company-ca", "namespace": "oauth2-proxy"},
        "data": {"ca.crt": cluster.certificate.read_text("ascii")},
    }
    return [issued, believed, *(obj for unit in units.values() for obj in unit)]


def at_the_gateway(objects: list[Object]) -> dict[tuple[str, str], Object]:
    """Return what the ingress gateway is asked to do, by kind and name."""
    return {
        (obj["kind"], obj["metadata"]["name"]): obj
        for obj in objects
        if obj["kind"] in KINDS and obj["metadata"].get("namespace") == "kubeflow"
    }


@pytest.fixture(scope="module")
def proxied(cluster, istiod, objects, port, configured) -> Told:
    """Return istiod's configuration of the ingress proxy of such an environment."""
    here, there = at_the_gateway(objects), at_the_gateway(overlay())

    def remove(named: set[tuple[str, str]]) -> None:
        for kind, name in named:
            cluster.kubectl("delete", kind, "-n", "kubeflow", name)

    try:
        cluster.apply(here.values())
        remove(there.keys() - here.keys())
        return once(
            lambda told: issuers(told) == {f"https://{LOOPBACK}:{port}/dex"},
            lambda: told_to_proxy(cluster, istiod),
            "a proxy that takes the other provider's tokens",
        )
    finally:
        cluster.apply(there.values())
        remove(here.keys() - there.keys())


@contextmanager
def logging_in(objects: list[Object], cluster, port: int, folder: Path) -> Iterator[Elsewhere]:
    """Run the provider by TLS, and oauth2-proxy as the environment has it."""
    issuer = f"https://{LOOPBACK}:{port}/dex"
    (plain,) = free_ports(1)
    config = {
        "issuer": issuer,
        "storage": {"type": "memory"},
        "web": {"http": f"{LOOPBACK}:{plain}"},
        "oauth2": {"skipApprovalScreen": True},
        "frontend": {"dir": pages()},
        "connectors": [{"type": "mockCallback", "id": "mock", "name": "Mock", "config": {}}],
        "staticClients": [
            {
                "id": CLIENT,
                "name": "Kubeflow",
                "secret": "issued elsewhere",
                "redirectURIs": [f"https://{HOST}/oauth2/callback"],
            }
        ],
    }
    folder.mkdir(parents=True)
    file = folder / "config.yaml"
    file.write_text(yaml.dump(config), "utf-8")
    secrets = made(objects)
    with (
        running(
            [build("dex") / "dex", "serve", file],
            folder=folder,
            ready=lambda: answers(f"http://{LOOPBACK}:{plain}/dex/healthz"),
        ),
        encrypted(plain, at=port, certificate=cluster.certificate, key=cluster.key),
        oauth2_proxy(folder / "oauth2-proxy", objects, secrets, dex=port) as proxy,
    ):
        log = folder / "oauth2-proxy" / "oauth2-proxy.log"
        yield Elsewhere(port, proxy, issuer, cluster.certificate, log)


@pytest.fixture(scope="module")
def login(cluster, objects, port, tmp_path_factory) -> AbstractContextManager[Elsewhere]:
    """Return the provider and oauth2-proxy, which do not run yet."""
    return logging_in(objects, cluster, port, tmp_path_factory.mktemp("login") / "here")


@pytest.fixture(scope="module")
def elsewhere(login, proxied, edge_with_tls, tmp_path_factory) -> Iterator[Front]:
    """Provide the whole ingress of such an environment."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with front(edge_with_tls, proxied, logging_in=login, folder=folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def dashboard(elsewhere) -> Page:
    """Return the dashboard of a user who has logged in there."""
    return elsewhere.browser().open("/jupyter/?ns=team")


def test_a_browser_is_led_to_the_provider_and_back_to_the_page_that_it_asked_for(
    dashboard, port
):
    hosts = [url.split("/")[2] for url in dashboard.visited]

    assert dashboard.url == f"https://{HOST}/jupyter/?ns=team"
    assert f"{LOOPBACK}:{port}" in hosts


def test_whoever_logs_in_is_who_the_claim_says(dashboard):
    assert dashboard.seen["headers"]["kubeflow-userid"] == NAME


def test_whoever_logs_in_has_the_groups_that_the_claim_says(dashboard):
    groups = b64decode(dashboard.seen["headers"]["kubeflow-groups"])

    assert json.loads(groups) == ["authors"]


def test_a_token_for_another_client_of_the_provider_is_refused(elsewhere):
    token = elsewhere.issuer.token("mallory", aud="another")
    headers = {"authorization": f"Bearer {token}"}
    page = elsewhere.browser().open("/", headers=headers)

    assert (page.status, page.body) == (403, "Audiences in Jwt are not allowed")


def test_no_path_is_open_where_dex_would_be(elsewhere):
    page = elsewhere.browser().open("/dex/", headers={"accept": "application/json"})

    assert page.status == 401


def test_oauth2_proxy_starts_without_a_warning(elsewhere):
    log = elsewhere.login.log.read_text("utf-8")

    assert [line for line in log.splitlines() if "warning" in line.lower()] == []
