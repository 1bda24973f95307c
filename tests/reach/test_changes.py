"""A change that opens or closes a door says so, and no other change does."""

import copy

import pytest

from constructs_lib.reach import Site, doors
from constructs_lib.reach.changes import Doors, compared
from constructs_lib.reach.table import Pair
from tests.cluster.output import overlay

pytestmark = pytest.mark.slow


def site(*more, without=""):
    kept = [obj for obj in overlay() if obj["metadata"]["name"] != without]
    found = Site.found([*kept, *more])
    assert found is not None
    return found


def opened(change: Doors) -> set[tuple[str, str]]:
    return {(pair.source, pair.to) for pair in change.opened}


def policy(**spec):
    return {
        "apiVersion": "security.istio.io/v1",
        "kind": "AuthorizationPolicy",
        "metadata": {"name": "more", "namespace": "kubeflow"},
        "spec": spec,
    }


MYSQL = {"matchLabels": {"app": "mysql"}}


def test_a_policy_that_opens_a_database_to_the_notebook_controller_says_so():
    account = "notebook-controller-service-account"
    source = {"principals": [f"cluster.local/ns/kubeflow/sa/{account}"]}
    more = policy(selector=MYSQL, rules=[{"from": [{"source": source}]}])

    found = doors(site(), site(more))

    caller = f"pods of kubeflow/{account}"
    assert opened(found) == {
        (caller, "Service kubeflow/mysql:3306"),
        (caller, "Deployment kubeflow/mysql:3306"),
    }
    assert found.sentences() == {
        "newly reachable": (
            f"by {caller}: Service kubeflow/mysql:3306, Deployment kubeflow/mysql:3306",
        )
    }


def test_without_the_login_browsers_reach_pages_no_longer():
    found = doors(site(), site(without="oauth2-proxy"))

    assert found.opened == ()
    assert Pair(
        to="https://kubeflow.example.com/oauth2/", source="a browser without a login"
    ) in set(found.closed)


def test_without_the_demand_for_a_token_every_caller_of_the_proxy_is_let_in():
    found = doors(site(), site(without="istio-ingressgateway-require-jwt"))

    # The login still sends browsers away: a second lock on the same door.
    assert found.opened == ()


def test_another_image_asks_nothing(monkeypatch):
    objects = copy.deepcopy(overlay())
    for obj in objects:
        if obj["kind"] == "Deployment":
            obj["spec"]["template"]["spec"]["containers"][0]["image"] = "other"
    monkeypatch.setattr("constructs_lib.reach.changes.answers", pytest.fail)

    assert not doors(site(), Site.found(objects))


def test_an_environment_out_of_the_mesh_has_no_doors():
    assert Site.found([{"kind": "Namespace", "metadata": {"name": "kubeflow"}}]) is None


def test_what_is_new_counts_as_closed_before():
    new = {Pair(to="here", source="a"): True, Pair(to="there", source="a"): False}

    assert compared({}, new) == Doors(opened=(Pair(to="here", source="a"),))


def test_sentences_name_four_and_count_the_rest():
    pairs = {Pair(to=f"Service x:{n}", source="a"): True for n in range(6)}

    [sentence] = compared({}, pairs).sentences()["newly reachable"]

    assert sentence == (
        "by a: Service x:0, Service x:1, Service x:2, Service x:3 and 2 more destinations"
    )
