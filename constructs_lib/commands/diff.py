"""Review what a change of dist/ means for the cluster."""

import argparse
from pathlib import Path
from typing import Final

from ..config import Platform
from ..reach import QUESTIONS, Question, questions_of
from ..review import Severity, as_markdown, as_text, review, tree_of
from .dist import existing_dist
from .terminal import marked, working

HELP: Final = "review what dist/ changes in the cluster, against a git ref or a folder"
EXAMPLES: Final = (
    ("origin/main...", "the changes of this branch since it left main"),
    ("production", "the difference from a branch, tag or commit"),
    ("../k8s-app-configs", "the difference from what Argo CD reads now"),
    ("origin/main... --format markdown", "the same for a pull request's comment"),
    ("origin/main... --fail-on warning", "fail at that level and above"),
)
_FORMATS: Final = {"text": as_text, "markdown": as_markdown}
_NEVER: Final = "never"
_LEVELS: Final = {severity.word: severity for severity in Severity}
EXITS: Final = {
    0: "no finding at or above the level of --fail-on",
    1: "an error, such as an unknown ref",
    **{level.value: f"the highest finding has level {level.word}" for level in Severity},
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for what to compare with, the format, and the gate."""
    parser.add_argument(
        "against",
        help="a git ref that contains dist/, such as origin/main, or a folder like dist/",
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="the output format (default: %(default)s)",
    )
    parser.add_argument(
        "--fail-on",
        choices=(*_LEVELS, _NEVER),
        default=Severity.DANGER.word,
        help="the lowest level that fails; the exit code is the level's own "
        f"({', '.join(f'{word} {level}' for word, level in _LEVELS.items())}); "
        "default: %(default)s",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print the review; return its level if that reaches --fail-on, else 0."""
    dist = existing_dist()
    with (
        working("comparing"),
        tree_of(options.against, below=platform.repository.path) as before,
    ):
        found = review(before, dist, _questions())
    text = _FORMATS[options.format](found, against=options.against)
    print(marked(text) if options.format == "text" else text, end="")
    gate = _LEVELS.get(options.fail_on)
    if found.severity is None or gate is None or found.severity < gate:
        return 0
    return found.severity.value


def _questions() -> tuple[Question, ...]:
    """Return the site's own questions of who reaches what, if it has some."""
    file = Path(QUESTIONS)
    return questions_of(file.read_text(encoding="utf-8")) if file.is_file() else ()
