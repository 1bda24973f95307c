"""Remove an object of the environment temporarily."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .api_server import ApiServer
from .processes import wait_for


@contextmanager
def turned_off(
    server: ApiServer, obj: Mapping[str, Any], enforced: Callable[[], object]
) -> Iterator[None]:
    """Delete an object, wait until enforcement has changed, and restore it."""
    before = enforced()
    what = f"{obj['kind']} {obj['metadata']['name']}"
    server.delete(obj)
    try:
        wait_for(lambda: enforced() != before, f"a difference that {what} makes", seconds=30)
        yield
    finally:
        server.apply([obj])
        wait_for(lambda: enforced() == before, f"the return of {what}", seconds=30)
