"""Plain values, which YAML and JSON both represent."""

from collections.abc import Mapping
from typing import Any


def check_plain(value: Any, what: str) -> None:
    """Refuse what is no plain value, and kustomize's directives.

    what: the value's owner, as the start of a sentence.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str) or key.startswith("$"):
                raise ValueError(
                    f"{what} has key {key!r}; keys must be names of fields, without $patch, "
                    "which is reserved for kustomize"
                )
            check_plain(item, what)
    elif isinstance(value, list | tuple):
        for item in value:
            check_plain(item, what)
    elif value is not None and not isinstance(value, str | int | float | bool):
        raise ValueError(
            f"{what} has value {value!r}; use strings, numbers, True or False, lists and "
            "mappings"
        )
