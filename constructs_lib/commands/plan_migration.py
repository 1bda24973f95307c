"""Plan the migration of an existing installation to a clean build."""

import argparse
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Platform
from ..config.components import KUBEFLOW_NAMESPACE
from ..platform import synthesize
from ..review.migration import markdown, plan_migration, read_live
from .environments import environment_of
from .pages import ArgumentsError
from .terminal import working

HELP: Final = (
    "plan a migration: what a clean build deletes and what to save first; change nothing"
)
EXAMPLES: Final = (("--from live > plan.md", "from the objects in the folder live/"),)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the existing objects and the environment."""
    parser.add_argument(
        "--from", dest="live", type=Path, help="a file or folder with the cluster's objects"
    )
    parser.add_argument("--environment", help="the target environment (default: the first)")


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print a plan as Markdown, without access to the cluster."""
    if options.live is None:
        say = command("plan-migration", "--from <folder>", make="FROM=<folder>")
        raise ArgumentsError(
            f"--from is missing; run `{say}`, with the cluster's objects as YAML or JSON in "
            "it; docs/migration.md has the commands to export them"
        )
    environment = environment_of(platform, options.environment).name
    live = read_live(options.live)
    with working("synthesizing"):
        by_component = synthesize(platform).environments[environment]
    plan = plan_migration(live, by_component, namespace=KUBEFLOW_NAMESPACE)
    print(markdown(plan, environment=environment), end="")
    return 0
