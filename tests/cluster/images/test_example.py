"""The lock of the example is what the registry gives of the stand-ins."""

from examples.locked import platform
from tests.cluster.images.example import renewed


def test_the_examples_lock_is_fresh(tmp_path):
    found = platform()

    lock = found.environments[0].config.image_lock

    assert renewed(found, tmp_path).images == lock.images  # type: ignore[union-attr]
