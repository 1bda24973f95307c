"""Draw the allowed connections in each environment."""

import argparse
from pathlib import Path
from typing import Final

from ..config import Platform
from ..platform import synthesize
from ..review.graph import graph_of, mermaid, svg
from .environments import environment_of
from .terminal import working

HELP: Final = "draw the allowed connections in an environment, as SVG and as Mermaid text"
EXAMPLES: Final = (
    ("", "every environment, to docs/graph/"),
    ("--environment staging --to pictures", "one environment, to another folder"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the environment and the folder."""
    parser.add_argument("--environment", help="its name (default: every environment)")
    parser.add_argument(
        "--to", type=Path, default=Path("docs/graph"), help="a folder (default: %(default)s)"
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Write two files for each chosen environment."""
    wanted = [each.name for each in platform.environments]
    if options.environment:
        wanted = [environment_of(platform, options.environment).name]
    with working("synthesizing"):
        environments = synthesize(platform).environments
    for name in wanted:
        graph = graph_of(name, environments[name])
        options.to.mkdir(parents=True, exist_ok=True)
        for ending, text in (("svg", svg(graph)), ("mmd", mermaid(graph))):
            file = options.to / f"{name}.{ending}"
            file.write_bytes(text.encode())
            print(file)
    return 0
