"""Values that YAML and JSON write alike."""

from collections.abc import Mapping
from typing import Any


def check_plain(value: Any, what: str) -> None:
    """Refuse what is no plain value, and kustomize's own words.

    what: whose value it is, as a sentence begins with it.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str) or key.startswith("$"):
                raise ValueError(
                    f"{what} has key {key!r}; keys are names of fields, and "
                    f"$patch is for kustomize alone"
                )
            check_plain(item, what)
    elif isinstance(value, list | tuple):
        for item in value:
            check_plain(item, what)
    elif value is not None and not isinstance(value, str | int | float | bool):
        raise ValueError(
            f"{what} has value {value!r}; write texts, numbers, True or False, lists and "
            f"mappings"
        )
