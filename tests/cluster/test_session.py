"""Someone comes with a browser or a token; the real oauth2-proxy and a real Dex let them in or not.

Between them and the pages stand the Envoys with what kgateway and istiod write for theirs.
"""

from collections.abc import Iterator
from typing import Final

import pytest

from tests.cluster.browser import Browser, Page
from tests.cluster.session import Front, front
from tests.cluster.tokens import Issuer

DASHBOARD: Final = "outbound|80||centraldashboard.kubeflow.svc.cluster.local"
NOTEBOOKS: Final = "outbound|80||jupyter-web-app-service.kubeflow.svc.cluster.local"

SESSION: Final = "oauth2_proxy_kubeflow"
FORGED: Final = {"kubeflow-userid": "mallory", "kubeflow-groups": "admins"}


@pytest.fixture(scope="module")
def opened(configured, tmp_path_factory) -> Iterator[Front]:
    """Give the way in, with everybody in their place."""
    with front(configured, tmp_path_factory.mktemp("session")) as running:
        yield running


@pytest.fixture
def browser(opened) -> Browser:
    """Give a browser in which nothing has happened yet."""
    return opened.browser()


@pytest.fixture(scope="module")
def user(opened) -> Browser:
    """Give a browser that has logged in."""
    browser = opened.browser()
    opened.log_in(browser)
    return browser


@pytest.fixture(scope="module")
def token(user) -> str:
    """Give the token that a session stands for."""
    return user.open("/").seen["headers"]["authorization"].removeprefix("Bearer ")


def names(browser: Browser) -> set[str]:
    """Return the names of a browser's cookies."""
    return {cookie.name for cookie in browser.cookies}


def refused(page: Page) -> tuple[int, str]:
    """Return how a page says no."""
    return page.status, page.body


def test_without_a_session_a_page_offers_the_login(browser):
    page = browser.open("/")

    assert (page.status, page.form.action) == (403, "/oauth2/start")


def test_the_login_asks_for_a_name_and_a_password_at_the_same_host(browser, opened):
    page = browser.submit(browser.open("/"))

    assert page.form.fields.keys() == {"login", "password"}
    assert page.url.startswith("http://kubeflow.example.com/dex/auth/")


def test_whoever_logs_in_is_himself_at_the_dashboard(user, opened):
    seen = user.open("/").seen

    assert seen["backend"] == DASHBOARD
    assert seen["headers"]["kubeflow-userid"] == opened.login.email


def test_the_login_leads_back_to_the_page_that_was_asked_for(browser, opened):
    page = opened.log_in(browser, "/jupyter/?ns=team")

    assert page.url == "http://kubeflow.example.com/jupyter/?ns=team"
    assert page.seen["backend"] == NOTEBOOKS


def test_a_wrong_password_opens_no_session(browser, opened):
    asked = browser.submit(browser.open("/"))
    page = browser.submit(asked, login=opened.login.email, password="wrong")

    assert page.form.fields.keys() == {"login", "password"}
    assert SESSION not in names(browser)
    assert browser.open("/").status == 403
