"""Who may call whom inside the mesh."""

from .access_policy import AccessPolicy
from .ambient_namespace import AmbientNamespace
from .mutual_tls import MutualTls

__all__ = ["AccessPolicy", "AmbientNamespace", "MutualTls"]
