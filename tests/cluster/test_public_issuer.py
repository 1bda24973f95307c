"""With a public issuer, users with groups and machines can log in.

An environment of its own: Dex's issuer is public, no page comes before it, and the cluster's
own tokens are taken. Dex's connector for tests plays an identity provider that knows groups.
"""

import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from constructs_lib import (
    ClusterIssuer,
    Config,
    Dex,
    Environment,
    GitHubConnector,
    Login,
    Platform,
    SecretKey,
)
from constructs_lib.platform import synthesize
from tests.cluster.browser import Page
from tests.cluster.containers import Object
from tests.cluster.entry import HOST, issuers, once, told_to_proxy
from tests.cluster.login import login as logging_in
from tests.cluster.login import secret
from tests.cluster.output import overlay
from tests.cluster.session import Front, front
from tests.cluster.xds import Told

AUDIENCE: Final = "kubeflow"
GITHUB: Final = GitHubConnector(
    client_id="sample", client_secret=SecretKey("github-client", "secret")
)
PROVIDER: Final = {"type": "mockCallback", "id": "provider", "name": "Provider", "config": {}}
FORGED: Final = {"kubeflow-userid": "mallory", "kubeflow-groups": "admins"}


def keys(cluster) -> str:
    """Return what the cluster's own tokens are checked with."""
    return json.dumps(cluster.read("/openid/v1/jwks"))


@pytest.fixture(scope="module")
def objects(cluster) -> list[Object]:
    """Return the objects of the environment."""
    machines = (ClusterIssuer(audience=AUDIENCE, keys=keys(cluster), issuer=cluster.url),)
    dex = Dex(issuer="public", connectors=(GITHUB,))
    login = Login(dex=dex, sign_in_page=False, machines=machines)
    config = Config(host=HOST, login=login)
    platform = Platform(environments=(Environment("public", config),))
    units = synthesize(platform).environments["public"]
    issued = secret("github-client", "auth", secret="sample")
    return [issued, *(obj for unit in units.values() for obj in unit)]


def authentications(objects: Sequence[Object]) -> dict[str, Object]:
    """Return whose tokens are taken, by the objects' names."""
    found = [obj for obj in objects if obj["kind"] == "RequestAuthentication"]
    return {obj["metadata"]["name"]: obj for obj in found}


@pytest.fixture(scope="module")
def proxied(cluster, istiod, objects, configured) -> Told:
    """Return istiod's configuration of the ingress proxy of such an environment."""
    here, there = authentications(objects), authentications(overlay())
    wanted = {obj["spec"]["jwtRules"][0]["issuer"] for obj in here.values()}
    try:
        cluster.apply(here.values())
        return once(
            lambda told: issuers(told) == wanted,
            lambda: told_to_proxy(cluster, istiod),
            "a proxy that takes the other issuers' tokens",
        )
    finally:
        cluster.apply(there.values())
        added = sorted(here.keys() - there.keys())
        cluster.kubectl("delete", "requestauthentication", "-n", "kubeflow", *added)


@pytest.fixture(scope="module")
def public(cluster, objects, proxied, edge_with_tls, tmp_path_factory) -> Iterator[Front]:
    """Provide the whole ingress of such an environment."""
    folder = tmp_path_factory.mktemp("public")
    with front(
        edge_with_tls,
        proxied,
        logging_in=logging_in(folder / "login", objects, connectors=[PROVIDER]),
        machines={cluster.url: keys(cluster)},
        folder=folder,
    ) as running:
        yield running


@pytest.fixture
def dashboard(public) -> Page:
    """Return the dashboard of a user from the provider."""
    browser = public.browser()
    return browser.follow(browser.open("/"), "Log in with Provider")


def token(cluster, audience: str) -> str:
    """Return a service account's token, as the API server signs it."""
    command = ("create", "token", "default", "-n", "kubeflow", f"--audience={audience}")
    return cluster.kubectl(*command).stdout.strip()


def test_where_no_page_comes_before_it_a_browser_is_led_to_dex_at_once(public):
    page = public.browser().open("/")

    assert page.url.startswith(f"https://{HOST}/dex/auth?")


def test_a_request_for_data_begins_no_login_where_no_page_comes_before_one(public):
    browser = public.browser()
    page = browser.open("/", headers={"accept": "application/json, text/plain, */*"})

    assert (page.status, len(page.visited), browser.cookies) == (401, 1, [])


def test_whoever_comes_from_a_provider_has_his_groups_at_the_dashboard(dashboard):
    groups = b64decode(dashboard.seen["headers"]["kubeflow-groups"])

    assert json.loads(groups) == ["authors"]


def test_whoever_comes_from_a_provider_is_himself(dashboard):
    assert dashboard.seen["headers"]["kubeflow-userid"] == "kilgore@kilgore.trout"


def test_the_providers_answer_comes_back_through_the_platforms_own_host(dashboard):
    callbacks = [url for url in dashboard.visited if "/dex/callback" in url]

    assert [url.partition("?")[0] for url in callbacks] == [f"https://{HOST}/dex/callback"]


def test_github_is_asked_about_a_user_whom_it_knows(public):
    browser = public.browser()
    browser.stop_at("/login/oauth/authorize")
    page = browser.follow(browser.open("/"), "Log in with GitHub")

    assert page.url.startswith("https://github.com/login/oauth/authorize?client_id=sample&")


def test_the_static_user_logs_in_beside_the_provider(public):
    browser = public.browser()
    form = browser.follow(browser.open("/"), "Log in with Email")
    page = browser.submit(form, login=public.login.email, password=public.login.password)

    assert page.seen["headers"]["kubeflow-userid"] == public.login.email


def test_a_machine_of_the_cluster_is_itself_and_nobody_else(public, cluster):
    headers = FORGED | {"authorization": f"Bearer {token(cluster, AUDIENCE)}"}
    seen = public.browser().open("/", headers=headers).seen["headers"]

    assert seen["kubeflow-userid"] == "system:serviceaccount:kubeflow:default"
    assert "kubeflow-groups" not in seen


def test_a_machines_token_for_somebody_else_is_refused(public, cluster):
    headers = {"authorization": f"Bearer {token(cluster, 'elsewhere')}"}
    page = public.browser().open("/", headers=headers)

    assert (page.status, page.body) == (403, "Audiences in Jwt are not allowed")


def test_oauth2_proxy_starts_without_a_warning(public):
    log = public.login.log.read_text("utf-8")

    assert [line for line in log.splitlines() if "warning" in line.lower()] == []
