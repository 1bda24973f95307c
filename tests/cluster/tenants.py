"""Create profiles in the cluster, with istiod's configuration of their waypoints at each step.

Alice owns `alice`, where Carol is a member until KFAM removes her. Bob owns `bob`, where
someone has planted a waypoint without any policy. `fresh` is Alice's too, and has no
waypoint yet.
"""

from dataclasses import dataclass
from typing import Any, Final

from .api_server import ApiServer
from .attacks import NOTEBOOKS
from .client import connected
from .deployed import Deployed, address_of, service_of
from .enforced import by_filters
from .entry import once, told_to_proxy
from .istiod import Istiod
from .metacontroller import Metacontroller
from .processes import wait_for
from .profiles import made_of, membership, profile, work
from .proxies import one_pod, told_to
from .waypoint import chains
from .xds import Told

ALICE: Final = "alice"
BOB: Final = "bob"
CAROL: Final = "carol"
FRESH: Final = "fresh"
OWNERS: Final = {ALICE: ALICE, BOB: BOB, FRESH: ALICE}

# What users run in each profile, and what the hook of Pipelines does.
NOTEBOOK: Final = ("nb", 80)
ARTIFACTS: Final = ("ml-pipeline-ui-artifact", 80)
VISUALIZATIONS: Final = ("ml-pipeline-visualizationserver", 8888)

# Three that users run in each profile, two for pipelines, and two waypoints of istiod's.
PODS: Final = (3 + 2) * len(OWNERS) + 2

OF_THE_WAYPOINT: Final = "gateway.networking.k8s.io/gateway-name=waypoint"


@dataclass(frozen=True)
class Tenants:
    """istiod's configuration of ztunnel, the ingress proxy and waypoints in four states."""

    running: Deployed
    proxy: Told
    unmirrored: Told
    whole: Told
    without_carol: Told
    unguarded: Told

    def service(self, name: str, namespace: str = ALICE) -> dict[str, Any]:
        """Return what istiod tells ztunnel of a Service."""
        return service_of(self.running.dump, name, namespace)

    def address(self, service: str, namespace: str = ALICE) -> str:
        """Return a Service's address and port, to which its clients open connections."""
        return address_of(self.running.dump, service, namespace)


def known_in(told: Told, namespace: str) -> bool:
    """Return whether a waypoint knows of every Service that it decides about."""
    services = (NOTEBOOK, ARTIFACTS, VISUALIZATIONS)
    return {chain_of(name, namespace, port) for name, port in services} <= chains(told).keys()


def chain_of(service: str, namespace: str, port: int, protocol: str = "http") -> str:
    """Return the name of a Service's chain at its waypoint."""
    return f"inbound-vip|{port}|{protocol}|{service}.{namespace}.svc.cluster.local"


def at_service(
    told: Told, service: tuple[str, int] = NOTEBOOK, namespace: str = ALICE
) -> list[str]:
    """Describe who decides at a waypoint on requests to a Service."""
    name, port = service
    return by_filters(chains(told)[chain_of(name, namespace, port)])


def tenants(server: ApiServer, istiod: Istiod, metacontroller: Metacontroller) -> Tenants:
    """Create the profiles step by step, record istiod's configuration, and delete them."""
    owned = [profile(name, owner) for name, owner in OWNERS.items()]
    server.apply(owned)
    server.apply([obj for each in owned for obj in made_of(each)])
    _work(server)
    server.apply([membership(ALICE, CAROL)])
    for name in OWNERS:
        metacontroller.of_pipelines.sync(name)
    while metacontroller.of_profiles.sync(ALICE):
        pass
    server.apply([_planted(server, BOB)])

    def decides(namespace: str, *words: str) -> Told:
        def complete(told: Told) -> bool:
            # A waypoint that does not know a Service yet is not one that lets all through.
            known = known_in(told, namespace)
            return known and at_service(told, namespace=namespace) == list(words)

        def read() -> Told:
            return told_to(
                istiod, one_pod(server, namespace, OF_THE_WAYPOINT), kind="waypoint"
            )

        return once(complete, read, f"the waypoint of {namespace}: {words}")

    wait_for(lambda: _all_known(server, istiod), "istiod's word about every pod of profiles")
    owner = "alice/ns-owner-access-istio-waypoint"
    # In every profile whatever its owner does: no one, and Katib to its suggestions.
    always = "alice/waypoint-default-deny, alice/waypoint-katib-controller"
    carol = f"alice/{membership(ALICE, CAROL)['metadata']['name']}-waypoint"
    unguarded = decides(BOB)
    unmirrored = decides(ALICE, f"ALLOW by {always}")
    metacontroller.of_policies.sync(ALICE)
    whole = decides(ALICE, f"ALLOW by {owner}, {carol}, {always}")
    running = Deployed(pods=_pods(server), dump=istiod.ambient())
    proxy = told_to_proxy(server, istiod)
    removed = membership(ALICE, CAROL)["metadata"]["name"]
    server.kubectl("delete", "authorizationpolicy", removed, "-n", ALICE)
    without_carol = decides(ALICE, f"ALLOW by {owner}, {always}")
    _take_away(server)
    return Tenants(
        running=running,
        proxy=proxy,
        unmirrored=unmirrored,
        whole=whole,
        without_carol=without_carol,
        unguarded=unguarded,
    )


def _work(server: ApiServer) -> None:
    """Make what users of the profiles run; their routes are the notebook controller's."""
    made = [obj for name in OWNERS for obj in work(name)]
    routes = [obj for obj in made if obj["kind"] == "VirtualService"]
    server.apply([obj for obj in made if obj not in routes])
    with connected(server) as client:
        for obj in routes:
            namespace = obj["metadata"]["namespace"]
            path = f"/apis/{obj['apiVersion']}/namespaces/{namespace}/virtualservices"
            answer = client.post(path, obj, user=NOTEBOOKS)
            assert answer.accepted, answer.reason


def _planted(server: ApiServer, namespace: str) -> dict[str, Any]:
    """Return a waypoint as Alice's, which no one has given a policy."""
    group = "/apis/gateway.networking.k8s.io/v1"
    made = server.read(f"{group}/namespaces/{ALICE}/gateways/waypoint")
    labels = made["metadata"]["labels"]
    return {
        "apiVersion": made["apiVersion"],
        "kind": made["kind"],
        "metadata": {"name": "waypoint", "namespace": namespace, "labels": labels},
        "spec": made["spec"],
    }


def _take_away(server: ApiServer) -> None:
    """Restore the cluster for other tests; deleting namespaces takes time."""
    server.kubectl("delete", "profile", *OWNERS)
    for name in OWNERS:
        server.kubectl("delete", "authorizationpolicy", "--all", "-n", name)
    server.kubectl("delete", "namespace", *OWNERS, "--wait=false")


def _pods(server: ApiServer) -> list[dict[str, Any]]:
    return [
        pod
        for namespace in OWNERS
        for pod in server.read(f"/api/v1/namespaces/{namespace}/pods")["items"]
    ]


def _all_known(server: ApiServer, istiod: Istiod) -> bool:
    pods = {
        (pod["metadata"]["namespace"], pod["metadata"]["name"])
        for pod in _pods(server)
        if pod["status"].get("podIP")
    }
    known = {(each["namespace"], each["name"]) for each in istiod.ambient()["workloads"] or ()}
    return len(pods) == PODS and pods <= known
