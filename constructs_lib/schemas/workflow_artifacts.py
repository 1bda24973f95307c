"""Define the kinds of Argo Workflows that contain artifacts, as of 3.7: before, untyped."""

from collections.abc import Mapping, Sequence

from .hints import shape
from .workflow_task_result import (
    S3,
    Artifact,
    Artifactory,
    Azure,
    Gcs,
    Git,
    Hdfs,
    Http,
    Oss,
    Parameter,
    Raw,
)


@shape
class ArtifactLocation:
    archive_logs: bool | None = None
    artifactory: Artifactory | None = None
    azure: Azure | None = None
    gcs: Gcs | None = None
    git: Git | None = None
    hdfs: Hdfs | None = None
    http: Http | None = None
    oss: Oss | None = None
    raw: Raw | None = None
    s3: S3 | None = None


@shape
class NodeArtifacts:
    archive_location: ArtifactLocation | None = None
    artifacts: Mapping[str, Artifact] | None = None


@shape
class ArtifactGCSpec:
    artifacts_by_node: Mapping[str, NodeArtifacts] | None = None


@shape
class ArtifactResult:
    name: str
    error: str | None = None
    success: bool | None = None


@shape
class NodeResults:
    artifact_results: Mapping[str, ArtifactResult] | None = None


@shape
class ArtifactGCStatus:
    artifact_results_by_node: Mapping[str, NodeResults] | None = None


@shape
class ArtifactGCTask:
    spec: ArtifactGCSpec
    status: ArtifactGCStatus | None = None


@shape
class Event:
    selector: str


@shape
class Arguments:
    artifacts: Sequence[Artifact] | None = None
    parameters: Sequence[Parameter] | None = None


@shape
class SubmitMetadata:
    annotations: Mapping[str, str] | None = None
    finalizers: Sequence[str] | None = None
    generate_name: str | None = None
    labels: Mapping[str, str] | None = None
    name: str | None = None
    namespace: str | None = None


@shape
class TemplateRef:
    cluster_scope: bool | None = None
    name: str | None = None


@shape
class Submit:
    workflow_template_ref: TemplateRef
    arguments: Arguments | None = None
    metadata: SubmitMetadata | None = None


@shape
class EventBindingSpec:
    event: Event
    submit: Submit | None = None


@shape
class EventBinding:
    spec: EventBindingSpec
