"""Kubeflow's components, one module each, and the bundle that is its core."""

from .katib import Katib
from .kubeflow_core import KubeflowCore
from .training_operator import TrainingOperator
from .user_namespace import UserNamespace
from .user_profile import UserProfile

__all__ = ["Katib", "KubeflowCore", "TrainingOperator", "UserNamespace", "UserProfile"]
