"""What every test shares: a chart to define things in, and ways to look at what came of it."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

import main
from constructs_lib import App, Chart
from constructs_lib._on_demand import on_demand
from constructs_lib.kube import Object, objects_of
from constructs_lib.platform import Synthesis, synthesize
from tests import shared
from tests.environments import PLATFORM
from tests.forks import Forks, forks
from tests.kustomize import build_kept, write
from tests.spare import spare

# `yaml_snapshot`, as users have it.
pytest_plugins = ["constructs_lib.testing"]
# The same examples in every run: a change is judged by what it changes, not by chance.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same")

spare()

Find = Callable[[str, str], Object]
# What stands for every environment at once takes long to make.
COSTLY = {"bases", "built", "synthesis"}


# Which files of a run have slow tests, for each file.
SLOW = pytest.StashKey[dict[str, bool]]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """Call a test slow that asks for all environments; others say so themselves."""
    slow: dict[str, bool] = {}
    for item in items:
        if COSTLY & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
        file = item.location[0]
        slow[file] = slow.get(file, False) or item.get_closest_marker("slow") is not None
    config.stash[SLOW] = slow


def pytest_collection_finish() -> None:
    """Leave the library and the tests out of what is searched for garbage, at the end too."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Send one report of a test that passes, not five messages, to the process of them all.

    A run that lists durations or writes JUnit's XML reads them all.
    """
    asked = item.config.option
    if "PYTEST_XDIST_WORKER" not in os.environ or asked.durations or asked.xmlpath:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


@pytest.fixture
def slow_files(pytestconfig: pytest.Config) -> dict[str, bool]:
    """Return of each collected file whether `make test-fast` omits tests of it."""
    return pytestconfig.stash[SLOW]


@pytest.fixture(scope="module", autouse=True)
def in_python() -> Iterator[None]:
    """Keep constructs in Python, as a synthesis does: Node takes two thirds of their time.

    A module whose tests are about Node defines a fixture of this name that does nothing.
    """
    with on_demand().in_python():
        yield


@pytest.fixture(scope="session")
def warm_python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Return a Python that has imported the library of this checkout."""
    root = Path(__file__).parents[1]
    variables = {**os.environ, "PYTHONPATH": str(root)}
    with forks(sys.executable, tmp_path_factory.mktemp("python"), variables) as started:
        yield started


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
        objects = [(obj["kind"], obj["metadata"]["name"], obj) for obj in objects_of(chart)]
        made = [identity for *identity, _ in objects]
        found = [obj for *identity, obj in objects if identity == [kind, name]]
        assert len(found) == 1, f"{kind} {name!r} is there {len(found)} times among {made}"
        return found[0]

    return _find


@pytest.fixture(scope="session")
def synthesis(tmp_path_factory: pytest.TempPathFactory) -> Synthesis:
    """Return the platform of tests/environments.py, synthesized once."""
    return shared.once("synthesis", lambda: synthesize(PLATFORM), tmp_path_factory)


@pytest.fixture(scope="session")
def main_synthesis(tmp_path_factory: pytest.TempPathFactory) -> Synthesis:
    """Return the platform that main.py describes."""
    return shared.once("main", lambda: synthesize(main.platform()), tmp_path_factory)


@pytest.fixture(scope="session")
def default(main_synthesis: Synthesis) -> Mapping[str, str]:
    """Return the files of the platform that main.py describes."""
    return main_synthesis.files


@pytest.fixture(scope="session")
def dist(synthesis: Synthesis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds that platform's files."""
    return write(synthesis.files, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def built(dist: Path) -> Mapping[str, list[Object]]:
    """Return what the real kustomize makes of each base and each overlay, by its name."""
    base = dist / "kubeflow" / "base"
    optional = [folder for folder in base.iterdir() if folder.is_dir()]
    made = [base, *optional, *(dist / "kubeflow" / "overlays").iterdir()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = pool.map(build_kept, made)
        return dict(zip((folder.name for folder in made), objects, strict=True))
