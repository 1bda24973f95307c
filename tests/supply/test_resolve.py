"""A lock is renewed whole, or not at all; what did not move stays as it was."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from constructs_lib.supply import resolve as module
from constructs_lib.supply.credentials import RegistryError
from constructs_lib.supply.manifest import Content
from constructs_lib.supply.registry import MissingError
from constructs_lib.supply.resolve import Wanted, resolve
from tests.test_image_lock import DIGEST, IMAGE, LOCK, OTHER

BUSYBOX = Wanted(published=IMAGE.reference, asked=IMAGE.reference, users=("Pod a/b",))


@pytest.fixture
def registries(monkeypatch):
    """Return what the registries have, by tag, and what was pulled of it."""

    class Played:
        has: ClassVar[Any]
        pulled: ClassVar[Any]

        def __init__(self, plain_http, *, wait):
            self.plain_http = plain_http

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def digest(self, image):
            found = self.has.get(image.tag)
            if isinstance(found, Exception):
                raise found
            if found is None:
                raise MissingError(f"{image.name}{image.version} is gone")
            return found

        def content(self, image):
            self.pulled.append(image)
            return Content(digest=self.digest(image), platforms=("linux/amd64",), size=5)

    Played.has, Played.pulled = {"1.37.0": DIGEST}, []
    monkeypatch.setattr(module, "Registries", Played)
    return Played


def test_an_image_that_did_not_move_keeps_all_that_is_known_of_it(registries):
    assert resolve([BUSYBOX], old=LOCK).images == (IMAGE,)
    assert registries.pulled == []


def test_an_image_that_moved_is_found_anew(registries):
    registries.has["1.37.0"] = OTHER
    [found] = resolve([BUSYBOX], old=LOCK).images

    assert (found.digest, found.size) == (OTHER, 5)
    assert found.found > datetime(2026, 1, 1, tzinfo=UTC)


def test_what_nobody_names_any_more_leaves_the_lock(registries):
    old = replace(LOCK, images=(IMAGE, replace(IMAGE, reference="quay.io/a/b:1")))

    assert resolve([BUSYBOX], old=old).images == (IMAGE,)


def test_every_image_that_is_gone_is_named_with_who_names_it(registries):
    registries.has.clear()
    other = Wanted(published="quay.io/a/b:1", asked="quay.io/a/b:1", users=("Job c/d",))

    with pytest.raises(
        ValueError,
        match=r"busybox:1\.37\.0 is gone, which Pod a/b names; quay\.io/a/b:1 .* Job c/d n",
    ):
        resolve([BUSYBOX, other], old=None)


def test_many_users_are_counted(registries):
    registries.has.clear()
    many = replace(BUSYBOX, users=tuple(f"Pod a/{n}" for n in range(5)))

    with pytest.raises(ValueError, match="which Pod a/0, Pod a/1 and 3 more names"):
        resolve([many], old=None)


def test_a_registry_that_cannot_be_asked_ends_the_run(registries):
    registries.has["1.37.0"] = RegistryError("docker.io gives no answer")

    with pytest.raises(RegistryError, match=r"docker\.io gives no answer"):
        resolve([BUSYBOX], old=LOCK)


def test_the_lock_names_who_was_asked(registries):
    asked = replace(BUSYBOX, asked="mirror.example.com/hub/library/busybox:1.37.0")

    assert resolve([asked], old=None).asked == ("mirror.example.com",)
