"""What the bases are, as they are compared."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.config import COMPONENTS, optional_in
from constructs_lib.delivery.layout import base_of
from constructs_lib.kube import Object
from constructs_lib.platform import synthesize
from constructs_lib.releases import RELEASES, V1_9_1, Release
from tests import shared
from tests.kustomize import build_kept, write

from .fields import named


def chosen(release: Release) -> tuple[str, ...]:
    """Return what few install of a release."""
    return tuple(each.name for each in optional_in(release))


def files() -> dict[str, str]:
    """Return the files of the bases of every release, with what few install."""
    environments = tuple(
        Environment(
            each.name.replace(".", "-"),
            Config(release=each, components=(*COMPONENTS, *chosen(each))),
        )
        for each in RELEASES
    )
    made = synthesize(Platform(environments=environments)).files
    return {path: text for path, text in made.items() if "/overlays/" not in path}


@pytest.fixture(scope="session")
def bases(
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[Release, Mapping[str, Object]]:
    """Return the objects that kustomize makes of every base of a release, by identity."""
    written = shared.once("bases", files, tmp_path_factory)
    root = write(written, tmp_path_factory.mktemp("bases"))

    def within(release: Release) -> tuple[Path, ...]:
        folder = root / base_of(release)
        return (folder, *(folder / name for name in chosen(release)))

    return {
        release: named(obj for each in within(release) for obj in build_kept(each))
        for release in RELEASES
    }


@pytest.fixture(scope="session")
def base(bases: Mapping[Release, Mapping[str, Object]]) -> Mapping[str, Object]:
    """Return those of the default release."""
    return bases[V1_9_1]
