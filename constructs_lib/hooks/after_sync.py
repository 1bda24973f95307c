"""Check after each sync that the pages respond."""

from collections.abc import Mapping
from typing import Any, Final

from constructs import Construct

from ..access import ServiceAccount
from ..config import SmokeTest, WorkloadDefaults
from ..workloads import Endpoint
from .job import HookJob

NAME: Final = "smoke-test"

# Below these prefixes the gateway requires no login: the request, and the expected status.
# Dex checks its storage first; the start of a login redirects to Dex.
_OPEN: Final[Mapping[str, tuple[str, int]]] = {
    "/dex/": ("/dex/healthz", 200),
    "/oauth2/": ("/oauth2/start", 302),
}


class AfterSync(Construct):
    """A Job that requests each route at the ingress gateway, without a token.

    A guarded path must redirect to the login, an open one must respond. The pod has neither a
    token nor rights. It is in Kubeflow's namespace, whose pods may reach the gateway.
    ingress: the target of kgateway's route. host: the platform's. routes: names by path
    prefix, as in `KubeflowGateway.routes`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        ingress: Endpoint,
        host: str,
        routes: Mapping[str, str],
        test: SmokeTest = SmokeTest(),
        defaults: WorkloadDefaults = WorkloadDefaults(),
    ) -> None:
        super().__init__(scope, id)
        ServiceAccount(self, "ServiceAccount", name=NAME, labels={"app": NAME}, token=False)
        HookJob(
            self,
            "Test",
            name=NAME,
            phase="PostSync",
            program="smoke_test.py",
            token=False,
            task={
                "address": ingress.host,
                "port": ingress.port,
                "host": host,
                "patience": int(test.patience.total_seconds()),
                "pages": [_page(prefix, name) for prefix, name in routes.items()],
            },
            deadline=test.deadline,
            retries=test.retries,
            defaults=defaults,
        )


def _page(prefix: str, name: str) -> dict[str, Any]:
    """Return the request for a route; without a status the login must respond."""
    path, status = _OPEN.get(prefix, (prefix, None))
    return {"name": name, "path": path, "status": status}
