"""Write commands.md: every command, its arguments and exit codes, read from the parsers."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from constructs_lib import commands
from constructs_lib.commands.pages import EXITS, examples_of, exits_of, parser_of

_PAGE: Final = Path(__file__).with_name("commands.md")
_INTRODUCTION: Final = """\
# Commands

The commands of `kubeflow-gitops`, generated from its parsers by `make docs`.
`kubeflow-gitops <command> --help` prints the same.
If it is not on the PATH, run `python -m constructs_lib`.

A command calls the function `platform()` of `main.py` in the current folder.
`--app FILE` names another program; `dist/` is in the current folder all the same.
A program that ends in `raise SystemExit(run(platform))` has the commands itself, such as
`python main.py diff origin/main...`; without a command it synthesizes.
Only `init` and `completion` need no platform.

In a clone of the library `make <command>` does the same, with arguments as variables.

On a terminal, commands show progress for work longer than a second, and colours; `NO_COLOR=1`
disables the colours.

| option | means |
|---|---|
"""
_HELP: Final = "--help"


def page() -> str:
    """Return the page."""
    parser = parser_of(commands.modules_of(), default=None, app=True)
    [subparsers] = [
        action for action in parser._actions if isinstance(action, argparse._SubParsersAction)
    ]
    common = {action.dest for action in parser._actions}
    lines = [*_INTRODUCTION.splitlines(), *_rows(parser, set())]
    lines += ["", "| exit code | means |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXITS.items()]
    for name, module in commands.modules_of().items():
        subparser = subparsers.choices[name]
        lines += ["", f"## {name}", "", f"{subparser.description}".replace("\n", " "), ""]
        lines += ["```"]
        for arguments, meaning in examples_of(module):
            lines += [f"# {meaning}", f"kubeflow-gitops {name} {arguments}".rstrip()]
        lines += ["```"]
        if rows := list(_rows(subparser, common)):
            lines += ["", "| argument | means |", "|---|---|", *rows]
        own = {c: m for c, m in exits_of(module).items() if EXITS.get(c) != m}
        if own:
            lines += ["", "| exit code | means |", "|---|---|"]
            lines += [f"| {code} | {meaning} |" for code, meaning in own.items()]
    return "\n".join(lines) + "\n"


def _rows(parser: argparse.ArgumentParser, left_out: set[str]) -> Iterator[str]:
    for action in parser._actions:
        if (
            _HELP in action.option_strings
            or action.dest in left_out
            or isinstance(action, argparse._SubParsersAction)
        ):
            continue
        meaning = (action.help or "") % {"default": action.default, "prog": parser.prog}
        yield f"| `{_named(action)}` | {meaning} |"


def _named(action: argparse.Action) -> str:
    """Return how an argument is written."""
    choices = ", ".join(map(str, action.choices or ()))
    value = (choices and f"<{choices}>") or str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return f"<{choices or action.dest}>"
    return action.option_strings[-1] + (f" {value}" if action.nargs != 0 else "")


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
