"""What the pages show of commands, make targets and YAML is there; Python runs elsewhere."""

import argparse
import re
from pathlib import Path

import yaml

from constructs_lib import commands
from constructs_lib.commands.pages import parser_of

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob(".github/*.md")])
STARTER = ROOT / "constructs_lib" / "starter" / "README.md"
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(
    r"(?:kubeflow-gitops|-m constructs_lib|python main\.py) ([a-z][\w-]*)(.*)"
)
# Not the package that apt installs.
MAKE = re.compile(r"(?:^ *|[$(\[] *|&& |: )make (?:--\S+ )*([a-z][a-z-]*)(.*)")
OPTION = re.compile(r"(?<=\s)--[a-z][a-z-]*")
VARIABLE = re.compile(r"(?<=\s)([A-Z_]{2,})=")


def shown(page):
    """Yield each line of code of a page."""
    text = page.read_text(encoding="utf-8")
    for language, code in BLOCK.findall(text):
        if language != "python":
            yield from code.replace("\\\n", " ").splitlines()
    yield from SPAN.findall(BLOCK.sub("", text))


def own(rest):
    """Return the arguments of a command, without other commands and what is said about it."""
    return re.split(r"[|;&]| # |   *", rest)[0]


def parsers():
    parser = parser_of(commands.modules_of(commands.ALL), default=None, app=True)
    [subparsers] = [
        each for each in parser._actions if isinstance(each, argparse._SubParsersAction)
    ]
    return subparsers.choices


LINES = [(page.name, line) for page in [*PAGES, STARTER] for line in shown(page)]


def test_every_command_that_a_page_shows_is_there_with_its_options():
    known, found, unknown = parsers(), 0, []
    for page, line in LINES:
        for name, rest in COMMAND.findall(line):
            found += 1
            options = known[name]._option_string_actions if name in known else {}
            if name not in known or set(OPTION.findall(own(rest))) - set(options):
                unknown.append(f"{page}: {line}")

    assert unknown == []
    assert found > 50


def test_every_target_that_a_page_shows_is_there_with_its_variables():
    page = (ROOT / "docs" / "make.md").read_text(encoding="utf-8")
    known = {
        name: set(re.findall(r"`([A-Z_]+)=", row))
        for name, row in re.findall(r"^\| `make ([a-z-]+)`(.*)", page, re.MULTILINE)
    }
    found, unknown = 0, []
    for page, line in LINES:
        for name, rest in MAKE.findall(line):
            found += 1
            if name not in known or set(VARIABLE.findall(own(rest))) - known[name]:
                unknown.append(f"{page}: {line}")

    assert unknown == []
    assert found > 100


def test_every_yaml_that_a_page_shows_can_be_read():
    documents = [
        (page.name, document)
        for page in PAGES
        for language, code in BLOCK.findall(page.read_text(encoding="utf-8"))
        if language == "yaml"
        for document in yaml.load_all(code, yaml.CSafeLoader)
    ]

    assert [page for page, read in documents if not isinstance(read, dict | list)] == []
    assert len(documents) >= 8
