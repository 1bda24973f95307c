"""Kubeflow's own kinds as Python classes, and their definitions for a cluster."""

from .custom_resource import CustomResource, CustomResourceDefinition, WebhookConversion
from .notebook import NOTEBOOK
from .openapi import schema_of
from .pod_default import POD_DEFAULT
from .profile import PROFILE
from .pvc_viewer import PVC_VIEWER
from .tensorboard import TENSORBOARD

__all__ = [
    "NOTEBOOK",
    "POD_DEFAULT",
    "PROFILE",
    "PVC_VIEWER",
    "TENSORBOARD",
    "CustomResource",
    "CustomResourceDefinition",
    "WebhookConversion",
    "schema_of",
]
