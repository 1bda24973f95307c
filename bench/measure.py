"""One process, measured with all its children."""

import os
import resource
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
# Where a case writes dist/.
WRITTEN = Path(tempfile.gettempdir(), "bench-dist")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A command in a folder. anew: whether it finds nothing where it writes dist/."""

    command: Sequence[str]
    folder: Path = ROOT
    anew: bool = False


@dataclass(frozen=True)
class Run:
    """What one process took: by the clock, of the processor, and of memory at its peak."""

    seconds: float
    cpu: float
    megabytes: float
    output: str


def run(case: Case) -> Run:
    """Run a command to its end and measure it with all its children.

    Raises SystemExit with what the command said where it failed.
    """
    if case.anew:
        shutil.rmtree(WRITTEN, ignore_errors=True)
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as said:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        process = psutil.Popen(
            case.command, cwd=case.folder, stdout=output, stderr=said, env=_environment()
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory(process))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            said.seek(0)
            raise SystemExit(
                f"{' '.join(case.command)} exited with {process.returncode}:\n{said.read()}"
            )
        output.seek(0)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Run(seconds, cpu, peak / 1e6, output.read())


def _environment() -> Mapping[str, str]:
    environment = os.environ | {"CDK8S_OUTDIR": str(WRITTEN)}
    # An installed wheel has its bytecode; a first run makes it here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _memory(process: psutil.Popen) -> int:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass  # it ended between the question and the answer
    return total
