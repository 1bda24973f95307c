"""Where Pipelines stores its metadata and its artifacts."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from .ca_bundle import CaBundle
from .checks import (
    check_choices,
    check_database,
    check_elsewhere,
    check_host,
    check_label,
    check_object,
    check_port,
    check_quantity,
    check_unique,
)
from .cloud import IamRole
from .pods import Resources
from .secrets import NeededSecret, Random, Recipe, Text

_BUCKET: Final = re.compile(r"[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]")
_AWS: Final = re.compile(r"(^|\.)amazonaws\.com(\.cn)?$")
_REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
# A Service's name with its namespace: the mesh encrypts connections to it.
_IN_CLUSTER: Final = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+\.svc(\.[a-z0-9.-]+)?")
_HTTPS: Final = 443

# Upstream's names of the Secrets, which its programs in profiles use too.
DATABASE_SECRET: Final = "mysql-secret"  # noqa: S105 - a name
STORE_SECRET: Final = "mlpipeline-minio-artifact"  # noqa: S105 - a name


@dataclass(frozen=True, kw_only=True, slots=True)
class DatabaseNames:
    """The names of the databases of Pipelines on their server.

    pipelines: of the API server. cache: of the cache of v1 pipelines. metadata: of the
    metadata store.
    Raises ValueError for a name that MySQL needs quotes for, and for a duplicate name: two
    programs would share one database.
    """

    pipelines: str = "mlpipeline"
    cache: str = "cachedb"
    metadata: str = "metadb"

    def __post_init__(self) -> None:
        for name in self.listed:
            check_database(name)
        check_unique(self.listed, "database")

    @property
    def listed(self) -> tuple[str, str, str]:
        """All of them."""
        return self.pipelines, self.cache, self.metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class BundledMySQL:
    """MySQL in the cluster, one pod on a volume of its own.

    resources: None uses upstream's. size: of the volume, in bytes. storage_class: None uses
    the cluster's default.
    root: `password` requires the one in Secret mysql-secret for root; `open`, upstream's, lets
    root in without one.
    Source: apps/pipeline/upstream/third-party/mysql/base.
    """

    size: str = "20Gi"
    storage_class: str | None = None
    resources: Resources | None = Resources(
        cpu="250m", memory="800Mi", cpu_limit="2", memory_limit="2Gi"
    )
    root: Literal["password", "open"] = "password"

    def __post_init__(self) -> None:
        check_choices(self)
        check_quantity(self.size, "size of MySQL's volume")
        if self.storage_class is not None:
            check_object(self.storage_class, "storage class of MySQL's volume")

    @property
    def secret(self) -> str:
        """The Secret with `username` and `password`."""
        return DATABASE_SECRET

    @property
    def names(self) -> DatabaseNames:
        """Upstream's."""
        return DatabaseNames()

    @property
    def host(self) -> str:
        """Its host name, as seen from the platform's namespace."""
        return "mysql"

    @property
    def port(self) -> int:
        """Where it listens."""
        return 3306

    @property
    def tls(self) -> bool:
        """The mesh encrypts."""
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalMySQL:
    """An external MySQL 8; its user must be allowed to create databases.

    host, port: its address.
    secret: in the platform's namespace, with keys `username` and `password`.
    tls: the API server and the cache require TLS and verify the certificate. The metadata
    server cannot: do not require TLS of its user.
    ca: the CAs of the certificate, in the platform's namespace; None uses the system's.
    names: of its databases; environments that share a server need different names.
    Source: initDBDriver and initMysql in the two client_manager.go of kubeflow/pipelines
    2.3.0, whose `tls` supports the system's CAs only, and
    ParseMySQLFlagsBasedServerConfigOrDie in metadata_store_server_main.cc of MLMD, which has
    no TLS.
    Raises ValueError for an invalid host, secret or port, and for `ca` without TLS.
    """

    host: str
    secret: str
    port: int = 3306
    tls: bool = True
    ca: CaBundle | None = None
    names: DatabaseNames = DatabaseNames()

    def __post_init__(self) -> None:
        check_host(self.host, "host of MySQL")
        check_elsewhere(self.host, "host of MySQL")
        check_label(self.secret, "secret of MySQL")
        check_port(self.port, "port of MySQL")
        if self.ca and not self.tls:
            raise ValueError(
                "with tls=False MySQL shows no certificate that `ca` could "
                "verify; leave out `ca`, or set tls=True"
            )


Database = BundledMySQL | ExternalMySQL


def check_bucket(bucket: str) -> None:
    """Refuse what is no bucket name in S3."""
    if not _BUCKET.fullmatch(bucket):
        raise ValueError(
            f"bucket must be 3 to 63 lower-case letters, digits, '-' and '.', got {bucket!r}"
        )


def check_region(region: str) -> None:
    """Refuse what is no region of S3."""
    if not _REGION.fullmatch(region):
        raise ValueError(f"region must look like 'eu-central-1', got {region!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class BundledMinIO:
    """MinIO in the cluster, one pod on a volume of its own.

    bucket: created by the API server of Pipelines. resources: None uses upstream's. size: of
    the volume, in bytes. storage_class: None uses the cluster's default.
    server: `upstream` is MinIO's release of August 2019; `silo` is a maintained fork of MinIO,
    which `profile_credentials="per-profile"` needs. Neither reads the other's volume
    (docs/pipelines.md).
    Source: apps/pipeline/upstream/third-party/minio/base.
    """

    bucket: str = "mlpipeline"
    size: str = "20Gi"
    storage_class: str | None = None
    resources: Resources | None = Resources(
        cpu="100m", memory="256Mi", cpu_limit="1", memory_limit="1Gi"
    )
    server: Literal["upstream", "silo"] = "upstream"

    def __post_init__(self) -> None:
        check_choices(self)
        check_bucket(self.bucket)
        check_quantity(self.size, "size of MinIO's volume")
        if self.storage_class is not None:
            check_object(self.storage_class, "storage class of MinIO's volume")

    @property
    def scheme(self) -> str:
        """The scheme of artifacts' URIs."""
        return "minio"


@dataclass(frozen=True, kw_only=True, slots=True)
class BundledSeaweedFS:
    """SeaweedFS in the cluster, one pod on a volume of its own; of Kubeflow v1.11.0 or later.

    MinIO stays the default there too: nobody has to move artifacts with a new release.
    content: what is in it: `new` for a platform without artifacts so far, `copied` once those
    of the store before are in its bucket, below the same keys. It answers by MinIO's name, so
    that an empty one would look like a store that lost everything; without a word it is
    refused.
    minio_service: keep MinIO's Service, which leads to it then: artifacts of earlier runs
    name the store by it. Upstream has none since 26.03; before, the release needs it.
    bucket: created when it starts. resources: None uses upstream's. size: of the volume, in
    bytes. storage_class: None uses the cluster's default.
    Source: applications/pipeline/upstream/third-party/seaweedfs of kubeflow/manifests v1.11.0.
    """

    content: Literal["new", "copied"] | None = None
    minio_service: bool = True
    bucket: str = "mlpipeline"
    size: str = "20Gi"
    storage_class: str | None = None
    resources: Resources | None = Resources(
        cpu="100m", memory="256Mi", cpu_limit="1", memory_limit="1Gi"
    )

    def __post_init__(self) -> None:
        check_choices(self)
        if self.content is None:
            raise ValueError(
                "BundledSeaweedFS(content=…) is missing: set 'new' for a platform without "
                "artifacts, or 'copied' once those of the store before are in it; to keep "
                "that store, use BundledMinIO()"
            )
        check_bucket(self.bucket)
        check_quantity(self.size, "size of SeaweedFS' volume")
        if self.storage_class is not None:
            check_object(self.storage_class, "storage class of SeaweedFS' volume")

    @property
    def scheme(self) -> str:
        """The scheme of artifacts' URIs, which stays that of MinIO."""
        return "minio"


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A Secret in the platform's namespace with keys `accesskey` and `secretkey`.

    Its values are copied to profiles unless `profile_credentials` says otherwise.
    secret: its name.
    """

    secret: str = STORE_SECRET

    def __post_init__(self) -> None:
        check_label(self.secret, "secret of the object store")


@dataclass(frozen=True, kw_only=True, slots=True)
class S3:
    """A bucket in S3 or an S3-compatible store.

    bucket, region: its name and region; the bucket must exist. credentials: how pods
    authenticate to the store; an IamRole is the API server's, and each profile has its own
    (Profile.plugins).
    endpoint: a DNS name without scheme, such as `s3.eu-central-1.amazonaws.com` or
    `storage.googleapis.com`. port: of TCP.
    tls: without it the endpoint must be a Service of the cluster, by a name such as
    `minio.storage.svc`, to which the mesh encrypts connections.
    ca: the CAs of its certificate, in the platform's namespace and in every profile; None uses
    those built into each program.
    Amazon's stores allow neither another port nor other CAs.
    Raises ValueError for an invalid region, bucket, endpoint or port, for plain HTTP to
    anything but a Service of the cluster, and for a port, HTTP or `ca` at Amazon.
    """

    bucket: str
    region: str
    endpoint: str = "s3.amazonaws.com"
    port: int = _HTTPS
    tls: bool = True
    ca: CaBundle | None = None
    credentials: AccessKey | IamRole = field(default_factory=AccessKey)

    def __post_init__(self) -> None:
        check_bucket(self.bucket)
        check_host(self.endpoint, "endpoint of the object store")
        check_elsewhere(self.endpoint, "endpoint of the object store")
        check_port(self.port, "port of the object store")
        if self.of_amazon:
            self._check_amazon()
            return
        check_label(self.region, "region")
        if self.role:
            raise ValueError(
                "an AWS role works with AWS's own stores only, got endpoint "
                f"{self.endpoint!r}; use credentials=AccessKey(...)"
            )
        if not self.tls:
            self._check_plain()

    def _check_amazon(self) -> None:
        check_region(self.region)
        if self.port != _HTTPS or not self.tls or self.ca:
            raise ValueError(
                f"{self.endpoint!r} is Amazon's, for which the Pipelines UI always uses port "
                "443, TLS and public CAs; leave out port, tls and ca"
            )

    def _check_plain(self) -> None:
        if not _IN_CLUSTER.fullmatch(self.endpoint):
            raise ValueError(
                "tls=False needs a Service of the cluster, to which the mesh encrypts "
                "connections, by a name such as 'minio.storage.svc'; got endpoint "
                f"{self.endpoint!r}"
            )
        if self.ca:
            raise ValueError(
                "with tls=False the store shows no certificate that `ca` could "
                "verify; leave out `ca`, or set tls=True"
            )
        if self.port == _HTTPS:
            raise ValueError(
                "tls=False at port 443, which is for HTTPS; name the port for "
                "HTTP, such as 9000"
            )

    @property
    def of_amazon(self) -> bool:
        """Whether the endpoint is one of AWS."""
        return _AWS.search(self.endpoint) is not None

    @property
    def address(self) -> str:
        """The endpoint, with its port unless that is 443."""
        return self.endpoint if self.port == _HTTPS else f"{self.endpoint}:{self.port}"

    @property
    def scheme(self) -> str:
        """The scheme of artifacts' URIs.

        The Pipelines UI treats every endpoint but Amazon's as MinIO, and supports a port for
        MinIO only (loadConfigs in frontend/server/configs.ts and loadNodeOutputPaths in
        frontend/src/lib/WorkflowParser.ts of kubeflow/pipelines 2.3.0).
        """
        return "s3" if self.of_amazon else "minio"

    @property
    def role(self) -> IamRole | None:
        """The role of the platform's own pods at the store; None with a key."""
        return self.credentials if isinstance(self.credentials, IamRole) else None


BundledStore = BundledMinIO | BundledSeaweedFS
ObjectStore = BundledStore | S3


def needed_secrets(
    database: Database, store: ObjectStore, *, namespace: str
) -> tuple[NeededSecret, ...]:
    """Return the Secrets of bundled servers; external ones bring their own."""
    needed = []
    if isinstance(database, BundledMySQL):
        password: Recipe = Random() if database.root == "password" else Text("")
        keys: dict[str, Recipe] = {"username": Text("root"), "password": password}
        needed.append(NeededSecret(name=DATABASE_SECRET, namespace=namespace, keys=keys))
    if isinstance(store, BundledStore):
        key: dict[str, Recipe] = {"accesskey": Random(), "secretkey": Random()}
        needed.append(NeededSecret(name=STORE_SECRET, namespace=namespace, keys=key))
    return tuple(needed)
