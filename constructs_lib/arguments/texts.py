"""Find characters that kustomize cannot read, however YAML writes them."""

import re
from collections.abc import Collection, Mapping
from typing import Final

# Delete and the C1 controls but for a new line, halves of a character, and no characters.
# Source: the reader of sigs.k8s.io/yaml, "control characters are not allowed".
_UNREADABLE: Final = re.compile("[\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def unreadable(value: object) -> str | None:
    """Return a text with such a character: the value, or one of its items, keys or values.

    Objects of Kubernetes are not searched to their depths, since most are the library's own.
    """
    if isinstance(value, str):
        return value if _is_unreadable(value) else None
    if isinstance(value, Mapping):
        value = (*value, *value.values())
    elif not isinstance(value, Collection):
        return None
    for item in value:
        if isinstance(item, str) and _is_unreadable(item):
            return item
    return None


def _is_unreadable(text: str) -> bool:
    # Python counts all of these as not printable, and finds that out sooner.
    return not text.isprintable() and _UNREADABLE.search(text) is not None
