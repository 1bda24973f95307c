"""Define WorkflowTaskResult: the parameters and artifacts of a step."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from .hints import Int32, Int64, Keywords, Since, shape


@shape
class Nothing:
    """An option that is selected by its presence."""


@shape
class KeyRef:
    """A key of a Secret or ConfigMap."""

    key: str
    name: Annotated[str, Keywords({"default": ""}, since="3.7")] | None = None
    optional: bool | None = None


_Key = Annotated[KeyRef, Keywords({"x-kubernetes-map-type": "atomic"}, since="3.7")]


@shape
class Tar:
    compression_level: Int32 | None = None


@shape
class Archive:
    none: Nothing | None = None
    tar: Tar | None = None
    zip: Nothing | None = None


@shape
class PodMetadata:
    annotations: Mapping[str, str] | None = None
    labels: Mapping[str, str] | None = None


@shape
class ArtifactGC:
    pod_metadata: PodMetadata | None = None
    service_account_name: str | None = None
    strategy: (
        Annotated[
            str,
            Keywords({"enum": ["", "OnWorkflowCompletion", "OnWorkflowDeletion", "Never"]}),
        ]
        | None
    ) = None


@shape
class Artifactory:
    url: str
    password_secret: _Key | None = None
    username_secret: _Key | None = None


@shape
class Azure:
    blob: str
    container: str
    endpoint: str
    account_key_secret: _Key | None = None
    use_sdk_creds: bool | None = None


@shape
class Gcs:
    key: str
    bucket: str | None = None
    service_account_key_secret: _Key | None = None


@shape
class Git:
    repo: str
    branch: str | None = None
    depth: Int64 | None = None
    disable_submodules: bool | None = None
    fetch: Sequence[str] | None = None
    insecure_ignore_host_key: bool | None = None
    insecure_skip_tls: Annotated[bool | None, Since("3.7")] = None
    password_secret: _Key | None = None
    revision: str | None = None
    single_branch: bool | None = None
    ssh_private_key_secret: _Key | None = None
    username_secret: _Key | None = None


@shape
class Hdfs:
    path: str
    addresses: Sequence[str] | None = None
    data_transfer_protection: Annotated[str | None, Since("3.7")] = None
    force: bool | None = None
    hdfs_user: str | None = None
    krb_c_cache_secret: _Key | None = None
    krb_config_config_map: _Key | None = None
    krb_keytab_secret: _Key | None = None
    krb_realm: str | None = None
    krb_service_principal_name: str | None = None
    krb_username: str | None = None


@shape
class BasicAuth:
    password_secret: _Key | None = None
    username_secret: _Key | None = None


@shape
class ClientCert:
    client_cert_secret: _Key | None = None
    client_key_secret: _Key | None = None


@shape
class EndpointParam:
    key: str
    value: str | None = None


@shape
class OAuth2:
    client_id_secret: _Key | None = None
    client_secret_secret: _Key | None = None
    endpoint_params: Sequence[EndpointParam] | None = None
    scopes: Sequence[str] | None = None
    token_url_secret: _Key | None = None


@shape
class HttpAuth:
    basic_auth: BasicAuth | None = None
    client_cert: ClientCert | None = None
    oauth2: OAuth2 | None = None


@shape
class HttpHeader:
    name: str
    value: str


@shape
class Http:
    url: str
    auth: HttpAuth | None = None
    headers: Sequence[HttpHeader] | None = None


@shape
class LifecycleRule:
    mark_deletion_after_days: Int32 | None = None
    mark_infrequent_access_after_days: Int32 | None = None


@shape
class Oss:
    key: str
    access_key_secret: _Key | None = None
    bucket: str | None = None
    create_bucket_if_not_present: bool | None = None
    endpoint: str | None = None
    lifecycle_rule: LifecycleRule | None = None
    secret_key_secret: _Key | None = None
    security_token: str | None = None
    use_sdk_creds: Annotated[bool | None, Since("3.5")] = None


@shape
class Raw:
    data: str


@shape
class NewBucket:
    object_locking: bool | None = None


@shape
class Encryption:
    enable_encryption: bool | None = None
    kms_encryption_context: str | None = None
    kmsKeyId: str | None = None  # noqa: N815 - as Argo spells it
    server_side_customer_key_secret: _Key | None = None


@shape
class S3:
    access_key_secret: _Key | None = None
    bucket: str | None = None
    ca_secret: Annotated[_Key | None, Since("3.5")] = None
    create_bucket_if_not_present: NewBucket | None = None
    encryption_options: Encryption | None = None
    endpoint: str | None = None
    insecure: bool | None = None
    key: str | None = None
    region: str | None = None
    role_arn: str | None = None
    secret_key_secret: _Key | None = None
    session_token_secret: Annotated[_Key | None, Since("3.7")] = None
    use_sdk_creds: bool | None = None


@shape
class Artifact:
    name: str
    archive: Archive | None = None
    archive_logs: bool | None = None
    artifact_gc: ArtifactGC | None = None
    artifactory: Artifactory | None = None
    azure: Azure | None = None
    deleted: bool | None = None
    from_: str | None = None
    from_expression: str | None = None
    gcs: Gcs | None = None
    git: Git | None = None
    global_name: str | None = None
    hdfs: Hdfs | None = None
    http: Http | None = None
    mode: Int32 | None = None
    optional: bool | None = None
    oss: Oss | None = None
    path: str | None = None
    raw: Raw | None = None
    recurse_mode: bool | None = None
    s3: S3 | None = None
    sub_path: str | None = None


@shape
class ValueFrom:
    config_map_key_ref: _Key | None = None
    default: str | None = None
    event: str | None = None
    expression: str | None = None
    jq_filter: str | None = None
    json_path: str | None = None
    parameter: str | None = None
    path: str | None = None
    supplied: Nothing | None = None


@shape
class Parameter:
    name: str
    default: str | None = None
    description: str | None = None
    enum: Sequence[str] | None = None
    global_name: str | None = None
    value: str | None = None
    value_from: ValueFrom | None = None


@shape
class Outputs:
    artifacts: Sequence[Artifact] | None = None
    exit_code: str | None = None
    parameters: Sequence[Parameter] | None = None
    result: str | None = None


@shape
class WorkflowTaskResultFields:
    message: str | None = None
    outputs: Outputs | None = None
    phase: str | None = None
    progress: str | None = None
