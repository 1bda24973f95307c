"""Synthesize a platform, write its files, and describe them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..config import Platform
from ..delivery import VERSION, Changes, replace_tree
from ..kube import requested
from ..platform import Synthesis, synthesize
from .terminal import marked, working

_SHOWN: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """The files of a synthesis by path, what there is of them, and what changed.

    summary: how much it is, then what each environment requests of a cluster.
    changes: the changed files, a line each; empty if there are none.
    """

    files: Mapping[str, str]
    summary: tuple[str, ...]
    changes: str


def synthesized_into(root: Path, platform: Platform) -> Made:
    """Replace the folder `root` by what a platform synthesizes."""
    with working("synthesizing"):
        synthesis = synthesize(platform)
        # Before anything is written, since it fails for what is no quantity.
        summary = (_size(synthesis), *_requests(synthesis))
    changes = replace_tree(root, synthesis.files)
    return Made(
        files=synthesis.files,
        summary=summary,
        changes=marked(listed(changes)) if changes else "",
    )


def _requests(synthesis: Synthesis) -> Iterator[str]:
    """Yield a line for each environment that has pods."""
    for name, by_component in synthesis.environments.items():
        found = requested(obj for objects in by_component.values() for obj in objects)
        if found.pods:
            yield f"{name} requests at rest: {found}"


def _size(synthesis: Synthesis) -> str:
    documents = {
        path: text.count("\n---\n") + 1
        for path, text in synthesis.files.items()
        if path != VERSION and not path.endswith("kustomization.yaml")
    }
    patches = sum(n for path, n in documents.items() if "/patches/" in path)
    return (
        f"{len(synthesis.files)} files, {sum(documents.values()) - patches} objects, "
        f"{patches} patches"
    )


def listed(changes: Changes) -> str:
    """Return a line for each changed file, up to a limit."""
    lines = []
    for mark, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        lines += [f"  {mark} {path}" for path in paths[:_SHOWN]]
        if len(paths) > _SHOWN:
            lines.append(f"  {mark} … and {len(paths) - _SHOWN} more")
    return "\n".join(lines)
