"""Where Pipelines keeps its records and its artifacts."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from .ca_bundle import CaBundle
from .checks import (
    check_choices,
    check_database,
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
# A Service's own name, in which its namespace stands: the mesh encrypts on the way there.
_IN_CLUSTER: Final = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+\.svc(\.[a-z0-9.-]+)?")
_HTTPS: Final = 443

# Upstream's names of the Secrets, which its programs in profiles know too.
DATABASE_SECRET: Final = "mysql-secret"  # noqa: S105 - a name
STORE_SECRET: Final = "mlpipeline-minio-artifact"  # noqa: S105 - a name


@dataclass(frozen=True, kw_only=True, slots=True)
class DatabaseNames:
    """What the databases of Pipelines are called at their server.

    pipelines: of the API server. cache: of the cache of v1 pipelines. metadata: of the
    metadata store.
    Raises ValueError for what MySQL would not take without quotes, and for a name that comes
    twice: two programs would write one database.
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

    resources: upstream's where None.
    size: of the volume, in bytes. storage_class: the cluster's default where None.
    root: `password` asks root for the one in Secret mysql-secret; `open` is upstream's, by
    which root needs none.
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
        """Where it is found, from the platform's namespace."""
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
    """A MySQL 8 that somebody else runs; its user must be allowed to create databases.

    host, port: where it listens.
    secret: in the platform's namespace, with keys `username` and `password`.
    tls: the API server and the cache ask for it and check the certificate. The metadata server
    cannot: leave one user without TLS required.
    ca: the authorities of the certificate, in the platform's namespace; the system's if None.
    names: of its databases; two environments with one server need other names.
    Source: initDBDriver and initMysql in the two client_manager.go of kubeflow/pipelines
    2.3.0, whose `tls` knows the system's authorities alone, and
    ParseMySQLFlagsBasedServerConfigOrDie in metadata_store_server_main.cc of MLMD, which
    knows no TLS.
    Raises ValueError for a host, secret or port that cannot be one, and for authorities
    without TLS.
    """

    host: str
    secret: str
    port: int = 3306
    tls: bool = True
    ca: CaBundle | None = None
    names: DatabaseNames = DatabaseNames()

    def __post_init__(self) -> None:
        check_host(self.host, "host of MySQL")
        check_label(self.secret, "secret of MySQL")
        check_port(self.port, "port of MySQL")
        if self.ca and not self.tls:
            raise ValueError("tls=False shows no certificate of MySQL that `ca` could be for")


Database = BundledMySQL | ExternalMySQL


def check_bucket(bucket: str) -> None:
    """Refuse what S3 would not take as a bucket's name."""
    if not _BUCKET.fullmatch(bucket):
        raise ValueError(
            f"bucket must be 3 to 63 lower-case letters, digits, '-' and '.', got {bucket!r}"
        )


def check_region(region: str) -> None:
    """Refuse what no region of S3 is called."""
    if not _REGION.fullmatch(region):
        raise ValueError(f"region must look like 'eu-central-1', got {region!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class BundledMinIO:
    """MinIO in the cluster, one pod on a volume of its own.

    bucket: the API server of Pipelines makes it. resources: upstream's where None.
    size: of the volume, in bytes. storage_class: the cluster's default where None.
    server: `upstream` is MinIO's release of August 2019; `silo` the fork of MinIO that is
    looked after, which `profile_credentials="per-profile"` needs. Neither reads the other's
    volume (docs/pipelines.md).
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
        """How addresses of artifacts begin."""
        return "minio"


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A Secret of the platform's namespace with keys `accesskey` and `secretkey`.

    Its values reach the profiles unless `profile_credentials` says otherwise.
    secret: its name.
    """

    secret: str = STORE_SECRET

    def __post_init__(self) -> None:
        check_label(self.secret, "secret of the object store")


@dataclass(frozen=True, kw_only=True, slots=True)
class S3:
    """A bucket of S3, or of a store that speaks its language.

    bucket, region: its name, and where it is; the bucket must be there. credentials: how the
    pods are known to the store; an IamRole is the API server's, and each profile has its own
    (Profile.plugins).
    endpoint: a DNS name without scheme, such as `s3.eu-central-1.amazonaws.com` or
    `storage.googleapis.com`. port: of TCP.
    tls: without it the endpoint must be a Service of the cluster, by a name such as
    `minio.storage.svc`, on whose way the mesh encrypts.
    ca: the authorities of its certificate, in the platform's namespace and in every profile;
    those that each program has built in where None.
    Amazon's stores have one port, and certificates that everybody knows.
    Raises ValueError for a region, bucket, endpoint or port that cannot be one, for plain HTTP
    to what is no Service of the cluster, and for a port, HTTP or authorities at Amazon.
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
        check_port(self.port, "port of the object store")
        if self.of_amazon:
            self._check_amazon()
            return
        check_label(self.region, "region")
        if self.role:
            raise ValueError(
                f"a role of AWS opens AWS's own stores alone, got endpoint {self.endpoint!r}; "
                f"say credentials=AccessKey(...)"
            )
        if not self.tls:
            self._check_plain()

    def _check_amazon(self) -> None:
        check_region(self.region)
        if self.port != _HTTPS or not self.tls or self.ca:
            raise ValueError(
                f"{self.endpoint!r} is Amazon's, where Pipelines' page goes by port 443, TLS "
                f"and public authorities whatever is said; leave out port, tls and ca"
            )

    def _check_plain(self) -> None:
        if not _IN_CLUSTER.fullmatch(self.endpoint):
            raise ValueError(
                f"tls=False is for a Service of the cluster, on whose way the mesh encrypts, "
                f"by a name such as 'minio.storage.svc'; got endpoint {self.endpoint!r}"
            )
        if self.ca:
            raise ValueError("tls=False shows no certificate that `ca` could be for")
        if self.port == _HTTPS:
            raise ValueError("tls=False at port 443; say which port takes HTTP, such as 9000")

    @property
    def of_amazon(self) -> bool:
        """Whether the endpoint is one of AWS."""
        return _AWS.search(self.endpoint) is not None

    @property
    def address(self) -> str:
        """The endpoint, with its port where that is not HTTPS' own."""
        return self.endpoint if self.port == _HTTPS else f"{self.endpoint}:{self.port}"

    @property
    def scheme(self) -> str:
        """How addresses of artifacts begin.

        Pipelines' page takes every endpoint but Amazon's for a MinIO, and knows a port of
        that alone (loadConfigs in frontend/server/configs.ts and loadNodeOutputPaths in
        frontend/src/lib/WorkflowParser.ts of kubeflow/pipelines 2.3.0).
        """
        return "s3" if self.of_amazon else "minio"

    @property
    def role(self) -> IamRole | None:
        """The role that the platform's own pods have there; None with a key."""
        return self.credentials if isinstance(self.credentials, IamRole) else None


ObjectStore = BundledMinIO | S3


def needed_secrets(
    database: Database, store: ObjectStore, *, namespace: str
) -> tuple[NeededSecret, ...]:
    """Return the Secrets of what runs in the cluster; for the rest its owner has them."""
    needed = []
    if isinstance(database, BundledMySQL):
        password: Recipe = Random() if database.root == "password" else Text("")
        keys: dict[str, Recipe] = {"username": Text("root"), "password": password}
        needed.append(NeededSecret(name=DATABASE_SECRET, namespace=namespace, keys=keys))
    if isinstance(store, BundledMinIO):
        key: dict[str, Recipe] = {"accesskey": Random(), "secretkey": Random()}
        needed.append(NeededSecret(name=STORE_SECRET, namespace=namespace, keys=key))
    return tuple(needed)
