"""Write plain values exactly as PyYAML does, in a fifth of its time.

PyYAML spends most of its time on nodes and events of mappings and lists, whose text is simple.
PyYAML still formats the scalars: each only once, and all of a file together.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

# Written without quotes everywhere: letters, and characters without a meaning in YAML.
_PLAIN: Final = re.compile(
    r"(?!(?:[yn]_*|yes|no|on|off|true|false|null)\Z)"
    r"[a-z/](?:[a-z0-9_./=,()+-]|[ :](?=[a-z0-9/]))*",
    re.ASCII | re.IGNORECASE,
)
# YAML ends lines at these as well.
_BREAKS: Final = re.compile("[\r\x85\u2028\u2029]")
# In a list, each of whose items begins a line.
_ITEM: Final = re.compile(r"^- ", re.MULTILINE)
_MOST: Final = 20_000
# A longer key has a different notation.
_LONGEST_KEY: Final = 100

Order = Callable[[dict[str, Any]], Iterable[str]]


class OddValueError(ValueError):
    """A value that only PyYAML can format."""


class Emitter:
    """Writes values like a dumper of PyYAML in block style.

    dump: returns PyYAML's text of a list. order: of a mapping's keys, unchanged by default.
    """

    def __init__(self, dump: Callable[[list[Any]], str], *, order: Order = dict.keys) -> None:
        self._dump = dump
        self._order = order
        # Keyed by the text: its first line, and the others without their indentation.
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}

    def text(self, documents: list[Any]) -> str:
        """Return the documents one after the other.

        Raises OddValueError for values that PyYAML must write.
        """
        self._learn(documents)
        parts = []
        for value in documents:
            if type(value) not in (dict, list) or not value:
                raise OddValueError("a document of one scalar is written by PyYAML")
            lines: list[str] = []
            self._block(value, "", lines)
            parts.append("".join(lines))
        return "---\n".join(parts)

    def _learn(self, documents: list[Any]) -> None:
        if len(self._known) > _MOST:
            self._known.clear()
        texts: set[str] = set()
        _gather(documents, texts)
        asked = []
        for text in texts - self._known.keys():
            if _PLAIN.fullmatch(text):
                self._known[text] = (f"{text}\n", ())
            elif _BREAKS.search(text):
                raise OddValueError("a text of rare lines is written by PyYAML")
            else:
                asked.append(text)
        if not asked:
            return
        found = _ITEM.split(self._dump(asked))[1:]
        if len(found) != len(asked):
            raise OddValueError("a text has lines that look like items of a list")
        for text, written in zip(asked, found, strict=True):
            first, *others = (f"{line}\n" for line in written[:-1].split("\n"))
            if first[0] in "|>" and "+" in first:
                raise OddValueError("a text at whose end lines are kept ends its document")
            if first[0] not in "|'\"" and others:
                raise OddValueError("a text goes on in a line of its own")
            self._known[text] = (first, tuple(line.removeprefix("  ") for line in others))

    def _block(self, value: Any, pad: str, lines: list[str]) -> None:
        """Write a value that begins a line; `pad` precedes the first line."""
        if type(value) is dict and value:
            for key in self._order(value):
                lines.append(f"{pad}{self._key(key)}:")
                self._after_key(value[key], pad, lines)
        elif type(value) is list and value:
            for item in value:
                lines.append(f"{pad}- ")
                self._item(item, f"{pad}  ", lines)
        else:
            self._scalar(value, pad, lines)

    def _after_key(self, value: Any, pad: str, lines: list[str]) -> None:
        if type(value) is dict and value:
            lines.append("\n")
            self._block(value, f"{pad}  ", lines)
        elif type(value) is list and value:
            lines.append("\n")
            self._block(value, pad, lines)
        else:
            lines.append(" ")
            self._scalar(value, pad, lines)

    def _item(self, value: Any, pad: str, lines: list[str]) -> None:
        """Write an item whose dash is already written: its first line follows the dash."""
        if type(value) in (dict, list) and value:
            inner: list[str] = []
            self._block(value, pad, inner)
            inner[0] = inner[0].removeprefix(pad)
            lines.extend(inner)
        else:
            self._scalar(value, pad[:-2], lines)

    def _scalar(self, value: Any, pad: str, lines: list[str]) -> None:
        kind = type(value)
        if kind is str:
            first, others = self._known[value]
            lines.append(first)
            lines.extend(line if line == "\n" else f"{pad}  {line}" for line in others)
        elif kind is bool:
            lines.append("true\n" if value else "false\n")
        elif kind is int:
            lines.append(f"{value}\n")
        elif value is None:
            lines.append("null\n")
        elif kind is dict:
            lines.append("{}\n")
        elif kind is list:
            lines.append("[]\n")
        else:
            raise OddValueError(f"{kind.__name__} is written by PyYAML")

    def _key(self, key: Any) -> str:
        first, _ = self._known[key]
        if "\n" in key or len(first) > _LONGEST_KEY:
            raise OddValueError("a key of several lines, or a long one, is written by PyYAML")
        return first[:-1]


def _gather(value: Any, texts: set[str]) -> None:
    """Add every text in a value to a set."""
    kind = type(value)
    if kind is str:
        texts.add(value)
    elif kind is list:
        for item in value:
            _gather(item, texts)
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str:
                raise OddValueError("a key that is no text is written by PyYAML")
            texts.add(key)
            _gather(item, texts)
