"""A Python that has imported the library and forks for each program.

The import takes a second. A test of the import itself starts a Python of its own, and so does
one of how a program starts, or of what cdk8s checks (tests/spare.py).
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

SPARE: Final = Path(__file__).parent / "spare.py"
# What is after the loop runs in the fork, which ends as any Python does.
_SERVE: Final = """\
import gc, json, os, runpy, sys
import constructs_lib, pytest

runpy.run_path(sys.argv[1])["spare"]()
# What is here stays: a fork that looked for garbage in it would copy it first.
gc.freeze()
answers = os.fdopen(os.dup(1), "w")
while asked := sys.stdin.readline():
    if not (child := os.fork()):
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)
else:
    sys.exit()
asked = json.loads(asked)
os.chdir(asked["folder"])
os.environ.clear()
os.environ.update(asked["variables"])
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
for number, file in enumerate(asked["files"], 1):
    os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
first, *others = asked["command"]
if first == "-P":
    del sys.path[0]
    first, *others = others
else:
    here = first in ("-c", "-m")
    sys.path[0] = asked["folder"] if here else os.path.dirname(os.path.abspath(first))
if first == "-c":
    sys.argv = [first, *others[1:]]
    exec(compile(others[0], "<string>", "exec"), {"__name__": "__main__"})
elif first == "-m":
    sys.argv = others
    runpy.run_module(others[0], run_name="__main__", alter_sys=True)
else:
    sys.argv = [first, *others]
    runpy.run_path(first, run_name="__main__")
"""


@dataclass(frozen=True)
class Forks:
    """A Python that waits for programs. variables: those of its environment."""

    asks: IO[str]
    answers: IO[str]
    variables: Mapping[str, str]

    def run(
        self, *command: str | Path, cwd: Path, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a file, `-c` and a program, or `-m` and a module, after `-P` or not."""
        with TemporaryDirectory() as folder:
            files = [Path(folder) / name for name in ("stdout", "stderr")]
            asked = {
                "command": [*map(str, command)],
                "folder": str(cwd),
                "variables": {**self.variables, **variables},
                "files": [*map(str, files)],
            }
            print(json.dumps(asked), file=self.asks, flush=True)
            code = int(self.answers.readline())
            out, err = (file.read_text() for file in files)
        return subprocess.CompletedProcess(asked["command"], code, out, err)


@contextmanager
def forks(python: str | Path, folder: Path, variables: Mapping[str, str]) -> Iterator[Forks]:
    """Start one in a folder, with these variables as its environment, and end it."""
    with subprocess.Popen(
        [python, "-c", _SERVE, SPARE],
        cwd=folder,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        yield Forks(process.stdin, process.stdout, variables)
