"""What only a terminal shows: how long something takes, and colours."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final, TextIO

_PATIENCE: Final = 1.0
_ERASE: Final = "\r\x1b[K"
_RED, _GREEN, _YELLOW = "\x1b[31m", "\x1b[32m", "\x1b[33m"
_PLAIN: Final = "\x1b[0m"
# At the beginning of a line: what comes, changes and goes, and how grave a finding is.
_MARKS: Final = {"+": _GREEN, "~": _YELLOW, "-": _RED, "danger": _RED, "warning": _YELLOW}
_MARKED: Final = re.compile(r"^( +)([+~-](?= )|danger\b|warning\b)", re.MULTILINE)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Tell a terminal what takes more than a second, and for how long; tell others nothing."""
    if not _is_terminal(sys.stderr):
        yield
        return
    done = Event()
    told = Thread(target=_tell, args=(what, done), daemon=True)
    told.start()
    try:
        yield
    finally:
        done.set()
        told.join()


def _tell(what: str, done: Event) -> None:
    started = time.monotonic()
    while not done.wait(_PATIENCE):
        sys.stderr.write(f"{_ERASE}{what}: {time.monotonic() - started:.0f} s")
        sys.stderr.flush()
    if time.monotonic() - started >= _PATIENCE:
        sys.stderr.write(_ERASE)
        sys.stderr.flush()


def marked(text: str) -> str:
    """Return a text with its marks in colours, where the output is a terminal."""
    if not has_colours(sys.stdout):
        return text
    return _MARKED.sub(lambda m: f"{m[1]}{_MARKS[m[2]]}{m[2]}{_PLAIN}", text)


def error(text: str) -> str:
    """Return the line that tells of an error, its first word red on a terminal."""
    word = f"{_RED}error:{_PLAIN}" if has_colours(sys.stderr) else "error:"
    return f"{word} {text}"


def has_colours(stream: TextIO) -> bool:
    """Return whether colours are wanted there: NO_COLOR says no (no-color.org)."""
    return _is_terminal(stream) and not os.environ.get("NO_COLOR")


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"
