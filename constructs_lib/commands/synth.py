"""Write dist/, and say what changed."""

import argparse
import os
import time
from pathlib import Path
from typing import Final

from ..config import Platform
from ..delivery import Changes, replace_tree
from ..platform import Synthesis, synthesize

HELP: Final = "write dist/, the GitOps repository's files, and say what changed"
_SHOWN: Final = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take none: main.py decides."""


def run(platform: Platform, options: argparse.Namespace) -> int:  # noqa: ARG001 - there are none
    """Write dist/ for a platform, or $CDK8S_OUTDIR where cdk8s's own command sets it."""
    started = time.perf_counter()
    synthesis = synthesize(platform)
    root = Path(os.environ.get("CDK8S_OUTDIR") or "dist")
    changes = replace_tree(root, synthesis.files)
    _report(root, synthesis, changes, time.perf_counter() - started)
    return 0


def _report(root: Path, synthesis: Synthesis, changes: Changes, seconds: float) -> None:
    documents = {
        path: text.count("\n---\n") + 1
        for path, text in synthesis.files.items()
        if not path.endswith("kustomization.yaml")
    }
    patches = sum(n for path, n in documents.items() if "/patches/" in path)
    print(
        f"{root}: {len(synthesis.files)} files, {sum(documents.values()) - patches} objects, "
        f"{patches} patches in {seconds:.1f} s"
    )
    if not changes:
        print("nothing changed")
    for mark, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        for path in paths[:_SHOWN]:
            print(f"  {mark} {path}")
        if len(paths) > _SHOWN:
            print(f"  {mark} … and {len(paths) - _SHOWN} more")
