"""The configuration of one environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ..catalog import ADDED, Images, istio_proxy
from ..image_lock import ImageLock
from ..releases import V1_9_1, Image, Release, ReleaseImage
from .accelerators import AnyAccelerator, with_accelerators
from .apps import Notebooks, TensorBoards, VolumeViewers
from .autoscaling import Autoscaling
from .backup import Backup
from .canary import Canary, canary_of
from .checks import check_choices
from .cluster import Cluster
from .components import (
    COMPONENTS,
    DEX,
    IMPLIED,
    INSTALLABLE,
    KSERVE,
    KUBEFLOW_NAMESPACE,
    METACONTROLLER,
    OAUTH2_PROXY,
    PIPELINES,
    PROFILE_WAYPOINTS,
    SPARK_OPERATOR,
    TRAINER,
    Component,
    shown_by_upstream,
)
from .config_checks import check_config
from .dashboard import Dashboard
from .edge import Edge
from .exposure import Exposure, Hosts
from .headers import UserHeader
from .hooks import Hooks
from .jobs import JobDefaults
from .katib import Experiments
from .kueue import QUEUED
from .login import Login
from .logs import Logs
from .mesh import Ambient, Mesh
from .metacontroller import MetacontrollerSettings
from .monitoring import Monitoring
from .notebooks import Spawner
from .own_component import OwnComponent
from .patch import Patch
from .pipelines import PipelinesSettings
from .pods import Hardening, Pods, Resources
from .profiles import ProfileDefaults
from .queues import Queues
from .recovery import Recovery
from .resource_table import TABLE
from .secrets import GeneratedInCluster, Secrets
from .services import CLUSTER_DOMAIN
from .serving import Models
from .spark import SparkOperator
from .steps import StepDefaults
from .tenants import TenantRules
from .training import TrainingImages
from .upstream_choices import UpstreamChoices
from .velero import Velero
from .workload_defaults import WorkloadDefaults

# Images that no single component owns: hooks, generated Secrets, backups.
_TOOLS: Final = frozenset({"python", "rclone"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """The configuration of one environment: everything that may differ from upstream.

    The defaults are the safe choices; UPSTREAM holds upstream's.

    release: which Kubeflow; a constant, not its name.
    host: the platform's DNS name. edge: how requests reach it.
    user_header: the header with the user's identity. login: who may log in, and how.
    mesh: the service mesh. cluster_domain: the cluster's DNS domain, as in the settings of
    kubelets and istiod. Mesh identities do not depend on it: they begin with the mesh's
    `trust_domain`. docs/prerequisites.md lists the pages that do not open with another domain.
    cluster: the cluster's distribution and network, as far as they change what is deployed.
    components: what is installed; dependencies are not added automatically. own: components of
    your own, besides Kubeflow's. upstream: which of upstream's dead links, policies and images
    to keep.
    images: how they are named: `tagged` as their publishers do, `locked` with the digests of
    images.lock in the current folder, or those of an ImageLock. An image that the lock lacks
    is refused by the synthesis: docs/air-gap.md.
    registry: mirrors by the registry that they copy, `{"quay.io": "mirror.example.com/quay"}`,
    or one for every registry of the catalog; images of other registries are not rewritten.
    pods: settings for every component's pods; workloads: by component, overriding `pods`. In
    an ambient mesh `metacontroller` and `profile-waypoints` are such components too; the
    latter configures profiles' waypoints. Pods in profiles have `ProfileDefaults(pods=…)`:
    nodes and pull secrets of the platform are not the tenants'.
    autoscaling: by workload, as v1.9.1 calls it, the bounds between which its pods follow the
    load.
    resources: per component, for each container that upstream gives none (two such containers
    of a component share its row); the rest keep upstream's.
    hardening: how pods are protected.
    dashboard: its links. notebooks: which ones users may start, and when idle ones are
    stopped.
    accelerators: what nodes offer besides CPU and memory; the notebooks' form offers it.
    steps: defaults of pipelines' steps. jobs: of trials and training jobs; None writes none.
    queues: where work of profiles waits for room; None has none.
    volumes: the file browser of a volume. tensorboards: what TensorBoards run, and where.
    pipelines: how pipelines run, their database and object store, and the resources of each
    process.
    experiments: Katib's settings. models: how models are served, where `kserve` is installed.
    spark: how Spark applications run, where `spark-operator` is installed.
    training_images: what the training operator adds to jobs; None uses those compiled into it,
    which no mirror and no scanner sees.
    profiles: what every profile gets. tenants: what users may not do in their profiles.
    logs: what is logged about requests.
    metacontroller: the rights of the controller that gives profiles their waypoints.
    backup: backups of the bundled databases and MinIO; None makes none.
    recovery: copies of objects and rights that people made there; None makes none.
    velero: what a Velero copies of volumes; None copies none.
    monitoring: who reads metrics, and how; None opens none.
    canaries: new versions of pages for some users first, by component.
    secrets: where secret values come from.
    hooks: what Argo CD checks before and after each sync.
    patches: changes to single fields, applied after all of the above. labels, annotations: on
    every object of the environment and on its pods, such as the cost centre or the owner;
    kustomize adds them.
    Raises ValueError for a config that cannot work, with the value given and what would do.
    """

    release: Release = V1_9_1
    host: str = "kubeflow.example.com"
    edge: Edge = Edge()
    user_header: UserHeader = UserHeader()
    login: Login = Login()
    mesh: Mesh = Ambient()
    cluster_domain: str = CLUSTER_DOMAIN
    cluster: Cluster = Cluster()
    components: tuple[str, ...] = COMPONENTS
    own: tuple[OwnComponent, ...] = ()
    upstream: UpstreamChoices = UpstreamChoices()
    images: Literal["tagged", "locked"] | ImageLock = "tagged"
    registry: str | Mapping[str, str] | None = None
    pods: Pods = Pods()
    workloads: Mapping[str, Pods] = field(default_factory=dict)
    autoscaling: Mapping[str, Autoscaling] = field(default_factory=dict)
    resources: Mapping[str, Resources] = field(default_factory=lambda: TABLE)
    hardening: Hardening = Hardening()
    dashboard: Dashboard = Dashboard()
    notebooks: Notebooks = Notebooks()
    accelerators: tuple[AnyAccelerator, ...] = ()
    volumes: VolumeViewers = VolumeViewers()
    tensorboards: TensorBoards = TensorBoards()
    pipelines: PipelinesSettings = PipelinesSettings()
    steps: StepDefaults = StepDefaults()
    jobs: JobDefaults | None = None
    queues: Queues | None = None
    experiments: Experiments = Experiments()
    models: Models = Models()
    spark: SparkOperator = SparkOperator()
    training_images: TrainingImages | None = TrainingImages()
    profiles: ProfileDefaults = ProfileDefaults()
    tenants: TenantRules = TenantRules()
    logs: Logs = Logs()
    metacontroller: MetacontrollerSettings = MetacontrollerSettings()
    backup: Backup | None = None
    recovery: Recovery | None = None
    velero: Velero | None = None
    canaries: Mapping[str, Canary] = field(default_factory=dict)
    monitoring: Monitoring | None = None
    secrets: Secrets = GeneratedInCluster()
    hooks: Hooks = Hooks()
    patches: tuple[Patch, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choices(self)
        check_config(self)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every DNS name of the platform, `host` first."""
        return (self.host, *self.edge.aliases)

    @property
    def https(self) -> bool:
        """Whether browsers reach the platform over TLS."""
        return self.edge.https

    @property
    def address(self) -> str:
        """The platform's URL."""
        return self.addresses[0]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The platform's URL by each of its DNS names."""
        scheme = "https" if self.https else "http"
        port = "" if self.edge.port is None else f":{self.edge.port}"
        return tuple(f"{scheme}://{host}{port}" for host in self.hosts)

    @property
    def kept_cookie(self) -> str | None:
        """The session cookie that apps must not get; None where they get it, and tokens."""
        return self.login.session.cookie if self.edge.pages.credentials == "kept" else None

    @property
    def websocket_origins(self) -> tuple[str, ...] | None:
        """The origins that may open websockets; None for any."""
        if self.edge.pages.websockets == "any":
            return None
        return (*self.addresses, *self.edge.pages.websocket_origins)

    @property
    def kubernetes(self) -> str | None:
        """The cluster's version, where a setting says it."""
        return self.cluster.version or (self.jobs.kubernetes if self.jobs else None)

    @property
    def guards_profiles(self) -> bool:
        """Whether profiles need waypoints: in an ambient mesh there are no sidecars."""
        return isinstance(self.mesh, Ambient) and "profiles" in self.components

    @property
    def model_exposure(self) -> Exposure:
        """How models are reached from outside; None where they are not, or there are none."""
        return self.models.exposure if KSERVE.name in self.components else None

    @property
    def model_hosts(self) -> Hosts | None:
        """The hosts by which models are reached; None where there are none."""
        return self.models.hosts if KSERVE.name in self.components else None

    @property
    def guards_spark(self) -> bool:
        """Whether what users have the Spark operator do is held to their profile."""
        return self.installs(SPARK_OPERATOR) and self.spark.settings == "guarded"

    @property
    def guards_schedules(self) -> bool:
        """Whether users may not write where the API server of Pipelines starts a run."""
        starts = self.release.recurring_runs == "api-server" and self.installs(PIPELINES)
        return starts and self.tenants.recurring_runs == "own"

    @property
    def installed(self) -> tuple[Component, ...]:
        """Everything installed, in order of installation; the login after the components."""
        chosen = (
            each.in_release(self.release)
            for each in (*INSTALLABLE, *IMPLIED)
            if self.installs(each)
        )
        login = (DEX, OAUTH2_PROXY) if self.login.uses_dex else (OAUTH2_PROXY,)
        return (*chosen, *login, *(each.component for each in self.own))

    def installs(self, component: Component) -> bool:
        """Return whether a component is chosen, or required by one that is."""
        return component.name in (*self.components, *self.parts)

    @property
    def linked(self) -> tuple[Component, ...]:
        """The components that the dashboard's links may lead to."""
        return self._with_elsewhere(every=self.upstream.links == "all")

    @property
    def tries_train_jobs(self) -> bool:
        """Whether trials of Katib may be jobs of Trainer."""
        watched = self.upstream.trials == "all" or self.installs(TRAINER)
        return self.release.trainer is not None and watched

    @property
    def guarded(self) -> tuple[Component, ...]:
        """The components whose pods NetworkPolicies of Kubeflow's namespace protect."""
        every = self._with_elsewhere(every=self.upstream.network_policies == "all")
        return tuple(each for each in every if each.namespace == KUBEFLOW_NAMESPACE)

    def _with_elsewhere(self, *, every: bool) -> tuple[Component, ...]:
        more = shown_by_upstream(self.release) if every else ()
        return tuple({each.name: each for each in (*more, *self.installed)}.values())

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are installed because a component needs them."""
        waypoints = (PROFILE_WAYPOINTS.name,) if self.guards_profiles else ()
        piped = "pipelines" in self.components
        hooked = self.guards_profiles or piped or self.model_exposure
        return (*((METACONTROLLER.name,) if hooked else ()), *waypoints)

    @property
    def queued_steps(self) -> StepDefaults:
        """The defaults of pipelines' steps, with their queue if they wait in one."""
        if self.queues is None or "pipelines" not in self.queues.work:
            return self.steps
        return replace(self.steps, labels={**self.steps.labels, **QUEUED})

    @property
    def notebook_form(self) -> Spawner:
        """The form that users create notebooks with, with the accelerators."""
        return with_accelerators(self.notebooks.spawner, self.accelerators)

    @property
    def secure_cookies(self) -> bool:
        """Whether the web apps' cookies are Secure; without TLS that breaks every form."""
        return self.https

    @property
    def image_lock(self) -> ImageLock | None:
        """The digests of images; None where they are named by tags.

        Raises ValueError if images.lock is not there or was edited by hand.
        """
        if self.images == "locked":
            return ImageLock.read()
        return self.images if isinstance(self.images, ImageLock) else None

    def image_source(self) -> Images:
        """Return where this environment's images come from.

        Raises ValueError for a mirror that is not a host and path, and for a lock that cannot
        be read.
        """
        return replace(self.unlocked_images(), lock=self.image_lock)

    def with_tags(self) -> "Config":
        """Return this config with images named by tags, of which no lock need know."""
        cluster = replace(self.cluster, architectures=("amd64",))
        return replace(self, images="tagged", cluster=cluster)

    def unlocked_images(self) -> Images:
        """Return where images come from, by their tags."""
        return Images(
            registry=self.registry,
            as_shipped=self.upstream.images == "as-shipped",
            release=self.release,
        )

    def image_references(self) -> frozenset[str]:
        """Return every image that this environment may refer to, in any field."""
        return frozenset(map(self.image_source().located, self.named_images()))

    def named_images(self) -> frozenset[str]:
        """Return these images as their publishers name them, whatever the mirrors."""
        known = {*self.release.images, *ADDED}
        keys = {image for each in self.installed for image in each.images if image in known}
        keys |= _TOOLS
        named: set[Image] = {
            *(ADDED[key] for key in keys if key in ADDED),
            # Some releases have parts that others lack, each with images of its own.
            *(ReleaseImage(key) for key in keys if key in self.release.images),
            *self.release.notebook_images.values(),
            self.volumes.image,
            self.tensorboards.image,
            *self.experiments.images(),
            *(self.models.images() if self.installs(KSERVE) else ()),
            *self.pipelines.images(),
            *self.notebook_form.images(),
            *(canary.image for canary in self.canaries.values()),
            *(image for each in self.own for image in each.images),
        }
        if isinstance(self.mesh, Ambient):
            named.add(istio_proxy(self.mesh.istio))
        if self.training_images:
            named |= {self.training_images.pytorch, self.training_images.mpi}
        return self.release.references(named)

    def workload_defaults(self, component: str) -> WorkloadDefaults:
        """Return how a component runs in this environment."""
        return WorkloadDefaults(
            images=self.image_source(),
            pods=self.workloads.get(component, Pods()).over(self.pods),
            in_profiles=self.profiles.pods,
            autoscaling={
                self.release.named(name): bounds for name, bounds in self.autoscaling.items()
            },
            resources=self.resources.get(component),
            hardening=self.hardening,
            mesh=self.mesh,
            cluster_domain=self.cluster_domain,
            cluster=self.cluster,
            monitoring=self.monitoring,
            log_format=self.logs.format,
            canary=canary_of(self, component),
        )
