"""A plan copies each image whole, by the digest of the lock."""

from dataclasses import replace

import pytest

from constructs_lib.supply.copy_plan import Copy, copy_plan
from tests.test_image_lock import DIGEST, IMAGE, LOCK

HERE = Copy(IMAGE.reference, "mirror.example.com/hub/library/busybox:1.37.0")


def plan(*copies, lock=LOCK, tool="crane"):
    return copy_plan(copies, lock, tool=tool).splitlines()


@pytest.mark.parametrize(
    ("tool", "line"),
    [
        ("crane", "crane copy docker.io/library/busybox@{} {}"),
        ("oras", "oras copy docker.io/library/busybox@{} {}"),
        (
            "skopeo",
            (
                "skopeo copy --all --preserve-digests docker://docker.io/library/busybox@{} "
                "docker://{}"
            ),
        ),
    ],
)
def test_each_tool_has_a_line_an_image(tool, line):
    assert plan(HERE, tool=tool)[3:] == [line.format(DIGEST, HERE.place) + "  # 2.0 MB"]


def test_sizes_are_added_up_once_for_each_image():
    other = Copy(IMAGE.reference, "second.example.com/library/busybox:1.37.0")

    assert plan(HERE, other)[1] == (
        "# 2 images to mirror.example.com, second.example.com: 2.0 MB at most, since images "
        "share layers."
    )


def test_a_short_name_is_docker_hubs():
    lock = replace(LOCK, images=(replace(IMAGE, reference="filebrowser/filebrowser:v2"),))
    copy = Copy("filebrowser/filebrowser:v2", "m.example.com/filebrowser/filebrowser:v2")

    assert plan(copy, lock=lock)[3].startswith("crane copy docker.io/filebrowser/filebrowser@")


def test_what_has_no_tag_gets_one_so_that_no_registry_deletes_it():
    name = f"gcr.io/app@{DIGEST}"
    lock = replace(LOCK, images=(replace(IMAGE, reference=name),))

    assert (
        "m.example.com/app:digest-aaaaaaaaaaaa "
        in plan(Copy(name, f"m.example.com/app@{DIGEST}"), lock=lock)[3]
    )


def test_images_without_a_mirror_are_left_out():
    assert len(plan(HERE, Copy("quay.io/a/b:1", "quay.io/a/b:1"))) == 4


def test_without_a_mirror_there_is_nowhere_to_copy_to():
    with pytest.raises(ValueError, match=r"nowhere to copy to; name one by Config\("):
        plan(Copy("quay.io/a/b:1", "quay.io/a/b:1"))


def test_an_image_that_the_lock_lacks_is_named():
    with pytest.raises(ValueError, match=r"the lock lacks 'quay\.io/a/b:1'; run"):
        plan(Copy("quay.io/a/b:1", "m.example.com/a/b:1"))
