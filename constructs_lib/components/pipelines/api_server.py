"""Serve the Pipelines API, which the page, the SDK and the agents call."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from constructs import Construct

from ...access import READ, WRITE, Rule, ServiceAccount, allow
from ...config import S3, ExternalMySQL, Mesh, PipelinesSettings, Requests, WorkloadDefaults
from ...kube import ConfigMap, namespace_of
from ...mesh import AccessPolicy, Admitted, MutualTls, Waypoint
from ...releases import ReleaseImage
from ...workloads import (
    READ_ONLY,
    Container,
    Endpoint,
    Probes,
    ServicePort,
    Workload,
    field_path,
)
from ...workloads.authorities import FOLDER, go_trust
from ...workloads.container import EnvironmentValue
from ..settings import WebAppSettings
from .install_config import STEP_USER, V1, InstallConfig
from .names import (
    API_SERVER,
    API_SERVER_PORT,
    EVICTABLE,
    HEALTH,
    LABELS,
    clients,
    health_probe,
    selector,
)
from .store_address import STORE_PORT, store_service

_GRPC: Final = 8887
_TEKTON: Final = ("pipelineruns", "taskruns", "conditions", "runs", "tasks", "customruns")
_RULES: Final = (
    allow(("get", "list", "delete"), "pods", "pods/log"),
    allow(WRITE, "workflows", group="argoproj.io"),
    allow(
        ("create", "get", "list", "update", "patch", "delete"),
        "scheduledworkflows",
        group="kubeflow.org",
    ),
    # It checks the rights of its caller at the API server.
    allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
    allow(("create",), "tokenreviews", group="authentication.k8s.io"),
)
# Upstream's rules for a Tekton backend that is not installed.
_TEKTON_RULES: Final = (
    allow(WRITE, *_TEKTON, group="tekton.dev"),
    allow(WRITE, "pipelineloops", group="custom.tekton.dev"),
)
# To create runs for the controller of recurring runs, of which these are the owners.
_RECURRING_RULES: Final = (
    allow(("update",), "scheduledworkflows/finalizers", group="kubeflow.org"),
    allow(READ, "pipelines", group="pipelines.kubeflow.org"),
)


def tekton(defaults: WorkloadDefaults) -> Sequence[Rule]:
    """Return the rights to Tekton's kinds, where the release and the environment have them."""
    upstream = defaults.hardening.security == "upstream"
    return _TEKTON_RULES if upstream and defaults.images.release.tekton else ()


_probe: Final = partial(health_probe, path=HEALTH, port=API_SERVER_PORT)


class ApiServer(Construct):
    """Serves the Pipelines API by HTTP and gRPC.

    waypoint: enforces policies on its requests where pods have no sidecar; the API server
    trusts the user's header, which only the gateway and the processes of Pipelines may set.
    endpoint: its HTTP port.
    Source: apps/pipeline/upstream/base/installs/multi-user/api-service.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        user: WebAppSettings,
        install: InstallConfig,
        waypoint: Waypoint | None,
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(
            self,
            "ServiceAccount",
            name=API_SERVER,
            labels=LABELS,
            annotations=settings.store_identity,
        )
        release = defaults.images.release
        creates = _RECURRING_RULES if release.recurring_runs == "api-server" else ()
        rules = (*_RULES, *creates)
        account.grant(*rules, role=API_SERVER, binding=API_SERVER)
        account.grant_here(*rules, *tekton(defaults), role=API_SERVER, binding=API_SERVER)
        config = ConfigMap(
            self,
            "Config",
            name="pipeline-api-server-config",
            labels=LABELS,
            data={
                "DEFAULTPIPELINERUNNERSERVICEACCOUNT": settings.runner,
                "MULTIUSER": "true",
                "VISUALIZATIONSERVICE_NAME": "ml-pipeline-visualizationserver",
                "VISUALIZATIONSERVICE_PORT": "8888",
            },
        )
        trust = go_trust(store=settings.store_ca, database=settings.database_ca)
        workload = Workload(
            self,
            "Workload",
            name=API_SERVER,
            account=account,
            defaults=defaults,
            selector=selector(API_SERVER),
            labels=LABELS,
            annotations=EVICTABLE,
            writes_replicas=False,
            volumes=trust.volumes,
            containers=[
                Container(
                    name="ml-pipeline-api-server",
                    image=defaults.images.named("pipelines/api-server"),
                    pull_policy="IfNotPresent",
                    env={
                        "KUBEFLOW_USERID_HEADER": user.user_header,
                        "KUBEFLOW_USERID_PREFIX": user.user_prefix,
                        **_logs(settings, published=release.published_logs),
                        **_environment(
                            settings,
                            install,
                            _domain(defaults),
                            _bundled(defaults, settings, namespace_of(self)),
                        ),
                        **_steps_trust(defaults, settings),
                        **_images(defaults, settings),
                        **_patch(defaults),
                        **_switched(defaults, install),
                        **trust.env,
                    },
                    mounts=trust.mounts,
                    env_from=config,
                    ports={"http": API_SERVER_PORT, "grpc": _GRPC},
                    probes=Probes(
                        liveness=_probe(defaults, delay=3),
                        readiness=_probe(defaults, delay=3),
                        startup=_probe(defaults, failures=12),
                    ),
                    default_resources=Requests(cpu="250m", memory="500Mi"),
                    restricted=READ_ONLY.as_user(1000),
                    # Temporary files of uploads over 32 MB: net/http, FormFile.
                    writable=("/tmp",),  # noqa: S108
                )
            ],
        )
        self.endpoint = workload.expose(
            service=API_SERVER,
            name="http",
            port=API_SERVER_PORT,
            target=API_SERVER_PORT,
            protocol="TCP",
            extra_ports=[ServicePort(name="grpc", port=_GRPC, target=_GRPC, protocol="TCP")],
            labels=waypoint.enrolled if waypoint else None,
            annotations=defaults.unless_monitored(
                {
                    "prometheus.io/port": str(API_SERVER_PORT),
                    "prometheus.io/scheme": "http",
                    "prometheus.io/scrape": "true",
                }
            ),
        )
        MutualTls(
            self,
            "MutualTls",
            name=API_SERVER,
            to=self.endpoint,
            mesh=defaults.mesh,
            labels=LABELS,
        )
        _admit(
            self,
            to=self.endpoint,
            mesh=defaults.mesh,
            user_header=user.user_header,
            waypoint=waypoint,
        )


def _admit(
    scope: Construct, *, to: Endpoint, mesh: Mesh, user_header: str, waypoint: Waypoint | None
) -> None:
    """Admit the processes of Pipelines, and any request without the user's header."""
    admitted = (
        Admitted(callers=clients(mesh, namespace_of(scope))),
        Admitted(lacking=(user_header,)),
    )
    pods = {"app": API_SERVER}
    if waypoint is None:
        AccessPolicy(
            scope,
            "Requests",
            name=API_SERVER,
            selector=pods,
            admitted=admitted,
            labels=LABELS,
            writes_action=False,
        )
        return
    AccessPolicy(
        scope,
        "Waypoint",
        name=API_SERVER,
        selector=pods,
        callers=[waypoint.principal],
        labels=LABELS,
    )
    AccessPolicy(
        scope, "Requests", name=f"{API_SERVER}-l7", to=to, admitted=admitted, labels=LABELS
    )


def _bundled(
    defaults: WorkloadDefaults, settings: PipelinesSettings, namespace: str
) -> Mapping[str, EnvironmentValue]:
    """Return the address of the bundled store, unless it is compiled into the server."""
    store, release = settings.object_store, defaults.images.release
    if isinstance(store, S3) or release.kfp.store_host is None:
        return {}
    return {
        "OBJECTSTORECONFIG_HOST": f"{store_service(store, release)}.{namespace}",
        "OBJECTSTORECONFIG_PORT": str(STORE_PORT),
    }


def _domain(defaults: WorkloadDefaults) -> Mapping[str, EnvironmentValue]:
    """Return the cluster's domain, unless the default is compiled into the server."""
    told = defaults.images.release.kfp.cluster_domain
    return {"CLUSTER_DOMAIN": defaults.cluster_domain} if told else {}


def _patch(defaults: WorkloadDefaults) -> Mapping[str, str]:
    """Return an empty patch of compiled pipelines, as upstream where there is one."""
    known = defaults.images.release.kfp.spec_patch
    return {"COMPILED_PIPELINE_SPEC_PATCH": "{}"} if known else {}


def _switched(
    defaults: WorkloadDefaults, install: InstallConfig
) -> Mapping[str, EnvironmentValue]:
    """Return what the installation's settings switch."""
    kfp = defaults.images.release.kfp
    names = {
        **(STEP_USER if kfp.step_users else {}),
        **({name: name for name in V1} if kfp.v1_switch else {}),
    }
    return {name: install.key(key, optional=True) for name, key in names.items()}


def _environment(
    settings: PipelinesSettings,
    install: InstallConfig,
    domain: Mapping[str, EnvironmentValue],
    bundled: Mapping[str, EnvironmentValue],
) -> Mapping[str, EnvironmentValue]:
    """Return the server's settings of its database and its object store."""
    database, store = settings.database, settings.object_store
    outside: dict[str, EnvironmentValue] = {}
    if isinstance(database, ExternalMySQL) and database.tls:
        outside["DBCONFIG_MYSQLCONFIG_EXTRAPARAMS"] = json.dumps({"tls": "true"})
    if isinstance(store, S3):
        outside |= {
            "OBJECTSTORECONFIG_HOST": store.endpoint,
            "OBJECTSTORECONFIG_PORT": str(store.port),
            "OBJECTSTORECONFIG_REGION": store.region,
        }
    return {
        "AUTO_UPDATE_PIPELINE_DEFAULT_VERSION": install.key(
            "autoUpdatePipelineDefaultVersion"
        ),
        "POD_NAMESPACE": field_path("metadata.namespace"),
        **domain,
        "OBJECTSTORECONFIG_SECURE": str(isinstance(store, S3) and store.tls).lower(),
        "OBJECTSTORECONFIG_BUCKETNAME": install.key("bucketName"),
        **bundled,
        "DBCONFIG_USER": install.user,
        "DBCONFIG_PASSWORD": install.password,
        "DBCONFIG_DBNAME": install.key("pipelineDb"),
        "DBCONFIG_HOST": install.key("dbHost"),
        "DBCONFIG_PORT": install.key("dbPort"),
        "DBCONFIG_CONMAXLIFETIME": install.key("ConMaxLifeTime"),
        "DB_DRIVER_NAME": install.key("dbType"),
        "DBCONFIG_MYSQLCONFIG_USER": install.user,
        "DBCONFIG_MYSQLCONFIG_PASSWORD": install.password,
        "DBCONFIG_MYSQLCONFIG_DBNAME": install.key("pipelineDb"),
        "DBCONFIG_MYSQLCONFIG_HOST": install.key("mysqlHost"),
        "DBCONFIG_MYSQLCONFIG_PORT": install.key("mysqlPort"),
        "OBJECTSTORECONFIG_ACCESSKEY": install.access_key,
        "OBJECTSTORECONFIG_SECRETACCESSKEY": install.secret_key,
        **outside,
    }


def _logs(settings: PipelinesSettings, *, published: bool) -> Mapping[str, str]:
    """Return how much is logged, and whether steps' logs become artifacts of their run.

    Behind the guard they do where somebody chose that logs stay readable.
    """
    if not published:
        return {"LOG_LEVEL": settings.log_level}
    kept = settings.page == "open" or settings.run_logs == "kept"
    return {
        "PUBLISH_LOGS": str(kept).lower(),
        "LOG_LEVEL": settings.log_level,
        "PIPELINE_LOG_LEVEL": "1",
    }


def _steps_trust(defaults: WorkloadDefaults, settings: PipelinesSettings) -> Mapping[str, str]:
    """Return the CA bundle of its profile that every step of a v2 pipeline gets.

    Source: addContainerExecutorTemplate in backend/src/v2/compiler/argocompiler/container.go
    of kubeflow/pipelines 2.3.0, and common.go beside it of 2.16.1.
    """
    if settings.store_ca is None:
        return {}
    if defaults.images.release.kfp.step_trust == "config-map":
        return {
            "CABUNDLE_CONFIGMAP_NAME": settings.store_ca.config_map,
            "CABUNDLE_KEY_NAME": settings.store_ca.key,
        }
    return {
        "EXECUTOR_CABUNDLE_CONFIGMAP_NAME": settings.store_ca.config_map,
        "EXECUTOR_CABUNDLE_CONFIGMAP_KEY": settings.store_ca.key,
        "EXECUTOR_CABUNDLE_MOUNTPATH": FOLDER,
    }


def _images(defaults: WorkloadDefaults, settings: PipelinesSettings) -> Mapping[str, str]:
    """Return the images of every step, in place of those compiled into the server.

    A release whose server has only floating tags compiled in has its own here.
    """
    if not defaults.images.release.compiled_images:
        driver = settings.driver_image or ReleaseImage("pipelines/driver")
        launcher = settings.launcher_image or ReleaseImage("pipelines/launcher")
        return {
            "V2_DRIVER_IMAGE": defaults.images.located(driver),
            "V2_LAUNCHER_IMAGE": defaults.images.located(launcher),
        }
    images = {
        "V2_LAUNCHER_IMAGE": settings.launcher_image,
        "V2_DRIVER_IMAGE": settings.driver_image,
    }
    return {name: defaults.images.located(image) for name, image in images.items() if image}
