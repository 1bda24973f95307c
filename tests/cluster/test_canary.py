"""Real Envoys with istiod's configuration show a page's canary to those who volunteered."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.config.canary import CANARY_PAGES
from constructs_lib.platform import synthesize
from constructs_lib.rollout import Canary
from tests.cluster.api_server import Refused
from tests.cluster.calls import decisions, words
from tests.cluster.deployed import deploy, now
from tests.cluster.entry import HOST, once, told_to_proxy
from tests.cluster.envoy import called
from tests.cluster.login import login
from tests.cluster.output import overlay
from tests.cluster.rows.row import GATEWAY, TEAM, Call, to
from tests.cluster.session import Front, front

Object = dict[str, Any]

GROUP: Final = "volunteers"
# Who logs in at the real Dex.
USER: Final = "user@example.com"
IMAGE: Final = "registry.example.com/page:v2"
SUFFIX: Final = "-canary"
NOTEBOOKS: Final = "jupyter-web-app-service"
DASHBOARD: Final = "centraldashboard"
# What each page is asked for: itself, its API, and an asset whose name both versions have.
ASKED: Final = {
    "jupyter-web-app-service": ("/jupyter/", "/jupyter/api/config", "/jupyter/static/main.js"),
    "volumes-web-app-service": ("/volumes/", "/volumes/api/namespaces", "/volumes/main.js"),
    "tensorboards-web-app-service": ("/tensorboards/", "/tensorboards/main.js"),
    "katib-ui": ("/katib/", "/katib/fetch_experiments/", "/katib/main.js"),
    "centraldashboard": (
        "/",
        "/_/jupyter/",
        "/activity",
        "/manage-users",
        "/app.bundle.js",
        "/dashboard_lib.bundle.js",
        "/assets/favicon.ico",
        "/webcomponentsjs/bundles/a.js",
        "/api/workgroup/exists",
    ),
}
PAGES: Final = [(service, path) for service, paths in ASKED.items() for path in paths]
# What no canary of the dashboard may take, whose prefix is every page's.
ELSEWHERE: Final = {
    "/pipeline/": "ml-pipeline-ui",
    "/pipeline": "ml-pipeline-ui",
    "/katib/": "katib-ui",
}


@cache
def objects() -> list[Object]:
    """Return what an environment with every canary has, and the default one has not."""
    canary = Canary(image=IMAGE, groups=(GROUP,), users=(USER,))
    config = Config(canaries=dict.fromkeys(CANARY_PAGES, canary))
    platform = Platform(environments=(Environment("default", config),))
    made = synthesize(platform).environments["default"]
    plain = [_key(obj) for obj in overlay()]
    return [
        dict(obj)
        for component in CANARY_PAGES
        for obj in made[component]
        if _key(obj) not in plain or obj["kind"] == "VirtualService"
    ]


def _key(obj: Object) -> tuple[str, str, str | None]:
    return obj["kind"], obj["metadata"]["name"], obj["metadata"].get("namespace")


def cluster_of(service: str) -> str:
    return f"outbound|80||{service}.kubeflow.svc.cluster.local"


@pytest.fixture(scope="module")
def shown(cluster, istiod, deployed, configured) -> Iterator[Any]:
    """Deploy the canaries beside the default environment; afterwards take them away."""
    deploy(cluster, istiod, objects())
    wanted = {cluster_of(f"{service}{SUFFIX}") for service in ASKED}
    yield once(
        lambda told: wanted <= called(told.routes),
        lambda: told_to_proxy(cluster, istiod),
        "routes to the canaries",
    )
    _withdraw(cluster)


def _withdraw(cluster) -> None:
    plain = {_key(obj): obj for obj in overlay()}
    for obj in objects():
        if _key(obj) in plain:
            cluster.apply([plain[_key(obj)]])
            continue
        # Another test may have taken it away.
        with suppress(Refused):
            cluster.delete(obj)


@pytest.fixture(scope="module")
def running(shown, edge_with_tls, tmp_path_factory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("canary")
    logging_in = login(folder / "login", overlay())
    with front(edge_with_tls, shown, logging_in=logging_in, folder=folder) as started:
        yield started


def asked(running: Front, path: str, *, user: str, **claims: Any) -> str:
    """Ask for a path with a token; return which backend answered."""
    token = running.issuer.token(user, aud="kubeflow-oidc-authservice", **claims)
    headers = {"authorization": f"Bearer {token}"}
    page = running.browser().open(path, headers=headers)
    assert page.status == 200, page.body
    return str(page.seen["backend"])


@pytest.mark.parametrize(("service", "path"), PAGES)
def test_a_member_of_the_group_sees_the_new_page_and_its_assets(running, service, path):
    said = asked(running, path, user="ada@example.com", groups=["staff", GROUP])

    assert said == cluster_of(f"{service}{SUFFIX}")


@pytest.mark.parametrize(("service", "path"), PAGES)
def test_others_see_the_old_one(running, service, path):
    said = asked(running, path, user="grace@example.com", groups=["staff", f"{GROUP}2"])

    assert said == cluster_of(service)


@pytest.fixture(scope="module")
def user(running):
    browser = running.browser()
    running.log_in(browser)
    return browser


@pytest.mark.parametrize(("service", "path"), PAGES)
def test_a_named_user_who_logs_in_sees_the_new_one(user, service, path):
    assert user.open(path).seen["backend"] == cluster_of(f"{service}{SUFFIX}")


def test_it_is_the_same_one_on_every_request(user):
    seen = {user.open("/jupyter/").seen["backend"] for _ in range(20)}

    assert seen == {cluster_of(f"{NOTEBOOKS}{SUFFIX}")}


@pytest.mark.parametrize(("path", "service"), ELSEWHERE.items())
def test_the_dashboards_canary_takes_no_other_pages_paths(user, path, service):
    assert service in user.open(path).seen["backend"]


def test_what_users_start_in_profiles_is_not_the_dashboards(shown):
    """A notebook's route is younger than the dashboard's, and comes after it."""
    routes = [
        route
        for told in shown.routes
        for host in told["virtual_hosts"]
        for route in host["routes"]
        if f"{DASHBOARD}{SUFFIX}." in str(route.get("route"))
    ]

    assert routes
    assert all("safe_regex" in route["match"] for route in routes)


@pytest.mark.parametrize(
    "forged",
    [
        {"kubeflow-groups": GROUP},
        {"kubeflow-userid": USER},
        {"x-jwt-payload": '{"groups": ["volunteers"]}'},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_no_header_makes_a_member(running, forged):
    token = running.issuer.token("grace@example.com", aud="kubeflow-oidc-authservice")
    headers = {"authorization": f"Bearer {token}", **forged}
    by_the_edge = running.browser().open("/jupyter/", headers=headers).seen
    past_the_edge = json.loads(running.proxy.send("GET", "/jupyter/", headers, host=HOST).body)

    assert by_the_edge["backend"] == past_the_edge["backend"] == cluster_of(NOTEBOOKS)


def test_without_a_login_nobody_sees_either(running):
    page = running.browser().open("/jupyter/", headers={"kubeflow-groups": GROUP})

    assert page.status == 403


@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        (to("app", f"{app}{SUFFIX}", port, caller), caller == GATEWAY)
        for app, port in (
            ("jupyter-web-app", 5000),
            ("volumes-web-app", 5000),
            ("tensorboards-web-app", 5000),
            ("centraldashboard", 8082),
        )
        for caller in (GATEWAY, TEAM, None)
    ],
    ids=str,
)
def test_only_the_gateway_reaches_a_canary(shown, cluster, istiod, call: Call, allowed):
    running = now(cluster, istiod)

    assert decisions(running, call) == {allowed}, words(running, call)


def test_turned_off_everyone_sees_the_old_page(
    shown, cluster, istiod, edge_with_tls, tmp_path
):
    _withdraw(cluster)
    gone = once(
        lambda told: not any(SUFFIX in name for name in called(told.routes)),
        lambda: told_to_proxy(cluster, istiod),
        "routes without canaries",
    )
    logging_in = login(tmp_path / "login", overlay())
    with front(edge_with_tls, gone, logging_in=logging_in, folder=tmp_path) as started:
        seen = {
            asked(started, path, user="ada@example.com", groups=[GROUP]): service
            for service, paths in ASKED.items()
            for path in paths
        }
    assert seen == {cluster_of(service): service for service in ASKED}
