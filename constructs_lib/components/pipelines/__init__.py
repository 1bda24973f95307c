"""Install Kubeflow Pipelines 2.3 for several users, one module per process."""

from .pipelines import NAME, Pipelines

__all__ = ["NAME", "Pipelines"]
