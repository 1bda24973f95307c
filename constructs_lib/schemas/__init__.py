"""Define Kubeflow's kinds and those of its dependencies as Python classes."""

from .argo_workflows import ARGO_KINDS, WORKFLOW
from .custom_resource import CustomResource, CustomResourceDefinition, WebhookConversion
from .katib import EXPERIMENT, KATIB_KINDS, SUGGESTION, TRIAL
from .metacontroller import COMPOSITE_CONTROLLER, CONTROLLER_REVISION, DECORATOR_CONTROLLER
from .notebook import NOTEBOOK
from .openapi import schema_of
from .pipelines import SCHEDULED_WORKFLOW, VIEWER
from .pod_default import POD_DEFAULT
from .profile import PROFILE
from .pvc_viewer import PVC_VIEWER
from .serving import (
    CLUSTER_SERVING_RUNTIME,
    CLUSTER_STORAGE_CONTAINER,
    INFERENCE_GRAPH,
    INFERENCE_SERVICE,
    serving_kinds,
)
from .spark_application import SCHEDULED_SPARK_APPLICATION, SPARK_APPLICATION, SPARK_KINDS
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
    "ARGO_KINDS",
    "CLUSTER_SERVING_RUNTIME",
    "CLUSTER_STORAGE_CONTAINER",
    "COMPOSITE_CONTROLLER",
    "CONTROLLER_REVISION",
    "DECORATOR_CONTROLLER",
    "EXPERIMENT",
    "INFERENCE_GRAPH",
    "INFERENCE_SERVICE",
    "KATIB_KINDS",
    "MPI_JOB",
    "MX_JOB",
    "NOTEBOOK",
    "PADDLE_JOB",
    "POD_DEFAULT",
    "PROFILE",
    "PVC_VIEWER",
    "PYTORCH_JOB",
    "SCHEDULED_SPARK_APPLICATION",
    "SCHEDULED_WORKFLOW",
    "SPARK_APPLICATION",
    "SPARK_KINDS",
    "SUGGESTION",
    "TENSORBOARD",
    "TF_JOB",
    "TRAINING_JOBS",
    "TRIAL",
    "VIEWER",
    "WORKFLOW",
    "XGBOOST_JOB",
    "CustomResource",
    "CustomResourceDefinition",
    "WebhookConversion",
    "schema_of",
    "serving_kinds",
]
