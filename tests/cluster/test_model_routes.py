"""A model by a path of the platform's host: who comes to it, and who writes the path.

The route is made by the hook that ships, under Metacontroller's account; the way to the model
is through both real Envoys and the tunnel between them.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import replace
from http import HTTPStatus

import pytest

from constructs_lib.reach.ztunnel import principal
from constructs_lib.scripts.models_hook import Settings, route

from .attacks import BOB, NOTEBOOKS
from .backends import backend, backends
from .calls import decisions, words
from .children import ACCOUNT
from .client import Client, connected
from .deployed import address_of, now
from .enforced import by_filters
from .entry import ASKED, DEX, HOST, SESSION, sign_in
from .envoy import Envoy, Surroundings, called
from .hbone import Tunnel, authority
from .hostile import HOSTILE, hostile
from .models import (
    APART,
    CHAIN,
    CLUSTER,
    DAVE,
    PREDICTOR,
    SERVED,
    inference_service,
    policies_hold,
    profiles_of,
    served,
    served_objects,
    serving_cluster,
    taken_away,
    written,
)
from .passage import passage
from .rows.row import GATEWAY, Row
from .rows.serving import MODEL_ROWS
from .turned_off import turned_off
from .waypoint import chains, destinations, waypoint

SETTINGS = Settings("/serving", "kubeflow/kubeflow-gateway", "cluster.local")
PATH = f"/serving/{SERVED}/iris/v1/models/iris:predict"
FORBIDDEN = (403, "RBAC: access denied")
AT_ZTUNNEL = [row for row in MODEL_ROWS if row.call]
ASKED_HERE = set(range(166, 173)) | {176, 177, 178}
ASKS_THE_HOOK = 164
GUARD = "kubeflow-tenant-model-routes"


@pytest.fixture(scope="module")
def routes(cluster, deployed, tmp_path_factory):
    with serving_cluster(cluster, tmp_path_factory.mktemp("hook") / "models") as decorating:
        profiles_of(cluster)
        yield decorating
        taken_away(cluster)


@pytest.fixture(scope="module")
def client(cluster, routes) -> Iterator[Client]:
    with connected(cluster) as client:
        bad = virtual_service(prefix="/serving/other/iris/")
        policies_hold(client, good=virtual_service(), bad=bad)
        yield client


@pytest.fixture(scope="module")
def told(cluster, istiod, metacontroller, routes, client):
    return served(cluster, istiod, metacontroller, routes)


@pytest.fixture(scope="module")
def waypoints(told, tmp_path_factory) -> Iterator[dict[str, Tunnel]]:
    """Give the waypoint of the model's profile, with its contributor and without."""
    folder = tmp_path_factory.mktemp("models")
    mesh = authority(folder / "mesh")
    states = {"whole": told.whole, "without_carol": told.without_carol}
    names = {name for each in states.values() for name in destinations(each)}
    with (
        backends(names - {CHAIN}) as others,
        backend(hostile) as model,
        ExitStack() as running,
    ):
        ports = {name: each.port for name, each in others.items()} | {CHAIN: model.port}
        yield {
            state: running.enter_context(
                waypoint(
                    each,
                    ports,
                    identity=f"spiffe://{principal(f'{SERVED}/waypoint')}",
                    authority=mesh,
                    folder=folder / state,
                )
            )
            for state, each in states.items()
        }


@pytest.fixture(scope="module")
def proxies(told, waypoints, tmp_path_factory) -> Iterator[dict[str, Envoy]]:
    """Give the ingress proxy before each of these waypoints."""
    with (
        backends(called(told.proxy.routes)) as others,
        backend(sign_in) as login,
        ExitStack() as running,
    ):
        ports = {name: each.port for name, each in others.items()} | {ASKED: login.port}
        yield {
            state: running.enter_context(
                passage(
                    told.proxy,
                    CLUSTER,
                    tunnel,
                    Surroundings(ports, {DEX.name: DEX.keys}),
                    identity=f"spiffe://{principal(GATEWAY)}",
                    folder=tmp_path_factory.mktemp(state),
                )
            )
            for state, tunnel in waypoints.items()
        }


@pytest.fixture(scope="module")
def proxy(proxies) -> Envoy:
    return proxies["whole"]


def bearer(user):
    return {"authorization": f"Bearer {DEX.token(user)}"}


def ask(proxy, headers, path=PATH):
    return proxy.send("POST", path, headers, host=HOST)


def virtual_service(*, namespace=SERVED, name="iris", service=None, prefix=None, **spec):
    """Return a route as the hook writes it, with one thing changed."""
    whole = route(SETTINGS, namespace, name, service or f"{name}-predictor") | spec
    if prefix:
        whole = deepcopy(whole)
        whole["http"][0]["match"][0]["uri"]["prefix"] = prefix
    return {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": f"model-{name}"},
        "spec": whole,
    }


def rule(**changes):
    """Return what a route to the model does, with something changed."""
    [only] = route(SETTINGS, SERVED, "iris", PREDICTOR)["http"]
    return only | changes


@pytest.mark.parametrize("row", AT_ZTUNNEL, ids=str)
def test_ztunnel_decides_by_what_istiod_tells_it(told, row: Row):
    assert row.call is not None

    assert decisions(told.running, row.call) == {row.allowed}, words(told.running, row.call)


def test_166_without_cookie_or_token_nobody_comes_to_the_model(proxy):
    answer = ask(proxy, {})

    assert (answer.status, answer.body) == (401, "sign in")


@pytest.mark.parametrize(
    "headers", [bearer("alice"), {"cookie": SESSION}], ids=["a token", "a cookie"]
)
def test_167_the_owner_comes_to_the_model_which_is_asked_without_the_path(proxy, headers):
    answer = ask(proxy, headers)

    assert (answer.status, answer.seen["path"]) == (200, "/v1/models/iris:predict")


@pytest.mark.parametrize(
    "headers",
    [bearer("alice"), {"cookie": f"{SESSION}; other=1"}],
    ids=["a token", "a cookie"],
)
def test_167_the_model_gets_neither_the_cookies_nor_the_token(proxy, headers):
    seen = ask(proxy, headers).seen["headers"]

    assert seen.keys() & {"cookie", "authorization"} == set()


def test_167_a_page_of_a_model_is_nobody_on_the_platforms_origin(proxy):
    headers = ask(proxy, bearer("alice")).headers

    assert headers["content-security-policy"] == "sandbox"
    assert headers["x-content-type-options"] == "nosniff"


def test_167_a_model_changes_nothing_that_browsers_keep_for_the_platform(proxy):
    headers = ask(proxy, bearer("alice")).headers

    kept = {"content-type", "content-security-policy"}
    assert headers.keys() & HOSTILE.keys() == kept


def test_168_another_user_is_refused_by_the_waypoint(proxy, told):
    answer = ask(proxy, bearer("bob") | {"kubeflow-userid": "alice"})

    enforced = by_filters(chains(told.whole)[CHAIN])
    assert (answer.status, answer.body) == FORBIDDEN, enforced


def test_169_a_contributor_comes_to_the_model(proxy):
    assert ask(proxy, bearer("carol")).status == 200


def test_170_a_contributor_who_was_removed_does_not(proxies):
    answer = ask(proxies["without_carol"], bearer("carol"))

    assert (answer.status, answer.body) == FORBIDDEN


def test_a_caller_who_is_named_comes_to_the_model_by_its_path(proxy):
    answer = ask(proxy, bearer(DAVE))

    assert (answer.status, answer.seen["path"]) == (200, "/v1/models/iris:predict")


@pytest.mark.parametrize(
    "rest",
    [
        "metrics",
        "v1/models",
        "v1/models/wine:predict",
        "v2/repository/models/iris/unload",
        "v1/models/iris/../../../metrics",
        "v1/models/iris/../wine:predict",
        "v1/models/iris/%2e%2e/wine:predict",
    ],
)
def test_a_caller_who_is_named_comes_to_nothing_else_there(proxy, rest):
    answer = ask(proxy, bearer(DAVE), f"/serving/{SERVED}/iris/{rest}")

    assert (answer.status, answer.body) == FORBIDDEN


def test_a_name_in_the_header_makes_nobody_a_caller(proxy):
    answer = ask(proxy, bearer("bob") | {"kubeflow-userid": DAVE})

    assert (answer.status, answer.body) == FORBIDDEN


@pytest.mark.parametrize(
    ("caller", "status"),
    [(f"{SERVED}/default", 200), (f"{APART}/default-editor", 403)],
    ids=["171: the profile's own pods", "172: another profile's"],
)
def test_inside_the_cluster_the_model_is_the_profiles(waypoints, told, caller, status):
    answer = waypoints["whole"].send(
        "POST",
        "/v1/models/iris:predict",
        {"kubeflow-userid": "alice"},
        caller=f"spiffe://{principal(caller)}",
        to=address_of(told.running.dump, PREDICTOR, SERVED),
    )

    assert answer.status == status


def test_a_path_beside_the_models_leads_to_no_model(proxy):
    answer = ask(proxy, bearer("alice"), path=f"/serving/{SERVED}/iris2/v1/models")

    assert "centraldashboard" in answer.seen["backend"]


def test_176_metacontroller_writes_the_route_to_a_model(client):
    assert written(client, ACCOUNT, virtual_service(name="rose")) is None


@pytest.mark.parametrize("service", ["rose-transformer", "rose"])
def test_176_a_transformer_or_a_graph_is_led_to_as_well(client, service):
    assert written(client, ACCOUNT, virtual_service(name="rose", service=service)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        virtual_service(prefix="/serving/apart/iris/"),
        virtual_service(prefix="/serving/served/"),
        virtual_service(prefix="/pipeline/"),
        virtual_service(prefix="/"),
        virtual_service(hosts=[HOST]),
        virtual_service(hosts=["*", HOST]),
        virtual_service(gateways=["istio-system/other"]),
        virtual_service(gateways=["kubeflow/kubeflow-gateway", "mesh"]),
        virtual_service(service="nb"),
        virtual_service(
            http=[rule(route=[{"destination": {"host": "ml-pipeline.kubeflow.svc"}}])]
        ),
        virtual_service(http=[rule(), rule()]),
        virtual_service(http=[rule(redirect={"uri": "/"})]),
        virtual_service(http=[rule(headers={"request": {"set": {"kubeflow-userid": "a"}}})]),
        virtual_service(http=[rule(headers={})]),
        virtual_service(http=[rule(rewrite={"uri": "/metrics"})]),
        virtual_service(exportTo=["."]),
        virtual_service(tcp=[{"route": [{"destination": {"host": "nb"}}]}]),
        virtual_service(name="other", service="iris-predictor"),
        {**virtual_service(), "metadata": {"name": "iris"}},
    ],
    ids=[
        "another profile's path",
        "every model's path",
        "a page's path",
        "every path",
        "the platform's host",
        "the platform's host besides",
        "another gateway",
        "the mesh besides",
        "another Service",
        "another namespace's Service",
        "a second rule",
        "a redirect",
        "the user's header",
        "the answer's headers as they come",
        "another rewrite",
        "an export",
        "a stream",
        "another model's Service",
        "another name",
    ],
)
def test_177_metacontroller_writes_no_other_route(client, wrong):
    reason = written(client, ACCOUNT, wrong)

    assert reason is not None
    assert GUARD in reason


def test_177_metacontroller_writes_no_route_outside_of_profiles(client):
    reason = written(client, ACCOUNT, virtual_service(namespace="default"), "default")

    assert reason is not None
    assert "only in namespaces labelled" in reason


@pytest.mark.parametrize("user", [NOTEBOOKS, None], ids=["a controller", "an administrator"])
@pytest.mark.parametrize(
    "prefix", [f"/serving/{SERVED}/iris/", f"/serving/{SERVED}/mine/", "/serving", "/s"]
)
def test_178_nobody_else_routes_below_the_prefix(client, user, prefix):
    # What Metacontroller alone may remove is left out: the path is what is refused here.
    plain = virtual_service(prefix=prefix)
    del plain["spec"]["http"][0]["headers"]

    reason = written(client, user, plain)

    assert reason is not None
    assert "must not take a path of the platform" in reason


def test_178_editors_write_no_route_at_all(client):
    reason = written(client, BOB, virtual_service())

    assert reason is not None
    assert "cannot create resource" in reason


def shipped(kind, name):
    """Return an object that comes with models' paths."""
    (found,) = (
        obj
        for obj in served_objects()
        if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    )
    return found


def test_without_its_guard_metacontroller_would_lead_any_path_anywhere(cluster, client):
    obj = shipped("ValidatingAdmissionPolicyBinding", GUARD)
    wrong = virtual_service(name="rose", prefix="/pipeline/")

    with turned_off(cluster, obj, lambda: written(client, ACCOUNT, wrong) is None):
        assert written(client, ACCOUNT, wrong) is None


def test_without_its_bounds_metacontroller_would_write_routes_anywhere(cluster, client):
    obj = shipped("ValidatingAdmissionPolicyBinding", "metacontroller-model-routes")

    def refused():
        return written(client, ACCOUNT, virtual_service(namespace="default"), "default")

    with turned_off(cluster, obj, lambda: refused() is None):
        assert refused() is None


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("metacontroller-model-routes", "v1beta1/inferenceservices"),
        ("metacontroller-model-routes-graphs", "v1alpha1/inferencegraphs"),
    ],
)
def test_without_its_rights_metacontroller_sees_no_models(cluster, client, name, models):
    obj = shipped("ClusterRoleBinding", name)

    def refused():
        # Until a new kind can be stored, its list is refused for another reason.
        answer = client.send("GET", f"/apis/serving.kserve.io/{models}", user=ACCOUNT)
        return answer.status == HTTPStatus.FORBIDDEN

    with turned_off(cluster, obj, refused):
        assert refused()


def test_without_its_policy_metacontroller_could_not_ask_the_hook(cluster, istiod, told):
    obj = shipped("AuthorizationPolicy", "model-routes")
    (row,) = (row for row in MODEL_ROWS if row.number == ASKS_THE_HOOK)
    assert row.call is not None
    call = row.call

    with turned_off(cluster, obj, lambda: decisions(now(cluster, istiod), call)):
        assert decisions(now(cluster, istiod), call) == {False}


def test_a_graph_of_a_models_name_does_not_take_the_models_path(told, cluster, routes, client):
    graph = {
        "apiVersion": "serving.kserve.io/v1alpha1",
        "kind": "InferenceGraph",
        "metadata": {"name": "iris", "namespace": SERVED},
        "spec": {"nodes": {"root": {"routerType": "Sequence"}}},
    }
    cluster.apply([graph])
    graphs = replace(routes, name="model-routes-graphs")

    with pytest.raises(AssertionError, match=r'virtualservices.* "model-iris" already exists'):
        graphs.sync(SERVED)
    cluster.delete(graph)


def test_a_model_for_the_cluster_alone_loses_its_route(told, cluster, routes):
    inside = inference_service()
    inside["metadata"]["labels"] = {"networking.kserve.io/visibility": "cluster-local"}
    cluster.apply([inside])
    try:
        assert routes.sync(SERVED) == ["delete VirtualService model-iris"]
    finally:
        cluster.apply([inference_service()], force=True)

    assert routes.sync(SERVED) == ["create VirtualService model-iris"]


def test_a_route_as_the_hook_wants_it_is_not_written_again(told, routes):
    assert routes.sync(SERVED) == []


def test_a_route_that_was_changed_is_corrected(told, client, routes):
    path = f"/apis/networking.istio.io/v1/namespaces/{SERVED}/virtualservices/model-iris"
    there = client.send("GET", path).body
    changed = there | {"spec": route(SETTINGS, SERVED, "iris", "iris-transformer")}
    # No other account may write it.
    answer = client.send("PUT", path, changed, user=ACCOUNT)

    assert answer.accepted, answer.reason
    assert routes.sync(SERVED) == ["update VirtualService model-iris"]


def test_every_row_of_models_is_asked():
    asked = {row.number for row in AT_ZTUNNEL} | ASKED_HERE

    assert asked == {row.number for row in MODEL_ROWS}
