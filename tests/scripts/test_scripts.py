"""What holds for every script that runs in a pod."""

import ast
import sys
from pathlib import Path

import pytest

from constructs_lib import scripts

FOLDER = Path(scripts.__file__).parent
SCRIPTS = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_it_needs_pythons_standard_library_and_programs_that_ship_beside_it(script):
    imported = set()
    for node in ast.walk(ast.parse(script.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add("." * node.level + (node.module or "").partition(".")[0])

    beside = {f".{other.stem}" for other in SCRIPTS}
    assert imported - sys.stdlib_module_names - beside == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_its_text_is_what_stands_in_its_file(script):
    assert scripts.text_of(script.name) == script.read_text()


def test_fails_for_a_program_that_is_not_there():
    with pytest.raises(OSError, match=r"none\.py"):
        scripts.text_of("none.py")
