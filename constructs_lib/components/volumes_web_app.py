"""Serve the page where users create, open and delete volumes."""

from typing import Final

import yaml
from constructs import Construct

from ..access import READ, allow
from ..config import Pods, Resources, WorkloadDefaults
from ..config.components import VOLUMES_WEB_APP
from ..gateway import KubeflowGateway
from ..kube import ConfigMap
from ..releases import Image, ReleaseImage
from ..workloads import ConfigMapVolume, Mount, placed
from .context import Context, Part
from .pvcviewer_controller import ROUTES as VIEWER_ROUTES
from .settings import WebAppSettings
from .web_app import WebApp

NAME: Final = VOLUMES_WEB_APP.name
PATH = "/volumes"

_VIEWER_FILE = "viewer-spec.yaml"
_VIEWER_PORT = 8080
_VOLUME = "viewer-volume"
_MANAGE = allow(
    ("create", "delete", "get", "list", "watch", "update", "patch"), "persistentvolumeclaims"
)
_VIEWERS = allow(("get", "list", "create", "delete"), "pvcviewers", group="kubeflow.org")
_STORAGE_CLASSES = allow(READ, "storageclasses", group="storage.k8s.io")


class VolumesWebApp(Construct):
    """Serves the volumes page, and starts a file browser for a volume on demand.

    viewer_image: the file browser. viewer_resources: its resources, unlimited if None.
    Source: apps/volumes-web-app/upstream/overlays/istio.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
        viewer_image: Image = ReleaseImage("filebrowser"),
        viewer_resources: Resources | None = None,
    ) -> None:
        super().__init__(scope, id)
        viewer = ConfigMap(
            self,
            "Viewer",
            name="volumes-web-app-viewer-spec",
            labels={"app": NAME, "kustomize.component": NAME},
            data={
                _VIEWER_FILE: yaml.dump(
                    _viewer(viewer_resources, defaults.in_profiles),
                    Dumper=yaml.CSafeDumper,
                    sort_keys=False,
                )
            },
        )
        app = WebApp(
            self,
            "WebApp",
            name=NAME,
            prefix=PATH,
            parameters="VWA",
            user_role="volume",
            image=NAME,
            gateway=gateway,
            defaults=defaults,
            settings=settings,
            env={"VOLUME_VIEWER_IMAGE": defaults.images.located(viewer_image)},
            volumes=(ConfigMapVolume(name="viewer-spec", config_map=viewer),),
            mounts=(
                Mount(
                    volume="viewer-spec",
                    path=f"/etc/config/{_VIEWER_FILE}",
                    sub_path=_VIEWER_FILE,
                ),
            ),
            acts=(
                allow(("get", "list"), "namespaces", "pods"),
                allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
                _MANAGE,
                _STORAGE_CLASSES,
                allow(("list",), "events"),
                allow(("list",), "notebooks", group="kubeflow.org"),
                _VIEWERS,
            ),
            edit=(_MANAGE, _VIEWERS),
            view=(
                allow(READ, "persistentvolumeclaims"),
                _STORAGE_CLASSES,
                allow(("get", "list"), "pvcviewers", group="kubeflow.org"),
            ),
        )
        self.endpoint = app.endpoint


def _viewer(resources: Resources | None, pods: Pods) -> dict[str, object]:
    """Return a PVCViewer's spec; the app replaces words that begin with `$`."""
    settings = {
        "FB_ADDRESS": "0.0.0.0",  # noqa: S104 - the viewer's own pod, guarded by its profile
        "FB_PORT": str(_VIEWER_PORT),
        "FB_DATABASE": "/tmp/filebrowser.db",  # noqa: S108 - a path in the viewer's pod
        "FB_NOAUTH": "true",
        "FB_BASEURL": f"{VIEWER_ROUTES}/$NAMESPACE/$NAME/",
    }
    container = {
        "name": "main",
        "image": "$VOLUME_VIEWER_IMAGE",
        "env": [{"name": name, "value": value} for name, value in settings.items()],
        "readinessProbe": {
            "tcpSocket": {"port": _VIEWER_PORT},
            "initialDelaySeconds": 2,
            "periodSeconds": 10,
        },
        "volumeMounts": [{"name": _VOLUME, "mountPath": "/srv"}],
        "workingDir": "/srv",
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        },
        **({"resources": resources.to_spec()} if resources else {}),
    }
    return {
        "pvc": "$NAME",
        "podSpec": {
            "serviceAccountName": "default-editor",
            "containers": [container],
            "volumes": [{"name": _VOLUME, "persistentVolumeClaim": {"claimName": "$NAME"}}],
            **placed(pods),
        },
        "networking": {
            "targetPort": _VIEWER_PORT,
            "basePrefix": VIEWER_ROUTES,
            "rewrite": "/",
            "timeout": "30s",
        },
        "rwoScheduling": True,
    }


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        VolumesWebApp(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(VOLUMES_WEB_APP),
            settings=context.settings,
            viewer_image=context.config.volumes.image,
            viewer_resources=context.config.volumes.resources,
        )
    )
