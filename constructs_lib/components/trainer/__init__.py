"""Install Kubeflow Trainer, which runs TrainJobs by runtimes that administrators define."""

from .trainer import NAME, Trainer

__all__ = ["NAME", "Trainer"]
