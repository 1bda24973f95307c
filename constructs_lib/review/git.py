"""The tree that a commit has, in a folder of its own."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..delivery.external import run_external

_DIST: Final = "dist"


@contextmanager
def tree_of(against: str, *, below: str = "") -> Iterator[Path]:
    """Give the folder to compare with: one that exists, or dist/ as a git ref has it.

    against: a folder with kubeflow/ in it, else a branch, tag or commit of the repository
    that the working directory is in; `main...` stands for the commit at which HEAD left main.
    below: the folder of a clone that dist/ is published to, which goes before the clone's own.
    Raises ValueError for what is none of these.
    """
    for folder in (Path(against, below), Path(against)):
        if (folder / "kubeflow").is_dir():
            yield folder
            return
    ref, left, _ = against.partition("...")
    commit = _git("rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    if commit and left:
        commit = _git("merge-base", commit.decode().strip(), "HEAD")
    if not commit:
        raise ValueError(
            f"{against!r} is neither a folder with kubeflow/ in it, such as a clone of "
            f"k8s-app-configs, nor a git ref, such as 'origin/main'"
        )
    archive = _git("archive", "--format=zip", commit.decode().strip(), _DIST)
    if archive is None:
        raise ValueError(f"{against!r} has no {_DIST}/ where this is run")
    with tempfile.TemporaryDirectory(prefix="kubeflow-gitops-") as extracted:
        # A zip file's members stay below the folder, and links in it become plain files.
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(extracted)
        yield Path(extracted, _DIST)


def _git(*arguments: str) -> bytes | None:
    """Return what git prints, None where it fails."""
    done = run_external("git", *arguments)
    return None if done.returncode else done.stdout
