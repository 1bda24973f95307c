"""Serve the pages of pipelines, with results from object stores."""

import json
from collections.abc import Mapping
from typing import Any, Final

from constructs import Construct

from ...access import ServiceAccount, allow
from ...config import (
    S3,
    PipelinesSettings,
    Pods,
    Requests,
    WorkloadDefaults,
    ingress_principal,
)
from ...gateway import KubeflowGateway
from ...kube import ConfigMap, namespace_of
from ...mesh import AccessPolicy, Admitted, MutualTls, Waypoint
from ...workloads import (
    RESTRICTED,
    ConfigMapVolume,
    Container,
    Endpoint,
    Mount,
    Probes,
    Workload,
    field_path,
    placed,
)
from ...workloads.authorities import node_trust
from ...workloads.container import EnvironmentValue
from ..settings import WebAppSettings
from .artifacts import key_format, page_environment
from .install_config import InstallConfig
from .names import (
    ARTIFACT_SERVER,
    EVICTABLE,
    HEALTH,
    LABELS,
    UI,
    UI_SERVER,
    health_probe,
    page_pods,
    selector,
)
from .page_guard import PageGuard
from .store_address import page_address

PATH: Final = "/pipeline"

_PORT: Final = 3000
_PODS: Final = (allow(("get",), "pods", "pods/log"), allow(("list",), "events"))
_RULES: Final = (
    *_PODS,
    allow(("get", "list"), "secrets"),
    allow(("create", "get", "list", "watch", "delete"), "viewers", group="kubeflow.org"),
    allow(("get", "list"), "workflows", group="argoproj.io"),
)
# By which it finds stored logs where ARGO_ARTIFACT_REPOSITORIES_LOOKUP is on.
_KEY_FORMATS: Final = (allow(("get", "list"), "configmaps"),)
_STORED_LOGS: Final = {"ARGO_ARCHIVE_LOGS": "true", "DISABLE_GKE_METADATA": "true"}
# The remaining rights behind the guard. Secrets contained keys of foreign stores,
# which profiles' artifact servers handle; Workflows were those of this namespace only.
# Source: frontend/server/k8s-helper.ts and workflow-helper.ts of kubeflow/pipelines 2.3.0.
_GUARDED_RULES: Final = (
    *_PODS,
    allow(("create", "get", "delete"), "viewers", group="kubeflow.org"),
)
# The server matches it anywhere in the scheme and host of an address.
# Source: frontend/server/handlers/domain-checker.ts of kubeflow/pipelines 2.3.0.
_ALLOWED: Final = rf"^http://{ARTIFACT_SERVER}\.[a-z0-9-]+$"


class Ui(Construct):
    """Serves the pages of pipelines.

    If the page is guarded, callers reach our program (PageGuard), the only one that reaches
    this server.
    guard: how that program runs. waypoint: enforces policies on its requests if pods have
    no sidecar: programs may call it with a token, but not set the user's header. The
    gateway, which may set it, calls it directly.
    Source: apps/pipeline/upstream/base/installs/multi-user/pipelines-ui.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        user: WebAppSettings,
        install: InstallConfig,
        waypoint: Waypoint | None,
        guard: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        guarded = settings.page == "guarded"
        probe = health_probe(defaults, HEALTH, _PORT, delay=3)
        published = defaults.images.release.published_logs
        labels = selector(UI)
        # Behind the guard it cannot reach the store.
        trust = node_trust(None if guarded else settings.store_ca)
        account = ServiceAccount(
            self,
            "ServiceAccount",
            name=UI,
            labels=LABELS,
            annotations=None if guarded else settings.store_identity,
        )
        if guarded:
            account.grant(*_GUARDED_RULES, role=UI, binding=UI)
        else:
            account.grant(*_RULES, role=UI, binding=UI)
            keys = _KEY_FORMATS if published else ()
            account.grant_here(*_RULES, *keys, role=UI, binding=UI)
        config = ConfigMap(
            self,
            "Config",
            name=f"{UI}-configmap",
            labels=LABELS,
            data={"viewer-pod-template.json": _viewer(settings, defaults.in_profiles)},
        )
        workload = Workload(
            self,
            "Workload",
            name=UI,
            account=account,
            defaults=defaults,
            selector=labels,
            labels=LABELS,
            annotations=EVICTABLE,
            writes_replicas=False,
            volumes=[
                ConfigMapVolume(name="config-volume", config_map=config),
                *trust.volumes,
            ],
            containers=[
                Container(
                    name=UI,
                    image=defaults.images.named("pipelines/frontend"),
                    pull_policy="IfNotPresent",
                    env={
                        "VIEWER_TENSORBOARD_POD_TEMPLATE_SPEC_PATH": (
                            "/etc/config/viewer-pod-template.json"
                        ),
                        "DEPLOYMENT": "KUBEFLOW",
                        "ARTIFACTS_SERVICE_PROXY_NAME": ARTIFACT_SERVER,
                        "ARTIFACTS_SERVICE_PROXY_PORT": "80",
                        "ARTIFACTS_SERVICE_PROXY_ENABLED": _proxies(defaults, install),
                        "ENABLE_AUTHZ": "true",
                        "KUBEFLOW_USERID_HEADER": user.user_header,
                        "KUBEFLOW_USERID_PREFIX": user.user_prefix,
                        "MINIO_NAMESPACE": field_path("metadata.namespace"),
                        **(
                            {"ALLOWED_ARTIFACT_DOMAIN_REGEX": _ALLOWED}
                            if guarded
                            else _store(settings, install, defaults, namespace_of(self))
                        ),
                        "ALLOW_CUSTOM_VISUALIZATIONS": str(
                            settings.custom_visualizations
                        ).lower(),
                        "FRONTEND_SERVER_NAMESPACE": field_path("metadata.namespace"),
                        **_domain(defaults, install),
                        # Behind the guard it cannot reach stored logs.
                        **(_STORED_LOGS if published and not guarded else {}),
                        **trust.env,
                        **user.of_node,
                    },
                    ports={"": _PORT},
                    mounts=(
                        Mount(volume="config-volume", path="/etc/config", read_only=True),
                        *trust.mounts,
                    ),
                    probes=Probes(liveness=probe, readiness=probe),
                    default_resources=Requests(cpu="10m", memory="70Mi"),
                    restricted=RESTRICTED.as_user(1000),
                )
            ],
        )
        enrolled = waypoint.enrolled if waypoint and not guarded else {}
        server = workload.expose(
            service=UI_SERVER if guarded else UI,
            name="http",
            port=80,
            target=_PORT,
            protocol="TCP",
            labels={"app": UI, **enrolled},
        )
        self.endpoint = server
        if guarded:
            before = PageGuard(
                self,
                "Guard",
                defaults=guard,
                settings=settings,
                user=user,
                server=server,
                waypoint=waypoint,
            )
            self.endpoint = before.endpoint
            self._admit_only(before.principal, server, defaults)
        MutualTls(
            self, "MutualTls", name=UI, to=self.endpoint, mesh=defaults.mesh, labels=LABELS
        )
        gateway.route(
            self,
            name=UI,
            prefix=PATH,
            rewrite=PATH,
            timeout=settings.page_timeout,
            to=self.endpoint,
            labels=LABELS,
        )
        pods = {"app": page_pods(settings)}
        self._admit(ingress_principal(defaults.mesh), user.user_header, waypoint, pods)

    def _admit_only(self, guard: str, server: Endpoint, defaults: WorkloadDefaults) -> None:
        """Allow only the guard to call the page's server."""
        AccessPolicy(
            self,
            "OnlyTheGuard",
            name=UI_SERVER,
            selector={"app": UI},
            callers=[guard],
            ports=[_PORT],
            labels=LABELS,
        )
        MutualTls(
            self, "ServersTls", name=UI_SERVER, to=server, mesh=defaults.mesh, labels=LABELS
        )

    def _admit(
        self,
        ingress: str,
        user_header: str,
        waypoint: Waypoint | None,
        pods: Mapping[str, str],
    ) -> None:
        """Admit the gateway, and requests with a token but without the user's header."""
        admitted = (
            Admitted(callers=(ingress,)),
            Admitted(having=("authorization",), lacking=(user_header,)),
        )
        if waypoint is None:
            AccessPolicy(
                self,
                "Requests",
                name=UI,
                selector=pods,
                admitted=admitted,
                labels=LABELS,
                writes_action=False,
            )
            return
        AccessPolicy(
            self,
            "Callers",
            name=UI,
            selector=pods,
            callers=[ingress, waypoint.principal],
            labels=LABELS,
        )
        AccessPolicy(
            self,
            "Requests",
            name=f"{UI}-l7",
            to=self.endpoint,
            admitted=admitted,
            labels=LABELS,
        )


def _viewer(settings: PipelinesSettings, pods: Pods) -> str:
    """Return the template of a viewer's pod as JSON, which the server requires.

    Without it the server falls back to a pod of account `default`. The controller of Viewers
    keeps what it does not write of the first container.
    Source: loadJSON in frontend/server/utils.ts, and setPodSpecForTensorboard in
    backend/src/crd/controller/viewer/reconciler of kubeflow/pipelines 2.3.0.
    """
    pod: dict[str, Any] = {"serviceAccountName": settings.runner, **placed(pods)}
    if row := settings.resources.get("profiles/viewer"):
        pod["containers"] = [{"resources": row.to_spec()}]
    return json.dumps({"spec": pod}, indent=2) + "\n"


def _proxies(defaults: WorkloadDefaults, install: InstallConfig) -> EnvironmentValue:
    """Return whether it reads artifacts by the servers of profiles."""
    if defaults.images.release.kfp.artifact_servers == "always":
        return "true"
    return install.key("ARTIFACTS_PROXY_ENABLED", optional=True)


def _domain(
    defaults: WorkloadDefaults, install: InstallConfig
) -> Mapping[str, EnvironmentValue]:
    """Return the cluster's domain, unless the default is compiled into the server."""
    told = defaults.images.release.kfp.cluster_domain
    return {"CLUSTER_DOMAIN": install.key("CLUSTER_DOMAIN", optional=True)} if told else {}


def _store(
    settings: PipelinesSettings,
    install: InstallConfig,
    defaults: WorkloadDefaults,
    namespace: str,
) -> Mapping[str, EnvironmentValue]:
    store = settings.object_store
    found: dict[str, EnvironmentValue] = {}
    if settings.store_secret:
        found = {
            "MINIO_ACCESS_KEY": install.access_key,
            "MINIO_SECRET_KEY": install.secret_key,
        }
    if isinstance(store, S3):
        found |= page_environment(store)
        if store.of_amazon and settings.store_secret:
            found |= {
                "AWS_ACCESS_KEY_ID": install.access_key,
                "AWS_SECRET_ACCESS_KEY": install.secret_key,
            }
    else:
        found |= page_address(store, defaults.images.release, namespace)
    if settings.artifacts != "shared":
        found["ARGO_KEYFORMAT"] = key_format(settings)
    return found
