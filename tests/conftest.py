"""What every test shares: a chart to define things in, and ways to look at what came of it."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import main
from constructs_lib import App, Chart
from constructs_lib.delivery import rendered
from constructs_lib.kube import Object
from constructs_lib.platform import Synthesis, synthesize
from tests.environments import PLATFORM
from tests.kustomize import build, write

Find = Callable[[str, str], Object]


class YamlSnapshotExtension(SingleFileSnapshotExtension):
    """Keeps objects as they are written to dist/: one YAML file a test, for people to read.

    The file is `__snapshots__/<test file>/<test>.yaml`.
    """

    file_extension = "yaml"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: list[Object], **_: object) -> str:
        return rendered(data)


@pytest.fixture
def yaml_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare as `assert chart.to_json() == yaml_snapshot`; --snapshot-update renews."""
    return snapshot.use_extension(YamlSnapshotExtension)


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
    """Return what the real kustomize makes of each base and each overlay, by its name."""
    base = dist / "kubeflow" / "base"
    optional = [folder for folder in base.iterdir() if folder.is_dir()]
    folders = [base, *optional, *(dist / "kubeflow" / "overlays").iterdir()]
    with ThreadPoolExecutor() as pool:
        return dict(zip((f.name for f in folders), pool.map(build, folders), strict=True))
