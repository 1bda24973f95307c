"""A lock of images says what it holds, and is refused when somebody edited it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from constructs_lib.image_lock import ImageLock, LockedImage, changes_between

DIGEST, OTHER = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"
IMAGE = LockedImage(
    reference="docker.io/library/busybox:1.37.0",
    digest=DIGEST,
    platforms=("linux/amd64", "linux/arm64/v8"),
    size=2_000_000,
    found=datetime(2026, 11, 30, 4, 5, 6, tzinfo=UTC),
)
LOCK = ImageLock(images=(IMAGE,), asked=("docker.io",), catalogue="0.2.0")
TEXT = LOCK.text()


def read(tmp_path, text):
    file = tmp_path / "images.lock"
    file.write_text(text)
    return ImageLock.read(file)


def test_a_lock_is_read_as_it_was_written(tmp_path):
    assert read(tmp_path, TEXT) == LOCK


def test_a_lock_is_easy_to_review(snapshot):
    assert snapshot == TEXT


def test_images_are_in_the_order_of_their_names():
    second = replace(IMAGE, reference="docker.io/library/alpine:3.22")

    assert replace(LOCK, images=(IMAGE, second)).images == (second, IMAGE)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (DIGEST, OTHER, "edited by hand, since its checksum is of other images"),
        ("size: 2000000", "size: 2000001", "edited by hand"),
        ("- docker.io\n", "- quay.io\n", "edited by hand"),
        ("catalogue: 0.2.0", "catalogue: 0.3.0", "edited by hand"),
        ("checksum: ", "sum: ", "edited by hand"),
        ("format: 1", "format: 2", "its format must be 1, and is 2"),
        (DIGEST, "sha256:abc", "digest of .*busybox.* must be 'sha256:' and 64 hexadecimal"),
        ("size: 2000000", "size: 0", "must be a number of bytes, got 0"),
        ("size: 2000000", "size: much", "a value has another type"),
        ("linux/amd64", "amd64", "must be such as 'linux/amd64'"),
        ("docker.io/library/busybox:1.37.0", "busy box", "reference must be an image"),
        ("  digest:", "  hash:", "it has no 'digest'"),
        ("images:", "pictures:", "it has no 'images'"),
        ("'2026-11-30T04:05:06Z'", "'yesterday'", "does not match format"),
        ("format: 1", "{", "it is no YAML in line"),
    ],
)
def test_a_lock_that_was_edited_is_refused(tmp_path, old, new, message):
    assert old in TEXT
    with pytest.raises(
        ValueError, match=rf"images\.lock is not a lock of images: .*{message}"
    ):
        read(tmp_path, TEXT.replace(old, new))


@pytest.mark.parametrize(("text", "kind"), [("", "NoneType"), ("- a\n", "list")])
def test_what_is_no_mapping_is_refused(tmp_path, text, kind):
    with pytest.raises(ValueError, match=f"it must be a mapping, and is {kind}"):
        read(tmp_path, text)


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "images.lock").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ValueError, match="it is not text"):
        ImageLock.read(tmp_path / "images.lock")


def test_a_lock_that_is_not_there_is_told_how_to_make(tmp_path):
    with pytest.raises(ValueError, match=r"does not exist; run"):
        ImageLock.read(tmp_path / "images.lock")


def test_an_image_is_in_a_lock_once():
    with pytest.raises(ValueError, match=r"'docker\.io/library/busybox:1\.37\.0' is .* twice"):
        replace(LOCK, images=(IMAGE, replace(IMAGE, digest=OTHER)))


def test_a_reference_with_a_digest_has_no_other():
    with pytest.raises(ValueError, match="names another digest than"):
        replace(IMAGE, reference=f"example.com/app@{OTHER}")


@pytest.mark.parametrize(
    ("architecture", "runs"), [("amd64", True), ("arm64", True), ("arm", False)]
)
def test_a_variant_of_an_architecture_is_of_it(architecture, runs):
    assert IMAGE.runs_on(architecture) == runs


def test_a_renewal_is_told_image_by_image():
    moved = replace(IMAGE, digest=OTHER, platforms=("linux/amd64",))
    first = replace(IMAGE, reference="quay.io/a/first:1")
    last = replace(IMAGE, reference="quay.io/a/last:1")
    old = replace(LOCK, images=(IMAGE, first))
    new = replace(LOCK, images=(moved, last))

    assert list(changes_between(old, new)) == [
        f"  ~ {IMAGE.reference} moved from {DIGEST} to {OTHER}",
        "      no longer for linux/arm64/v8",
        f"  - quay.io/a/first:1 {DIGEST}",
        f"  + quay.io/a/last:1 {DIGEST}",
    ]


def test_the_first_lock_adds_everything():
    assert list(changes_between(None, LOCK)) == [f"  + {IMAGE.reference} {DIGEST}"]
