"""Define the fields of models that KServe keeps on nodes.

Source: config/crd of kserve/kserve, v0.15.0 to v0.18.0.
"""

# ruff: noqa: N815 - its Uri is no Kubernetes' URI
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from .hints import Keywords, Since
from .serving_runtime import V0_18

_CONSTANT: Final = Keywords(
    {
        "x-kubernetes-validations": [
            {"message": "StorageUri is immutable", "rule": "self == oldSelf"}
        ]
    }
)


def _state(*names: str) -> Keywords:
    return Keywords({"enum": ["", *names]})


_OF_NODE: Final = ("NotReady", "DownloadPending", "Downloading", "Downloaded", "DownloadError")
NodeState = Annotated[str, _state(*(f"Node{each}" for each in _OF_NODE))]
ModelState = Annotated[str, _state(*(f"Model{each}" for each in _OF_NODE[1:]))]


@dataclass
class CacheStorage:
    key: str | None = None
    parameters: Mapping[str, str] | None = None


@dataclass
class CacheSpec:
    model_size: k8s.Quantity
    node_groups: Annotated[Sequence[str], Keywords({"minItems": 1})]
    sourceModelUri: Annotated[str, _CONSTANT]
    service_account_name: Annotated[str | None, Since(V0_18)] = None
    storage: Annotated[CacheStorage | None, Since(V0_18)] = None


@dataclass
class ProfileCacheSpec(CacheSpec):
    """A model that is kept for one profile."""


@dataclass
class Copies:
    available: int | None = None
    failed: int | None = None
    total: int | None = None


@dataclass
class ServedBy:
    name: str | None = None
    namespace: str | None = None


@dataclass
class CacheStatus:
    copies: Copies | None = None
    inference_services: Sequence[ServedBy] | None = None
    node_status: Mapping[str, NodeState] | None = None


@dataclass
class NodeGroupSpec:
    persistent_volume_claim_spec: k8s.PersistentVolumeClaimSpec
    persistent_volume_spec: k8s.PersistentVolumeSpec
    storage_limit: k8s.Quantity


@dataclass
class NodeGroupStatus:
    available: k8s.Quantity | None = None
    used: k8s.Quantity | None = None


@dataclass
class NodeGroupFields:
    spec: NodeGroupSpec | None = None
    status: NodeGroupStatus | None = None


@dataclass
class LocalModel:
    model_name: str
    sourceModelUri: str
    namespace: Annotated[str | None, Since(V0_18)] = None
    node_group: Annotated[str | None, Since(V0_18)] = None
    service_account_name: Annotated[str | None, Since(V0_18)] = None
    storage: Annotated[CacheStorage | None, Since(V0_18)] = None


@dataclass
class NodeSpec:
    local_models: Sequence[LocalModel]


@dataclass
class NodeStatus:
    model_status: Mapping[str, ModelState] | None = None
