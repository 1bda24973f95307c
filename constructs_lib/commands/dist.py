"""The folder dist/, which commands read as it is."""

from pathlib import Path
from typing import Final

from .._program import command

_DIST: Final = Path("dist")


def existing_dist() -> Path:
    """Return dist/ of the current folder. Raises ValueError where it does not exist."""
    if not _DIST.is_dir():
        raise ValueError(f"{_DIST} does not exist here; run `{command('synth')}`")
    return _DIST
