"""Serve the page where users start and stop notebooks."""

from dataclasses import replace
from importlib.resources import files
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import READ, allow
from ..config import Config, Spawner, WorkloadDefaults
from ..config.components import JUPYTER_WEB_APP, PIPELINES
from ..gateway import KubeflowGateway
from ..kube import ConfigMap, declare
from ..workloads import ConfigMapVolume, Mount
from .context import Context, Part
from .settings import WebAppSettings
from .spawner_form import spawner_form
from .web_app import WebApp

NAME: Final = JUPYTER_WEB_APP.name
PATH = "/jupyter"

LOGOS = (
    "group-one-icon.svg",
    "group-one-logo.svg",
    "group-two-icon.svg",
    "group-two-logo.svg",
    "jupyter-icon.svg",
    "jupyterlab-logo.svg",
)

_LABELS = {"app": NAME, "kustomize.component": NAME}
_NOTEBOOKS = ("notebooks", "notebooks/finalizers", "poddefaults")
_STORAGE_CLASSES = allow(READ, "storageclasses", group="storage.k8s.io")
_ACTS = (
    allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
    allow(
        ("get", "list", "create", "delete", "patch", "update"),
        *_NOTEBOOKS,
        group="kubeflow.org",
    ),
    allow(("create", "delete", "get", "list"), "persistentvolumeclaims"),
    allow(("list",), "events", "nodes"),
    _STORAGE_CLASSES,
)


class JupyterWebApp(Construct):
    """Serves the notebooks page with its spawner form.

    Source: apps/jupyter/jupyter-web-app/upstream/overlays/istio.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
        spawner: Spawner = Spawner(),
    ) -> None:
        super().__init__(scope, id)
        self._role_without_account()
        form = ConfigMap(
            self,
            "Form",
            name="jupyter-web-app-config",
            labels=_LABELS,
            data={"spawner_ui_config.yaml": spawner_form(spawner, defaults.images)},
        )
        assets = files("constructs_lib") / "assets"
        logos = ConfigMap(
            self,
            "Logos",
            name="jupyter-web-app-logos",
            labels=_LABELS,
            data={logo: (assets / logo).read_text() for logo in LOGOS},
        )
        app = WebApp(
            self,
            "WebApp",
            name=NAME,
            prefix=PATH,
            parameters="JWA",
            more_parameters={"UI": "default"},
            user_role="notebook",
            image=NAME,
            gateway=gateway,
            defaults=defaults,
            settings=settings,
            volumes=(
                ConfigMapVolume(name="config-volume", config_map=form),
                ConfigMapVolume(name="logos-volume", config_map=logos),
            ),
            mounts=(
                Mount(volume="config-volume", path="/etc/config"),
                Mount(volume="logos-volume", path="/src/apps/default/static/assets/logos"),
            ),
            acts=(*_ACTS, allow(("list", "get"), "pods", "pods/log")),
            edit=(
                allow(("get", "list", "create", "delete"), *_NOTEBOOKS, group="kubeflow.org"),
            ),
            view=(allow(("get", "list"), *_NOTEBOOKS, group="kubeflow.org"), _STORAGE_CLASSES),
        )
        self.endpoint = app.endpoint

    def _role_without_account(self) -> None:
        """Write a role bound to `jupyter-notebook`, an account that upstream never creates."""
        name = "jupyter-web-app-jupyter-notebook-role"
        declare(
            k8s.KubeRole,
            self,
            "Role",
            metadata=k8s.ObjectMeta(name=name, labels=_LABELS),
            rules=[rule.to_k8s() for rule in _ACTS],
        )
        declare(
            k8s.KubeRoleBinding,
            self,
            "RoleBinding",
            metadata=k8s.ObjectMeta(name=f"{name}-binding", labels=_LABELS),
            role_ref=k8s.RoleRef(
                api_group="rbac.authorization.k8s.io", kind="Role", name=name
            ),
            subjects=[k8s.Subject(kind="ServiceAccount", name="jupyter-notebook")],
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        JupyterWebApp(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(JUPYTER_WEB_APP),
            settings=context.settings,
            spawner=_spawner(context.config),
        )
    )


def _spawner(config: Config) -> Spawner:
    """Return the form's decisions, with the image of Elyra where it is wanted."""
    spawner, elyra = config.notebook_form, config.pipelines.elyra
    if elyra is None or PIPELINES.name not in config.components:
        return spawner
    offered = dict.fromkeys((*spawner.jupyter.options, elyra.image))
    return replace(spawner, jupyter=replace(spawner.jupyter, options=tuple(offered)))
