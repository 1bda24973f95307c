"""Say what a clean build would do to what runs now."""

import argparse
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Platform
from ..platform import NAMESPACE, synthesize
from ..review.migration import markdown, plan_migration, read_live
from .terminal import working

HELP: Final = (
    "say what a clean build deletes and what to save first; read files, change nothing"
)
EXAMPLES: Final = (("--from live > plan.md", "from the objects in the folder live/"),)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what runs now, and which environment it becomes."""
    parser.add_argument(
        "--from", dest="live", type=Path, help="a file or folder with what runs now"
    )
    parser.add_argument("--environment", help="what it becomes; the first if none is named")


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print a plan as Markdown; no cluster is asked."""
    if options.live is None:
        say = command("plan-migration", "--from <folder>", make="FROM=<folder>")
        raise ValueError(
            f"what runs now? say `{say}`, with the objects of the cluster as YAML or "
            f"JSON in it; docs/migration.md has the commands that read them"
        )
    names = [environment.name for environment in platform.environments]
    environment = options.environment or names[0]
    if environment not in names:
        raise ValueError(
            f"there is no environment {environment!r}; there are {', '.join(names)}"
        )
    live = read_live(options.live)
    with working("synthesizing"):
        by_component = synthesize(platform).environments[environment]
    plan = plan_migration(live, by_component, namespace=NAMESPACE)
    print(markdown(plan, environment=environment), end="")
    return 0
