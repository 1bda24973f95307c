"""Restore a set into a scratch cluster, and compare."""

import argparse
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from ..config import Platform
from ..recovery.cluster import Cluster, ClusterError, cluster_of
from ..recovery.comparison import differences
from ..recovery.kept_set import KeptSet, open_set
from ..recovery.lease import held
from ..recovery.recurring_runs import Pipelines
from ..recovery.steps import STEPS, Restore
from ..scripts.keep_objects import PROFILES, TRACKED, path_of

HELP: Final = "restore the newest set into a scratch cluster, and compare object by object"
EXAMPLES: Final = (
    ("--kubeconfig scratch.yaml sets", "rehearse a recovery; print minutes and differences"),
)
EXITS: Final = {0: "nothing differs", 1: "an error, or a difference"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the set, and the options for the scratch cluster."""
    parser.add_argument(
        "kept", type=Path, help="a set, or a folder of sets, of which the newest is used"
    )
    parser.add_argument(
        "--kubeconfig",
        type=Path,
        required=True,
        help="of a scratch cluster with the platform, which nobody uses",
    )
    parser.add_argument(
        "--pipelines",
        metavar="URL",
        help="where its API of Pipelines is forwarded to (default: no recurring runs)",
    )
    parser.add_argument(
        "--patience",
        metavar="MINUTES",
        type=int,
        default=10,
        help="how long namespaces and waypoints may take (default: 10)",
    )


def run(_platform: Platform, options: argparse.Namespace) -> int:
    """Run all steps in order, and print how long each took and what differs."""
    kept = open_set(options.kept)
    with cluster_of(options.kubeconfig) as cluster:
        _check_scratch(kept, cluster)
        pipelines = Pipelines(cluster, options.pipelines) if options.pipelines else None
        begun = time.monotonic()
        with held(cluster) as lease:
            restore = Restore(
                kept=kept,
                cluster=cluster,
                lease=lease,
                pipelines=pipelines,
                patience=timedelta(minutes=options.patience),
            )
            for name, step in STEPS.items():
                if name == "recurring-runs" and pipelines is None:
                    print(f"{name}: left out, {len(kept.runs)} are kept")
                    continue
                since = time.monotonic()
                lines = list(step(restore))
                print(f"{name}: {len(lines)} in {_minutes(since)}", flush=True)
        found = list(differences(kept, cluster, pipelines))
    for line in found:
        print(line)
    print(f"{len(found)} differences from {kept.name}, after {_minutes(begun)}")
    return 1 if found else 0


def _check_scratch(kept: KeptSet, cluster: Cluster) -> None:
    """Refuse the cluster of the set, and one with registered Profiles that the set lacks."""
    there = cluster.read(path_of(PROFILES))
    if there is None:
        raise ClusterError("the scratch cluster knows no Profiles; install the platform first")
    known = {each.name for each in kept.of(PROFILES)}
    for obj in there["items"]:
        metadata = obj["metadata"]
        if metadata["name"] not in known and TRACKED not in metadata.get("annotations", {}):
            raise ClusterError(
                f"this is not a scratch cluster: somebody registered Profile "
                f"{metadata['name']}, which is not in {kept.name}"
            )
    for file, objects in kept.objects.items():
        for each in objects:
            same = cluster.read(path_of(file, each.namespace, each.name)) if each.uid else None
            if same and same["metadata"]["uid"] == each.uid:
                raise ClusterError(
                    f"this is not a scratch cluster: {kept.name} was made of its {each}; what "
                    "was deleted since would come back"
                )


def _minutes(since: float) -> str:
    return f"{(time.monotonic() - since) / 60:.1f} min"
