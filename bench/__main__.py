"""Measure synthesis beside kustomize: `make bench`.

Every case runs in fresh processes, the cases in turn, so that a noisy machine disturbs all of
them alike. Memory is the peak of the process and its children together, sampled every 50 ms:
more often it would slow down what it measures.

`make bench UPSTREAM=<folder>` takes kubeflow/manifests at v1.9.1, or a clone with that tag,
and measures kustomize on its `example`. `RECORD=<what is measured>` adds the figures to
docs/performance.md.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from constructs_lib.releases import RELEASES

from .measure import Case, Run, run
from .ratios import AGAIN, SYNTH, UPSTREAM, ratios, record
from .upstream import manifests

ROUNDS = 5
SIZES: Final = {
    "profiles": (1, 100, 1000),
    "environments": (1, 5),
    "releases": (1, len(RELEASES)),
}
# As `make synth` calls it.
PYTHON = (sys.executable, "-O")


def cases(example: Path | None) -> Mapping[str, Case]:
    """Return what is measured. example: upstream's manifests."""
    synth = ["make", "--silent", "synth"]
    overlay = ["kubectl", "kustomize", "dist/kubeflow/overlays/default"]
    return {
        SYNTH: Case(command=synth, anew=True),
        AGAIN: Case(command=synth),
        **{
            f"{size} {case}": Case(command=[*PYTHON, "-m", "bench.case", case, str(size)])
            for case, sizes in SIZES.items()
            for size in sizes
        },
        "kubectl kustomize, the same overlay": Case(command=overlay),
        **(
            {UPSTREAM: Case(command=["kubectl", "kustomize", "example"], folder=example)}
            if example
            else {}
        ),
    }


def _line(name: str, found: list[Run], objects: int | None) -> str:
    seconds = [each.seconds for each in found]
    middle = statistics.median(seconds)
    spread = f"{middle:.2f} ({min(seconds):.2f}-{max(seconds):.2f})"
    cpu = statistics.median(each.cpu for each in found)
    peak = max(each.megabytes for each in found)
    each = f"{1000 * middle / objects:.1f}" if objects else ""
    return f"{name:36}{spread:>18}{cpu:>7.2f}{peak:>9.0f}{objects or '':>9}{each:>11}"


def _checks() -> float:
    """Return which part of a synthesis goes into checking arguments."""
    found = run(Case(command=[*PYTHON, "-m", "bench.checks"]))
    spent = json.loads(found.output)
    return float(spent["checks"] / spent["whole"])


def main() -> None:
    """Print one line a case, what the ratios are, and what is wanted of them."""
    with tempfile.TemporaryDirectory() as folder:
        given = os.environ.get("UPSTREAM")
        every = cases(manifests(given, Path(folder)) if given else None)
        runs: dict[str, list[Run]] = {name: [] for name in every}
        for _ in range(ROUNDS):
            for name, case in every.items():
                runs[name].append(run(case))
    print(f"{'case':36}{'seconds':>18}{'CPU':>7}{'peak MB':>9}{'objects':>9}{'ms/object':>11}")
    for name, found in runs.items():
        counted = "bench.case" in every[name].command
        print(_line(name, found, json.loads(found[0].output) if counted else None))
    print(f"\n{'':58}{'':>8}{'at most':>9}")
    for each in ratios(runs):
        print(each)
    shares = [_checks() for _ in range(ROUNDS)]
    print(f"arguments' checks take {statistics.median(shares):.1%} (wanted: 3 % at most)")
    if label := os.environ.get("RECORD"):
        if not given:
            raise SystemExit("RECORD needs UPSTREAM: the history is of both, side by side")
        record(label, runs)


if __name__ == "__main__":
    main()
