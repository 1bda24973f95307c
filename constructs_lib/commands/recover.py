"""Run one step of a recovery."""

import argparse
from pathlib import Path
from typing import Final

from ..config import Platform
from ..recovery.cluster import cluster_of
from ..recovery.comparison import differences
from ..recovery.kept_set import open_set
from ..recovery.lease import held
from ..recovery.recurring_runs import Pipelines
from ..recovery.steps import STEPS, Restore

HELP: Final = "run one step of a recovery; leave existing objects unchanged"
EXAMPLES: Final = (
    ("--from sets profiles", "create the Profiles of the newest complete set"),
    ("--from sets --profile ada rights", "restore into one profile, which was deleted"),
    ("--from sets compare", "list what the cluster lacks, and change nothing"),
)
EXITS: Final = {
    0: "the step is done; with `compare`, nothing differs",
    1: "an error, or a difference; the step can be run again",
}
COMPARE: Final = "compare"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the step, and the options for the set and the cluster."""
    steps = (*STEPS, COMPARE)
    parser.add_argument(
        "step",
        metavar="STEP",
        choices=steps,
        help=f"in the order of the runbook: {', '.join(steps)}",
    )
    parser.add_argument(
        "--from",
        dest="kept",
        type=Path,
        required=True,
        help="a set, or a folder of sets, of which the newest is used",
    )
    parser.add_argument(
        "--profile", metavar="NAME", help="restore this profile only (default: all)"
    )
    parser.add_argument(
        "--kubeconfig", type=Path, help="of the new cluster (default: kubectl's own choice)"
    )
    parser.add_argument(
        "--pipelines",
        metavar="URL",
        help="the address to which the API of Pipelines is forwarded",
    )


def run(_platform: Platform, options: argparse.Namespace) -> int:
    """Run the step, and print a line for each object."""
    kept = open_set(options.kept)
    if options.profile:
        kept = kept.only(options.profile)
    with cluster_of(options.kubeconfig) as cluster:
        pipelines = Pipelines(cluster, options.pipelines) if options.pipelines else None
        if options.step == COMPARE:
            found = list(differences(kept, cluster, pipelines))
            print("\n".join(found) if found else f"nothing differs from {kept.name}")
            return 1 if found else 0
        with held(cluster) as lease:
            restore = Restore(kept=kept, cluster=cluster, lease=lease, pipelines=pipelines)
            for line in STEPS[options.step](restore):
                print(line, flush=True)
    return 0
