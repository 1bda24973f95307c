"""KServe: models that are served, and what serves them."""

from .kserve import NAME, KServe
from .model_routes import ModelRoutes

__all__ = ["NAME", "KServe", "ModelRoutes"]
