"""What every test shares: a chart to define things in, and ways to look at what came of it."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import main
from constructs_lib import App, Chart
from constructs_lib.kube import Object
from constructs_lib.platform import Synthesis, synthesize
from tests.environments import PLATFORM
from tests.kustomize import build, write

# `yaml_snapshot`, as users have it.
pytest_plugins = ["constructs_lib.testing"]

Find = Callable[[str, str], Object]


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def chart(app: App) -> Chart:
    return Chart(app, "test", namespace="kubeflow")


@pytest.fixture
def find(chart: Chart) -> Find:
    """Return the one synthesized object of a kind and name."""

    def _find(kind: str, name: str) -> Object:
        objects = [(obj["kind"], obj["metadata"]["name"], obj) for obj in chart.to_json()]
        made = [identity for *identity, _ in objects]
        found = [obj for *identity, obj in objects if identity == [kind, name]]
        assert len(found) == 1, f"{kind} {name!r} is there {len(found)} times among {made}"
        return found[0]

    return _find


@pytest.fixture(scope="session")
def synthesis() -> Synthesis:
    """Return the platform of tests/environments.py, synthesized once."""
    return synthesize(PLATFORM)


@pytest.fixture(scope="session")
def default() -> Mapping[str, str]:
    """Return the files of the platform that main.py describes."""
    return synthesize(main.platform()).files


@pytest.fixture(scope="session")
def dist(synthesis: Synthesis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds that platform's files."""
    return write(synthesis.files, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def built(dist: Path) -> Mapping[str, list[Object]]:
    """Return what the real kustomize makes of the base and of each overlay, by its name."""
    folders = [dist / "kubeflow" / "base", *(dist / "kubeflow" / "overlays").iterdir()]
    with ThreadPoolExecutor() as pool:
        return dict(zip((f.name for f in folders), pool.map(build, folders), strict=True))
