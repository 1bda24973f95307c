"""Kubeflow's components, one module each, and the bundle that is its core."""

from .._exports import check_exports
from ..config.profile_access import ProfileAccess
from .api_resource import ApiResource
from .context import Context, Part
from .katib import Katib
from .kubeflow_core import KubeflowCore
from .kubeflow_extensions import KubeflowExtensions
from .metacontroller import Metacontroller
from .monitoring import PlatformMonitoring
from .own_components import OwnComponents
from .pipelines import Pipelines
from .profile_waypoints import ProfileWaypoints
from .pvcviewer_controller import ROUTES as VIEWER_ROUTES
from .queues import WorkQueues
from .route_writers import ROUTE_WRITERS
from .settings import WebAppSettings
from .training_operator import TrainingOperator
from .user_namespace import UserNamespace
from .user_profile import UserProfile
from .velero import VeleroCopies

__all__ = [
    "ROUTE_WRITERS",
    "VIEWER_ROUTES",
    "ApiResource",
    "Context",
    "Katib",
    "KubeflowCore",
    "KubeflowExtensions",
    "Metacontroller",
    "OwnComponents",
    "Part",
    "Pipelines",
    "PlatformMonitoring",
    "ProfileAccess",
    "ProfileWaypoints",
    "TrainingOperator",
    "UserNamespace",
    "UserProfile",
    "VeleroCopies",
    "WebAppSettings",
    "WorkQueues",
]

check_exports(globals())
