"""Let a config name a server of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def taken_for_another_machine() -> Iterator[None]:
    """Let a config name servers on loopback, which it refuses: no pod would reach them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("constructs_lib.config.checks._is_own_address", lambda _: False)
        yield
