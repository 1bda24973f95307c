"""What a platform of each size requests: the example's, and the table of the documentation."""

import re
from functools import cache
from pathlib import Path

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.arguments import ArgumentError
from constructs_lib.platform import synthesize
from constructs_lib.sizes import HighlyAvailable, Requested, Small, requested

ROOT = Path(__file__).parents[1]
GIB = 1024**3
SIZES = {
    "Small()": Small().of(Config()),
    "the default": Config(),
    "HighlyAvailable()": HighlyAvailable(bundled_data="accepted").of(Config()),
}


@cache
def components(size: str) -> dict[str, Requested]:
    """Return what each component of a size requests, and `total`."""
    made = synthesize(Platform(environments=(Environment("one", SIZES[size]),)))
    by_component = made.environments["one"]
    found = {name: requested(objects) for name, objects in by_component.items()}
    every = requested(obj for objects in by_component.values() for obj in objects)
    return {name: each for name, each in found.items() if each.pods} | {"total": every}


@pytest.mark.parametrize("size", ["Small()", "HighlyAvailable()"])
def test_a_size_requests_what_its_file_says(yaml_snapshot, size):
    assert {name: str(each) for name, each in components(size).items()} == yaml_snapshot


@pytest.mark.parametrize("size", SIZES)
def test_the_page_has_the_sums_of_each_size(size):
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    found = components(size)["total"]
    row = (
        f"| {found.pods} | {found.cpu:.2f} | {found.memory / GIB:.2f} GiB "
        f"| {found.volumes / GIB:g} GiB | {sum(found.devices.values())} |"
    )

    [written] = re.findall(rf"^\| `?{re.escape(size)}`? (\|.*)$", page, re.MULTILINE)
    assert written == row


def test_every_container_of_the_platform_requests_cpu_and_memory():
    assert {size: components(size)["total"].silent for size in SIZES} == dict.fromkeys(
        SIZES, 0
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Small(pods=1), "Small: there is no 'pods'"),  # type: ignore[call-arg]
        (lambda: Small().of("config"), "Small.of: config must be Config"),
        (lambda: HighlyAvailable(replicas="2"), "replicas must be a whole number, got '2'"),
        (lambda: HighlyAvailable(bundled_data=True), "HighlyAvailable: bundled_data"),
    ],
)
def test_fails_for_what_is_no_size(make, message):
    with pytest.raises(ArgumentError, match=message):
        make()
