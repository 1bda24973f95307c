"""How pipelines run, and what they run with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal

from ..catalog import ADDED, SHIPPED
from .ca_bundle import CaBundle
from .checks import check_choices, check_image, check_known, check_label
from .cloud import EDITOR
from .data import (
    S3,
    STORE_SECRET,
    AccessKey,
    BundledMinIO,
    BundledMySQL,
    Database,
    ExternalMySQL,
    ObjectStore,
)
from .durations import check_duration
from .pods import Resources

# The processes whose resources an environment may set; the data layer has its own.
PROCESSES: Final = (
    "api-server",
    "ui",
    "page-guard",
    "persistence-agent",
    "scheduled-workflow",
    "viewer",
    "visualization-server",
    "cache-server",
    "metadata-grpc",
    "metadata-envoy",
    "metadata-writer",
    "workflow-controller",
    "profile-hook",
    "store-keys",
    "profiles/ui",
    "profiles/visualization-server",
    "profiles/executor",
    "profiles/viewer",
)

# Whether a program of ours stands before the page of pipelines, as PipelinesSettings says.
Page = Literal["guarded", "open"]

# What the SDK's token is for (backend/src/apiserver/common/const.go).
AUDIENCE: Final = "pipelines.kubeflow.org"

# Whose place in an address or a key is taken by the profile's namespace.
NAMESPACE: Final = "{namespace}"

# Compiled into the launcher: backend/src/v2/config/env.go.
BUILT_IN_ROOT: Final = "minio://mlpipeline/v2/artifacts"

# Its own image holds Mozilla's authorities, and its settings have no place for others:
# newExecContainer in workflow/controller/workflowpod.go of Argo Workflows v3.4.17.
ARGO_EXECUTOR: Final = SHIPPED["pipelines/argoexec"]

# gRPC's own, and what its settings hold (32 bits).
_SMALLEST_MESSAGE: Final = 4 * 1024 * 1024
_LARGEST_MESSAGE: Final = 2**31 - 1

# Days at most, or hours, minutes and seconds: what the API server takes of ISO 8601.
_STALENESS: Final = re.compile(r"P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?")
_ROOT: Final = re.compile(r"(minio|s3|gs)://[a-z0-9][-a-z0-9.]+(/[\w./{}-]*)?")


def _row(cpu: str, memory: str, cpu_limit: str, memory_limit: str) -> Resources:
    return Resources(cpu=cpu, memory=memory, cpu_limit=cpu_limit, memory_limit=memory_limit)


# Upstream's requests where it has them, with limits.
_TABLE: Final[Mapping[str, Resources]] = MappingProxyType(
    {
        "api-server": _row("250m", "500Mi", "1", "1Gi"),
        "ui": _row("10m", "70Mi", "500m", "512Mi"),
        "page-guard": _row("20m", "64Mi", "1", "256Mi"),
        "persistence-agent": _row("120m", "500Mi", "500m", "1Gi"),
        "scheduled-workflow": _row("50m", "128Mi", "500m", "512Mi"),
        "viewer": _row("20m", "64Mi", "200m", "256Mi"),
        "visualization-server": _row("30m", "500Mi", "500m", "1Gi"),
        "cache-server": _row("50m", "128Mi", "500m", "512Mi"),
        "metadata-grpc": _row("50m", "128Mi", "500m", "512Mi"),
        "metadata-envoy": _row("20m", "64Mi", "200m", "256Mi"),
        "metadata-writer": _row("50m", "128Mi", "500m", "512Mi"),
        "workflow-controller": _row("100m", "500Mi", "1", "1Gi"),
        "profile-hook": _row("20m", "64Mi", "200m", "128Mi"),
        "store-keys": _row("20m", "64Mi", "200m", "256Mi"),
        "profiles/ui": _row("10m", "70Mi", "100m", "500Mi"),
        "profiles/visualization-server": _row("50m", "200Mi", "500m", "1Gi"),
        "profiles/executor": _row("10m", "64Mi", "500m", "512Mi"),
        "profiles/viewer": _row("100m", "256Mi", "1", "2Gi"),
    }
)

# What upstream's hook gives the two servers of a profile.
_SERVERS: Final[Mapping[str, Resources]] = MappingProxyType(
    {name: _TABLE[f"profiles/{name}"] for name in ("ui", "visualization-server")}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PipelinesSettings:
    """How pipelines run, where they keep things, and with which images.

    database, object_store: bundled ones by default.
    artifacts: `per-profile` puts each profile's below a prefix of its own; `shared` is
    upstream's, where only run names tell them apart.
    profile_credentials: `shared` gives every profile the store's own key, as upstream does:
    whoever may read Secrets in one profile may then read every profile's artifacts. With
    `per-profile` each has a user of the bundled Silo, which opens its own artifacts alone.
    With `own` somebody else puts a Secret into each profile (docs/pipelines.md).
    pipeline_root: where runs without a root of their own put artifacts; `{namespace}` is the
    profile's. By default as `artifacts` says.
    runner: the account of a profile as which pipelines run.
    launcher_image, driver_image: run in every step; None leaves those compiled into the API
    server. executor_image: Argo's, beside every step.
    cached_step_image: what a step of a v1 pipeline runs that is found in the cache.
    hook_image: a Python, for the program that equips profiles.
    cache_staleness, cache_staleness_limit: how old a cached result may be for a v1 step that
    does not say, and at most; an ISO 8601 duration such as `P30D`, for ever where None.
    archive_logs: keep the logs of steps in the object store after their pods are gone.
    keep_runs: how long until the Workflow of a finished run is deleted, with its pods.
    log_level: of the API server and the controllers. time_zone: of recurring runs.
    page: `guarded` puts a program of ours before the page's server, which lets each user ask
    of it what the API server says that he may, and leaves the server no Secret, no key of the
    store and no address but profiles' artifact servers. With `open`, which is upstream's,
    whoever has logged in reads every pod's log and every profile's artifacts, and sends the
    server to any address (docs/security.md).
    sdk: `offered` gives every profile the PodDefault `access-ml-pipeline`, by which a notebook
    gets a token that KFP's SDK sends to the API, as whichever account the notebook runs; where
    somebody else has written one, that stays. Upstream leaves writing it to users: `none`.
    page_timeout: seconds until the gateway cuts an answer of the page short, such as a large
    download or a log that is followed; 0 never does, 300 is upstream's.
    metadata_message: bytes of a message that the metadata store takes of a step, such as a
    metric of many points; gRPC's own 4 MiB where None. What comes back is limited by who reads
    it: the driver and launcher of 2.3.0 take 4 MiB, the page takes all.
    custom_visualizations: let users run Python of their own in the visualization server.
    viewers: how many TensorBoards of runs there may be at once.
    resources: by process, upstream's where there is no row. Those in profiles are included:
    the two servers, `profiles/executor`, which are Argo's two containers in the pod of every
    step, and `profiles/viewer`, a TensorBoard of a run. A quota on CPU or memory refuses pods
    of which one container says nothing of it, as those two do upstream.
    Raises ValueError for what cannot be.
    """

    database: Database = BundledMySQL()
    object_store: ObjectStore = BundledMinIO()
    artifacts: Literal["per-profile", "shared"] = "per-profile"
    profile_credentials: Literal["shared", "per-profile", "own"] = "shared"
    pipeline_root: str | None = None
    runner: str = "default-editor"
    launcher_image: str | None = SHIPPED["pipelines/launcher"]
    driver_image: str | None = SHIPPED["pipelines/driver"]
    executor_image: str = ARGO_EXECUTOR
    cached_step_image: str = ADDED["busybox"]
    hook_image: str = ADDED["python"]
    cache_staleness: str | None = None
    cache_staleness_limit: str | None = None
    archive_logs: bool = True
    keep_runs: timedelta = timedelta(days=1)
    log_level: Literal["debug", "info", "warn", "error"] = "info"
    time_zone: str = "UTC"
    page: Page = "guarded"
    sdk: Literal["offered", "none"] = "offered"
    page_timeout: timedelta | None = None
    metadata_message: int | None = 32 * 1024 * 1024
    custom_visualizations: bool = True
    viewers: int = 50
    resources: Mapping[str, Resources] = field(default_factory=lambda: _TABLE)

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.runner, "runner of pipelines")
        for name in self.resources:
            check_known(name, PROCESSES, "process of pipelines")
        for what, image in self._images().items():
            if image != SHIPPED["pipelines/cached-step"]:
                check_image(image, f"{what} image")
        for what in ("cache_staleness", "cache_staleness_limit"):
            _check_staleness(getattr(self, what), what)
        if self.pipeline_root is not None and not _ROOT.fullmatch(self.pipeline_root):
            raise ValueError(
                f"pipeline root must look like 'minio://mlpipeline/v2/{NAMESPACE}' or "
                f"'s3://bucket/path', got {self.pipeline_root!r}"
            )
        check_duration(self.keep_runs, "keep_runs", zero=True)
        if self.viewers < 1:
            raise ValueError(f"viewers must be 1 or more, got {self.viewers}")
        self._check_limits()
        self._check_role()
        if self.profile_credentials == "per-profile":
            self._check_prefixes()
        if isinstance(self.object_store, S3):
            self._check_outside(self.object_store)

    def _check_outside(self, store: S3) -> None:
        """Refuse what a program of Pipelines cannot do with a store that is not bundled."""
        scheme = (self.pipeline_root or "").partition("://")[0]
        if scheme in ("minio", "s3") and scheme != store.scheme:
            raise ValueError(
                f"pipeline root {self.pipeline_root!r} leads to another store than "
                f"{store.endpoint!r}, whose addresses begin with '{store.scheme}://'"
            )
        if store.ca and self.archive_logs and self.executor_image == ARGO_EXECUTOR:
            raise ValueError(
                "S3(ca=...): Argo's executor, which archives logs, takes no authorities "
                "beside those in its image; say archive_logs=False, or an executor_image of "
                "your own that has them"
            )

    def _check_role(self) -> None:
        """Refuse a role where profiles would need a key, or would not be given theirs."""
        if self.profile_credentials == "shared" and self.takes_role:
            raise ValueError(
                "with an IamRole there is no key to share with profiles; "
                "say profile_credentials='own'"
            )
        if self.takes_role and self.runner != EDITOR:
            raise ValueError(
                f"with an IamRole profiles reach the store as {EDITOR!r}, which the profile "
                f"controller annotates, got runner {self.runner!r}"
            )

    def _check_limits(self) -> None:
        """Refuse limits that would refuse everything, or that no server can hold."""
        if self.page_timeout is not None:
            check_duration(self.page_timeout, "page_timeout")
        size = self.metadata_message
        if size is not None and not _SMALLEST_MESSAGE <= size <= _LARGEST_MESSAGE:
            raise ValueError(
                f"metadata_message must be {_SMALLEST_MESSAGE} to {_LARGEST_MESSAGE} bytes, "
                f"or None for gRPC's own; got {size}"
            )

    def _check_prefixes(self) -> None:
        """Refuse keys per profile where they cannot be made, or would open too little."""
        store = self.object_store
        if not isinstance(store, BundledMinIO) or store.server != "silo":
            raise ValueError(
                f"profile_credentials='per-profile' needs BundledMinIO(server='silo'): users "
                f"can be made there, got {store}; say 'own' where somebody else makes them"
            )
        if self.artifacts != "per-profile":
            raise ValueError(
                "profile_credentials='per-profile' needs artifacts='per-profile': what lies "
                "below no profile's name would be nobody's"
            )
        root, bucket = str(self.root), f"minio://{store.bucket}/"
        if not (root.startswith(bucket) and root.endswith(f"/{NAMESPACE}")):
            raise ValueError(
                f"profile_credentials='per-profile' needs a pipeline root such as "
                f"'{bucket}path/{NAMESPACE}', got {root!r}"
            )

    def check_beside(self, components: Iterable[str]) -> None:
        """Refuse to offer the SDK's access where no PodDefault can be."""
        installed = "pipelines" in components
        if installed and self.sdk == "offered" and "admission-webhook" not in components:
            raise ValueError(
                "PipelinesSettings(sdk='offered') gives profiles a PodDefault, which only "
                "component 'admission-webhook' knows; install it too, or say sdk='none'"
            )

    @property
    def servers(self) -> Mapping[str, Resources]:
        """The resources of the two servers that every profile has, `ui` being the first."""
        return {
            name: self.resources.get(f"profiles/{name}", given)
            for name, given in _SERVERS.items()
        }

    @property
    def takes_role(self) -> bool:
        """Whether pods have a role instead of a key."""
        store = self.object_store
        return isinstance(store, S3) and store.role is not None

    @property
    def store_identity(self) -> Mapping[str, str] | None:
        """The annotations of the platform's accounts that read the store; None with a key."""
        store = self.object_store
        return store.role.annotations if isinstance(store, S3) and store.role else None

    @property
    def store_secret(self) -> str | None:
        """The Secret of the platform's namespace with the store's key; none with a role."""
        store = self.object_store
        if isinstance(store, S3):
            return (
                store.credentials.secret if isinstance(store.credentials, AccessKey) else None
            )
        return STORE_SECRET

    @property
    def store_ca(self) -> CaBundle | None:
        """The authorities of the store's certificate; those that everybody knows if None."""
        return self.object_store.ca if isinstance(self.object_store, S3) else None

    @property
    def database_ca(self) -> CaBundle | None:
        """The authorities of the database's certificate; the system's where None."""
        return self.database.ca if isinstance(self.database, ExternalMySQL) else None

    @property
    def profile_secret(self) -> str | None:
        """The Secret of every profile with the store's key, which the launcher knows too."""
        return None if self.takes_role else STORE_SECRET

    @property
    def root(self) -> str | None:
        """Where profiles keep artifacts; None is what the launcher has built in."""
        if self.pipeline_root is not None:
            return self.pipeline_root
        store = self.object_store
        base = f"{store.scheme}://{store.bucket}/v2/artifacts"
        if self.artifacts == "per-profile":
            return f"{base}/{NAMESPACE}"
        return None if base == BUILT_IN_ROOT else base

    def images(self) -> frozenset[str]:
        """Return the images that are chosen here."""
        return frozenset(self._images().values())

    def _images(self) -> Mapping[str, str]:
        chosen = {
            "launcher": self.launcher_image,
            "driver": self.driver_image,
            "executor": self.executor_image,
            "cached step": self.cached_step_image,
            "profile hook": self.hook_image,
        }
        return {what: image for what, image in chosen.items() if image is not None}


def _check_staleness(value: str | None, what: str) -> None:
    if value is not None and not (_STALENESS.fullmatch(value) and value[-1] in "DHMS"):
        raise ValueError(f"{what} must be a duration such as 'P30D' or 'PT12H', got {value!r}")
