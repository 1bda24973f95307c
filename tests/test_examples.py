"""Every program in examples/ runs as a reader would run it."""

from pathlib import Path

import pytest

from tests.interpreter import interpreter

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    with interpreter(tmp_path_factory.mktemp("examples"), {}) as started:
        yield started


@pytest.mark.parametrize("program", sorted(ROOT.glob("examples/*.py")), ids=lambda p: p.stem)
def test_an_example_runs(python, program, tmp_path):
    assert python.run(program.read_text(), tmp_path, str(program)) == (0, "")
