"""Assemble Kubeflow's core, which every installation has."""

from collections.abc import Mapping
from typing import Final

import jsii
from constructs import Construct, IValidation

from ..config import COMPONENTS, CORE, UPSTREAM_CORE, Ambient, Config
from ..config.canary import beside_pages
from ..config.components import (
    ADMISSION_WEBHOOK,
    CENTRAL_DASHBOARD,
    JUPYTER_WEB_APP,
    NOTEBOOK_CONTROLLER,
    PROFILES,
    PVCVIEWER_CONTROLLER,
    TENSORBOARD_CONTROLLER,
    TENSORBOARDS_WEB_APP,
    VOLUMES_WEB_APP,
)
from ..gateway import ingress_gateway
from ..kube import made_in, one_mesh, validate_by
from . import (
    admission_webhook,
    central_dashboard,
    jupyter_web_app,
    monitoring,
    notebook_controller,
    profiles,
    pvcviewer_controller,
    tensorboard_controller,
    tensorboards_web_app,
    volumes_web_app,
)
from .context import Context, parts
from .kubeflow_istio_resources import KubeflowIstioResources
from .kubeflow_roles import KubeflowRoles
from .network_policies import NetworkPolicies, guards_minio
from .pipelines.names import page_pods
from .settings import WebAppSettings

# In the order of creation: the dashboard refers to KFAM.
_PARTS: Final = (
    (PROFILES, profiles.build),
    (CENTRAL_DASHBOARD, central_dashboard.build),
    (ADMISSION_WEBHOOK, admission_webhook.build),
    (NOTEBOOK_CONTROLLER, notebook_controller.build),
    (JUPYTER_WEB_APP, jupyter_web_app.build),
    (PVCVIEWER_CONTROLLER, pvcviewer_controller.build),
    (VOLUMES_WEB_APP, volumes_web_app.build),
    (TENSORBOARD_CONTROLLER, tensorboard_controller.build),
    (TENSORBOARDS_WEB_APP, tensorboards_web_app.build),
)

_MISSING: Final = (
    "nothing in this app makes {}, which the config of its core requires; make it beside "
    "the core, or use Kubeflow(…), which makes all that a config names"
)
_UNNAMED: Final = (
    "this app makes {}, which Config(components=…) of its core does not name: no link leads "
    "there, and no NetworkPolicy lets callers in; name them there"
)


@jsii.implements(IValidation)
class KubeflowCore(Construct):
    """Dashboard, notebooks, profiles, volumes and TensorBoards, with their roles and kinds.

    config: the configuration, whose `components` chooses what is installed; by default
    everything as upstream ships it, with images that can be pulled. Components outside the
    core are built separately, with its `gateway` and `settings`: `app.synth()` fails if
    `config` installs a component that the app lacks, or the app has one that `config` does
    not install. So is the login: `DexAuth`, `OAuth2Proxy`; `Kubeflow` builds everything.
    Raises ValueError if its chart has no namespace, or if another construct of the app is
    for a different mesh.
    """

    def __init__(self, scope: Construct, id: str, *, config: Config = UPSTREAM_CORE) -> None:
        super().__init__(scope, id)
        one_mesh(self, config.mesh)
        self._config = config
        validate_by(self, self)
        self.settings = settings = WebAppSettings(
            user_header=config.user_header.name,
            user_prefix=config.user_header.prefix,
            secure_cookies=config.secure_cookies,
            header_limit=config.edge.header_limit,
        )
        release = config.release
        KubeflowRoles(self, "kubeflow-roles", impersonation=release.impersonation)
        istio = KubeflowIstioResources(
            self,
            "kubeflow-istio-resources",
            mesh=config.mesh,
            tenant_routes=config.tenants.routes,
            shown_policies=release.shown_policies,
        )
        self.gateway = istio.gateway
        self.context = Context(config=config, gateway=self.gateway, settings=settings)
        for component, build in _PARTS:
            if config.installs(component):
                self.context.parts[component.name] = build(self, self.context)
        NetworkPolicies(
            self,
            "networkpolicies",
            mesh=config.mesh,
            parent=config.edge.parent,
            components=config.guarded,
            minio=guards_minio(config),
            page_pods=page_pods(config.pipelines),
            canaries=beside_pages(config),
        )

    def validate(self) -> list[str]:
        """Return what is missing besides the core; `app.synth()` calls this."""
        made, config = made_in(self), self._config
        ambient = isinstance(config.mesh, Ambient)
        beside = (*(name for name in config.components if name not in CORE), *config.parts)
        watched = (monitoring.NAME,) if config.monitoring else ()
        needed = (*beside, *((ingress_gateway.NAME,) if ambient else ()), *watched)
        if missing := [name for name in needed if name not in made]:
            return [_MISSING.format(", ".join(missing))]
        optional = [name for name in COMPONENTS if name not in CORE]
        if unnamed := [n for n in optional if n in made and n not in config.components]:
            return [_UNNAMED.format(", ".join(unnamed))]
        return []

    @property
    def parts(self) -> Mapping[str, Construct]:
        """The created components, by name."""
        return parts(self)
