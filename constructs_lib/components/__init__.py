"""Kubeflow's components, one module each, and the bundle that is its core."""

from .kubeflow_core import KubeflowCore
from .metacontroller import ApiResource, Metacontroller
from .profile_waypoints import ProfileAccess, ProfileWaypoints
from .user_namespace import UserNamespace
from .user_profile import UserProfile

__all__ = [
    "ApiResource",
    "KubeflowCore",
    "Metacontroller",
    "ProfileAccess",
    "ProfileWaypoints",
    "UserNamespace",
    "UserProfile",
]
