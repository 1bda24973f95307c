"""A user in many groups can reach Node and gunicorn through both Envoys and oauth2-proxy."""

import http.client
import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.cluster.apps import call, grpc_core, gunicorn, node
from tests.cluster.backends import backend
from tests.cluster.browser import Page
from tests.cluster.containers import Container, container
from tests.cluster.login import Login, made, oauth2_proxy
from tests.cluster.output import known_as, overlay
from tests.cluster.processes import LOOPBACK
from tests.cluster.provider import EMAIL, Provider, group
from tests.cluster.session import Front, front

DASHBOARD: Final = f"outbound|80||{known_as('centraldashboard')}.kubeflow.svc.cluster.local"
NOTEBOOKS: Final = "outbound|80||jupyter-web-app-service.kubeflow.svc.cluster.local"
ISSUER: Final = "http://dex.auth.svc.cluster.local:5556/dex"
CLIENT: Final = "kubeflow-oidc-authservice"
# As many as docs/access.md says that a session in cookies has room for, and too many.
MOST: Final = 300
TOO_MANY: Final = 400


def variables(deployment: str) -> Mapping[str, str]:
    """Return what tells a Deployment's server how large headers may be."""
    told = of(deployment).variables
    return {name: told[name] for name in ("GUNICORN_CMD_ARGS", "NODE_OPTIONS") if name in told}


def of(deployment: str) -> Container:
    """Return a Deployment's container."""
    return container([*overlay(), *made(overlay()).secrets], deployment, "kubeflow")


@pytest.fixture(scope="module")
def provider() -> Provider:
    """Provide who says in which groups someone is."""
    return Provider(ISSUER, CLIENT)


@contextmanager
def logging_in(provider: Provider, folder: Path) -> Iterator[Login]:
    """Run oauth2-proxy in front of the provider."""
    secrets = made(overlay())
    with (
        backend(provider) as dex,
        oauth2_proxy(folder, overlay(), secrets, dex=dex.port) as port,
    ):
        yield Login(dex.port, port, {"issuer": ISSUER}, secrets.password, folder / "log")


@pytest.fixture(scope="module")
def entry(edge_with_tls, configured, provider, tmp_path_factory) -> Iterator[Front]:
    """Provide the whole ingress to a dashboard in Node and a web app in gunicorn."""
    folder = tmp_path_factory.mktemp("groups")
    with (
        node(folder / "node", variables("centraldashboard")) as dashboard,
        gunicorn(folder / "gunicorn", variables("jupyter-web-app-deployment")) as notebooks,
        front(
            edge_with_tls,
            configured.proxy,
            logging_in=logging_in(provider, folder / "login"),
            served={DASHBOARD: dashboard, NOTEBOOKS: notebooks},
            folder=folder,
        ) as running,
    ):
        yield running


def opened(entry: Front, provider: Provider, groups: int, path: str, **sent: str) -> Page:
    """Return a page of a logged-in user in this number of groups."""
    provider.groups = groups
    browser = entry.browser()
    browser.submit(browser.open("/"))
    return browser.open(path, **sent)


@pytest.mark.parametrize("groups", [60, MOST])
def test_whoever_is_in_many_groups_sees_the_dashboard(entry, provider, groups):
    page = opened(entry, provider, groups, "/")

    assert (page.status, page.seen["backend"]) == (200, "node")
    assert page.seen["headers"]["kubeflow-userid"] == EMAIL


@pytest.mark.parametrize("groups", [60, MOST])
def test_whoever_is_in_many_groups_sends_the_form_of_a_notebook(entry, provider, groups):
    page = opened(entry, provider, groups, "/jupyter/api/namespaces/team", data="{}")

    assert (page.status, page.seen["backend"]) == (200, "gunicorn")


def test_an_app_is_told_the_groups_once(entry, provider):
    headers = opened(entry, provider, 60, "/").seen["headers"]
    told = json.loads(b64decode(headers.pop("kubeflow-groups")))

    assert told == [group(number) for number in range(60)]
    assert group(0) not in json.dumps(headers)
    assert [name for name in headers if len(headers[name]) > 1000] == []


def test_a_session_in_cookies_has_no_room_for_more_groups_than_the_docs_say(entry, provider):
    """With the token that the check adds, the request is over Envoy's 60 KiB."""
    assert opened(entry, provider, TOO_MANY, "/").status == 500


def status(port: int, size: int) -> int:
    """Return what a server answers to a header of so many bytes."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"kubeflow-groups": "x" * size})
        return connection.getresponse().status
    finally:
        connection.close()


# What Envoy lets through, nearly; and what is too much for each server by itself.
LARGE: Final = 60_000


@pytest.mark.parametrize("deployment", ["centraldashboard", "ml-pipeline-ui"])
def test_node_takes_what_envoy_lets_through(deployment, tmp_path):
    with node(tmp_path, variables(deployment)) as port:
        assert status(port, LARGE) == 200


def test_node_by_itself_does_not(tmp_path):
    with node(tmp_path, {}) as port:
        assert [status(port, size) for size in (16_000, LARGE)] == [200, 431]


@pytest.mark.parametrize("app", ["jupyter", "volumes", "tensorboards"])
def test_gunicorn_takes_what_envoy_lets_through(app, tmp_path):
    with gunicorn(tmp_path, variables(f"{app}-web-app-deployment")) as port:
        assert status(port, LARGE) == 200


def test_gunicorn_by_itself_does_not(tmp_path):
    with gunicorn(tmp_path, {}) as port:
        assert [status(port, size) for size in (8_000, LARGE)] == [200, 431]


@pytest.fixture(scope="module")
def store() -> Iterator[int]:
    """Provide gRPC with the limits of the metadata store."""
    with grpc_core(of("metadata-grpc-deployment").command) as port:
        yield port


@pytest.fixture(scope="module")
def usual() -> Iterator[int]:
    """Provide gRPC with its own limits."""
    with grpc_core(()) as port:
        yield port


def test_the_metadata_store_takes_what_envoy_lets_through(store):
    assert call(store, header=LARGE) == "OK"


def test_grpc_by_itself_does_not(usual):
    assert call(usual, header=LARGE) == "RESOURCE_EXHAUSTED"


def test_the_metadata_store_takes_a_metric_of_many_points(store):
    assert call(store, message=30 * 1024**2) == "OK"


def test_the_metadata_store_does_not_take_any_message(store):
    assert call(store, message=33 * 1024**2) == "RESOURCE_EXHAUSTED"


def test_grpc_by_itself_takes_four_mebibytes(usual):
    assert call(usual, message=5 * 1024**2) == "RESOURCE_EXHAUSTED"
