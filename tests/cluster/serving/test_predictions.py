"""KServe's real model server answers those who may ask it, through the mesh's real Envoys."""

from collections.abc import Iterator

import pytest

from constructs_lib.reach.ztunnel import Connection, admits, policies_of, principal

from ..entry import DEX, SESSION
from ..rows.row import GATEWAY
from .models import IRIS
from .platform import OWNER, TEAM
from .reached import RUNNER, V1, V2, WINE, Reached, predicted
from .reached import reached as running_reached

FORBIDDEN = (403, "RBAC: access denied")
PROTOCOLS = pytest.mark.parametrize("question", [V1, V2], ids=["V1", "V2"])
TO_THE_POD = 8080
# Whom the profile's owner has not named; what he is called is no account of the cluster.
MACHINE = "ci@example.com"
# A model beside iris, at the same Service.
TELLS = "seen"


@pytest.fixture(scope="module")
def reached(cluster, istiod, deployed, metacontroller, tmp_path_factory) -> Iterator[Reached]:
    """Give models in the mesh."""
    folder = tmp_path_factory.mktemp("reached")
    with running_reached(cluster, istiod, metacontroller, folder) as running:
        yield running


def bearer(user):
    return {"authorization": f"Bearer {DEX.token(user)}"}


@PROTOCOLS
@pytest.mark.parametrize("account", ["default-editor", "default"])
def test_a_pod_of_the_profile_gets_a_prediction(reached, question, account):
    answer = reached.ask_inside(question, f"{TEAM}/{account}")

    assert predicted(answer) == question.answered, answer


@PROTOCOLS
def test_a_pod_of_another_profile_is_refused(reached, question):
    answer = reached.ask_inside(question, "bob/default-editor")

    assert (answer.status, answer.body) == FORBIDDEN


@PROTOCOLS
def test_the_owners_browser_gets_a_prediction_by_its_session(reached, question):
    answer = reached.ask_outside(question, cookie=SESSION)

    assert predicted(answer) == question.answered, answer


@PROTOCOLS
def test_the_owner_gets_a_prediction_by_a_token(reached, question):
    answer = reached.ask_outside(question, **bearer(OWNER))

    assert predicted(answer) == question.answered, answer


@pytest.mark.parametrize(
    "headers",
    [{"cookie": SESSION}, bearer(OWNER)],
    ids=["a cookie", "a token"],
)
def test_the_model_gets_neither_the_session_nor_the_token(reached, headers):
    answer = reached.ask_outside(V1, model=TELLS, **headers)
    seen = {*predicted(answer)["predictions"]}

    assert "kubeflow-userid" in seen
    assert seen & {"authorization", "cookie"} == set()


def test_an_answer_of_a_model_is_nobody_on_the_platforms_origin(reached):
    headers = reached.ask_outside(V1, cookie=SESSION).headers

    assert headers["content-security-policy"] == "sandbox"
    assert headers["x-content-type-options"] == "nosniff"


@PROTOCOLS
def test_a_machine_that_is_named_gets_a_prediction(reached, question):
    answer = reached.ask_outside(question, **bearer(RUNNER))

    assert predicted(answer) == question.answered, answer


@PROTOCOLS
@pytest.mark.parametrize("model", [WINE, TELLS])
def test_a_machine_that_is_named_gets_no_prediction_of_another_model(reached, question, model):
    answer = reached.ask_outside(question, model=model, **bearer(RUNNER))

    assert (answer.status, answer.body) == FORBIDDEN


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/metrics"),
        ("GET", "/v1/models"),
        ("GET", "/v2/models"),
        ("POST", f"/v2/repository/models/{IRIS}/unload"),
        ("POST", f"/v1/models/{IRIS}/../seen:predict"),
        ("DELETE", f"/v1/models/{IRIS}"),
    ],
)
def test_a_machine_that_is_named_comes_to_no_other_path(reached, method, path):
    answer = reached.send_outside(method, path, **bearer(RUNNER))

    assert (answer.status, answer.body) == FORBIDDEN


@PROTOCOLS
@pytest.mark.parametrize("user", [MACHINE, RUNNER, OWNER])
def test_whoever_is_signed_in_gets_a_prediction_of_a_public_model(reached, question, user):
    answer = reached.ask_outside(question, at=WINE, **bearer(user))

    assert predicted(answer) == question.answered, answer


@PROTOCOLS
def test_who_is_signed_in_gets_nothing_else_at_a_public_model(reached, question):
    answer = reached.ask_outside(question, at=WINE, model=IRIS, **bearer(MACHINE))

    assert (answer.status, answer.body) == FORBIDDEN


@PROTOCOLS
@pytest.mark.parametrize(
    "headers", [{}, {"kubeflow-userid": OWNER}], ids=["no name", "a claimed name"]
)
def test_who_is_not_logged_in_comes_to_no_public_model(reached, question, headers):
    answer = reached.ask_outside(question, at=WINE, **headers)

    assert (answer.status, answer.body) == (401, "sign in")


@PROTOCOLS
def test_a_machine_that_is_not_named_is_refused(reached, question):
    answer = reached.ask_outside(question, **bearer(MACHINE))

    assert (answer.status, answer.body) == FORBIDDEN


@PROTOCOLS
def test_a_machine_that_claims_to_be_the_owner_is_refused(reached, question):
    headers = bearer(MACHINE) | {"kubeflow-userid": OWNER}
    answer = reached.ask_outside(question, **headers)

    assert (answer.status, answer.body) == FORBIDDEN


@PROTOCOLS
def test_who_is_not_logged_in_comes_to_no_model(reached, question):
    answer = reached.ask_outside(question)

    assert (answer.status, answer.body) == (401, "sign in")


@PROTOCOLS
def test_the_gateway_alone_is_nobody(reached, question):
    answer = reached.ask_inside(question, GATEWAY)

    assert (answer.status, answer.body) == FORBIDDEN


@pytest.mark.parametrize(
    ("caller", "admitted"),
    [
        (f"{TEAM}/waypoint", True),
        (f"{TEAM}/default", True),
        ("bob/default-editor", False),
        (GATEWAY, False),
        (None, False),
    ],
    ids=["its waypoint", "its profile", "another profile", "the gateway", "nobody"],
)
def test_the_models_pod_takes_connections_of(reached, caller, admitted):
    [pod] = reached.running.workloads(("serving.kserve.io/inferenceservice", IRIS), TEAM)
    policies = policies_of(reached.running.dump, pod)

    assert admits(policies, Connection(TO_THE_POD, principal(caller))) is admitted
