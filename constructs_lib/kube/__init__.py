"""Small Kubernetes shapes that cdk8s does not give Python."""

from .admission_policy import AdmissionPolicy
from .config_map import ConfigMap, ConfigMapKey
from .manifest import Manifest
from .network import NAMESPACE_NAME, tcp_port
from .objects import Object, group_of, objects_of
from .one_app import made_in, note_made, one_mesh
from .scope import app_of, cluster_scoped, is_first, namespace_of, only_one

__all__ = [
    "NAMESPACE_NAME",
    "AdmissionPolicy",
    "ConfigMap",
    "ConfigMapKey",
    "Manifest",
    "Object",
    "app_of",
    "cluster_scoped",
    "group_of",
    "is_first",
    "made_in",
    "namespace_of",
    "note_made",
    "objects_of",
    "one_mesh",
    "only_one",
    "tcp_port",
]
