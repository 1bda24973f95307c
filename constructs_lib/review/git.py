"""Extract dist/ of a commit into a temporary folder."""

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
    """Yield the folder to compare with: an existing one, or dist/ of a git ref.

    against: a folder that contains kubeflow/, else a branch, tag or commit of the current
    repository; `main...` means the commit at which HEAD left main. below: the folder of a
    clone to which dist/ is published, tried before the clone's root. Raises ValueError for
    anything else.
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
        raise ValueError(f"{against!r} has no {_DIST}/ in the current folder")
    with tempfile.TemporaryDirectory(prefix="kubeflow-gitops-") as extracted:
        # A zip file's members stay below the folder, and links in it become plain files.
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(extracted)
        yield Path(extracted, _DIST)


def _git(*arguments: str) -> bytes | None:
    """Return the output of git, or None if it fails."""
    done = run_external("git", *arguments)
    return None if done.returncode else done.stdout
