"""Kubeflow's components, one module each, and the bundle that is its core."""

from .katib import Katib
from .kubeflow_core import KubeflowCore
from .kubeflow_extensions import KubeflowExtensions
from .metacontroller import ApiResource, Metacontroller
from .pipelines import Pipelines
from .profile_access import ProfileAccess
from .profile_waypoints import ProfileWaypoints
from .pvcviewer_controller import ROUTES as VIEWER_ROUTES
from .route_writers import ROUTE_WRITERS
from .training_operator import TrainingOperator
from .user_namespace import UserNamespace
from .user_profile import UserProfile

__all__ = [
    "ROUTE_WRITERS",
    "VIEWER_ROUTES",
    "ApiResource",
    "Katib",
    "KubeflowCore",
    "KubeflowExtensions",
    "Metacontroller",
    "Pipelines",
    "ProfileAccess",
    "ProfileWaypoints",
    "TrainingOperator",
    "UserNamespace",
    "UserProfile",
]
