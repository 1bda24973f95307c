"""What a terminal sees and nobody else."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib.commands import terminal

ROOT = Path(__file__).parents[2]
# Importing the whole library takes a second.
ALONE = (
    "import sys, time; sys.path.insert(0, 'constructs_lib/commands'); from terminal import *"
)
SLOW = "with working('publishing'): time.sleep(1.3)"
QUICK = "with working('publishing'): pass"
FAILING = "with working('publishing'): time.sleep(1.3); raise SystemExit(3)"
RED = "\x1b[31m"


def shown(program, **variables):
    """Return what a program writes to a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    lines = f"{ALONE}\n{program}"
    known = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-c", lines],
        cwd=ROOT,
        env=known | {"TERM": "xterm", **variables},
        stdout=theirs,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    text = b""
    while True:
        try:
            text += (part := os.read(ours, 4096))
        except OSError:  # the end, as Linux says it
            break
        if not part:
            break
    os.close(ours)
    return text.decode(), done.returncode


def test_a_terminal_sees_what_takes_more_than_a_second():
    text, _ = shown(SLOW)

    assert "publishing: 1 s" in text
    assert text.endswith("\r\x1b[K")


def test_a_terminal_sees_nothing_of_what_is_quick():
    assert shown(QUICK) == ("", 0)


def test_a_failure_ends_the_line_too():
    text, code = shown(FAILING)

    assert text.endswith("\r\x1b[K")
    assert code == 3


def test_what_is_no_terminal_sees_nothing(capsys):
    with terminal.working("publishing"):
        pass
    done = subprocess.run(
        [sys.executable, "-c", f"{ALONE}\n{SLOW}"], cwd=ROOT, capture_output=True, check=True
    )

    assert (done.stdout, done.stderr, capsys.readouterr().err) == (b"", b"", "")


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["a terminal", "NO_COLOR", "a dumb terminal"],
)
def test_colours_are_for_terminals_that_want_them(variables, coloured):
    text, _ = shown("print(marked('  - gone')); print(error('no'))", **variables)

    assert (text.count(RED) == 2) is coloured
    assert re.sub(r"\x1b\[\d+m", "", text) == "  - gone\r\nerror: no\r\n"


def test_only_marks_at_the_beginning_of_a_line_are_coloured(monkeypatch):
    monkeypatch.setattr(terminal, "has_colours", lambda _: True)

    assert terminal.marked("  ~ a - b\n    danger   deleted\nno danger") == (
        "  \x1b[33m~\x1b[0m a - b\n    \x1b[31mdanger\x1b[0m   deleted\nno danger"
    )


def test_text_for_a_file_has_no_colours(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    assert terminal.marked("  - gone") == "  - gone"
