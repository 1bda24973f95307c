"""Settings of Kubeflow Pipelines."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal

from ..catalog import ADDED
from ..releases import Image, Release, ReleaseImage
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
from .durations import check_duration, check_staleness
from .elyra import Elyra
from .pods import Resources
from .store_checks import check_store_of_release

# The processes whose resources an environment may set; database and object store have their
# own.
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

# Whether our page guard runs in front of the Pipelines UI, as PipelinesSettings.page says.
Page = Literal["guarded", "open"]

# The audience of the SDK's token (backend/src/apiserver/common/const.go).
AUDIENCE: Final = "pipelines.kubeflow.org"

# The placeholder for the profile's namespace in a URI or a key.
NAMESPACE: Final = "{namespace}"

# Compiled into the launcher: backend/src/v2/config/env.go.
BUILT_IN_ROOT: Final = "minio://mlpipeline/v2/artifacts"

# Its own image holds Mozilla's CAs, and it has no setting for others: newExecContainer in
# workflow/controller/workflowpod.go of Argo Workflows v3.4.17.
ARGO_EXECUTOR: Final = ReleaseImage("pipelines/argoexec")

# gRPC's default, and the largest that its setting holds (32 bits).
_SMALLEST_MESSAGE: Final = 4 * 1024 * 1024
_LARGEST_MESSAGE: Final = 2**31 - 1

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

# The resources that upstream's hook gives the two servers of a profile.
_SERVERS: Final[Mapping[str, Resources]] = MappingProxyType(
    {name: _TABLE[f"profiles/{name}"] for name in ("ui", "visualization-server")}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PipelinesSettings:
    """How pipelines run, their database and object store, and their images.

    database, object_store: bundled ones by default.
    artifacts: `per-profile` stores each profile's below its own prefix, `artifacts/` or
    `v2/artifacts/` and the profile's name; `private`, upstream's since v1.11.0, below
    `private-artifacts/` and its name; `shared` is upstream's before, where only run names
    distinguish them. What is stored stays where it is.
    profile_credentials: `shared` gives every profile the store's own key, as upstream does: a
    user who may read Secrets in one profile can then read every profile's artifacts. With
    `per-profile` each has a user of the bundled Silo with access to its own artifacts only.
    With `own` you create a Secret in each profile (docs/pipelines.md).
    pipeline_root: the default root of runs' artifacts; `{namespace}` is the profile's. None
    follows `artifacts`.
    runner: the service account in a profile that pipelines run as.
    launcher_image, driver_image: run in every step; None uses those compiled into the API
    server, or since v1.10.2 the release's. executor_image: Argo's, run alongside every step.
    cached_step_image: run in place of a cached step of a v1 pipeline.
    hook_image: a Python image, for the hook that sets up profiles.
    cache_staleness, cache_staleness_limit: the default and the largest age of a cached result
    for a v1 step; an ISO 8601 duration such as `P30D`, None for no limit.
    archive_logs: keep the logs of steps in the object store after their pods are deleted.
    run_logs: where the UI reads the log of a step. With `pods` from its pod alone, as upstream
    does: the log is gone from the page when the pod is, after `keep_runs`. With `kept` also
    the one in the object store, through the page guard and the profile's artifact server, for
    users who may read the profile's artifacts; since v1.10.2 v2 steps then have their logs as
    artifacts too. Opt-in, since a log then stays readable until someone deletes it from the
    store.
    keep_runs: how long to keep the Workflow of a finished run, and its pods.
    log_level: of the API server and the controllers. time_zone: of recurring runs.
    page: `guarded` runs our page guard in front of the UI's server: it authorizes each user's
    request with the API server, and leaves the UI's server no Secret, no key of the store and
    no address but profiles' artifact servers. With `open`, upstream's, every logged-in user
    can read every pod's log and every profile's artifacts, and make the server request any
    address (docs/security.md).
    sdk: `offered` gives every profile the PodDefault `access-ml-pipeline`, which mounts a
    token of the notebook's own service account for the KFP SDK; an existing PodDefault of that
    name is kept. With `none`, upstream's, users write it themselves.
    elyra: JupyterLab's editor of pipelines, for every profile; None offers none.
    page_timeout: the gateway's timeout in seconds for a response of the UI, such as a large
    download or a followed log; 0 for none, 300 is upstream's.
    metadata_message: the largest message in bytes that the metadata store accepts of a step,
    such as a metric of many points; None keeps gRPC's 4 MiB. Responses are limited by the
    client: the driver and launcher of 2.3.0 accept 4 MiB, the UI has no limit.
    custom_visualizations: let users run their own Python in the visualization server.
    viewers: the most TensorBoards of runs at a time.
    resources: by process, upstream's where there is no row. Processes in profiles are
    included: the two servers, `profiles/executor` for Argo's two containers in every step's
    pod, and `profiles/viewer` for a TensorBoard of a run. A quota on CPU or memory refuses
    pods with a container that does not set it, as upstream's executor and viewer do not.
    Raises ValueError for invalid values and combinations.
    """

    database: Database = BundledMySQL()
    object_store: ObjectStore = BundledMinIO()
    artifacts: Literal["per-profile", "private", "shared"] = "per-profile"
    profile_credentials: Literal["shared", "per-profile", "own"] = "shared"
    pipeline_root: str | None = None
    runner: str = "default-editor"
    launcher_image: Image | None = ReleaseImage("pipelines/launcher")
    driver_image: Image | None = ReleaseImage("pipelines/driver")
    executor_image: Image = ARGO_EXECUTOR
    cached_step_image: Image = ADDED["busybox"]
    hook_image: Image = ADDED["python"]
    cache_staleness: str | None = None
    cache_staleness_limit: str | None = None
    archive_logs: bool = True
    run_logs: Literal["pods", "kept"] = "pods"
    keep_runs: timedelta = timedelta(days=1)
    log_level: Literal["debug", "info", "warn", "error"] = "info"
    time_zone: str = "UTC"
    page: Page = "guarded"
    sdk: Literal["offered", "none"] = "offered"
    elyra: Elyra | None = None
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
            check_image(image, f"{what} image")
        for what in ("cache_staleness", "cache_staleness_limit"):
            check_staleness(getattr(self, what), what)
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
        if self.elyra:
            self.elyra.check_store(self.object_store, root=self.root, sdk=self.sdk)
        self._check_kept_logs()

    def _check_kept_logs(self) -> None:
        """Refuse to show kept logs that are not stored, or that anyone could read."""
        if self.run_logs != "kept":
            return
        if not self.archive_logs:
            raise ValueError(
                "run_logs='kept' shows logs in the object store, where archive_logs=False "
                "stores none; set archive_logs=True"
            )
        if self.page != "guarded":
            raise ValueError(
                f"run_logs='kept' needs page='guarded', got {self.page!r}: without the guard "
                "every user could read every profile's logs, long after their pods are deleted"
            )
        if self.artifacts == "shared":
            raise ValueError(
                f"run_logs='kept' needs artifacts='per-profile', got {self.artifacts!r}: the "
                "keys of shared artifacts do not name the profile that a log belongs to"
            )

    def _check_outside(self, store: S3) -> None:
        """Refuse settings that Pipelines does not support with an external store."""
        scheme = (self.pipeline_root or "").partition("://")[0]
        if scheme in ("minio", "s3") and scheme != store.scheme:
            raise ValueError(
                f"pipeline root {self.pipeline_root!r} is in another store than "
                f"{store.endpoint!r}, whose URIs begin with '{store.scheme}://'"
            )
        if store.ca and self.archive_logs and self.executor_image == ARGO_EXECUTOR:
            raise ValueError(
                "S3(ca=...): Argo's executor, which archives logs, trusts only the CAs in "
                "its image; set archive_logs=False, or an executor_image that contains them"
            )

    def _check_role(self) -> None:
        """Refuse a role where profiles would need a key, or would not get their role."""
        if self.profile_credentials == "shared" and self.takes_role:
            raise ValueError(
                "with an IamRole there is no key to share with profiles; set "
                "profile_credentials='own'"
            )
        if self.takes_role and self.runner != EDITOR:
            raise ValueError(
                f"with an IamRole profiles reach the store as {EDITOR!r}, which the profile "
                f"controller annotates, got runner {self.runner!r}"
            )

    def _check_limits(self) -> None:
        """Refuse limits that refuse every message, or that no server supports."""
        if self.page_timeout is not None:
            check_duration(self.page_timeout, "page_timeout")
        size = self.metadata_message
        if size is not None and not _SMALLEST_MESSAGE <= size <= _LARGEST_MESSAGE:
            raise ValueError(
                f"metadata_message must be {_SMALLEST_MESSAGE} to {_LARGEST_MESSAGE} bytes, "
                f"or None for gRPC's own; got {size}"
            )

    def _check_prefixes(self) -> None:
        """Refuse keys per profile where they cannot be created, or would grant too little."""
        store = self.object_store
        if not isinstance(store, BundledMinIO) or store.server != "silo":
            raise ValueError(
                "profile_credentials='per-profile' needs BundledMinIO(server='silo'), where "
                f"the library can create users, got {store}; use 'own' for keys that you "
                "create"
            )
        if self.artifacts == "shared":
            raise ValueError(
                "profile_credentials='per-profile' needs artifacts='per-profile', since a "
                "profile's key opens only what is below its name; set both"
            )
        root, bucket = str(self.root), f"minio://{store.bucket}/"
        if not (root.startswith(bucket) and f"/{NAMESPACE}/" in f"{root}/"):
            raise ValueError(
                f"profile_credentials='per-profile' needs a pipeline root such as "
                f"'{bucket}path/{NAMESPACE}', got {root!r}"
            )

    def check_beside(self, components: Iterable[str], release: Release) -> None:
        """Refuse access of the SDK without PodDefaults, and an editor of other Pipelines."""
        if self.elyra:
            self.elyra.check_release(release)
        installed = "pipelines" in components
        if installed:
            check_store_of_release(self.object_store, release)
        if installed and self.sdk == "offered" and "admission-webhook" not in components:
            raise ValueError(
                "PipelinesSettings(sdk='offered') gives profiles a PodDefault, which needs "
                "component 'admission-webhook'; install it too, or set sdk='none'"
            )
        if installed and self.elyra and "jupyter-web-app" not in components:
            raise ValueError(
                "elyra=Elyra(...) is an editor in notebooks, which need component "
                "'jupyter-web-app'; install it too, or leave out elyra"
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
        """The annotations of the platform's accounts that use the store; None with a key."""
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
        """The CAs of the store's certificate; None for the public ones."""
        return self.object_store.ca if isinstance(self.object_store, S3) else None

    @property
    def database_ca(self) -> CaBundle | None:
        """The CAs of the database's certificate; None for the system's."""
        return self.database.ca if isinstance(self.database, ExternalMySQL) else None

    @property
    def profile_secret(self) -> str | None:
        """The Secret in every profile with the store's key; the launcher expects this name."""
        return None if self.takes_role else STORE_SECRET

    @property
    def installed_root(self) -> str:
        """The root that the whole installation is told; none where profiles alone are."""
        if self.artifacts == "private" and self.pipeline_root is None:
            return ""
        return self.root or ""

    @property
    def root(self) -> str | None:
        """The root of profiles' artifacts; None for the launcher's built-in one."""
        if self.pipeline_root is not None:
            return self.pipeline_root
        store = self.object_store
        if self.artifacts == "private":
            return (
                f"{store.scheme}://{store.bucket}/private-artifacts/{NAMESPACE}/v2/artifacts"
            )
        base = f"{store.scheme}://{store.bucket}/v2/artifacts"
        if self.artifacts == "per-profile":
            return f"{base}/{NAMESPACE}"
        return None if base == BUILT_IN_ROOT else base

    def images(self) -> frozenset[Image]:
        """Return the images set here."""
        named = self.elyra.images() if self.elyra else frozenset()
        return frozenset(self._images().values()) | named

    def _images(self) -> Mapping[str, Image]:
        chosen = {
            "launcher": self.launcher_image,
            "driver": self.driver_image,
            "executor": self.executor_image,
            "cached step": self.cached_step_image,
            "profile hook": self.hook_image,
        }
        return {what: image for what, image in chosen.items() if image is not None}
