"""What is wanted of the figures, and a line of them for docs/performance.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .measure import ROOT, Run

PAGE = ROOT / "docs" / "performance.md"
SYNTH, AGAIN, UPSTREAM = (
    "make synth",
    "make synth, nothing changed",
    "kubectl kustomize example",
)


@dataclass(frozen=True)
class Ratio:
    """A ratio of medians. at_most: what is wanted of it."""

    name: str
    value: float
    at_most: float

    def __str__(self) -> str:
        verdict = "ok" if self.value <= self.at_most else "TOO MUCH"
        return f"{self.name:58}{self.value:>8.2f}{self.at_most:>9.2f}  {verdict}"


def ratios(runs: Mapping[str, Sequence[Run]]) -> list[Ratio]:
    """Return what the figures came to; those beside upstream where it was measured."""
    clock = {name: median(each.seconds for each in found) for name, found in runs.items()}
    cpu = {name: median(each.cpu for each in found) for name, found in runs.items()}
    beside = (
        [
            Ratio(
                "make synth / kustomize, by the clock", clock[SYNTH] / clock[UPSTREAM], 0.35
            ),
            Ratio("make synth / kustomize, CPU", cpu[SYNTH] / cpu[UPSTREAM], 0.25),
            Ratio(
                "make synth, nothing changed / kustomize, by the clock",
                clock[AGAIN] / clock[UPSTREAM],
                0.2,
            ),
        ]
        if UPSTREAM in runs
        else []
    )
    peak = max(each.megabytes for name in (SYNTH, AGAIN) for each in runs[name])
    return [
        *beside,
        Ratio("peak of make synth with its children, MB", peak, 300),
        Ratio("1,000 profiles / 100", clock["1000 profiles"] / clock["100 profiles"], 11),
        Ratio("5 environments / 1", clock["5 environments"] / clock["1 environments"], 2.5),
        Ratio("5 releases / 1", clock["5 releases"] / clock["1 releases"], 3),
    ]


def record(label: str, runs: Mapping[str, Sequence[Run]], page: Path = PAGE) -> None:
    """Add a line to the page's table, which ends it. label: what was measured."""
    figures = [
        f"{median(each.seconds for each in runs[name]):.2f} s, "
        f"{median(each.cpu for each in runs[name]):.2f} s"
        for name in (SYNTH, UPSTREAM)
    ]
    values = [f"{each.value:.2f}".removesuffix(".00") for each in ratios(runs)]
    text = page.read_text()
    page.write_text(f"{text.rstrip()}\n| {' | '.join([label, *figures, *values])} |\n")
