"""Serve the page where users start and stop TensorBoards."""

from typing import Final

from constructs import Construct

from ..access import READ, allow
from ..config import WorkloadDefaults
from ..config.components import TENSORBOARDS_WEB_APP
from ..gateway import KubeflowGateway
from .context import Context, Part
from .settings import WebAppSettings
from .web_app import WebApp

NAME: Final = TENSORBOARDS_WEB_APP.name
PATH = "/tensorboards"

_MINE = ("tensorboards", "tensorboards/finalizers")
_GROUP = "tensorboard.kubeflow.org"
_MANAGE = allow(("get", "list", "create", "delete"), *_MINE, group=_GROUP)
_BROWSE = allow(("get", "list"), *_MINE, group=_GROUP)
_POD_DEFAULTS = allow(READ, "poddefaults", group="kubeflow.org")
_STORAGE_CLASSES = allow(READ, "storageclasses", group="storage.k8s.io")


class TensorboardsWebApp(Construct):
    """Serves the TensorBoards page.

    Source: apps/tensorboard/tensorboards-web-app/upstream/overlays/istio.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
    ) -> None:
        super().__init__(scope, id)
        app = WebApp(
            self,
            "WebApp",
            name=NAME,
            prefix=PATH,
            parameters="TWA",
            user_role="tensorboard",
            image=NAME,
            gateway=gateway,
            defaults=defaults,
            settings=settings,
            acts=(
                allow(("get", "list"), "namespaces"),
                # The app checks the rights of its user at the API server.
                allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
                _MANAGE,
                allow(("create", "delete", "get", "list"), "persistentvolumeclaims"),
                _STORAGE_CLASSES,
                _POD_DEFAULTS,
            ),
            edit=(_MANAGE, _POD_DEFAULTS),
            view=(_BROWSE, _STORAGE_CLASSES, _POD_DEFAULTS),
        )
        self.endpoint = app.endpoint


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        TensorboardsWebApp(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(TENSORBOARDS_WEB_APP),
            settings=context.settings,
        )
    )
