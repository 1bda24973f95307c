"""The folder dist/, where it is written and where it is read."""

import os
from pathlib import Path
from typing import Final

from .._program import command

_DIST: Final = Path("dist")


def output_folder() -> Path:
    """Return the folder of dist/, or the one that the cdk8s command sets."""
    return Path(os.environ.get("CDK8S_OUTDIR") or _DIST)


def existing_dist() -> Path:
    """Return dist/ of the current folder. Raises ValueError where it does not exist."""
    if not _DIST.is_dir():
        raise ValueError(f"{_DIST} does not exist here; run `{command('synth')}`")
    return _DIST
