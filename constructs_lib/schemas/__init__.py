"""Kubeflow's own kinds as Python classes, and their definitions for a cluster."""

from .custom_resource import CustomResource, CustomResourceDefinition, WebhookConversion
from .katib import EXPERIMENT, KATIB_KINDS, SUGGESTION, TRIAL
from .notebook import NOTEBOOK
from .openapi import schema_of
from .pod_default import POD_DEFAULT
from .profile import PROFILE
from .pvc_viewer import PVC_VIEWER
from .tensorboard import TENSORBOARD
from .training_job import (
    MPI_JOB,
    MX_JOB,
    PADDLE_JOB,
    PYTORCH_JOB,
    TF_JOB,
    TRAINING_JOBS,
    XGBOOST_JOB,
)

__all__ = [
    "EXPERIMENT",
    "KATIB_KINDS",
    "MPI_JOB",
    "MX_JOB",
    "NOTEBOOK",
    "PADDLE_JOB",
    "POD_DEFAULT",
    "PROFILE",
    "PVC_VIEWER",
    "PYTORCH_JOB",
    "SUGGESTION",
    "TENSORBOARD",
    "TF_JOB",
    "TRAINING_JOBS",
    "TRIAL",
    "XGBOOST_JOB",
    "CustomResource",
    "CustomResourceDefinition",
    "WebhookConversion",
    "schema_of",
]
