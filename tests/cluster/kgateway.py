"""Run a real kgateway: its view of Gateways and routes, and its configuration of Envoy."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from constructs_lib import App, Chart
from constructs_lib.config import Config, PlatformPrerequisites
from constructs_lib.gateway import PlatformGateway
from constructs_lib.kube import objects_of

from .api_server import ApiServer, new_namespace
from .binaries import build
from .client import Object, connected
from .definitions import KGATEWAY, KGATEWAY_2_2, Published
from .processes import LOOPBACK, answers, free_ports, running, wait_for
from .xds import NotTold, Told, told

NAMESPACE: Final = "kgateway-system"

_GATEWAY_API: Final = "/apis/gateway.networking.k8s.io/v1"

GATEWAY_LABEL: Final = "gateway.networking.k8s.io/gateway-name"


@dataclass(frozen=True)
class Release:
    """A version of kgateway: its family of servers, and its kinds."""

    family: str
    kinds: Published


NEWEST: Final = Release("kgateway", KGATEWAY)
OLDER: Final = Release("kgateway-2.2", KGATEWAY_2_2)


def gateway_of(config: Config) -> dict[str, Any]:
    """Return the Gateway that docs/prerequisites.md asks of the platform."""
    wanted = PlatformPrerequisites()
    gateway = PlatformGateway(
        Chart(App(), "platform"),
        "gateway",
        config=config,
        gateway_class=wanted.gateway_class,
        routes_from="kubeflow",
    )
    (written,) = objects_of(gateway)
    return written


PLATFORM_GATEWAY: Final = gateway_of(Config())


@dataclass(frozen=True)
class Kgateway:
    """A running kgateway."""

    server: ApiServer
    xds: str

    def says_of_gateway(self, name: str, namespace: str) -> dict[str, str]:
        """Return the reasons that kgateway gives, by condition, for a Gateway."""
        return _reasons(self._judged("gateway", name, namespace)["status"])

    def says_of_route(self, name: str, namespace: str) -> dict[str, str]:
        """Return the reasons that kgateway gives, by condition, for a route's only parent."""
        (parent,) = self._judged("httproute", name, namespace)["status"]["parents"]
        return _reasons(parent)

    def says_of_policy(self, policy: Object) -> dict[str, str]:
        """Return the reasons that kgateway gives so far, by condition, at what it aims at."""
        with connected(self.server) as client:
            ancestors = client.get(policy).body.get("status", {}).get("ancestors", ())
        return {name: said for each in ancestors for name, said in _reasons(each).items()}

    def tells(self, gateway: str, namespace: str) -> Told:
        """Return kgateway's configuration of the Envoy of a Gateway, which has its own pod.

        Its Deployment is changed with the Gateway: a pod may be gone, or too new for kgateway.
        """
        path = f"/api/v1/namespaces/{namespace}/pods?labelSelector={GATEWAY_LABEL}%3D{gateway}"
        role = f"kgateway-kube-gateway-api~{namespace}~{gateway}"
        heard: list[Told] = []

        def told_to_one() -> bool:
            for pod in self.server.read(path)["items"]:
                name = f"{pod['metadata']['name']}.{namespace}"
                with suppress(NotTold):
                    heard.append(told(self.xds, name, {"role": role}))
                    return True
            return False

        wait_for(told_to_one, f"kgateway's word to Gateway {namespace}/{gateway}", seconds=20)
        return heard[0]

    def _judged(self, kind: str, name: str, namespace: str) -> dict[str, Any]:
        """Return an object once kgateway has updated its status."""
        read: dict[str, Any] = {}

        def judged() -> bool:
            path = f"{_GATEWAY_API}/namespaces/{namespace}/{kind}s/{name}"
            read.update(self.server.read(path))
            status = read.get("status", {})
            seen = [
                condition.get("observedGeneration")
                for part in (status, *status.get("parents", ()))
                for condition in part.get("conditions", ())
            ]
            return bool(seen) and set(seen) == {read["metadata"]["generation"]}

        wait_for(judged, f"kgateway's word on {kind} {namespace}/{name}", seconds=20)
        return read


def _reasons(judged: dict[str, Any]) -> dict[str, str]:
    """Return the reasons by condition, where True says no more than the condition's name."""
    return {
        condition["type"]: "True" if condition["status"] == "True" else condition["reason"]
        for condition in judged["conditions"]
    }


@contextmanager
def kgateway(server: ApiServer, release: Release = NEWEST) -> Iterator[Kgateway]:
    """Run kgateway, and wait until it has read all objects of the API server."""
    xds, health = (f"{LOOPBACK}:{port}" for port in free_ports(2))
    environment = {
        "KUBECONFIG": str(server.kubeconfig),
        "POD_NAMESPACE": NAMESPACE,
        "XDS_ADDRESS": xds,
        "HEALTH_ADDRESS": health,
        # Its port is fixed and no one asks it: this address is nobody's, so it stays closed.
        # 2.2's is on loopback whatever it is told, and goes without if someone has the port.
        "KGW_ADMIN_BIND_ADDRESS": "192.0.2.1",
        "KGW_DISABLE_LEADER_ELECTION": "true",
        # 2.2 holds the other data plane's controller as well.
        "KGW_ENABLE_AGENTGATEWAY": "false",
        "KGW_XDS_AUTH": "false",
        "KGW_XDS_SERVICE_HOST": "kgateway",
    }
    server.define(release.kinds.definitions())
    server.apply([new_namespace(NAMESPACE)])
    with running(
        [build(release.family) / "kgateway"],
        folder=server.folder / "kgateway",
        ready=lambda: answers(f"http://{health}/readyz"),
        environment=environment,
    ):
        yield Kgateway(server=server, xds=xds)
