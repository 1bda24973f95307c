"""Format values of objects for sentences: as code, on one line, and short."""

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

_LONGEST: Final = 100
_KEPT: Final = 12
_LISTED: Final = 4
# Strings that look like values of another type.
_WORDS: Final = ("", "true", "false", "null")


def code(value: Any) -> str:
    """Return a value as code, which terminals and Markdown show literally.

    No character ends the code, breaks the line or moves the cursor; at most 100 characters.
    """
    return f"`{_shortened(_plain(value))}`"


def code_pair(before: Any, after: Any) -> str:
    """Return `before` → `after`, cut around the first difference; None is `nothing`."""
    old, new = _plain(before), _plain(after)
    if max(len(old), len(new)) > _LONGEST:
        same = next(
            (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
            min(len(old), len(new)),
        )
        if same > _KEPT:
            old, new = (f"…{text[same - _KEPT :]}" for text in (old, new))
    told = (f"`{_shortened(text)}`" for text in (old, new))
    return " → ".join(
        "nothing" if value is None else text
        for value, text in zip((before, after), told, strict=True)
    )


def listed(values: Iterable[Any]) -> str:
    """Return values as code: the first four, and how many more there are."""
    return several([code(value) for value in values])


def several(texts: Collection[str], *, most: int = _LISTED) -> str:
    """Return texts in order: the first four, or `most`, and how many more there are."""
    shown = ", ".join(list(texts)[:most])
    more = len(texts) - most
    return f"{shown} and {more} more" if more > 0 else shown


def sentence(clause: str) -> str:
    """Return a clause as a sentence, with a capital letter and a full stop."""
    return f"{clause[0].upper()}{clause[1:]}."


def count(number: int, what: str) -> str:
    """Return `1 object` or `2 objects`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _plain(value: Any) -> str:
    looks_like_text = isinstance(value, str) and value not in _WORDS and not _is_number(value)
    text = value if looks_like_text else json.dumps(value, ensure_ascii=False, sort_keys=True)
    line = " ".join(text.split()).replace("`", "'")
    return "".join(char if char.isprintable() else "�" for char in line)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
