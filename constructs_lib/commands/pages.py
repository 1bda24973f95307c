"""The commands' arguments and `--help` pages."""

import argparse
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final

from .._program import called
from .._version import __version__
from ..releases import RELEASES

WRONG_ARGUMENTS: Final = 2
INTERRUPTED: Final = 130
# Of every command, unless it has its own.
EXITS: Final[Mapping[int, str]] = {
    0: "done",
    1: "an error, reported in one line; nothing is half-written",
    WRONG_ARGUMENTS: "wrong arguments",
    INTERRUPTED: "interrupted",
}
CARRIED: Final = ", ".join(release.name for release in RELEASES)
_WIDEST: Final = 95
_NARROW: Final = 78
_DESCRIPTION: Final = (
    "Kubeflow for GitOps: main.py describes a platform, dist/ is what Argo CD applies of it."
)


class ArgumentsError(ValueError):
    """Arguments that argparse accepts and the command does not; the exit code is 2."""


class _Page(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        width = min(shutil.get_terminal_size().columns - 2, _WIDEST)
        super().__init__(prog, max_help_position=28, width=width)


def parser_of(
    commands: Mapping[str, ModuleType], *, default: str | None, app: bool
) -> argparse.ArgumentParser:
    """Return a parser whose result has the `command`, one of these modules.

    A command is a module: HELP in a line, add_arguments(parser), run, and where there is more
    to say EXAMPLES and EXITS, the meaning of exit codes.
    default: the command if none is named, of these or of others. app: whether to add the
    option --app.
    """
    program = called()
    parser = argparse.ArgumentParser(
        prog=program,
        description=_DESCRIPTION,
        epilog=_epilog((), {}, program),
        formatter_class=_Page,
    )
    _add_common(parser, app=app, before=True)
    parser.add_argument(
        "--version",
        action="version",
        help="show the versions of the library and of Kubeflow",
        version=f"kubeflow-gitops {__version__}, Kubeflow {CARRIED}",
    )
    parser.set_defaults(command=commands.get(default) if default else None)
    subparsers = parser.add_subparsers(title="commands", metavar="<command>")
    for name, module in commands.items():
        subparser = subparsers.add_parser(
            name,
            help=module.HELP,
            description=textwrap.fill(f"{module.HELP[0].upper()}{module.HELP[1:]}.", _NARROW),
            epilog=_epilog(examples_of(module), exits_of(module), f"{program} {name}"),
            formatter_class=_Page,
        )
        _add_common(subparser, app=app, before=False)
        module.add_arguments(subparser)
        subparser.set_defaults(command=module)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, app: bool, before: bool) -> None:
    """Add the options allowed before a command and after it, where the latter wins."""
    parser.add_argument(
        "--traceback",
        action="store_true",
        default=False if before else argparse.SUPPRESS,
        help="show the traceback of an error",
    )
    if app:
        parser.add_argument(
            "--app",
            metavar="FILE",
            default="main.py" if before else argparse.SUPPRESS,
            help="the program that defines platform() (default: main.py)",
        )


def examples_of(module: ModuleType) -> Sequence[tuple[str, str]]:
    """Return a command's examples: arguments and their purpose."""
    return getattr(module, "EXAMPLES", ())


def exits_of(module: ModuleType) -> Mapping[int, str]:
    """Return the meaning of a command's exit codes, including the common ones."""
    return dict(sorted({**EXITS, **getattr(module, "EXITS", {})}.items()))


def _epilog(
    examples: Sequence[tuple[str, str]], exits: Mapping[int, str], program: str
) -> str:
    lines = []
    if examples:
        lines.append("examples:")
        for arguments, meaning in examples:
            lines += [f"  {program} {arguments}".rstrip(), f"      {meaning}"]
        lines.append("")
    lines.append("exit codes:")
    lines += [f"  {code:<4} {meaning}" for code, meaning in (exits or EXITS).items()]
    # argparse expands percent signs.
    return "\n".join(lines).replace("%", "%%")
