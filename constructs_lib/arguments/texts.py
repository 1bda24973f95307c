"""Find characters that kustomize cannot read, however YAML writes them."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

# Delete and the C1 controls but for a new line, halves of a character, and no characters.
# Source: the reader of sigs.k8s.io/yaml, "control characters are not allowed".
_UNREADABLE: Final = re.compile("[\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def unreadable(value: object) -> str | None:
    """Return a text with such a character: the value, or one of its items, keys or values.

    Objects of Kubernetes are not searched to their depths, since most are the library's own.
    """
    return next((text for text in _texts(value) if _UNREADABLE.search(text)), None)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in (*value, *value.values()) if isinstance(text, str))
    elif isinstance(value, Collection):
        yield from (text for text in value if isinstance(text, str))
