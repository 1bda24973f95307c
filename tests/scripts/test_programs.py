"""What holds for every program that runs in a pod."""

import ast
import sys
from pathlib import Path

import pytest

from constructs_lib import programs

FOLDER = Path(programs.__file__).parent
PROGRAMS = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_it_needs_pythons_standard_library_and_programs_that_ship_beside_it(program):
    imported = set()
    for node in ast.walk(ast.parse(program.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add("." * node.level + (node.module or "").partition(".")[0])

    beside = {f".{other.stem}" for other in PROGRAMS}
    assert imported - sys.stdlib_module_names - beside == set()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_its_text_is_what_stands_in_its_file(program):
    assert programs.text_of(program.name) == program.read_text()


def test_fails_for_a_program_that_is_not_there():
    with pytest.raises(OSError, match=r"none\.py"):
        programs.text_of("none.py")
