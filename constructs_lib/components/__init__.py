"""Kubeflow's components, one module each, and the bundle that is its core."""

from .kubeflow_core import KubeflowCore
from .user_namespace import UserNamespace
from .user_profile import UserProfile

__all__ = ["KubeflowCore", "UserNamespace", "UserProfile"]
