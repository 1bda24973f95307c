"""Write dist/, and report the changes."""

import argparse
import gc
import time
from typing import Final

from ..config import Platform
from .dist import output_folder
from .last_synthesis import last_synthesis

HELP: Final = "write dist/, the GitOps repository's files, and report the changes"
EXAMPLES: Final = (("", "write dist/, or the folder that CDK8S_OUTDIR names"),)
EXITS: Final = {0: "dist/ is written", 1: "an error; dist/ is unchanged"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no options: main.py decides."""


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Write dist/ for a platform, or $CDK8S_OUTDIR where cdk8s's own command sets it."""
    started = time.perf_counter()
    root = output_folder()
    # A process that goes on may have changed what is imported.
    last = last_synthesis(platform, root, options.app) if options.whole_process else None
    summary, changes = last.summary() if last else None, ""
    if summary is None:
        # Importing constructs takes longer than a run that needs none. They stay: looking for
        # garbage among them would take a tenth of the time.
        collects = gc.isenabled()
        gc.disable()
        try:
            from .whole_synthesis import synthesized_into
        finally:
            if collects:
                gc.enable()
        gc.freeze()
        made = synthesized_into(root, platform)
        summary, changes = made.summary, made.changes
        if last:
            last.keep(made.files, summary)
    size, *requests = summary
    print(f"{root}: {size} in {time.perf_counter() - started:.1f} s")
    for line in requests:
        print(line)
    print(changes or "nothing changed")
    return 0
