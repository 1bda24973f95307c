"""Small Kubernetes shapes that cdk8s does not give Python."""

from .config_map import ConfigMap, ConfigMapKey
from .manifest import Manifest
from .scope import cluster_scoped, namespace_of
from .units import Object, group_of, objects_of

__all__ = [
    "ConfigMap",
    "ConfigMapKey",
    "Manifest",
    "Object",
    "cluster_scoped",
    "group_of",
    "namespace_of",
    "objects_of",
]
