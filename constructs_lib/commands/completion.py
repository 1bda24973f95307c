"""Write what a shell needs to complete the commands and their options."""

import argparse
from typing import Final

HELP: Final = "print what lets a shell complete commands and options"
EXAMPLES: Final = (
    ("bash > ~/.local/share/bash-completion/completions/kubeflow-gitops", "for bash"),
    ("zsh > ~/.zfunc/_kubeflow-gitops", "for zsh, with ~/.zfunc in its fpath"),
    ("fish > ~/.config/fish/completions/kubeflow-gitops.fish", "for fish"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which shell."""
    parser.add_argument(
        "shell", choices=("bash", "zsh", "fish"), help="the shell that you use"
    )


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Print a shell's script for all that a parser takes."""
    # Nobody waits for it who synthesizes.
    import shtab

    print(shtab.complete(parser, options.shell))
    return 0
