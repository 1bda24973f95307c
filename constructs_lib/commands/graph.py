"""Draw who reaches what in each environment."""

import argparse
from pathlib import Path
from typing import Final

from ..config import Platform
from ..platform import synthesize
from ..review.graph import graph_of, mermaid, svg
from .terminal import working

HELP: Final = "draw who reaches what in an environment, as SVG and as Mermaid text"
EXAMPLES: Final = (
    ("", "every environment, to docs/graph/"),
    ("--environment staging --to pictures", "one of them, elsewhere"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which environment, and where to."""
    parser.add_argument("--environment", help="its name; every one if none is named")
    parser.add_argument(
        "--to", type=Path, default=Path("docs/graph"), help="a folder (default: %(default)s)"
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Write two files for each environment that is wanted."""
    with working("synthesizing"):
        environments = synthesize(platform).environments
    wanted = [options.environment] if options.environment else list(environments)
    for name in wanted:
        if name not in environments:
            raise ValueError(
                f"there is no environment {name!r}; there are {', '.join(environments)}"
            )
        graph = graph_of(name, environments[name])
        options.to.mkdir(parents=True, exist_ok=True)
        for ending, text in (("svg", svg(graph)), ("mmd", mermaid(graph))):
            file = options.to / f"{name}.{ending}"
            file.write_bytes(text.encode())
            print(file)
    return 0
