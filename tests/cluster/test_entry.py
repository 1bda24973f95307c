"""Requests at the edge or at the ingress proxy are decided as the table defines.

Real Envoys run kgateway's and istiod's configuration; their backends say what they saw.
"""

import base64
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import pytest

from tests.cluster.enforced import by_filters
from tests.cluster.entry import (
    ASKED,
    ASKING,
    DEX,
    HOST,
    PROXY_PORT,
    SESSION,
    Doors,
    doors,
    filters,
    proxy_alone,
    told_to_proxy,
)
from tests.cluster.envoy import (
    TOKENS,
    Answer,
    Envoy,
    called,
    listener_at,
)
from tests.cluster.explained import at_edge, entered, refused_as
from tests.cluster.output import known_as, overlay
from tests.cluster.processes import wait_for
from tests.cluster.rows.visits import ASKED_ELSEWHERE
from tests.cluster.table import ROWS
from tests.cluster.tokens import Issuer
from tests.cluster.turned_off import turned_off
from tests.cluster.xds import Told

IMPOSTOR: Final = Issuer(DEX.name)
KUBERNETES: Final = Issuer("https://kubernetes.default.svc.cluster.local", key=DEX.key)

DASHBOARD: Final = f"outbound|80||{known_as('centraldashboard')}.kubeflow.svc.cluster.local"
NOTEBOOKS: Final = "outbound|80||jupyter-web-app-service.kubeflow.svc.cluster.local"
LOGIN: Final = "outbound|5556||dex.auth.svc.cluster.local"
VOLUMES: Final = "outbound|80||volumes-web-app-service.kubeflow.svc.cluster.local"

# How each of those who can refuse says so.
SIGN_IN: Final = (401, "sign in")
BAD_SIGNATURE: Final = (401, "Jwt verification fails")
BAD_ISSUER: Final = (401, "Jwt issuer is not configured")
EXPIRED: Final = (401, "Jwt is expired")
FORBIDDEN: Final = (403, "RBAC: access denied")

DENIALS: Final = (
    "kubeflow/istio-ingressgateway-foreign-websockets",
    "kubeflow/istio-ingressgateway-require-jwt",
    "kubeflow/istio-ingressgateway-unverified-email",
)
GUARDS: Final = {ASKING, TOKENS}
OF_THE_USER: Final = {"kubeflow-userid", "x-forwarded-host", "host"}


@dataclass(frozen=True)
class Case:
    """A request of the table, and who refuses it or which backend gets it, and as whom.

    cookie: what is left of its cookies there. withheld: what no header there says.
    """

    number: int
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[int, str] | None = None
    reaches: str | None = None
    user: str | None = None
    cookie: str | None = None
    withheld: str | None = None
    door: Literal["edge", "proxy", "unprovided"] = "edge"

    def __str__(self) -> str:
        """Read as the table's sentence, and by which door."""
        (row,) = (row for row in ROWS if row.number == self.number)
        return f"{row}, {self.method} {self.path} at the {self.door}"


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


ALICE: Final = bearer(DEX.token("alice"))
BOB: Final = bearer(DEX.token("bob"))
FORGED: Final = {"kubeflow-userid": "alice", "kubeflow-groups": "admins"}
PREFLIGHT: Final = FORGED | {
    "origin": "http://elsewhere.example.com",
    "access-control-request-method": "POST",
}

# A session too long for one cookie, and a login that has begun.
PARTS: Final = (
    "oauth2_proxy_kubeflow_0=alice; oauth2_proxy_kubeflow_1=alice; "
    "oauth2_proxy_kubeflow_csrf=alice; oauth2_proxy_kubeflow_csrf_aB3-_xyz=alice"
)
OTHERS: Final = (
    '_xsrf=2|a|b|1; XSRF-TOKEN=c=d==; user-id=x|y; quoted="a b, c"; ;; odd = e ;'
    "OAUTH2_PROXY_KUBEFLOW=f; __Secure-oauth2_proxy_kubeflow=g; oauth2_proxy_kubeflow_x=h; "
    "oauth2_proxy_kubeflowed=i; empty=; nothing"
)
UPGRADE: Final = {
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGVzdHMgb2YgYSBzb2NrZXQ=",
}
FOREIGN_SOCKET: Final = UPGRADE | {"origin": f"https://{HOST}.example.org"}
NO_ORIGIN: Final = UPGRADE | {"origin": "null"}
UNVERIFIED: Final = DEX.token("alice", email_verified=False)
VERIFIED: Final = DEX.token("alice", email_verified=True)
CLAIMED: Final = {"kubeflow-email-verified": "true"}
SPELT: Final = {"kubeflow_userid": "mallory", "Kubeflow_Groups": "mallory"}

CASES: Final = (
    Case(1, "GET", "/", refused=SIGN_IN),
    Case(1, "GET", "/jupyter/", refused=SIGN_IN),
    Case(1, "GET", "/", FORGED, refused=SIGN_IN),
    Case(1, "GET", "/", {"cookie": "_oauth2_proxy=mallory"}, refused=SIGN_IN),
    Case(2, "GET", "/", {"cookie": SESSION}, reaches=DASHBOARD, user="alice"),
    Case(3, "GET", "/jupyter/", ALICE, reaches=NOTEBOOKS, user="alice"),
    Case(4, "GET", "/", bearer(IMPOSTOR.token("alice")), refused=BAD_SIGNATURE),
    Case(4, "GET", "/", bearer(DEX.token("alice", lives=-600)), refused=EXPIRED),
    Case(5, "GET", "/", bearer(KUBERNETES.token("alice")), refused=BAD_ISSUER),
    Case(6, "GET", "/", {"authorization": "Basic x"}, refused=FORBIDDEN),
    Case(6, "GET", "/", {"authorization": ""}, refused=FORBIDDEN),
    Case(7, "GET", "/volumes/", BOB | FORGED, reaches=VOLUMES, user="bob"),
    Case(7, "GET", "/volumes/", BOB | FORGED, reaches=VOLUMES, user="bob", door="proxy"),
    Case(8, "GET", "/dex/auth", FORGED, reaches=LOGIN),
    Case(8, "GET", "/dex/auth", reaches=LOGIN, door="proxy"),
    Case(9, "GET", "/oauth2/callback?code=a", FORGED, reaches=ASKED),
    Case(9, "GET", "/oauth2/callback?code=a", reaches=ASKED, door="proxy"),
    Case(10, "GET", "/dex", refused=SIGN_IN),
    Case(11, "GET", "/dexter/", refused=SIGN_IN),
    Case(11, "GET", "/oauth2", refused=SIGN_IN),
    Case(11, "GET", "/dex/../", refused=SIGN_IN, door="proxy"),
    Case(11, "GET", "/dex/%2e%2e/jupyter/", refused=SIGN_IN, door="proxy"),
    Case(12, "OPTIONS", "/jupyter/", PREFLIGHT, refused=SIGN_IN),
    Case(12, "OPTIONS", "/jupyter/", PREFLIGHT, refused=SIGN_IN, door="proxy"),
    Case(13, "GET", "/", {"cookie": SESSION}, refused=FORBIDDEN, door="unprovided"),
    Case(14, "POST", "/", refused=SIGN_IN, door="proxy"),
    Case(14, "POST", "/", FORGED, refused=SIGN_IN, door="proxy"),
    Case(15, "POST", "/", ALICE, reaches=DASHBOARD, user="alice", door="proxy"),
    *(
        Case(
            100,
            "POST",
            "/jupyter/",
            {"cookie": cookies, **bringing},
            reaches=NOTEBOOKS,
            user=user,
            withheld="alice",
            door=door,
        )
        for cookies, bringing, user in (
            (SESSION, {}, "alice"),
            (SESSION, BOB, "bob"),
            (PARTS, BOB, "bob"),
        )
        for door in ("edge", "proxy")
    ),
    Case(101, "GET", "/jupyter/", ALICE, reaches=NOTEBOOKS, user="alice", withheld="Bearer"),
    Case(101, "GET", "/", BOB, reaches=DASHBOARD, user="bob", withheld="Bearer", door="proxy"),
    Case(
        102,
        "POST",
        "/jupyter/",
        {"cookie": f"{SESSION}; {OTHERS}"},
        reaches=NOTEBOOKS,
        user="alice",
        cookie=OTHERS,
    ),
    Case(
        103,
        "GET",
        "/oauth2/sign_out",
        {"cookie": f"a=1; {PARTS}"},
        reaches=ASKED,
        cookie=f"a=1; {PARTS}",
    ),
    Case(
        105,
        "GET",
        "/dex/auth",
        {"cookie": f"{PARTS}; a=1"},
        reaches=LOGIN,
        cookie="a=1",
        withheld="alice",
    ),
    Case(107, "GET", "/jupyter/", ALICE | FOREIGN_SOCKET, refused=FORBIDDEN),
    Case(107, "GET", "/jupyter/", ALICE | FOREIGN_SOCKET, refused=FORBIDDEN, door="proxy"),
    Case(107, "GET", "/", {"cookie": SESSION} | NO_ORIGIN, refused=FORBIDDEN),
    Case(110, "GET", "/", bearer(UNVERIFIED), refused=FORBIDDEN),
    Case(110, "GET", "/", bearer(UNVERIFIED) | CLAIMED, refused=FORBIDDEN, door="proxy"),
    Case(110, "GET", "/", bearer(DEX.token("a", email_verified="no")), refused=FORBIDDEN),
    Case(111, "GET", "/", bearer(VERIFIED), reaches=DASHBOARD, user="alice"),
    Case(
        112,
        "GET",
        "/volumes/",
        BOB | SPELT,
        reaches=VOLUMES,
        user="bob",
        withheld="mallory",
        door="proxy",
    ),
    Case(
        112, "GET", "/volumes/", BOB | SPELT, reaches=VOLUMES, user="bob", withheld="mallory"
    ),
)
REFUSED: Final = [case for case in CASES if case.refused]
REACHED: Final = [case for case in CASES if case.reaches]
PASSED: Final = [case for case in REACHED if not case.withheld]


@pytest.fixture(scope="module")
def entry(configured, tmp_path_factory) -> Iterator[Doors]:
    """Provide the doors of the default environment, open."""
    with doors(configured, tmp_path_factory.mktemp("entry")) as opened:
        yield opened


def send(entry: Doors, case: Case) -> Answer:
    """Return what comes of a case at its door."""
    door = getattr(entry, case.door)
    return door.send(case.method, case.path, case.headers, host=HOST)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_it_is_refused_by_the_one_who_should(entry, case):
    answer = send(entry, case)

    assert (answer.status, answer.body) == case.refused


@pytest.mark.parametrize("case", REACHED, ids=str)
def test_it_reaches_its_backend(entry, case):
    answer = send(entry, case)

    assert (answer.status, answer.seen.get("backend")) == (200, case.reaches)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_explain_decides_as_the_servers_do(entry, case):
    answer, journey = send(entry, case), at_edge(case)

    if journey.allowed:
        seen = answer.seen
        assert entered(journey) == (seen["backend"], seen["headers"].get("kubeflow-userid"))
    else:
        assert refused_as(journey, (answer.status, answer.body))


@pytest.mark.parametrize("case", [case for case in CASES if case.withheld], ids=str)
def test_the_backend_is_not_told_what_is_withheld(entry, case):
    answer = send(entry, case)

    assert told_besides_the_user(answer, case.withheld) == []


def told_besides_the_user(answer: Answer, text: str) -> list[str]:
    """Return the headers in which a backend was told a text, other than the user's own."""
    headers = answer.seen["headers"].items()
    return [name for name, value in headers if text in value and name not in OF_THE_USER]


@pytest.mark.parametrize("case", [case for case in CASES if case.cookie], ids=str)
def test_the_backend_sees_other_cookies_byte_for_byte(entry, case):
    assert send(entry, case).seen["headers"]["cookie"] == case.cookie


@pytest.mark.parametrize("case", REACHED, ids=str)
def test_the_backend_sees_the_user_of_the_token_and_no_other(entry, case):
    seen = send(entry, case).seen["headers"]

    assert (seen.get("kubeflow-userid"), seen.get("kubeflow-groups")) == (case.user, None)


def test_the_backend_sees_the_tokens_groups_as_encoded_json(entry):
    token = DEX.token("alice", groups=["team", "all"])

    seen = entry.edge.send("GET", "/", bearer(token), host=HOST).seen["headers"]

    assert base64.b64decode(seen["kubeflow-groups"]) == b'["team","all"]'


def test_oauth2_proxy_is_not_asked_about_a_bearer(entry):
    entry.edge.send("GET", "/jupyter/?unasked", ALICE, host=HOST)

    assert [request for request in entry.asked if "unasked" in request.path] == []


@pytest.mark.parametrize("path", ["/dex/auth", "/oauth2/callback"])
@pytest.mark.parametrize("door", ["edge", "proxy"])
def test_where_users_sign_in_nobody_is_asked_and_nobody_is_believed(entry, path, door):
    seen = getattr(entry, door).send("GET", path, FORGED, host=HOST).seen["headers"]

    assert FORGED.keys() & seen.keys() == set()


@pytest.mark.parametrize(
    ("number", "origin"),
    [(108, {"origin": f"https://{HOST}"}), (109, {})],
    ids=["108: a page of the platform's own", "109: a program"],
)
def test_a_websocket_goes_through_both_envoys(entry, number, origin):
    answer = entry.edge.send("GET", "/jupyter/", ALICE | UPGRADE | origin, host=HOST)

    assert (answer.status, answer.headers["upgrade"]) == (101, "websocket")


def test_a_form_of_another_site_is_no_websocket(entry):
    headers = ALICE | {"origin": "https://elsewhere.example.com"}

    assert entry.edge.send("POST", "/jupyter/", headers, host=HOST).status == 200


def test_the_proxy_believes_the_edge_that_the_browser_came_by_https(entry):
    headers = ALICE | {"x-forwarded-proto": "https"}

    seen = entry.proxy.send("GET", "/", headers, host=HOST).seen["headers"]

    assert seen["x-forwarded-proto"] == "https"


@pytest.fixture
def unguarded(cluster, istiod, entry, tmp_path) -> Iterator[Envoy]:
    """Provide a proxy whose policies are aimed at its Service, and aim them well again."""
    well = [obj for obj in overlay() if aims_at_the_proxy(obj)]
    target = {"group": "", "kind": "Service", "name": "istio-ingressgateway"}
    badly = copy.deepcopy(well)
    for policy in badly:
        del policy["spec"]["selector"]
        policy["spec"]["targetRefs"] = [target]

    def guards() -> set[str]:
        return set(filters(told_to_proxy(cluster, istiod))) & GUARDS

    try:
        cluster.apply(badly)
        wait_for(lambda: not guards(), "a proxy without guards")
        with proxy_alone(told_to_proxy(cluster, istiod), tmp_path) as opened:
            yield opened
    finally:
        cluster.apply(well)
        wait_for(lambda: guards() == GUARDS, "a proxy with its guards")


def aims_at_the_proxy(obj) -> bool:
    """Return whether an object is a policy of the ingress proxy."""
    kinds = ("AuthorizationPolicy", "RequestAuthentication")
    selected = obj.get("spec", {}).get("selector", {}).get("matchLabels", {})
    return obj["kind"] in kinds and selected.get("app") == "istio-ingressgateway"


def changes_the_proxy(obj) -> bool:
    """Return whether an object changes what the ingress proxy does by itself."""
    selected = obj.get("spec", {}).get("workloadSelector", {}).get("labels", {})
    return obj["kind"] == "EnvoyFilter" and selected.get("app") == "istio-ingressgateway"


def test_policies_aimed_at_the_proxys_service_leave_the_default_deny(unguarded):
    answer = unguarded.send("GET", "/", ALICE, host=HOST)

    assert (answer.status, answer.body) == FORBIDDEN


def test_the_edge_serves_no_other_host(entry):
    answer = entry.edge.send("GET", "/", ALICE, host="other.example.com")

    assert answer.status == 404


def test_every_virtual_service_is_among_the_proxys_routes(cluster, istiod, entry):
    named = {
        f"outbound|{to['port']['number']}||{to['host']}"
        for obj in overlay()
        if obj["kind"] == "VirtualService"
        for http in obj["spec"]["http"]
        for to in (each["destination"] for each in http["route"])
    }

    assert named - called(told_to_proxy(cluster, istiod).routes) == set()


def refusers(told: Told) -> list[str]:
    """Say who can refuse a request at the ingress proxy, in their order."""
    (chain,) = listener_at(told, PROXY_PORT)["filter_chains"]
    return by_filters(chain["filters"])


def test_at_the_proxy_each_who_can_refuse_has_their_turn(cluster, istiod, entry):
    assert refusers(told_to_proxy(cluster, istiod)) == [
        "CUSTOM by kubeflow/istio-ingressgateway-oauth2-proxy",
        f"ask {ASKED}",
        f"check tokens of {DEX.name}",
        f"DENY by {', '.join(DENIALS)}",
        "ALLOW by kubeflow/default-deny, kubeflow/istio-ingressgateway",
        "credentials",
    ]


def meant(proxy: Envoy, case: Case) -> bool:
    """Return whether a case is decided at this proxy as it should be."""
    answer = proxy.send(case.method, case.path, case.headers, host=HOST)
    if case.refused:
        return (answer.status, answer.body) == case.refused
    if answer.seen.get("backend") != case.reaches:
        return False
    return not case.withheld or not told_besides_the_user(answer, case.withheld)


@pytest.mark.parametrize(
    "obj",
    [obj for obj in overlay() if aims_at_the_proxy(obj) or changes_the_proxy(obj)],
    ids=lambda obj: obj["metadata"]["name"],
)
def test_without_it_a_request_at_the_proxy_is_decided_otherwise(
    cluster, istiod, entry, tmp_path, obj
):
    with turned_off(cluster, obj, lambda: refusers(told_to_proxy(cluster, istiod))):
        told = told_to_proxy(cluster, istiod)
    with proxy_alone(told, tmp_path) as proxy:
        otherwise = [
            str(case) for case in CASES if case.door != "unprovided" if not meant(proxy, case)
        ]

    assert otherwise != []


def test_the_table_agrees():
    allowed = {row.number: row.allowed for row in ROWS}

    wrong = [str(case) for case in CASES if allowed[case.number] != (case in PASSED)]

    assert wrong == []


def test_every_row_of_the_gateway_is_asked_or_waits():
    rows = {row.number for row in ROWS if row.point == "gateway" and not row.waits_for}
    websockets = {108, 109}

    assert {case.number for case in CASES} == rows - ASKED_ELSEWHERE - websockets
