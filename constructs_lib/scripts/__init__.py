"""Programs that run in pods, of Python's standard library and of files that ship beside them.

Their text is what the cluster gets, in a ConfigMap; tests import them like any module.
"""

from importlib.resources import files
from typing import Final

_FOLDER: Final = files(__name__)


def text_of(name: str) -> str:
    """Return a program's text by its file's name. Raises OSError for one that is not there."""
    return (_FOLDER / name).read_text("utf-8")
