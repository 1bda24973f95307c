"""Measure synthesis beside kustomize: `make bench`.

Every case runs in fresh processes, the cases in turn, so that a noisy machine disturbs all of
them alike. Memory is the peak of the process and its children together, Node included,
sampled every 50 ms: more often it would slow down what it measures.

`make bench UPSTREAM=<folder>` takes a clone of kubeflow/manifests at v1.9.1, and measures
kustomize on its `example`.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROUNDS = 5
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Run:
    """What one process took."""

    seconds: float
    megabytes: float
    output: str


def run(command: Sequence[str], folder: Path = ROOT) -> Run:
    """Run a command to its end and measure it with all its children."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as said:
        environment = os.environ | {"CDK8S_OUTDIR": str(Path(tempfile.gettempdir(), "bench"))}
        # An installed wheel has its bytecode; a first run makes it here.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        started = time.perf_counter()
        process = psutil.Popen(
            command, cwd=folder, stdout=output, stderr=said, env=environment
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory(process))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            raise SystemExit(
                f"{' '.join(command)} exited with {process.returncode}:\n{said.read()}"
            )
        output.seek(0)
        return Run(seconds, peak / 1e6, output.read())


def _memory(process: psutil.Popen) -> int:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass  # it ended between the question and the answer
    return total


def _checks(python: Sequence[str]) -> float:
    """Return which part of a synthesis goes into checking arguments."""
    spent = json.loads(run([*python, "-m", "bench.checks"]).output)
    return float(spent["checks"] / spent["whole"])


def main() -> None:
    """Print one line a case: median seconds, peak memory, milliseconds an object."""
    # As `make synth` calls it.
    python = (sys.executable, "-O")
    cases: dict[str, tuple[Sequence[str], Path]] = {
        "the platform, from nothing to dist/": ([*python, "main.py"], ROOT),
        **{
            f"{size} profiles": ([*python, "-m", "bench.case", "profiles", str(size)], ROOT)
            for size in (1, 100, 1000)
        },
        **{
            f"{size} environments": (
                [*python, "-m", "bench.case", "environments", str(size)],
                ROOT,
            )
            for size in (1, 5)
        },
        "kubectl kustomize, the same overlay": (
            ["kubectl", "kustomize", "dist/kubeflow/overlays/default"],
            ROOT,
        ),
    }
    if manifests := os.environ.get("UPSTREAM"):
        cases["kubectl kustomize, upstream's example"] = (
            ["kubectl", "kustomize", "example"],
            Path(manifests),
        )
    runs: dict[str, list[Run]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, (command, cwd) in cases.items():
            runs[name].append(run(command, cwd))
    print(f"{'case':40}{'seconds':>16}{'peak MB':>9}{'objects':>9}{'ms/object':>11}")
    medians = {
        name: statistics.median(r.seconds for r in found) for name, found in runs.items()
    }
    for name, found in runs.items():
        spread = f"{medians[name]:.2f} ({min(r.seconds for r in found):.2f}-"
        spread += f"{max(r.seconds for r in found):.2f})"
        objects = json.loads(found[0].output) if "bench.case" in cases[name][0] else None
        each = f"{1000 * medians[name] / objects:.1f}" if objects else ""
        peak = max(r.megabytes for r in found)
        print(f"{name:40}{spread:>16}{peak:>9.0f}{objects or '':>9}{each:>11}")
    shares = [_checks(python) for _ in range(ROUNDS)]
    print(f"arguments' checks take {statistics.median(shares):.1%} (wanted: 3 % at most)")
    growth = medians["1000 profiles"] / medians["100 profiles"]
    print(f"1,000 profiles take {growth:.1f} times as long as 100 (wanted: 11 at most)")


if __name__ == "__main__":
    main()
