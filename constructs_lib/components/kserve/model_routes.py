"""Leads paths of the platform's host to the models of profiles."""

import json
from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import Paths, Resources, Sidecars, WorkloadDefaults
from ...gateway import KubeflowGateway
from ...kube import ConfigMap
from ...mesh import AccessPolicy
from ...schemas import INFERENCE_GRAPH, INFERENCE_SERVICE, CustomResource
from ...scripts import text_of
from ...scripts.models_hook import Settings
from ...workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Endpoint,
    Mount,
    Probes,
    Workload,
    http_probe,
)
from ..metacontroller import ApiResource, Metacontroller

NAME: Final = "model-routes"

_LABELS: Final = {"app": NAME}
_PROGRAM: Final = "models_hook.py"
_SETTINGS: Final = "settings.json"
_FOLDER: Final = "/hook"
_PORT: Final = 8080
# The image names no user, which is root.
_SECURITY: Final = READ_ONLY.as_user(1000)

_ROUTES: Final = ApiResource(
    group="networking.istio.io", version="v1", plural="virtualservices"
)


class ModelRoutes(Construct):
    """Gives each model a path of the platform's host, by a VirtualService in its profile.

    Metacontroller asks a small program of this library, scripts/models_hook.py, what to
    attach to each InferenceService and InferenceGraph. It is separate from the program of
    profiles' waypoints: it runs with sidecars too, and without it the other does not change.
    paths: below which prefix. gateway: of the platform's routes, none of which may have that
    prefix. `settings` are the program's, `writer` is the user name of Metacontroller.
    Raises ValueError for a prefix that another route has.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        paths: Paths,
        gateway: KubeflowGateway,
        metacontroller: Metacontroller,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        gateway.reserve(name="models", prefix=f"{paths.prefix}/")
        self.settings = Settings(paths.prefix, gateway.reference, defaults.cluster_domain)
        self.writer = metacontroller.user
        endpoint = self._hook(defaults)
        if not isinstance(defaults.mesh, Sidecars):
            AccessPolicy(
                self,
                "OnlyMetacontroller",
                name=NAME,
                selector=_LABELS,
                callers=[metacontroller.principal],
                labels=_LABELS,
            )
        for name, kind in ((NAME, INFERENCE_SERVICE), (f"{NAME}-graphs", INFERENCE_GRAPH)):
            metacontroller.decorate(
                self,
                name=name,
                parent=_resource(kind),
                attachments=[_ROUTES],
                hook=endpoint,
                path="/route",
            )

    def _hook(self, defaults: WorkloadDefaults) -> Endpoint:
        hook = ConfigMap(
            self,
            "Hook",
            name=NAME,
            labels=_LABELS,
            data={
                _PROGRAM: text_of(_PROGRAM),
                _SETTINGS: json.dumps(self.settings.to_json(), indent=2) + "\n",
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=ServiceAccount(
                self, "ServiceAccount", name=NAME, labels=_LABELS, token=False
            ),
            defaults=defaults,
            selector=_LABELS,
            injected=False,
            volumes=[ConfigMapVolume(name="hook", config_map=hook)],
            containers=[
                Container(
                    name="hook",
                    image=defaults.images.named("python"),
                    # Isolated: neither a folder nor an environment variable adds modules.
                    command=("python", "-I", f"{_FOLDER}/{_PROGRAM}"),
                    args=(f"{_FOLDER}/{_SETTINGS}",),
                    ports={"http": _PORT},
                    mounts=(Mount(volume="hook", path=_FOLDER, read_only=True),),
                    probes=Probes(
                        liveness=http_probe("/healthz", "http", delay=5, period=20),
                        readiness=http_probe("/healthz", "http", delay=1, period=10),
                    ),
                    security=_SECURITY,
                    restricted=_SECURITY,
                    resources=Resources(
                        cpu="10m", memory="32Mi", cpu_limit="200m", memory_limit="128Mi"
                    ),
                )
            ],
        )
        return workload.expose(service=NAME, name="http", port=80, target="http")


def _resource(kind: CustomResource) -> ApiResource:
    return ApiResource(group=kind.group, version=kind.storage, plural=kind.plural)
