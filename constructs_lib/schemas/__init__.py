"""Define Kubeflow's kinds and those of its dependencies as Python classes."""

from .argo_workflows import WORKFLOW, argo_kinds
from .custom_resource import CustomResource, CustomResourceDefinition, WebhookConversion
from .job_set import JOB_SET
from .katib import EXPERIMENT, KATIB_KINDS, SUGGESTION, TRIAL
from .metacontroller import (
    COMPOSITE_CONTROLLER,
    CONTROLLER_REVISION,
    DECORATOR_CONTROLLER,
    METACONTROLLER_2,
    METACONTROLLER_4,
)
from .notebook import NOTEBOOK
from .openapi import schema_of
from .pipelines import SCHEDULED_WORKFLOW, VIEWER
from .pod_default import POD_DEFAULT, POD_DEFAULT_2
from .profile import PROFILE, PROFILE_2
from .pvc_viewer import PVC_VIEWER
from .serving import (
    CLUSTER_SERVING_RUNTIME,
    CLUSTER_STORAGE_CONTAINER,
    INFERENCE_GRAPH,
    INFERENCE_SERVICE,
    serving_kinds,
)
from .spark_application import (
    SCHEDULED_SPARK_APPLICATION,
    SPARK_APPLICATION,
    SPARK_KINDS,
    spark_kinds,
)
from .spark_connect import SPARK_CONNECT
from .tensorboard import TENSORBOARD
from .train_job import (
    CLUSTER_TRAINING_RUNTIME,
    TRAIN_JOB,
    TRAINER_KINDS,
    TRAINING_RUNTIME,
    job_sets,
    trainer_kinds,
)
from .training_job import (
    JAX_JOB,
    MPI_JOB,
    MX_JOB,
    PADDLE_JOB,
    PYTORCH_JOB,
    TF_JOB,
    XGBOOST_JOB,
    training_jobs,
)

__all__ = [
    "CLUSTER_SERVING_RUNTIME",
    "CLUSTER_STORAGE_CONTAINER",
    "CLUSTER_TRAINING_RUNTIME",
    "COMPOSITE_CONTROLLER",
    "CONTROLLER_REVISION",
    "DECORATOR_CONTROLLER",
    "EXPERIMENT",
    "INFERENCE_GRAPH",
    "INFERENCE_SERVICE",
    "JAX_JOB",
    "JOB_SET",
    "KATIB_KINDS",
    "METACONTROLLER_2",
    "METACONTROLLER_4",
    "MPI_JOB",
    "MX_JOB",
    "NOTEBOOK",
    "PADDLE_JOB",
    "POD_DEFAULT",
    "POD_DEFAULT_2",
    "PROFILE",
    "PROFILE_2",
    "PVC_VIEWER",
    "PYTORCH_JOB",
    "SCHEDULED_SPARK_APPLICATION",
    "SCHEDULED_WORKFLOW",
    "SPARK_APPLICATION",
    "SPARK_CONNECT",
    "SPARK_KINDS",
    "SUGGESTION",
    "TENSORBOARD",
    "TF_JOB",
    "TRAINER_KINDS",
    "TRAINING_RUNTIME",
    "TRAIN_JOB",
    "TRIAL",
    "VIEWER",
    "WORKFLOW",
    "XGBOOST_JOB",
    "CustomResource",
    "CustomResourceDefinition",
    "WebhookConversion",
    "argo_kinds",
    "job_sets",
    "schema_of",
    "serving_kinds",
    "spark_kinds",
    "trainer_kinds",
    "training_jobs",
]
