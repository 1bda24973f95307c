"""Two profiles beside an environment that serves models, and a model in one of them.

KServe's controller does not run here: what it makes of an InferenceService in raw mode is
written as v0.13.1 does, a Deployment and a Service. Who makes the route to it is asked for as
it ships, and writes with its own rights.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from constructs_lib import Profile, Username
from constructs_lib.serving import Exposure, ModelCaller, Paths

from .api_server import ApiServer
from .children import ACCOUNT
from .client import Client, connected
from .decorating import Decorating
from .deployed import Deployed, now
from .enforced import by_filters
from .entry import once, told_to_proxy
from .hook import of_models
from .istiod import Istiod
from .metacontroller import Metacontroller
from .output import environment_of_models, of_profile, serving, shipped
from .processes import wait_for
from .profiles import CAPTURED, made_of, membership, profile
from .proxies import one_pod, told_to
from .tenants import OF_THE_WAYPOINT, chain_of
from .waypoint import chains
from .xds import Told

Object = dict[str, Any]

ALICE: Final = "alice"
CAROL: Final = "carol"
# Named as a caller of the model, and no member of its profile.
DAVE: Final = "dave"
SERVED: Final = "served"
APART: Final = "apart"
PREDICTOR: Final = "iris-predictor"
CLUSTER: Final = f"outbound|80||{PREDICTOR}.{SERVED}.svc.cluster.local"
CHAIN: Final = chain_of(PREDICTOR, SERVED, 80)

# The policy that the default environment has too, with fewer paths that are taken.
_ROUTES: Final = "kubeflow-tenant-routes"
# Kinds that some other part of the tests stands in for, or of servers that do not run here.
_LEFT_OUT: Final = ("Certificate", "Issuer", "CustomResourceDefinition")


@dataclass(frozen=True)
class Served:
    """What istiod tells of the model: ztunnel, the ingress proxy, and its waypoint."""

    running: Deployed
    proxy: Told
    whole: Told
    without_carol: Told


def served_objects(exposure: Exposure = Paths()) -> list[Object]:
    """Return what an environment that serves models has beside the default one."""
    found = environment_of_models(exposure=exposure)
    changed = [
        obj
        for name in ("metacontroller", "tenant-guard")
        for obj in found[name]
        if "model-routes" in obj["metadata"]["name"] or obj["metadata"]["name"] == _ROUTES
    ]
    return [
        obj
        for obj in (*serving(exposure), *changed)
        if obj["kind"] not in _LEFT_OUT
        if not obj["kind"].endswith("WebhookConfiguration")
        if obj["apiVersion"].split("/")[0] != "serving.kserve.io"
    ]


def inference_service(name: str = "iris", namespace: str = SERVED, **spec: Any) -> Object:
    """Return a model as a user writes it."""
    model = {"modelFormat": {"name": "sklearn"}, "storageUri": "pvc://models/iris"}
    return {
        "apiVersion": "serving.kserve.io/v1beta1",
        "kind": "InferenceService",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"predictor": {"model": model}, **spec},
    }


def predictor(namespace: str = SERVED) -> list[Object]:
    """Return what KServe makes of it in raw mode, as far as the mesh sees it."""
    labels = {"app": f"isvc.{PREDICTOR}"}
    metadata = {"name": PREDICTOR, "namespace": namespace}
    container = {
        "name": "kserve-container",
        "image": "main",
        "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
    }
    template = {
        "metadata": {"labels": labels, "annotations": CAPTURED},
        "spec": {"containers": [container]},
    }
    port = {"name": "http", "port": 80, "targetPort": 8080, "protocol": "TCP"}
    return [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": metadata,
            "spec": {"selector": {"matchLabels": labels}, "template": template},
        },
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata,
            "spec": {"selector": labels, "ports": [port]},
        },
    ]


@contextmanager
def serving_cluster(
    server: ApiServer, folder: Path, exposure: Exposure = Paths()
) -> Iterator[Decorating]:
    """Install KServe, and give what makes routes to models; take it all away at the end."""
    objects = served_objects(exposure)
    server.define(obj for obj in serving() if obj["kind"] == "CustomResourceDefinition")
    server.apply(objects, force=True)
    with of_models(folder, exposure) as hook, connected(server) as client:
        yield Decorating(client, "model-routes", hook)
    for obj in objects:
        if obj["metadata"]["name"] != _ROUTES:
            server.delete(obj)
    server.apply([shipped("ValidatingAdmissionPolicy", _ROUTES)], force=True)


def profiles_of(server: ApiServer) -> None:
    """Make the two profiles, and the model in one."""
    owned = [profile(SERVED, ALICE), profile(APART, "bob")]
    server.apply(owned)
    server.apply([obj for each in owned for obj in made_of(each)])


def taken_away(server: ApiServer) -> None:
    """Leave nothing that decides; the namespaces, which would never end, are used again."""
    server.kubectl("delete", "profile", SERVED, APART)
    server.kubectl("delete", "inferenceservice", "--all", "-n", SERVED)
    # Garbage collection may come to what the hooks made after it is wanted again.
    made = "authorizationpolicy,virtualservice,gateways.gateway.networking.k8s.io"
    for name in (SERVED, APART):
        server.kubectl("delete", made, "--all", "-n", name)


def callers() -> list[Object]:
    """Return what lets Dave call the model, as the profile's file in Git has it."""
    named = ModelCaller(user=Username(DAVE), models=("iris",))
    owned = Profile(name=SERVED, owner=Username(ALICE), model_callers=(named,))
    return of_profile(owned, "AuthorizationPolicy")


def served(
    server: ApiServer, istiod: Istiod, metacontroller: Metacontroller, routes: Decorating
) -> Served:
    """Serve the model, and note what istiod tells, with a contributor and without."""
    made = (*predictor(), inference_service(), *callers())
    server.apply([membership(SERVED, CAROL), *made])
    while metacontroller.of_profiles.sync(SERVED):
        pass
    metacontroller.of_policies.sync(SERVED)
    assert routes.sync(SERVED) == ["create VirtualService model-iris"]
    always = f"{SERVED}/waypoint-default-deny, {SERVED}/waypoint-katib-controller"
    own = f"{SERVED}/model-iris, {SERVED}/ns-owner-access-istio-waypoint"
    carol = f"{SERVED}/{membership(SERVED, CAROL)['metadata']['name']}-waypoint"
    whole = _decides(server, istiod, f"ALLOW by {own}, {carol}, {always}")
    proxy = once(_led, lambda: told_to_proxy(server, istiod), "the route to the model")
    wait_for(lambda: _known(server, istiod), "istiod's word about every pod")
    running = now(server, istiod)
    removed = membership(SERVED, CAROL)["metadata"]["name"]
    server.kubectl("delete", "authorizationpolicy", removed, "-n", SERVED)
    without = _decides(server, istiod, f"ALLOW by {own}, {always}")
    return Served(running=running, proxy=proxy, whole=whole, without_carol=without)


def _decides(server: ApiServer, istiod: Istiod, words: str) -> Told:
    """Return what the waypoint is told as soon as it decides about the model by this."""

    def complete(told: Told) -> bool:
        found = chains(told)
        return CHAIN in found and by_filters(found[CHAIN]) == [words]

    def read() -> Told:
        return told_to(istiod, one_pod(server, SERVED, OF_THE_WAYPOINT), kind="waypoint")

    return once(complete, read, f"the waypoint of the model: {words}")


def _led(told: Told) -> bool:
    """Return whether the ingress proxy goes through the waypoint to the model."""
    found = [each for each in told.endpoints if each["cluster_name"] == CLUSTER]
    return bool(found) and "waypoint" in json.dumps(found)


def _known(server: ApiServer, istiod: Istiod) -> bool:
    known = {each["name"] for each in istiod.ambient()["workloads"] or ()}
    pods = [
        pod
        for namespace in (SERVED, "kubeflow")
        for pod in server.read(f"/api/v1/namespaces/{namespace}/pods")["items"]
        if "job-name" not in pod["metadata"].get("labels", {})
    ]
    return all(pod["metadata"]["name"] in known for pod in pods)


def policies_hold(client: Client, *, good: Object, bad: Object) -> None:
    """Wait until the API server takes a route by the hook, and refuses another."""
    wait_for(lambda: written(client, ACCOUNT, bad), "the policy of models' routes")
    # The tenants' own policy refuses both until the server has read its exception.
    wait_for(lambda: not written(client, ACCOUNT, good), "the exception for the hook")


def written(client: Client, user: str, route: Object, namespace: str = SERVED) -> str | None:
    """Return why the API server refuses a route by somebody; None where it takes it."""
    path = f"/apis/networking.istio.io/v1/namespaces/{namespace}/virtualservices?dryRun=All"
    answer = client.post(path, route, user=user)
    return None if answer.accepted else answer.reason
