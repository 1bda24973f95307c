"""The library's version, in the one place that has it: pyproject.toml reads it here."""

__version__ = "0.2.1.dev0"
