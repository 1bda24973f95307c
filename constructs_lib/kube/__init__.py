"""Provide Kubernetes helpers that cdk8s lacks in Python."""

from .._exports import check_exports
from .admission_policy import AdmissionPolicy, MutatingPolicy
from .config_map import ConfigMap, ConfigMapKey
from .manifest import Manifest
from .names import field_name
from .network import NAMESPACE_NAME, tcp_port
from .objects import SERVERS, WORKLOADS, group_of, objects_of
from .one_app import made_in, note_made, one_mesh
from .plain import int_or_string, quantity
from .requested import Requested, requested
from .resource import (
    Object,
    Resource,
    add_field,
    annotate,
    as_version,
    cluster_scoped,
    declare,
)
from .scope import app_of, is_first, namespace_of, only_one
from .selectors import selects
from .tree import children_of, descendants, path_of, root_of, validate_by

__all__ = [
    "NAMESPACE_NAME",
    "SERVERS",
    "WORKLOADS",
    "AdmissionPolicy",
    "ConfigMap",
    "ConfigMapKey",
    "Manifest",
    "MutatingPolicy",
    "Object",
    "Requested",
    "Resource",
    "add_field",
    "annotate",
    "app_of",
    "as_version",
    "children_of",
    "cluster_scoped",
    "declare",
    "descendants",
    "field_name",
    "group_of",
    "int_or_string",
    "is_first",
    "made_in",
    "namespace_of",
    "note_made",
    "objects_of",
    "one_mesh",
    "only_one",
    "path_of",
    "quantity",
    "requested",
    "root_of",
    "selects",
    "tcp_port",
    "validate_by",
]

check_exports(globals())
