"""Print what an environment is made of, for a scanner."""

import argparse
from typing import Final

from ..config import Platform
from ..platform import synthesize
from ..supply.sbom import Made, sbom
from .environments import environment_of
from .terminal import working

HELP: Final = (
    "print an environment's images, charts and kinds as a software bill of materials "
    "(CycloneDX 1.6, JSON); write nothing"
)
EXAMPLES: Final = (
    ("> sbom.cdx.json", "of the first environment, for a scanner"),
    ("--environment staging", "of another; with Config(images='locked') images have digests"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the option for the environment."""
    parser.add_argument("--environment", help="the environment (default: the first)")


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print the list of one environment."""
    environment = environment_of(platform, options.environment)
    with working("synthesizing"):
        by_component = synthesize(platform).environments[environment.name]
    made = Made(
        name=environment.name,
        config=environment.config,
        objects=tuple(obj for objects in by_component.values() for obj in objects),
        add_ons=platform.add_ons,
    )
    print(sbom(made), end="")
    return 0
