"""Others call single models of a profile, by its waypoint's real Envoy, and nothing else.

No pod serves the models: the Services are written as KServe makes them in raw mode, without
the transformers that the policies name too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import Machine, Profile
from constructs_lib.reach.ztunnel import principal
from constructs_lib.serving import ModelCaller

from .backends import backends
from .deployed import address_of
from .enforced import by_filters
from .entry import once
from .hbone import Tunnel, authority
from .output import named, of_profile
from .profiles import made_of, profile
from .proxies import one_pod, told_to
from .rows.callers import OF_CALLERS
from .rows.row import GATEWAY
from .table import ROWS
from .tenants import OF_THE_WAYPOINT, chain_of
from .turned_off import turned_off
from .waypoint import chains, destinations, waypoint
from .xds import Told

NAME: Final = "serving-team"
ERIN: Final = "erin@example.com"
RUNNER: Final = "system:serviceaccount:ci:runner"
STRANGER: Final = "system:serviceaccount:ci:stranger"
PROFILE: Final = Profile(
    name=NAME,
    owner="alice@example.com",
    model_callers=(
        ModelCaller(user=ERIN, models=("iris",)),
        ModelCaller(user=Machine(RUNNER), models=("iris",)),
    ),
    public_models=("wine",),
)
MODELS: Final = ("iris", "wine", "own")
POLICIES: Final = of_profile(PROFILE, "AuthorizationPolicy")
FORBIDDEN: Final = (403, "RBAC: access denied")
PREDICT: Final = "/v1/models/{}:predict"


@dataclass(frozen=True)
class Case:
    """A request of the table to the Service of one of the profile's models."""

    number: int
    user: str | None = ERIN
    method: str = "POST"
    path: str = PREDICT.format("iris")
    model: str = "iris"
    caller: str = GATEWAY

    def __str__(self) -> str:
        """Read as the table's sentence, and as who sends what."""
        (row,) = (row for row in ROWS if row.number == self.number)
        return f"{row}, {self.method} {self.path} of {self.model} as {self.user}"


CASES: Final = (
    Case(150),
    Case(150, RUNNER),
    Case(150, RUNNER, "GET", "/v1/models/iris"),
    Case(150, path="/v1/models/iris:explain"),
    Case(150, path="/v2/models/iris/infer"),
    Case(150, path="/v2/models/iris/versions/2/infer"),
    Case(150, method="GET", path="/v2/models/iris/ready"),
    Case(150, method="GET", path="/v2/models/iris"),
    Case(150, method="GET", path="/v2/models/iris/versions/2"),
    Case(150, path="/v2/models/iris/versions/2/generate_stream"),
    Case(151, STRANGER),
    Case(151, "bob@example.com"),
    Case(151, None),
    Case(151, f"{ERIN},{STRANGER}"),
    Case(152, method="GET", path="/metrics"),
    Case(152, method="GET", path="/v1/models"),
    Case(152, method="GET", path="/v2/models"),
    Case(152, path=PREDICT.format("wine")),
    Case(152, path=PREDICT.format("iris2")),
    Case(152, path="/v2/repository/models/iris/unload"),
    Case(152, path="/v2/models/iris/%2e%2e/%2e%2e/repository/models/iris/unload"),
    Case(152, path="/v2/models/iris/../../repository/models/iris/unload"),
    Case(152, path="/v2/models/iris/trace/setting"),
    Case(152, method="GET", path="/v2/models/iris/stats"),
    Case(152, method="GET", path="/v2/models/iris/versions/2/stats"),
    Case(152, method="GET", path="/v2/models/iris/config"),
    Case(152, path="/v2/models/iris/versions/2/../../trace/setting"),
    Case(152, path="/v2/models/iris/versions/2/trace/setting"),
    Case(152, method="GET", path="/v2/models/iris/versions/2/config"),
    Case(152, path="/openai/v1/completions"),
    Case(152, method="DELETE", path="/v1/models/iris"),
    Case(152, RUNNER, "PUT"),
    Case(153, path=PREDICT.format("own"), model="own"),
    Case(153, model="own"),
    Case(154, path=PREDICT.format("wine"), model="wine"),
    Case(154, STRANGER, path=PREDICT.format("wine"), model="wine"),
    Case(155, None, path=PREDICT.format("wine"), model="wine"),
    Case(155, None, "GET", "/metrics", "wine"),
    Case(156, caller="bob/default-editor"),
    Case(156, caller="kubeflow/ml-pipeline-ui"),
    Case(156, None, path=PREDICT.format("wine"), model="wine", caller="bob/default-editor"),
)
ALLOWED: Final = {row.number for row in ROWS if row.allowed}


def service(model: str) -> dict[str, Any]:
    """Return the Service that KServe makes of an InferenceService of this name."""
    name = f"{model}-predictor"
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": NAME},
        "spec": {
            "selector": {"app": f"isvc.{name}"},
            "ports": [{"name": "http", "port": 80, "targetPort": 8080}],
        },
    }


def chain(model: str) -> str:
    return chain_of(f"{model}-predictor", NAME, 80)


class Team:
    """The profile in the cluster, and its waypoint as istiod tells it at a moment."""

    def __init__(self, cluster, istiod, folder: Path) -> None:
        self._cluster, self._istiod, self._folder = cluster, istiod, folder
        self._mesh = authority(folder / "mesh")
        self._runs = 0

    def told(self) -> Told:
        pod = one_pod(self._cluster, NAME, OF_THE_WAYPOINT)
        return told_to(self._istiod, pod, kind="waypoint")

    def enforced(self) -> dict[str, list[str]]:
        known = chains(self.told())
        return {model: by_filters(known.get(chain(model), ())) for model in MODELS}

    def address(self, model: str) -> str:
        return address_of(self._istiod.ambient(), f"{model}-predictor", NAME)

    @contextmanager
    def running(self) -> Iterator[Tunnel]:
        """Run the waypoint as it is told now, before a backend for each model."""
        told = self.told()
        self._runs += 1
        with backends(destinations(told)) as served:
            ports = {name: each.port for name, each in served.items()}
            identity = f"spiffe://{principal(f'{NAME}/waypoint')}"
            with waypoint(
                told,
                ports,
                identity=identity,
                authority=self._mesh,
                folder=self._folder / str(self._runs),
            ) as tunnel:
                yield tunnel

    def send(self, tunnel: Tunnel, case: Case):
        return tunnel.send(
            case.method,
            case.path,
            {"kubeflow-userid": case.user} if case.user else {},
            caller=f"spiffe://{principal(case.caller)}",
            to=self.address(case.model),
        )


@pytest.fixture(scope="module")
def team(cluster, deployed, istiod, metacontroller, tmp_path_factory) -> Iterator[Team]:
    owned = profile(NAME, PROFILE.owner)
    cluster.apply([owned])
    cluster.apply(made_of(owned))
    cluster.apply([*(service(model) for model in MODELS), *POLICIES])
    while metacontroller.of_profiles.sync(NAME):
        pass
    metacontroller.of_policies.sync(NAME)
    made = Team(cluster, istiod, tmp_path_factory.mktemp("team"))

    def complete(found: dict[str, list[str]]) -> bool:
        words = {model: " ".join(said) for model, said in found.items()}
        mirrored = all("ns-owner-access-istio-waypoint" in each for each in words.values())
        return mirrored and all(f"model-{m}" in words[m] for m in ("iris", "wine"))

    once(complete, made.enforced, "istiod's word about the models' policies")
    yield made
    cluster.kubectl("delete", "profile", NAME)
    cluster.kubectl("delete", "namespace", NAME, "--wait=false")


@pytest.fixture(scope="module")
def tunnel(team) -> Iterator[Tunnel]:
    with team.running() as opened:
        yield opened


@pytest.mark.parametrize("case", [c for c in CASES if c.number not in ALLOWED], ids=str)
def test_the_waypoint_refuses_it(team, tunnel, case):
    answer = team.send(tunnel, case)

    assert (answer.status, answer.body) == FORBIDDEN


@pytest.mark.parametrize("case", [c for c in CASES if c.number in ALLOWED], ids=str)
def test_the_waypoint_lets_it_through(team, tunnel, case):
    answer = team.send(tunnel, case)

    assert (answer.status, answer.seen.get("backend")) == (200, chain(case.model))


def test_the_owner_calls_every_model_by_every_path(team, tunnel):
    for model in MODELS:
        case = Case(150, PROFILE.owner, "DELETE", "/v2/anything", model)
        assert team.send(tunnel, case).status == 200


# What each policy lets in, and nothing else does.
OPENED: Final = {
    "model-iris": Case(150),
    "model-wine": Case(154, path=PREDICT.format("wine"), model="wine"),
}


@pytest.mark.parametrize("obj", POLICIES, ids=named)
def test_without_it_nobody_else_calls_the_model(team, cluster, obj):
    with turned_off(cluster, obj, team.enforced), team.running() as tunnel:
        answer = team.send(tunnel, OPENED[obj["metadata"]["name"]])

    assert (answer.status, answer.body) == FORBIDDEN


def test_every_row_of_callers_is_asked():
    assert {case.number for case in CASES} == OF_CALLERS
