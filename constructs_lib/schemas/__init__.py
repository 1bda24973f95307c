"""Kubeflow's kinds and Metacontroller's as Python classes, and their definitions."""

from .custom_resource import CustomResource, CustomResourceDefinition, WebhookConversion
from .metacontroller import COMPOSITE_CONTROLLER, CONTROLLER_REVISION, DECORATOR_CONTROLLER
from .notebook import NOTEBOOK
from .openapi import schema_of
from .pod_default import POD_DEFAULT
from .profile import PROFILE
from .pvc_viewer import PVC_VIEWER
from .tensorboard import TENSORBOARD

__all__ = [
    "COMPOSITE_CONTROLLER",
    "CONTROLLER_REVISION",
    "DECORATOR_CONTROLLER",
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
