"""List every image of every environment."""

import argparse
from collections.abc import Iterator
from typing import Any, Final

from ..config import Platform
from ..platform import Synthesis, synthesize
from .terminal import working

HELP: Final = "list every image of every environment, one a line; write nothing"
EXAMPLES: Final = (("> images.txt", "for a mirror or a scanner"),)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take none: main.py decides."""


def run(platform: Platform, options: argparse.Namespace) -> int:  # noqa: ARG001 - there are none
    """Print every image of a platform."""
    with working("synthesizing"):
        synthesis = synthesize(platform)
    print(*images(platform, synthesis), sep="\n")
    return 0


def images(platform: Platform, synthesis: Synthesis) -> list[str]:
    """Return every image of every environment: of pods, and named in settings."""
    found: set[str] = set()
    for environment in platform.environments:
        known = environment.config.image_references()
        for field, text in _texts(synthesis.environments[environment.name]):
            if field == "image":
                found.add(text)
            found |= {image for image in known if image in text}
    return sorted(found)


def _texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text below a value, each with the name of the field that holds it."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, field)
