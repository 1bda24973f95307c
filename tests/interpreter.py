"""A Python that runs one program after the other: importing the library takes long.

Each program is a `__main__` of its own, in a folder of its own. What they share is what is
imported, and the Node that jsii started.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

ROOT: Final = Path(__file__).parents[1]

# Answers go where the programs cannot print: to what was the standard output before them.
_SERVE: Final = """\
import io, json, os, sys, traceback, types
from contextlib import redirect_stderr
from tests.spare import spare

spare()
answers = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
for line in sys.stdin:
    asked = json.loads(line)
    os.chdir(asked["folder"])
    os.environ["CDK8S_OUTDIR"] = os.path.join(asked["folder"], "dist")
    sys.modules["__main__"] = module = types.ModuleType("__main__")
    module.__file__ = asked["file"]
    said, code = io.StringIO(), 0
    with redirect_stderr(said):
        try:
            exec(compile(asked["program"], asked["file"], "exec"), module.__dict__)
        except SystemExit as end:
            code = end.code or 0
        except BaseException:
            code = 1
            traceback.print_exc()
    print(json.dumps([code, said.getvalue()]), file=answers, flush=True)
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python that waits for programs."""

    asks: IO[str]
    answers: IO[str]

    def run(self, program: str, folder: Path, file: str = "main.py") -> tuple[int, str]:
        """Run a program in a folder; return its exit code, and what it says of errors."""
        asked = {"program": program, "folder": str(folder), "file": file}
        print(json.dumps(asked), file=self.asks, flush=True)
        code, said = json.loads(self.answers.readline())
        return code, said


@contextmanager
def interpreter(folder: Path, variables: Mapping[str, str]) -> Iterator[Interpreter]:
    """Start one in a folder, with these variables of the environment set, and end it."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        yield Interpreter(process.stdin, process.stdout)
