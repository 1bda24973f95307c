"""KFP's SDK in a notebook can use the token of the profile's PodDefault.

The API server of Kubernetes signs the token and reviews it, a real Envoy runs what istiod
tells the waypoint of Pipelines. Behind it the API server of Pipelines is played: it asks under
its own account what backend/src/apiserver/auth and resource_manager.go of kubeflow/pipelines
2.3.0 ask.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import pytest

from constructs_lib.reach.ztunnel import principal

from .api_server import ApiServer
from .backends import Reply, Request, backend
from .client import ACCESS_REVIEWS, Client, connected
from .entry import once
from .hbone import Tunnel, authority
from .output import shipped
from .processes import wait_for
from .profiles import made_of, profile
from .proxies import one_pod, told_to
from .tenants import chain_of
from .waypoint import chains, destinations, waypoint

NAME: Final = "iris"
OTHER: Final = "olaf"
WAYPOINT: Final = "kubeflow-waypoint"
LABEL: Final = f"gateway.networking.k8s.io/gateway-name={WAYPOINT}"
API: Final = ("ml-pipeline", 8888)
CHAIN: Final = chain_of(API[0], "kubeflow", API[1])
ACCOUNT: Final = "system:serviceaccount:kubeflow:ml-pipeline"
ACCESS: Final = f"/apis/kubeflow.org/v1alpha1/namespaces/{NAME}/poddefaults/access-ml-pipeline"
REVIEWS: Final = "/apis/authentication.k8s.io/v1/tokenreviews"
GROUP: Final = "rbac.authorization.k8s.io"


def editor(namespace: str) -> Mapping[str, Any]:
    """Return the binding that the profile controller makes for the account of notebooks."""
    subject = {"kind": "ServiceAccount", "name": "default-editor", "namespace": namespace}
    return {
        "apiVersion": f"{GROUP}/v1",
        "kind": "RoleBinding",
        "metadata": {"name": "default-editor", "namespace": namespace},
        "roleRef": {"apiGroup": GROUP, "kind": "ClusterRole", "name": "kubeflow-edit"},
        "subjects": [subject],
    }


@dataclass(frozen=True)
class Runs:
    """The API server of Pipelines, played: who lists runs, and whether he may."""

    client: Client
    audience: str
    turn: threading.Lock

    def __call__(self, request: Request) -> Reply:
        """Respond like it: 401 without a user, 403 without the right, else the user."""
        with self.turn:
            kind, _, token = request.headers.get("authorization", "").partition(" ")
            told = {"token": token, "audiences": [self.audience]}
            review = self._ask(REVIEWS, told) if kind == "Bearer" else {}
            if not review.get("authenticated") or review["audiences"] != [self.audience]:
                return Reply(401, body="Authentication failure")
            user = review["user"]["username"]
            asked = {
                "verb": {"GET": "list", "POST": "create"}[request.method],
                "group": "pipelines.kubeflow.org",
                "resource": "runs",
                "namespace": request.path.partition("namespace=")[2],
            }
            verdict = self._ask(ACCESS_REVIEWS, {"user": user, "resourceAttributes": asked})
            return Reply(200 if verdict["allowed"] else 403, body=json.dumps({"user": user}))

    def _ask(self, path: str, spec: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.client.post(path, {"spec": spec}, user=ACCOUNT)
        assert answer.accepted, answer.reason
        status: dict[str, Any] = answer.body["status"]
        return status


@pytest.fixture(scope="module")
def client(cluster, metacontroller) -> Iterator[Client]:
    """Provide the cluster with two profiles, of which the hook has equipped the first."""
    for name in (NAME, OTHER):
        cluster.apply([*made_of(profile(name, name)), editor(name)])
    metacontroller.of_pipelines.sync(NAME)
    with connected(cluster) as opened:
        yield opened
    cluster.kubectl("delete", "namespace", NAME, OTHER, "--wait=false")


@pytest.fixture(scope="module")
def source(client) -> Mapping[str, Any]:
    """Return what the profile's PodDefault asks the kubelet for."""
    answer = client.send("GET", ACCESS)
    assert answer.accepted, answer.reason
    (volume,) = answer.body["spec"]["volumes"]
    (projected,) = volume["projected"]["sources"]
    told: Mapping[str, Any] = projected["serviceAccountToken"]
    return told


@pytest.fixture(scope="module")
def tunnel(cluster, istiod, client, tmp_path_factory) -> Iterator[Tunnel]:
    """Provide a tunnel to the waypoint, behind which the API server of Pipelines is played."""
    folder = tmp_path_factory.mktemp("sdk-access")
    path = f"/api/v1/namespaces/kubeflow/pods?labelSelector={quote(LABEL)}"
    wait_for(
        lambda: any(pod["status"].get("podIP") for pod in cluster.read(path)["items"]),
        "the pod that istiod makes of the waypoint",
    )
    told = once(
        lambda told: CHAIN in chains(told),
        lambda: told_to(istiod, one_pod(cluster, "kubeflow", LABEL), kind="waypoint"),
        "what the waypoint of Pipelines is told",
    )
    (container,) = shipped("Deployment", API[0])["spec"]["template"]["spec"]["containers"]
    variables = {each["name"]: each.get("value") for each in container["env"]}
    # Compiled in: backend/src/apiserver/common/const.go.
    audience = variables.get("TOKEN_REVIEW_AUDIENCE") or "pipelines.kubeflow.org"
    wait_for(lambda: may_list(client), "the rules of the roles that gather others'")
    with (
        backend(Runs(client, audience, threading.Lock())) as played,
        waypoint(
            told,
            dict.fromkeys(destinations(told), played.port),
            identity=f"spiffe://{principal(f'kubeflow/{WAYPOINT}')}",
            authority=authority(folder / "mesh"),
            folder=folder / "envoy",
        ) as opened,
    ):
        yield opened


def may_list(client: Client) -> bool:
    user = f"system:serviceaccount:{NAME}:default-editor"
    return client.may(
        user, verb="list", group="pipelines.kubeflow.org", resource="runs", namespace=NAME
    )


def token(cluster: ApiServer, audience: str, seconds: int) -> str:
    """Return a token of the notebook's account, as the kubelet asks for one."""
    asked = ("create", "token", "default-editor", "-n", NAME, f"--audience={audience}")
    return str(cluster.kubectl(*asked, f"--duration={seconds}s").stdout).strip()


@pytest.fixture
def runs(cluster, tunnel):
    """Return a function that lists runs, or makes one, as KFP's SDK does in a notebook."""

    def listed(namespace: str, bearer: str | None, method: str = "GET", **headers: str):
        told = {"authorization": f"Bearer {bearer}"} if bearer else {}
        service = cluster.read(f"/api/v1/namespaces/kubeflow/services/{API[0]}")
        return tunnel.send(
            method,
            f"/apis/v2beta1/runs?namespace={namespace}",
            told | headers,
            caller=f"spiffe://{principal(f'{NAME}/default-editor')}",
            to=f"{service['spec']['clusterIP']}:{API[1]}",
        )

    return listed


def test_the_token_of_the_pod_default_is_the_notebooks_account(cluster, source, runs):
    answer = runs(NAME, token(cluster, source["audience"], source["expirationSeconds"]))

    assert (answer.status, json.loads(answer.body)) == (
        200,
        {"user": f"system:serviceaccount:{NAME}:default-editor"},
    )


def test_it_opens_no_other_profile(cluster, source, runs):
    answer = runs(OTHER, token(cluster, source["audience"], source["expirationSeconds"]))

    assert answer.status == 403


@pytest.mark.parametrize(("namespace", "status"), [(NAME, 200), (OTHER, 403)])
def test_it_makes_runs_in_its_own_profile_alone(cluster, source, runs, namespace, status):
    bearer = token(cluster, source["audience"], source["expirationSeconds"])

    assert runs(namespace, bearer, "POST").status == status


@pytest.mark.parametrize("audience", ["https://kubernetes.default.svc", "example.com"])
def test_a_token_for_somebody_else_is_nobodys(cluster, runs, audience):
    assert runs(NAME, token(cluster, audience, 3600)).status == 401


def test_without_a_token_one_is_nobody(runs):
    assert runs(NAME, None).status == 401


def test_a_token_lets_nobody_say_who_the_user_is(cluster, source, runs):
    bearer = token(cluster, source["audience"], source["expirationSeconds"])
    answer = runs(NAME, bearer, **{"kubeflow-userid": "olaf"})

    assert (answer.status, answer.body) == (403, "RBAC: access denied")
