"""The guard of the Pipelines page decides by reviews of a real API server.

The guard is what dist/ ships, with its own account's token. The page behind it is played: a
server that answers with what it was asked.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest

from constructs_lib import Config, Member, Profile
from constructs_lib.delivery import profile_files

from .api_server import new_namespace
from .client import ACCESS_REVIEWS, Client, connected
from .guarded import Guarded, guarded
from .output import added, named
from .processes import wait_for
from .rights import bound
from .table import ROWS
from .turned_off import turned_off

NAME: Final = "aquarium"
PROFILE: Final = Profile(
    name=NAME,
    owner="alice@example.com",
    members=(Member("carol@example.com", "edit"), Member("grace@example.com", "view")),
)
OWNER: Final = bound(PROFILE.owner, "kubeflow-admin", NAME, name="namespaceAdmin")
TOKEN: Final = {"authorization": "Bearer of.an.account"}
POD: Final = f"podname=step-1&podnamespace={NAME}"
LOG: Final = f"/pipeline/k8s/pod/logs?{POD}"
KEY: Final = f"artifacts/{NAME}/run/2026/01/02/step-1/data.tgz"
ARTIFACT: Final = f"/pipeline/artifacts/minio/mlpipeline/{KEY}?namespace={NAME}"
VIEWER: Final = "viewer-0123456789abcdef0123456789abcdef01234567"
TENSORBOARD: Final = f"{VIEWER}-service.{NAME}.svc.cluster.local:80/tensorboard/{VIEWER}/"
START: Final = f"/pipeline/apps/tensorboard?logdir=l&image=i&namespace={NAME}"


def by(user: str) -> Mapping[str, str]:
    return {"kubeflow-userid": f"{user}@example.com"}


@dataclass(frozen=True)
class Case:
    """A request of the table."""

    number: int
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"

    def __str__(self) -> str:
        """Return the table's sentence."""
        (row,) = (row for row in ROWS if row.number == self.number)
        return f"{row}: {self.method} {self.target}"


CASES: Final = (
    Case(124, LOG, by("alice")),
    Case(124, LOG.removeprefix("/pipeline"), by("alice")),
    Case(125, LOG, by("carol")),
    Case(126, LOG, by("grace")),
    Case(127, LOG, by("bob")),
    Case(127, LOG.removeprefix("/pipeline"), by("bob")),
    Case(127, f"/pipeline/k8s/pod?{POD}", by("bob")),
    Case(127, f"/pipeline/k8s/pod/events?{POD}", by("bob")),
    Case(127, f"/pipeline/k8s/pod/logs?podname=a&podnamespace=bob&{POD}", by("bob")),
    Case(127, f"/pipeline/K8S/pod/logs?{POD}", by("bob")),
    Case(128, LOG, TOKEN),
    Case(129, ARTIFACT, by("alice")),
    Case(130, ARTIFACT, by("grace")),
    Case(131, ARTIFACT, by("bob")),
    Case(131, ARTIFACT.partition("?")[0], by("bob")),
    Case(132, ARTIFACT.replace(f"/{NAME}/", "/bob/"), by("alice")),
    Case(132, ARTIFACT.replace(f"/{NAME}/", f"/{NAME}/../bob/"), by("alice")),
    Case(133, ARTIFACT, TOKEN),
    Case(133, ARTIFACT.partition("?")[0], TOKEN),
    Case(134, f"/artifacts/http/evil.example.com/x?namespace={NAME}", by("alice")),
    Case(134, f"{ARTIFACT}.evil.example.com", by("alice")),
    Case(134, "/pipeline/apis/v1beta1/_proxy/evil.example.com/", by("alice")),
    Case(134, "/pipeline/system/cluster-name", by("alice")),
    Case(135, START, by("carol"), "POST"),
    Case(136, START, by("grace"), "POST"),
    Case(137, f"/pipeline/apis/v1beta1/_proxy/{TENSORBOARD}", by("bob")),
    Case(138, "/apis/v2beta1/runs", TOKEN),
)
ALLOWED: Final = {row.number for row in ROWS if row.allowed}


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


def may(client: Client, user: str, verb: str, resource: str, group: str) -> bool:
    return client.may(
        f"{user}@example.com", verb=verb, resource=resource, group=group, namespace=NAME
    )


@pytest.fixture(scope="module")
def guard(cluster, client, tmp_path_factory) -> Iterator[Guarded]:
    """Run the guard, once the API server knows what the profile's members may do."""
    files = profile_files([PROFILE], Config())
    bindings = [
        obj for obj in files[f"kubeflow/profiles/{NAME}.yaml"] if obj["kind"] == "RoleBinding"
    ]
    cluster.apply([new_namespace(NAME), *bindings, OWNER])
    wait_for(
        lambda: (
            all(may(client, user, "get", "pods", "") for user in ("alice", "carol", "grace"))
            and may(client, "grace", "readArtifact", "runs", "pipelines.kubeflow.org")
            and may(client, "carol", "create", "viewers", "kubeflow.org")
        ),
        "the rules of the roles that gather others'",
    )
    with guarded(cluster, tmp_path_factory.mktemp("guard")) as running:
        yield running


def passes(guard: Guarded, case: Case) -> bool:
    """Return whether the page is asked; a refusal never reaches it."""
    guard.page.requests.clear()
    status, text = guard.ask(case.method, case.target, case.headers)
    assert (status == 200) is bool(guard.page.requests), (status, text)
    return status == 200


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_guard_decides(guard, case):
    assert passes(guard, case) is (case.number in ALLOWED)


def test_an_owner_opens_a_tensorboard_of_the_page(guard):
    status, text = guard.ask(
        "GET", f"/pipeline/apis/v1beta1/_proxy/{TENSORBOARD}data?x=y", by("alice")
    )

    assert status == 200
    assert json.loads(text)["path"] == f"/apis/v1beta1/_proxy/{TENSORBOARD}data?x=y"


def test_the_page_gets_no_token_and_no_cookie(guard):
    _, text = guard.ask("GET", LOG, {**by("alice"), **TOKEN, "cookie": "session=x"})

    assert {"authorization", "cookie"} & json.loads(text)["headers"].keys() == set()


def test_every_row_of_the_guard_is_asked():
    asked = {row.number for row in ROWS if row.point == "guard"}

    assert {case.number for case in CASES} == asked


@pytest.mark.parametrize(
    "obj",
    [obj for obj in added("ClusterRoleBinding") if obj["metadata"]["name"].endswith("guard")],
    ids=named,
)
def test_without_its_right_it_lets_nobody_through(cluster, client, tmp_path, guard, obj):
    account = "system:serviceaccount:kubeflow:ml-pipeline-ui-guard"

    def asks() -> int:
        body = {"spec": {"user": "x", "resourceAttributes": {"verb": "get"}}}
        return client.post(ACCESS_REVIEWS, body, user=account).status

    with turned_off(cluster, obj, asks), guarded(cluster, tmp_path) as forgetful:
        status, text = forgetful.ask("GET", LOG, by("alice"))

    assert (status, text) == (503, "the API server cannot be asked; try again\n")
