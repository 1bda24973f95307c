"""Leads paths of the platform's host, or hosts, to the models of profiles."""

from dataclasses import replace
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ...config import Hosts, Paths, Sidecars, WorkloadDefaults
from ...gateway import KubeflowGateway
from ...kube import Manifest
from ...mesh import AccessPolicy
from ...schemas import INFERENCE_GRAPH, INFERENCE_SERVICE, CustomResource
from ...scripts.models_hook import Settings
from ..api_resource import ApiResource
from ..decorator_hook import DecoratorHook
from ..metacontroller import Metacontroller

NAME: Final = "model-routes"

_LABELS: Final = {"app": NAME}

_ROUTES: Final = ApiResource(
    group="networking.istio.io", version="v1", plural="virtualservices"
)


class ModelRoutes(Construct):
    """Gives each model a path of the platform's host, or a host of its own.

    It is a VirtualService in the model's profile. Metacontroller asks a small program of this
    library, scripts/models_hook.py, what to attach to each InferenceService and
    InferenceGraph. It is separate from the program of profiles' waypoints: it runs with
    sidecars too, and without it the other does not change.
    exposure: below which prefix, or which domain; hosts there that no model has are answered
    with 404. gateway: of the platform's routes, none of which may have that prefix.
    `settings` are the program's, `writer` is the user name of Metacontroller.
    Raises ValueError for a prefix that another route has.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        exposure: Paths | Hosts,
        gateway: KubeflowGateway,
        metacontroller: Metacontroller,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        if isinstance(exposure, Paths):
            gateway.reserve(name="models", prefix=f"{exposure.prefix}/")
            prefix, domain = exposure.prefix, ""
        else:
            _answer_others(self, exposure, gateway)
            prefix, domain = "", exposure.domain
        self.settings = Settings(prefix, gateway.reference, defaults.cluster_domain, domain)
        self.writer = metacontroller.user
        hook = DecoratorHook(
            self,
            "Hook",
            name=NAME,
            program="models_hook.py",
            settings=self.settings.to_json(),
            # KServe's row of the table is for its controller.
            defaults=replace(defaults, resources=None),
            injected=False,
        )
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
                hook=hook.endpoint,
                path="/route",
            )


def _answer_others(scope: Construct, hosts: Hosts, gateway: KubeflowGateway) -> None:
    """Answer requests for a host that no model has, which routes of `*` would take."""
    Manifest(
        scope,
        "Others",
        api_version=f"{_ROUTES.group}/{_ROUTES.version}",
        kind="VirtualService",
        metadata=ApiObjectMetadata(name="no-model", labels=_LABELS),
        body={
            "spec": {
                "hosts": [hosts.every],
                "gateways": [gateway.reference],
                "http": [{"directResponse": {"status": 404}}],
            }
        },
    )


def _resource(kind: CustomResource) -> ApiResource:
    return ApiResource(group=kind.group, version=kind.storage, plural=kind.plural)
