"""Provide registries on loopback, with the images of a platform that stand in for the real."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cluster.images.front import Front, front
from tests.cluster.images.registry import Registry, registry

LOGIN = ("robot", "s3cret")


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path):
    """Leave the credentials and proxies of who runs the tests alone."""
    for name in [n for n in os.environ if n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))


@pytest.fixture
def log_in(monkeypatch, tmp_path):
    """Return a function that writes Docker's config.json."""

    def write(config: dict[str, Any]) -> None:
        folder = tmp_path / "docker"
        folder.mkdir(exist_ok=True)
        (folder / "config.json").write_text(json.dumps(config))

    return write


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """Provide a registry for the tests of a file."""
    with registry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture
def guarded(kept, tmp_path, monkeypatch) -> Iterator[Front]:
    """Provide the same registry behind TLS and a login."""
    with front(tmp_path / "front", kept.port) as running:
        running.login = LOGIN
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(running.certificate))
        yield running
