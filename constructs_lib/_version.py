"""The library's version, in the one place that has it: pyproject.toml reads it here."""

from typing import Final

__version__: Final = "0.2.0.dev0"
