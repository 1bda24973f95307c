"""Serve the page where users start experiments and see their results."""

from collections.abc import Mapping
from typing import Final

from constructs import Construct

from ...access import ALL, Rule, ServiceAccount, allow
from ...config import WorkloadDefaults
from ...config.components import KATIB
from ...config.katib import PageRights
from ...gateway import KubeflowGateway, page_canary
from ...workloads import (
    READ_ONLY,
    Container,
    Probes,
    Workload,
    field_path,
    tcp_probe,
)
from ..settings import WebAppSettings

NAME: Final = "katib-ui"
PATH: Final = "/katib/"

_GROUP: Final = "kubeflow.org"
_PORT: Final = 8080
_SELECTOR = KATIB.rule(NAME).pods
# The page asks the API server what its user may do, and then acts as itself.
_ACTS: Final = (
    allow(("list",), "pods"),
    allow(("get",), "pods/log"),
    allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
)
_RIGHTS: Final[Mapping[PageRights, tuple[Rule, ...]]] = {
    # Its calls are in pkg/ui/v1beta1 and pkg/util/v1beta1/katibclient of v0.17.0.
    "needed": (
        allow(("list",), "namespaces"),
        allow(("get", "list", "create", "update", "delete"), "configmaps"),
        allow(("get", "list", "create", "delete"), "experiments", group=_GROUP),
        allow(("get", "list"), "trials", "suggestions", group=_GROUP),
    ),
    "upstream": (
        allow(ALL, "configmaps", "namespaces"),
        allow(ALL, "experiments", "trials", "suggestions", group=_GROUP),
    ),
}


class Page(Construct):
    """Serves Katib's page behind the gateway.

    rights: as in Experiments.page_rights.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults,
        settings: WebAppSettings,
        rights: PageRights,
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(self, "ServiceAccount", name=NAME)
        account.grant(*_RIGHTS[rights], *_ACTS, role=NAME, binding=NAME)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            injected=True,
            containers=[
                Container(
                    name=NAME,
                    image=defaults.page_image(NAME),
                    command=(f"./{NAME}",),
                    args=(f"--port={_PORT}",),
                    env={
                        "KATIB_CORE_NAMESPACE": field_path("metadata.namespace"),
                        "APP_DISABLE_AUTH": "false",
                        **_user(settings),
                    },
                    ports={"ui": _PORT},
                    more_probes=Probes(
                        liveness=tcp_probe("ui", delay=10, period=30),
                        readiness=tcp_probe("ui", delay=2, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )
        self.endpoint = workload.expose(
            service=NAME,
            name="ui",
            port=80,
            target=_PORT,
            protocol="TCP",
            service_type="ClusterIP",
        )
        canary = page_canary(self, workload, name=NAME, gateway=gateway, defaults=defaults)
        gateway.route(
            self, name=NAME, prefix=PATH, rewrite=PATH, to=self.endpoint, canary=canary
        )
        gateway.allow_from_gateway(self, name=NAME, selector=_SELECTOR)


def _user(settings: WebAppSettings) -> Mapping[str, str]:
    """Return how the page identifies its user, if that is not its own default."""
    env = {}
    if settings.user_header != WebAppSettings().user_header:
        env["USERID_HEADER"] = settings.user_header
    if settings.user_prefix:
        env["USERID_PREFIX"] = settings.user_prefix
    return env
