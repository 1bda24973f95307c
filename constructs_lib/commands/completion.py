"""Print shell completion for the commands and their options."""

import argparse
from typing import Final

HELP: Final = "print a shell completion script"
EXAMPLES: Final = (
    ("bash > ~/.local/share/bash-completion/completions/kubeflow-gitops", "for bash"),
    ("zsh > ~/.zfunc/_kubeflow-gitops", "for zsh, with ~/.zfunc in its fpath"),
    ("fish > ~/.config/fish/completions/kubeflow-gitops.fish", "for fish"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the shell."""
    parser.add_argument(
        "shell", choices=("bash", "zsh", "fish"), help="the shell that you use"
    )


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Print a shell's completion script for a parser."""
    # Imported late, so that a synthesis does not wait for it.
    import shtab

    print(shtab.complete(parser, options.shell))
    return 0
