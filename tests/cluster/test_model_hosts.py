"""A model by a host of its own: who comes to it, and who writes the host.

The edge is kgateway's Envoy, with the listener and the route of these hosts; behind it are the
ingress proxy, the tunnel and the waypoint, as for a path. The route is made by the hook that
ships, under Metacontroller's account.
"""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from constructs_lib import Edge
from constructs_lib.config import COMPONENTS, Config, ParentGateway
from constructs_lib.reach.ztunnel import principal
from constructs_lib.scripts.models_hook import Settings, route
from constructs_lib.serving import Hosts, Models

from .attacks import NOTEBOOKS
from .backends import backend, backends
from .children import ACCOUNT
from .client import Client, connected
from .entry import ASKED, DEX, EDGE_PORT, HOST, SESSION, once, sign_in
from .envoy import Envoy, Surroundings, called, envoy
from .hbone import authority
from .hostile import HOSTILE, hostile
from .kgateway import gateway_of
from .models import (
    CHAIN,
    CLUSTER,
    SERVED,
    Object,
    policies_hold,
    profiles_of,
    served,
    serving_cluster,
    taken_away,
    written,
)
from .output import environment_of_models
from .passage import passage
from .rows.row import GATEWAY
from .rows.serving import HOST_ROWS
from .turned_off import turned_off
from .waypoint import destinations, waypoint

HOSTS = Hosts("models.example.com")
SETTINGS = Settings("", "kubeflow/kubeflow-gateway", "cluster.local", HOSTS.domain)
OWN = f"iris--{SERVED}.{HOSTS.domain}"
PATH = "/v1/models/iris:predict"
FORBIDDEN = (403, "RBAC: access denied")
GUARD = "kubeflow-tenant-model-routes"
ASKED_HERE = set(range(298, 306))
# A Gateway beside that of other tests.
EDGE = Edge(parent=ParentGateway(name="with-models"))
PLATFORM = Config(components=(*COMPONENTS, "kserve"), edge=EDGE, models=Models(exposure=HOSTS))


def shipped(component: str, kind: str, name: str) -> Object:
    """Return an object of an environment whose models have hosts."""
    (found,) = (
        obj
        for obj in environment_of_models(exposure=HOSTS)[component]
        if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    )
    return deepcopy(found)


def led_here() -> Object:
    """Return kgateway's route of models, at this Gateway."""
    found = shipped("gateway-config", "HTTPRoute", "kubeflow-models")
    found["spec"]["parentRefs"][0]["name"] = EDGE.parent.name
    return found


def virtual_service(*, namespace=SERVED, name="iris", **spec) -> Object:
    """Return a route as the hook writes it, with something changed."""
    whole = route(SETTINGS, namespace, name, f"{name}-predictor") | spec
    return {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": f"model-{name}"},
        "spec": whole,
    }


@pytest.fixture(scope="module")
def routes(cluster, deployed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hook") / "models"
    with serving_cluster(cluster, folder, HOSTS) as decorating:
        profiles_of(cluster)
        yield decorating
        taken_away(cluster)


@pytest.fixture(scope="module")
def client(cluster, routes) -> Iterator[Client]:
    with connected(cluster) as client:
        bad = virtual_service(hosts=["iris--other.models.example.com"])
        policies_hold(client, good=virtual_service(), bad=bad)
        yield client


@pytest.fixture(scope="module")
def told(cluster, istiod, metacontroller, routes, client):
    return served(cluster, istiod, metacontroller, routes)


@pytest.fixture(scope="module")
def edge(cluster, kgateway, told, tmp_path_factory) -> Iterator[Envoy]:
    """Give kgateway's Envoy before the ingress proxy, and the waypoint behind that."""
    route = led_here()
    cluster.apply([gateway_of(PLATFORM)])
    cluster.apply([route])
    led = once(
        lambda told: called(told.routes),
        lambda: kgateway.tells(EDGE.parent.name, EDGE.parent.namespace),
        "the edge's route to models",
    )
    mesh = authority(tmp_path_factory.mktemp("hosts") / "mesh")
    folders = [tmp_path_factory.mktemp(name) for name in ("waypoint", "proxy", "edge")]
    with (
        backends(destinations(told.whole) - {CHAIN}) as others,
        backend(hostile) as model,
        waypoint(
            told.whole,
            {name: each.port for name, each in others.items()} | {CHAIN: model.port},
            identity=f"spiffe://{principal(f'{SERVED}/waypoint')}",
            authority=mesh,
            folder=folders[0],
        ) as tunnel,
        backends(called(told.proxy.routes)) as pages,
        backend(sign_in) as login,
        passage(
            told.proxy,
            CLUSTER,
            tunnel,
            Surroundings(
                {name: each.port for name, each in pages.items()} | {ASKED: login.port},
                {DEX.name: DEX.keys},
            ),
            identity=f"spiffe://{principal(GATEWAY)}",
            folder=folders[1],
        ) as proxy,
        envoy(
            led,
            EDGE_PORT,
            Surroundings({"kube_kubeflow_istio-ingressgateway_80": proxy.port}),
            folder=folders[2],
        ) as opened,
    ):
        yield opened
    cluster.delete(route)
    cluster.delete(gateway_of(PLATFORM))


def bearer(user):
    return {"authorization": f"Bearer {DEX.token(user)}"}


def ask(edge, headers, path=PATH, host=OWN):
    return edge.send("POST", path, headers, host=host)


@pytest.mark.parametrize("headers", [{}, {"kubeflow-userid": "alice"}], ids=["", "a name"])
def test_298_without_cookie_or_token_nobody_comes_to_the_model(edge, headers):
    answer = ask(edge, headers)

    assert (answer.status, answer.body) == (401, "sign in")


@pytest.mark.parametrize(
    "headers", [bearer("alice"), {"cookie": SESSION}], ids=["a token", "a cookie"]
)
@pytest.mark.parametrize("host", [OWN, OWN.upper(), f"{OWN}:8443"])
def test_299_the_owner_comes_to_the_model(edge, headers, host):
    seen = ask(edge, headers, host=host).seen

    assert (seen["path"], seen["headers"]["kubeflow-userid"]) == (PATH, "alice")


@pytest.mark.parametrize(
    "headers",
    [bearer("alice"), {"cookie": f"{SESSION}; other=1"}],
    ids=["a token", "a cookie"],
)
def test_299_the_model_gets_neither_the_cookies_nor_the_token(edge, headers):
    seen = ask(edge, headers).seen["headers"]

    assert seen.keys() & {"cookie", "authorization"} == set()


def test_299_a_page_of_a_model_is_nobody_on_the_platforms_site(edge):
    headers = ask(edge, bearer("alice")).headers

    assert "sandbox" in headers["content-security-policy"].split(", ")
    assert headers.keys() & HOSTILE.keys() == {"content-type", "content-security-policy"}


def test_300_another_user_is_refused_by_the_waypoint(edge):
    answer = ask(edge, bearer("bob") | {"kubeflow-userid": "alice"})

    assert (answer.status, answer.body) == FORBIDDEN


@pytest.mark.parametrize("path", ["/oauth2/userinfo", "/dex/token", "/oauth2/../v1/models"])
def test_301_the_logins_paths_lead_to_no_model(edge, path):
    answer = ask(edge, {"kubeflow-userid": "alice"}, path)

    assert answer.seen.get("backend") != CHAIN, answer


@pytest.mark.parametrize("user", ["alice", "bob"])
def test_302_a_host_that_no_model_has_leads_to_no_page(edge, user):
    answer = ask(edge, bearer(user), "/", f"wine--{SERVED}.{HOSTS.domain}")

    assert (answer.status, answer.body) == (404, "")


def test_302_the_listener_of_models_serves_no_other_host(edge):
    assert ask(edge, bearer("alice"), host="other.example.com").status == 404


def test_303_metacontroller_writes_the_host_of_a_model(client):
    assert written(client, ACCOUNT, virtual_service(name="rose")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        virtual_service(hosts=["iris--apart.models.example.com"]),
        virtual_service(hosts=["rose--served.models.example.com"]),
        virtual_service(hosts=[OWN, "rose--served.models.example.com"]),
        virtual_service(hosts=["*.models.example.com"]),
        virtual_service(hosts=["*"]),
        virtual_service(hosts=[HOST]),
        virtual_service(name="a--b"),
        virtual_service(name="xn"),
        virtual_service(http=[{"route": [{"destination": {"host": "ml-pipeline.kubeflow"}}]}]),
    ],
    ids=[
        "another profile's model's host",
        "another model's host",
        "another model's host besides",
        "every model's host",
        "every host",
        "the platform's host",
        "a host that two models have",
        "a host in another script",
        "another Service",
    ],
)
def test_304_metacontroller_writes_no_other_host(client, wrong):
    reason = written(client, ACCOUNT, wrong)

    assert reason is not None
    assert GUARD in reason


@pytest.mark.parametrize("user", [NOTEBOOKS, None], ids=["a controller", "an administrator"])
@pytest.mark.parametrize("host", [OWN, OWN.upper(), "*.models.example.com", HOSTS.domain])
def test_305_nobody_else_takes_a_host_of_models(client, user, host):
    # What Metacontroller alone may remove is left out, and the path is the writer's own.
    own = virtual_service(hosts=[host])
    del own["spec"]["http"][0]["headers"]
    own["spec"]["http"][0]["match"] = [{"uri": {"prefix": f"/notebook/{SERVED}/nb/"}}]
    if user is None:
        own["spec"]["http"][0]["match"] = [{"uri": {"prefix": "/mine/"}}]

    reason = written(client, user, own)

    assert reason is not None
    assert "must not take a host of models" in reason


def test_a_model_whose_host_another_could_have_has_no_route(told, routes, cluster):
    model = {
        "apiVersion": "serving.kserve.io/v1beta1",
        "kind": "InferenceService",
        "metadata": {"name": "a--b", "namespace": SERVED},
        "spec": {"predictor": {"model": {"modelFormat": {"name": "sklearn"}}}},
    }
    cluster.apply([model])

    assert routes.sync(SERVED) == []
    cluster.delete(model)


def test_without_its_guard_metacontroller_would_take_any_host(cluster, client):
    obj = shipped("tenant-guard", "ValidatingAdmissionPolicyBinding", GUARD)
    wrong = virtual_service(name="rose", hosts=[HOST])

    with turned_off(cluster, obj, lambda: written(client, ACCOUNT, wrong) is None):
        assert written(client, ACCOUNT, wrong) is None


def test_every_row_of_hosts_is_asked():
    assert {row.number for row in HOST_ROWS} == ASKED_HERE
