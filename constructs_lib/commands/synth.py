"""Write dist/, and report the changes."""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..config import Platform
from ..delivery import VERSION, Changes, replace_tree
from ..kube import requested
from ..platform import Synthesis, synthesize
from .terminal import marked, working

HELP: Final = "write dist/, the GitOps repository's files, and report the changes"
EXAMPLES: Final = (("", "write dist/, or the folder that CDK8S_OUTDIR names"),)
EXITS: Final = {0: "dist/ is written", 1: "an error; dist/ is unchanged"}
_SHOWN: Final = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no options: main.py decides."""


def run(platform: Platform, options: argparse.Namespace) -> int:  # noqa: ARG001 - there are none
    """Write dist/ for a platform, or $CDK8S_OUTDIR where cdk8s's own command sets it."""
    started = time.perf_counter()
    with working("synthesizing"):
        synthesis = synthesize(platform)
        # Before anything is written, since it fails for what is no quantity.
        requests = list(_requests(synthesis))
    root = output_folder()
    changes = replace_tree(root, synthesis.files)
    _report(root, synthesis, requests, changes, time.perf_counter() - started)
    return 0


def _requests(synthesis: Synthesis) -> Iterator[str]:
    """Yield a line for each environment that has pods."""
    for name, by_component in synthesis.environments.items():
        found = requested(obj for objects in by_component.values() for obj in objects)
        if found.pods:
            yield f"{name} requests at rest: {found}"


def output_folder() -> Path:
    """Return the folder of dist/, or the one that the cdk8s command sets."""
    return Path(os.environ.get("CDK8S_OUTDIR") or "dist")


def _report(
    root: Path,
    synthesis: Synthesis,
    requests: Sequence[str],
    changes: Changes,
    seconds: float,
) -> None:
    documents = {
        path: text.count("\n---\n") + 1
        for path, text in synthesis.files.items()
        if path != VERSION and not path.endswith("kustomization.yaml")
    }
    patches = sum(n for path, n in documents.items() if "/patches/" in path)
    print(
        f"{root}: {len(synthesis.files)} files, {sum(documents.values()) - patches} objects, "
        f"{patches} patches in {seconds:.1f} s"
    )
    for line in requests:
        print(line)
    print(marked(listed(changes)) if changes else "nothing changed")


def listed(changes: Changes) -> str:
    """Return a line for each changed file, up to a limit."""
    lines = []
    for mark, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        lines += [f"  {mark} {path}" for path in paths[:_SHOWN]]
        if len(paths) > _SHOWN:
            lines.append(f"  {mark} … and {len(paths) - _SHOWN} more")
    return "\n".join(lines)
