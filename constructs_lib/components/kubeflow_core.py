"""Kubeflow's core: what every Kubeflow has."""

from collections.abc import Mapping
from typing import Final

import jsii
from constructs import Construct, IConstruct, IValidation

from ..config import COMPONENTS, CORE, STOCK, Ambient, Config
from ..config.dashboard import LINKED_COMPONENTS
from ..gateway import ingress_gateway
from ..kube import made_in, one_mesh
from . import (
    admission_webhook,
    central_dashboard,
    jupyter_web_app,
    notebook_controller,
    profiles,
    pvcviewer_controller,
    tensorboard_controller,
    tensorboards_web_app,
    volumes_web_app,
)
from .admission_webhook import AdmissionWebhook
from .central_dashboard import CentralDashboard
from .jupyter_web_app import JupyterWebApp
from .kubeflow_istio_resources import KubeflowIstioResources
from .kubeflow_roles import KubeflowRoles
from .network_policies import NetworkPolicies
from .notebook_controller import NotebookController
from .pipelines.names import page_pods
from .profiles import Profiles
from .pvcviewer_controller import PvcViewerController
from .settings import WebAppSettings
from .tensorboard_controller import TensorboardController
from .tensorboards_web_app import TensorboardsWebApp
from .volumes_web_app import VolumesWebApp

_MISSING: Final = (
    "nothing in this app makes {}, which the core of this config counts on; make it beside "
    "the core, or take Kubeflow(…), which makes all that a config names"
)
_UNNAMED: Final = (
    "this app makes {}, which Config(components=…) of its core does not name: no link leads "
    "there, and no NetworkPolicy lets callers in; name them there"
)


@jsii.implements(IValidation)
class KubeflowCore(Construct):
    """Dashboard, notebooks, profiles, volumes and TensorBoards, with their roles and kinds.

    config: the decisions, of which `components` chooses what is installed; by default
    everything as upstream ships it, with images that can be pulled. What is no part of the
    core is for others to make, with its `gateway` and `settings`: `app.synth()` fails where
    `config` installs what nothing in the app makes, or the app makes what it does not install.
    The login is others' too: `DexAuth`, `OAuth2Proxy`; `Kubeflow` makes all there is.
    Its chart must have a namespace; raises ValueError where it has none, and where another
    construct of the app is for another mesh.
    """

    def __init__(self, scope: Construct, id: str, *, config: Config = STOCK) -> None:
        super().__init__(scope, id)
        one_mesh(self, config.mesh)
        self._config = config
        self.node.add_validation(self)
        installed = frozenset(config.components)
        linked = frozenset(LINKED_COMPONENTS) if config.stock_links == "all" else installed
        self.settings = settings = WebAppSettings(
            user_header=config.user_header,
            user_prefix=config.user_prefix,
            secure_cookies=config.secure_cookies,
            header_limit=config.header_limit,
        )
        KubeflowRoles(self, "kubeflow-roles")
        istio = KubeflowIstioResources(
            self,
            "kubeflow-istio-resources",
            mesh=config.mesh,
            tenant_routes=config.tenant_routes,
        )
        self.gateway = gateway = istio.gateway
        if (name := profiles.NAME) in installed:
            kfam = Profiles(
                self,
                name,
                gateway=gateway,
                runtime=config.runtime(name),
                settings=settings,
                defaults=config.profiles,
                pod_security=config.tenants.labels(config.mesh),
            )
            if (name := central_dashboard.NAME) in installed:
                CentralDashboard(
                    self,
                    name,
                    gateway=gateway,
                    profiles=kfam.endpoint,
                    runtime=config.runtime(name),
                    settings=settings,
                    dashboard=config.dashboard,
                    components=linked,
                )
        if (name := admission_webhook.NAME) in installed:
            AdmissionWebhook(self, name, runtime=config.runtime(name))
        if (name := notebook_controller.NAME) in installed:
            NotebookController(
                self,
                name,
                gateway=gateway,
                runtime=config.runtime(name),
                culling=config.culling,
            )
        if (name := jupyter_web_app.NAME) in installed:
            JupyterWebApp(
                self,
                name,
                gateway=gateway,
                runtime=config.runtime(name),
                settings=settings,
                spawner=config.spawner,
            )
        if (name := pvcviewer_controller.NAME) in installed:
            PvcViewerController(self, name, runtime=config.runtime(name))
        if (name := volumes_web_app.NAME) in installed:
            VolumesWebApp(
                self,
                name,
                gateway=gateway,
                runtime=config.runtime(name),
                settings=settings,
                viewer_image=config.viewer_image,
                viewer_resources=config.viewer_resources,
            )
        if (name := tensorboard_controller.NAME) in installed:
            TensorboardController(
                self,
                name,
                gateway=gateway,
                runtime=config.runtime(name),
                image=config.tensorboard_image,
                schedule_on_volume_node=config.schedule_on_volume_node,
            )
        if (name := tensorboards_web_app.NAME) in installed:
            TensorboardsWebApp(
                self,
                name,
                gateway=gateway,
                runtime=config.runtime(name),
                settings=settings,
            )
        NetworkPolicies(
            self,
            "networkpolicies",
            mesh=config.mesh,
            parent=config.parent,
            components=None if config.stock_network_policies == "all" else installed,
            page_pods=page_pods(config.pipelines),
        )

    def validate(self) -> list[str]:
        """Return what is missing beside the core: `app.synth()` asks for it."""
        made, config = made_in(self), self._config
        ambient = isinstance(config.mesh, Ambient)
        beside = (*(name for name in config.components if name not in CORE), *config.parts)
        needed = (*beside, *((ingress_gateway.NAME,) if ambient else ()))
        if missing := [name for name in needed if name not in made]:
            return [_MISSING.format(", ".join(missing))]
        optional = [name for name in COMPONENTS if name not in CORE]
        if unnamed := [n for n in optional if n in made and n not in config.components]:
            return [_UNNAMED.format(", ".join(unnamed))]
        return []

    @property
    def units(self) -> Mapping[str, IConstruct]:
        """The components made, by name."""
        return {child.node.id: child for child in self.node.children}
