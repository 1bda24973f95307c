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
    has `minio-service` compiled in. store_probes: which probes that store has.
    envoy_file: whether the file of the metadata store's proxy is in its image, or a ConfigMap.
    metadata_limits: bytes that the metadata store accepts, by gRPC's name of the limit.
    mysql: how the bundled MySQL is told to accept old passwords.
    spec_patch: whether a patch of every compiled pipeline can be configured.
    step_trust: what gives steps more CAs: variables of the executor with a ConfigMap, a Secret
    alone, or a ConfigMap.
    step_users: whether the user of every step can be, and Argo's containers have their own.
    cluster_domain: whether its servers are told the domain of the cluster.
    schedule_metrics: whether the controller of recurring runs has metrics.
    public_version: whether every account may read which version runs.
    v1_switch: whether pipelines of v1 can be refused.
    """

    probes: Literal["command", "http"]
    versions: Literal["pipelines/versions", "pipelineversions"]
    artifacts: Literal["shared", "private"]
    artifact_servers: Literal["always", "switch"]
    store_host: Literal["minio-service", "seaweedfs"] | None
    store_probes: Literal["readiness", "all"]
    envoy_file: Literal["image", "config-map"]
    metadata_limits: Mapping[str, int]
    mysql: Literal["8.0", "8.4"]
    spec_patch: bool
    step_trust: Literal["executor", "secret", "config-map"]
    step_users: bool
    cluster_domain: bool
    schedule_metrics: bool
    public_version: bool
    v1_switch: bool
