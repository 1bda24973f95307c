"""What upstream installs of a release of Kubeflow Pipelines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class PipelinesFacts:
    """What differs between the installs of two versions of Kubeflow Pipelines.

    probes: how the kubelet asks its servers whether they run: by a command, or by HTTP.
    versions: the resource by which roles name the versions of a pipeline.
    artifacts: where Argo stores artifacts: `shared` below `artifacts/`, where only the names
    of runs tell them apart, or `private` below `private-artifacts/<profile>/`.
    artifact_servers: whether each profile has its own, or by a switch, which is off.
    store_host: the Service of the bundled store that the API server is told; None where it
    has `minio-service` compiled in. store_users: whether upstream's profile hook makes users
    of that store.
    envoy_file: whether the file of the metadata store's proxy is in its image, or a ConfigMap.
    metadata_limits: bytes that the metadata store accepts, by gRPC's name of the limit.
    mysql: how the bundled MySQL is told to accept old passwords.
    spec_patch: whether a patch of every compiled pipeline can be configured.
    """

    probes: Literal["command", "http"]
    versions: Literal["pipelines/versions", "pipelineversions"]
    artifacts: Literal["shared", "private"]
    artifact_servers: Literal["always", "switch"]
    store_host: Literal["minio-service", "seaweedfs"] | None
    store_users: bool
    envoy_file: Literal["image", "config-map"]
    metadata_limits: Mapping[str, int]
    mysql: Literal["8.0", "8.4"]
    spec_patch: bool
