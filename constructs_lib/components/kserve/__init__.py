"""KServe: models that are served, and what serves them."""

from .kserve import NAME, KServe

__all__ = ["NAME", "KServe"]
