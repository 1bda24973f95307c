"""`make help` and docs/make.md list the same targets."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "make.md").read_text(encoding="utf-8")


def listed():
    """Return what `make help` prints, by the heading of a group."""
    done = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    _, *groups = done.stdout.rstrip().split("\n\n")
    return {heading: lines for heading, *lines in map(str.splitlines, groups)}


def recipe(target):
    [found] = re.findall(rf"^{target}:.*\n((?:\t.*\n)*)", MAKEFILE, re.MULTILINE)
    return found


def rows():
    """Return the rows of docs/make.md by their target."""
    found = re.findall(r"^(\| `make ([a-z-]+)`.*)$", PAGE, re.MULTILINE)
    return {target: row for row, target in found}


def test_a_line_of_the_help_fits_into_a_terminal():
    lines = [line for lines in listed().values() for line in lines]

    assert [line for line in lines if len(line) > 100] == []


def test_the_help_lists_every_target_that_is_no_file():
    [phony] = re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)$", MAKEFILE, re.MULTILINE)
    targets = [line.split()[1] for lines in listed().values() for line in lines]

    assert targets == phony.replace("\\\n", "").split()


def test_the_page_has_the_groups_and_targets_of_the_help_in_its_order():
    targets = [line.split()[1] for lines in listed().values() for line in lines]
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)

    assert list(rows()) == targets
    assert [heading.partition(",")[0] for heading in listed()] == headings


def test_the_page_names_every_variable_that_a_target_reads():
    unnamed = {
        f"{target} {name}"
        for target, row in rows().items()
        for name in re.findall(r"\$\$([A-Z_]+)\b|\$\(if \$\(([A-Z_]+)\)", recipe(target))
        for name in filter(None, name)
        if f"`{name}=" not in row
    }

    assert unnamed == set()
