"""What `python main.py` does: synthesize, write, and say what changed."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jsii.errors import JSIIError

from .config import Platform
from .delivery import Changes, replace_tree
from .platform import Synthesis, synthesize

_SHOWN = 12


def run(platform: Callable[[], Platform], arguments: Sequence[str] | None = None) -> int:
    """Write dist/ for a platform; return the exit code.

    platform: a function, so that a wrong decision in it is told as one sentence.
    The folder is dist/, or $CDK8S_OUTDIR where cdk8s's own command sets it.
    """
    parser = argparse.ArgumentParser(description="Synthesize Kubeflow for GitOps into dist/.")
    parser.add_argument(
        "--images", action="store_true", help="list every image, one a line; write nothing"
    )
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        decided = platform()
        synthesis = synthesize(decided)
        if options.images:
            print(*images(decided, synthesis), sep="\n")
            return 0
        root = Path(os.environ.get("CDK8S_OUTDIR") or "dist")
        changes = replace_tree(root, synthesis.files)
    except (ValueError, OSError, JSIIError, RuntimeError) as error:
        # jsii's errors go on with a trace of their JavaScript.
        message, _, _ = str(error).partition("\n")
        print(f"error: {message}", file=sys.stderr)
        return 1
    _report(root, synthesis, changes, time.perf_counter() - started)
    return 0


def images(platform: Platform, synthesis: Synthesis) -> list[str]:
    """Return every image of every environment: of pods, and named in settings."""
    found: set[str] = set()
    for environment in platform.environments:
        known = environment.config.image_references()
        for field, text in _texts(synthesis.environments[environment.name]):
            if field == "image":
                found.add(text)
            found |= {image for image in known if image in text}
    return sorted(found)


def _texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text below a value, each with the name of the field that holds it."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, field)


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
