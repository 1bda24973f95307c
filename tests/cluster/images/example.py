"""Renew examples/images.lock of stand-ins: `python -m tests.cluster.images.example`."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from constructs_lib import Platform
from constructs_lib.image_lock import ImageLock
from constructs_lib.platform import synthesize
from constructs_lib.supply import used_images
from constructs_lib.supply.resolve import Wanted, resolve
from tests.cluster.images.publishers import publishers

FILE: Final = Path(__file__).parents[3] / "examples" / "images.lock"


def published(platform: Platform) -> list[str]:
    """Return the images of a platform of one environment, as their publishers name them."""
    [environment] = platform.environments
    config = environment.config.with_tags()
    tagged = replace(platform, environments=(replace(environment, config=config),))
    objects = synthesize(tagged).environments[environment.name].values()
    used = used_images(config, [obj for made in objects for obj in made])
    return [image.published for image in used]


def renewed(platform: Platform, folder: Path) -> ImageLock:
    """Return the lock of stand-ins of a platform's images."""
    names = published(platform)
    old = ImageLock.read(FILE) if FILE.exists() else None
    with publishers(folder, names) as running, pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOCKER_CONFIG", os.devnull)
        for name, value in running.environment.items():
            patched.setenv(name, value)
        return resolve((Wanted(published=n, asked=n, users=()) for n in names), old=old)


def main() -> None:
    """Write the file."""
    if not FILE.exists():
        FILE.write_text(ImageLock(images=(), asked=(), catalogue="").text())
    from examples.locked import platform

    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(renewed(platform(), Path(folder)).text())


if __name__ == "__main__":
    main()
