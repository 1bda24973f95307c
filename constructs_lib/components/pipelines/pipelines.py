"""Assemble Kubeflow Pipelines: its processes, data layer and user roles."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from constructs import Construct

from ...config import (
    PROFILES,
    Ambient,
    BundledMinIO,
    BundledMySQL,
    BundledSeaweedFS,
    PipelinesSettings,
    StepDefaults,
    WorkloadDefaults,
)
from ...config.components import METACONTROLLER, PIPELINES
from ...config.components.pipelines import WAYPOINT
from ...config.data import needed_secrets
from ...config.pipelines import NAMESPACE
from ...config.profile_access import ProfileAccess
from ...gateway import KubeflowGateway
from ...kube import ConfigMap, namespace_of, note_made, one_mesh
from ...mesh import Waypoint
from ..context import Context, Part
from ..metacontroller import Metacontroller
from ..public_version import PublicVersion
from ..settings import WebAppSettings
from .api_server import ApiServer
from .cache_server import CacheServer
from .install_config import InstallConfig
from .metadata import MetadataEnvoy, MetadataStore, MetadataWriter
from .minio import MinIO
from .mysql import MySQL
from .names import API_SERVER, LABELS, VISUALIZATION_SERVER, selector
from .persistence_agent import PersistenceAgent
from .profile_hook import ProfileHook
from .scheduled_workflow import ScheduledWorkflow
from .seaweedfs import SeaweedFS
from .store_keys import StoreKeys
from .ui import Ui
from .user_roles import UserRoles
from .viewer import ViewerController
from .visualization_server import VisualizationServer
from .workflow_controller import WorkflowController

NAME: Final = PIPELINES.name


class Pipelines(Construct):
    """Runs Kubeflow Pipelines for the users of every profile.

    user: how its API and UI identify their user. metacontroller: calls the profile hook for
    what each profile needs.
    address: the platform's URL, which Elyra shows. steps: defaults of every pipeline's pods.
    extra_clients: further mesh identities that the bundled MySQL admits.
    needed: the Secrets of MySQL and MinIO.
    profile_access: the callers that every profile must admit for visualizations.
    Source: apps/pipeline/upstream/env/cert-manager/platform-agnostic-multi-user.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        user: WebAppSettings = WebAppSettings(),
        settings: PipelinesSettings = PipelinesSettings(),
        metacontroller: Metacontroller,
        extra_clients: Sequence[str] = (),
        address: str | None = None,
        steps: StepDefaults = StepDefaults(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        self._defaults = defaults
        self._resources = settings.resources
        self.needed = needed_secrets(
            settings.database, settings.object_store, namespace=namespace_of(self)
        )
        self.profile_access = ProfileAccess(
            name="visualizationserver",
            callers=(defaults.mesh.principal(namespace_of(self), API_SERVER),),
            service=VISUALIZATION_SERVER,
        )
        release = defaults.images.release
        waypoint = None
        if isinstance(defaults.mesh, Ambient):
            waypoint = Waypoint(
                self,
                "waypoint",
                name=WAYPOINT,
                callers=PROFILES,
                mesh=defaults.mesh,
                # Older Istio confines the pods of every waypoint by its own values.
                confined=release.restricts(namespace_of(self))
                and defaults.mesh.reads_parameters,
            )
        install = InstallConfig(self, "config", settings=settings, defaults=defaults)
        ConfigMap(
            self,
            "launcher-config",
            name="kfp-launcher",
            labels=LABELS,
            data={"defaultPipelineRoot": _root(settings, namespace_of(self))},
        )
        if release.kfp.public_version:
            PublicVersion(
                self,
                "public-version",
                name="kubeflow-pipelines-public",
                data={"kubeflow_pipelines_version": f"v{release.pipelines}"},
                labels=LABELS,
                reader_labels=selector(API_SERVER),
            )
        UserRoles(self, "user-roles", defaults=defaults, page=settings.page)
        ApiServer(
            self,
            "api-server",
            defaults=self._of("api-server"),
            settings=settings,
            user=user,
            install=install,
            waypoint=waypoint,
        )
        Ui(
            self,
            "ui",
            gateway=gateway,
            defaults=self._of("ui"),
            settings=settings,
            user=user,
            install=install,
            waypoint=waypoint,
            guard=self._of("page-guard"),
        )
        PersistenceAgent(
            self,
            "persistence-agent",
            defaults=self._of("persistence-agent"),
            settings=settings,
        )
        ScheduledWorkflow(
            self,
            "scheduled-workflow",
            defaults=self._of("scheduled-workflow"),
            settings=settings,
            install=install,
        )
        ViewerController(self, "viewer", defaults=self._of("viewer"), settings=settings)
        VisualizationServer(
            self, "visualization-server", defaults=self._of("visualization-server")
        )
        CacheServer(
            self,
            "cache-server",
            defaults=self._of("cache-server"),
            settings=settings,
            install=install,
        )
        MetadataStore(
            self,
            "metadata-grpc",
            defaults=self._of("metadata-grpc"),
            install=install,
            header_limit=user.header_limit,
            message_limit=settings.metadata_message,
        )
        MetadataEnvoy(
            self,
            "metadata-envoy",
            gateway=gateway,
            defaults=self._of("metadata-envoy"),
            page=settings.page,
        )
        MetadataWriter(self, "metadata-writer", defaults=self._of("metadata-writer"))
        WorkflowController(
            self,
            "workflow-controller",
            defaults=self._of("workflow-controller"),
            settings=settings,
            steps=steps,
        )
        ProfileHook(
            self,
            "profile-hook",
            defaults=self._of("profile-hook"),
            settings=settings,
            install=install,
            metacontroller=metacontroller,
            address=address,
        )
        if isinstance(settings.database, BundledMySQL):
            MySQL(
                self,
                "mysql",
                defaults=self._of("mysql"),
                database=settings.database,
                install=install,
                extra_clients=extra_clients,
            )
        if isinstance(settings.object_store, BundledMinIO):
            MinIO(
                self,
                "minio",
                defaults=self._of("minio"),
                store=settings.object_store,
                install=install,
            )
        if isinstance(settings.object_store, BundledSeaweedFS):
            SeaweedFS(
                self,
                "seaweedfs",
                defaults=self._of("seaweedfs"),
                store=settings.object_store,
                secret=settings.store_secret or "",
            )
        if settings.profile_credentials == "per-profile":
            StoreKeys(
                self,
                "store-keys",
                defaults=self._of("store-keys"),
                settings=settings,
                install=install,
                address=address,
            )

    def _of(self, process: str) -> WorkloadDefaults:
        """Return how one process runs, with its own resources."""
        return replace(self._defaults, resources=self._resources.get(process))


def _root(settings: PipelinesSettings, namespace: str) -> str:
    return settings.installed_root.replace(NAMESPACE, namespace)


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    config = context.config
    runs = Pipelines(
        scope,
        NAME,
        gateway=context.gateway,
        defaults=context.workload_defaults(PIPELINES),
        user=context.settings,
        settings=config.pipelines,
        metacontroller=context.made(METACONTROLLER, Metacontroller),
        extra_clients=context.copiers("pipelines", namespace_of(scope)),
        address=config.address,
        steps=config.queued_steps,
    )
    return Part(runs, needed=runs.needed, profile_access=[runs.profile_access])
