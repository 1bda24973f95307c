"""`images --lock` asks real registries for all images of a platform, and dist/ names them."""

from dataclasses import replace
from pathlib import Path

import pytest

from constructs_lib import V1_10_2, Config, Environment, Platform, commands
from constructs_lib.commands import images
from constructs_lib.image_lock import ImageLock
from constructs_lib.image_reference import ImageReference
from constructs_lib.platform import synthesize
from tests.cluster.api_server import new_namespace
from tests.cluster.images.publishers import publishers
from tests.kustomize import build, write

MIRROR = "mirror.example.com/kubeflow"
# Its images have tags, of which stand-ins are made; those of v1.9.1 have some digests.
TAGGED = Platform(environments=(Environment("default", Config(release=V1_10_2)),))
MOVED = "docker.io/library/python:3.12.11-alpine3.22"
LOCK = Path("images.lock")
GONE = "ghcr.io/dexidp/dex:v2.41.1"


def with_images(how, **config):
    [environment] = TAGGED.environments
    changed = replace(environment.config, images=how, **config)
    return replace(TAGGED, environments=(replace(environment, config=changed),))


def listed(platform):
    return images.images(platform, synthesize(platform))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Provide the publishers of the platform's images."""
    with publishers(tmp_path_factory.mktemp("publishers"), listed(TAGGED)) as running:
        yield running


@pytest.fixture
def site(published, tmp_path, monkeypatch):
    """Return a function that runs `images` in the folder of a site."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, value in published.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("time.sleep", lambda _: None)
    published.front.seen.clear()

    def run(*options, platform=TAGGED):
        return commands.run(lambda: platform, ["images", *options])

    yield run
    published.front.limits, published.front.cut, published.front.wrong = [], None, {}
    published.push([MOVED, GONE])


@pytest.fixture
def locked(site):
    """Return the text of a lock that was just written."""
    assert site("--lock") == 0
    return LOCK.read_text()


def test_every_image_that_is_listed_is_locked(locked):
    lock = ImageLock.read()

    assert [each.reference for each in lock.images] == listed(TAGGED)


def test_the_lock_names_the_registries_that_were_asked(locked):
    assert ImageLock.read().asked == ("docker.io", "gcr.io", "ghcr.io", "quay.io")


def test_dist_names_the_digests_of_the_lock_and_nothing_else(locked):
    lock = ImageLock.read()

    assert listed(with_images("locked")) == [
        f"{each.reference}@{each.digest}" for each in lock.images
    ]


def test_a_mirror_is_named_with_the_same_digests(locked):
    lock = {each.digest for each in ImageLock.read().images}
    mirrored = listed(with_images("locked", registry=MIRROR))

    assert {image.partition("@")[2] for image in mirrored} == lock
    assert all(image.startswith(f"{MIRROR}/") for image in mirrored)


def test_a_lock_can_be_given_as_a_value(locked):
    assert synthesize(with_images(ImageLock.read())) == synthesize(with_images("locked"))


def test_the_api_server_takes_dist_with_digests(locked, api_server, tmp_path):
    write(synthesize(with_images("locked")).files, tmp_path / "dist")
    objects = build(tmp_path / "dist" / "kubeflow" / "overlays" / "default")
    api_server.apply(map(new_namespace, ("istio-system", "argocd")))
    api_server.define(o for o in objects if o["kind"] == "CustomResourceDefinition")

    assert api_server.apply(objects) == []
    deployments = api_server.read("/apis/apps/v1/deployments")["items"]
    ran = {
        container["image"]
        for each in deployments
        for container in each["spec"]["template"]["spec"]["containers"]
    }
    assert ran
    assert {image for image in ran if "@sha256:" not in image} == set()


def test_a_lock_of_the_same_images_stays_as_it_is(locked, site, capsys, published):
    published.front.seen.clear()

    assert site("--lock") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "images.lock: nothing changed"
    assert LOCK.read_text() == locked
    assert {method for method, path, _ in published.front.seen if "/token" not in path} == {
        "HEAD"
    }


def move(published):
    image = ImageReference.of(MOVED)
    return published.kept.push(image.path, image.tag, ["amd64", "arm64", "s390x"])


def test_a_tag_that_moved_is_told_of_and_locked_anew(locked, site, capsys, published):
    old = ImageLock.read().get(MOVED).digest  # type: ignore[union-attr]
    new = move(published)
    capsys.readouterr()

    assert site("--lock") == 0
    assert f"  ~ {MOVED} moved from {old} to {new}\n" in capsys.readouterr().out
    assert ImageLock.read().get(MOVED).digest == new  # type: ignore[union-attr]


def test_a_check_tells_of_a_tag_that_moved_and_writes_nothing(locked, site, capsys, published):
    move(published)
    capsys.readouterr()

    assert site("--check-lock") == 1
    told = capsys.readouterr().out
    assert f"  ~ {MOVED} moved from " in told
    assert "to renew it" in told
    assert LOCK.read_text() == locked


def test_a_check_is_content_with_a_lock_that_is_fresh(locked, site, capsys):
    assert site("--check-lock") == 0
    assert "images.lock is what the registries have\n" in capsys.readouterr().out


def remove(published):
    image = ImageReference.of(GONE)
    answer = (404, "application/json", b'{"errors": [{"code": "MANIFEST_UNKNOWN"}]}')
    published.front.wrong[f"{image.path}/manifests/"] = answer


def test_an_image_that_is_gone_is_named_with_who_uses_it(locked, site, capsys, published):
    remove(published)
    capsys.readouterr()

    assert site("--lock") == 1
    assert capsys.readouterr().err == (
        f"error: {GONE} is gone: ghcr.io does not have it, which Deployment auth/dex of "
        "environment default names\n"
    )
    assert LOCK.read_text() == locked


def test_every_image_that_is_gone_is_named(site, capsys, published):
    remove(published)
    answer = (404, "application/json", b"{}")
    published.front.wrong["library/python/manifests/"] = answer

    assert site("--lock") == 1
    told = capsys.readouterr().err
    assert (f"{GONE} is gone" in told, f"{MOVED} is gone" in told) == (True, True)


@pytest.mark.parametrize("break_it", ["cut", "page"])
def test_a_run_that_breaks_leaves_the_lock_as_it_was(
    locked, site, capsys, published, break_it
):
    move(published)
    if break_it == "cut":
        published.front.cut = "oauth2-proxy/manifests/"
        published.front.wrong = {}
    else:
        page = (200, "text/html", b"<html></html>")
        published.front.wrong["oauth2-proxy/manifests/"] = page
    # What is in the lock already is asked for its digest alone.
    again = ImageLock.read()
    others = tuple(each for each in again.images if "oauth2-proxy" not in each.reference)
    LOCK.write_text(replace(again, images=others).text())
    before = LOCK.read_text()

    assert site("--lock") == 1
    assert LOCK.read_text() == before
    assert "oauth2-proxy" in capsys.readouterr().err or break_it == "cut"


def test_the_first_run_that_breaks_leaves_no_lock(site, published, tmp_path):
    published.front.cut = "/manifests/"

    assert site("--lock") == 1
    assert list((tmp_path / "site").iterdir()) == []


def test_a_limit_of_requests_is_waited_for(site, published):
    published.front.limits = ["1", None, "2"]

    assert site("--lock") == 0


def test_the_mirrors_can_be_asked_in_place_of_the_publishers(site, published, tmp_path):
    host = published.kept.host
    mirrored = with_images("tagged", registry=f"{host}")

    assert site("--lock", "--from-mirrors", "--plain-http", host, platform=mirrored) == 0
    lock = ImageLock.read()
    assert lock.asked == (host,)
    assert [each.reference for each in lock.images] == listed(TAGGED)


def test_nothing_but_the_publishers_was_asked_for(locked, published):
    assert published.proxy.refused == []
