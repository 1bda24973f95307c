"""The real oauth2-proxy and a real Dex decide on browsers and tokens.

In front of them are real Envoys with kgateway's and istiod's configuration.
"""

import json
import time
import urllib.request
from base64 import b64encode, urlsafe_b64decode
from dataclasses import dataclass
from http.cookiejar import Cookie
from typing import Final

import pytest

from tests.cluster.browser import Browser, Page
from tests.cluster.entry import HOST
from tests.cluster.processes import LOOPBACK
from tests.cluster.tokens import Issuer

DASHBOARD: Final = "outbound|80||centraldashboard.kubeflow.svc.cluster.local"
NOTEBOOKS: Final = "outbound|80||jupyter-web-app-service.kubeflow.svc.cluster.local"

SESSION: Final = "oauth2_proxy_kubeflow"
CALLBACK: Final = "/oauth2/callback"
KUBERNETES: Final = Issuer("https://kubernetes.default.svc.cluster.local")
FORGED: Final = {"kubeflow-userid": "mallory", "kubeflow-groups": "admins"}


@pytest.fixture
def browser(front) -> Browser:
    """Provide a browser without any state."""
    return front.browser()


@pytest.fixture(scope="module")
def user(front) -> Browser:
    """Provide a browser that has logged in."""
    browser = front.browser()
    front.log_in(browser)
    return browser


@pytest.fixture(scope="module")
def token(front, user) -> str:
    """Provide the token that a session stands for, as oauth2-proxy tells the gateway alone."""
    asked = f"http://{LOOPBACK}:{front.login.oauth2_proxy}/oauth2/auth"
    cookie = {"cookie": f"{SESSION}={session(user)}"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(asked, headers=cookie), timeout=10) as answer:
        return answer.headers["authorization"].removeprefix("Bearer ")


def session(browser: Browser) -> str | None:
    """Return the value of a session's cookie."""
    return next((each.value for each in browser.cookies if each.name == SESSION), None)


def bearer(token: str) -> dict[str, str]:
    """Return the header that brings a token."""
    return {"authorization": f"Bearer {token}"}


def test_without_a_session_a_page_offers_the_login(browser):
    page = browser.open("/")

    assert (page.status, page.form.action) == (403, "/oauth2/start")


def test_the_login_asks_for_a_name_and_a_password_at_the_same_host(browser, front):
    page = browser.submit(browser.open("/"))

    assert page.form.fields.keys() == {"login", "password"}
    assert page.url.startswith("https://kubeflow.example.com/dex/auth/")


def test_whoever_logs_in_is_himself_at_the_dashboard(user, front):
    seen = user.open("/").seen

    assert seen["backend"] == DASHBOARD
    assert seen["headers"]["kubeflow-userid"] == front.login.email


def test_the_login_leads_back_to_the_page_that_was_asked_for(browser, front):
    page = front.log_in(browser, "/jupyter/?ns=team")

    assert page.url == "https://kubeflow.example.com/jupyter/?ns=team"
    assert page.seen["backend"] == NOTEBOOKS


def test_a_wrong_password_opens_no_session(browser, front):
    asked = browser.submit(browser.open("/"))
    page = browser.submit(asked, login=front.login.email, password="wrong")

    assert page.form.fields.keys() == {"login", "password"}
    assert session(browser) is None
    assert browser.open("/").status == 403


def test_the_login_leads_nowhere_else(browser, front):
    asked = browser.open("/oauth2/start?rd=https://elsewhere.example.com/")
    page = browser.submit(asked, login=front.login.email, password=front.login.password)

    assert page.url == "https://kubeflow.example.com/"


def test_what_a_client_says_of_itself_is_replaced_by_what_its_session_says(user, front):
    seen = user.open("/", headers=FORGED).seen["headers"]

    assert seen["kubeflow-userid"] == front.login.email
    assert "kubeflow-groups" not in seen


def test_a_session_is_its_cookie_and_nothing_else(browser, front, user):
    seen = browser.open("/", headers={"cookie": f"{SESSION}={session(user)}"}).seen

    assert seen["headers"]["kubeflow-userid"] == front.login.email


def test_no_app_can_be_its_visitor_by_what_it_was_sent(browser, user):
    """Row 115."""
    seen = user.open("/jupyter/").seen["headers"]
    replayed = {name: seen[name] for name in seen if name not in ("host", "content-length")}
    page = browser.open("/jupyter/api/namespaces", headers=replayed)

    assert page.status == 401


def test_what_an_app_was_sent_holds_no_part_of_the_session(user, token):
    seen = json.dumps(user.open("/jupyter/").seen)

    assert session(user) not in seen  # type: ignore[operator]
    assert token not in seen


def test_a_form_of_a_web_app_is_sent_with_its_own_cookie(user, front):
    cookies = f"XSRF-TOKEN=a%3Db; {SESSION}={session(user)}; _xsrf=2|a|b|1"
    headers = {"cookie": cookies, "x-xsrf-token": "a%3Db"}
    seen = user.open("/jupyter/api/namespaces/team", data="{}", headers=headers).seen

    assert seen["headers"]["cookie"] == "XSRF-TOKEN=a%3Db; _xsrf=2|a|b|1"
    assert seen["headers"]["x-xsrf-token"] == "a%3Db"
    assert seen["headers"]["kubeflow-userid"] == front.login.email


def test_no_script_is_told_the_token_by_oauth2_proxy(front, user, token):
    """Row 116: it answers the gateway's question to whoever asks, below its own path."""
    cookie = {"cookie": f"{SESSION}={session(user)}"}
    answers = [
        front.proxy.send("GET", path, cookie, host=HOST)
        for path in ("/oauth2/auth", "/oauth2/userinfo", "/oauth2/elsewhere")
    ]

    assert [answer.status for answer in answers] == [202, 200, 200]
    assert [a for a in answers if token in f"{a.headers}{a.body}"] == []


def test_a_session_that_is_none_is_ended_by_the_login(front):
    answer = front.proxy.send("GET", "/", {"cookie": f"{SESSION}=none"}, host=HOST)

    assert answer.headers["set-cookie"].startswith(f"{SESSION}=;")


def test_a_changed_cookie_is_no_session(browser, user):
    text, signed, signature = session(user).split("|")  # type: ignore[union-attr]
    changed = f"{text}|{int(signed) + 1}|{signature}"

    assert browser.open("/", headers={"cookie": f"{SESSION}={changed}"}).status == 403


def test_a_token_of_dex_does_without_a_session(browser, front, token):
    seen = browser.open("/jupyter/", headers=bearer(token)).seen

    assert seen["backend"] == NOTEBOOKS
    assert seen["headers"]["kubeflow-userid"] == front.login.email


def test_a_token_signed_by_somebody_else_is_refused(browser, front, token):
    claims, _, signature = token.rpartition(".")
    first = "B" if signature.startswith("A") else "A"
    page = browser.open("/", headers=bearer(f"{claims}.{first}{signature[1:]}"))

    assert (page.status, page.body) == (401, "Jwt verification fails")


def test_a_token_of_another_issuer_is_refused(browser):
    page = browser.open("/", headers=bearer(KUBERNETES.token("system:serviceaccount:a:b")))

    assert (page.status, page.body) == (401, "Jwt issuer is not configured")


def test_an_expired_token_is_refused(browser, front):
    token = front.issuer.token(front.login.email, lives=-600)
    page = browser.open("/", headers=bearer(token))

    assert (page.status, page.body) == (401, "Jwt is expired")


def test_a_bad_token_is_refused_beside_a_session_too(user, front):
    token = front.issuer.token("mallory", lives=-600)

    assert user.open("/", headers=bearer(token)).status == 401


def test_a_name_and_password_in_a_header_are_refused(browser, front):
    credentials = f"{front.login.email}:{front.login.password}"
    basic = b64encode(credentials.encode()).decode()
    page = browser.open("/", headers={"authorization": f"Basic {basic}"})

    assert (page.status, page.body) == (403, "RBAC: access denied")


@pytest.mark.parametrize("path", ["/jupyter/api/namespaces", "/pipeline/apis/v2beta1/runs"])
def test_a_program_without_a_session_is_told_so_and_not_led_to_the_login(browser, path):
    page = browser.open(path)

    assert (page.status, len(page.visited), "<form" in page.body) == (401, 1, False)


def test_a_program_without_a_session_gets_no_cookie(browser):
    browser.open("/jupyter/api/namespaces")

    assert browser.cookies == []


@pytest.mark.parametrize("path", ["/", "/pipeline/", "/notebook/team/one/lab"])
def test_a_request_for_data_is_told_so_and_not_led_to_the_login(browser, path):
    """By its Accept, as Angular, Axios and Jupyter send it."""
    headers = {"accept": "application/json, text/plain, */*"}
    page = browser.open(path, headers=headers)

    assert (page.status, len(page.visited), "<form" in page.body) == (401, 1, False)
    assert browser.cookies == []


def test_two_tabs_log_in_beside_each_other(browser, front):
    first, second = (browser.submit(browser.open(path)) for path in ("/", "/jupyter/"))
    told = {"login": front.login.email, "password": front.login.password}
    pages = [browser.submit(tab, **told) for tab in (first, second)]

    assert [page.seen["backend"] for page in pages] == [DASHBOARD, NOTEBOOKS]


def test_no_cookie_of_a_login_is_left_when_it_is_done(browser, front):
    tabs = [browser.submit(browser.open("/")) for _ in range(2)]
    for tab in tabs:
        browser.submit(tab, login=front.login.email, password=front.login.password)

    assert [cookie.name for cookie in browser.cookies] == [SESSION]


def test_a_login_that_is_given_up_makes_requests_larger_for_a_quarter_of_an_hour(browser):
    browser.submit(browser.open("/"))
    (cookie,) = browser.cookies

    assert cookie.expires == pytest.approx(time.time() + 900, abs=30)
    assert len(cookie.name) + len(cookie.value) < 400


@dataclass(frozen=True)
class SignedOut:
    """A browser that has left its session, what it shows, and a copy of its cookie."""

    browser: Browser
    page: Page
    copy: str


@pytest.fixture(scope="module")
def signed_out(front) -> SignedOut:
    """Return a browser that has logged in and signed out."""
    browser = front.browser()
    front.log_in(browser)
    copy = session(browser)
    return SignedOut(browser, browser.open("/oauth2/sign_out"), copy)


def test_after_signing_out_a_page_offers_the_login_again(signed_out):
    page = signed_out.page

    assert (page.status, page.form.action) == (403, "/oauth2/start")


def test_after_signing_out_there_is_no_cookie_of_a_session(signed_out):
    assert session(signed_out.browser) is None


def test_after_signing_out_the_login_asks_for_the_password_again(signed_out):
    page = signed_out.browser.submit(signed_out.page)

    assert page.form.fields.keys() == {"login", "password"}


def test_after_signing_out_a_copy_of_the_cookie_is_still_good(browser, signed_out):
    """Sessions are stored only in their cookies; docs/login.md warns of it."""
    headers = {"cookie": f"{SESSION}={signed_out.copy}"}

    assert browser.open("/", headers=headers).status == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example.com/", "//elsewhere.example.com"]
)
def test_signing_out_leads_nowhere_else(browser, elsewhere):
    page = browser.open(f"/oauth2/sign_out?rd={elsewhere}")

    assert page.url == "https://kubeflow.example.com/"


def test_a_callback_with_another_state_opens_no_session(browser, front):
    browser.stop_at(CALLBACK)
    callback = front.log_in(browser).url
    page = browser.open(callback.replace("state=", "state=x"))

    assert (page.status, session(browser)) == (403, None)


def test_a_callback_that_another_browser_asked_for_opens_no_session(browser, front):
    other = front.browser()
    other.stop_at(CALLBACK)
    callback = front.log_in(other).url
    browser.open("/oauth2/start")

    assert browser.open(callback).status >= 400
    assert session(browser) is None


def test_a_callback_out_of_nowhere_opens_no_session(browser):
    page = browser.open(f"{CALLBACK}?code=x&state=x")

    assert (page.status, session(browser)) == (403, None)


@pytest.fixture(scope="module")
def cookies(front) -> list[Cookie]:
    """Return the cookies of a login, and of the session that it leads to."""
    before, after = front.browser(), front.browser()
    before.open("/oauth2/start")
    front.log_in(after)
    return before.cookies + after.cookies


def test_a_login_has_a_cookie_and_a_session_another(cookies):
    login, session = (cookie.name for cookie in cookies)

    assert (login.startswith(f"{SESSION}_csrf_"), session) == (True, SESSION)


def test_no_script_sees_a_cookie(cookies):
    assert all(cookie.has_nonstandard_attr("HttpOnly") for cookie in cookies)


def test_no_cookie_travels_without_tls(cookies):
    assert all(cookie.secure for cookie in cookies)


def test_no_other_site_sends_a_cookie_along(cookies):
    assert {cookie.get_nonstandard_attr("SameSite") for cookie in cookies} == {"Lax"}


def test_no_other_host_gets_a_cookie(cookies):
    assert not any(cookie.domain_specified for cookie in cookies)


def test_a_session_ends_when_its_token_does(user, token):
    (cookie,) = user.cookies
    claims = token.split(".")[1]
    told = json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))

    assert cookie.expires == pytest.approx(told["exp"], abs=30)


def test_oauth2_proxy_starts_without_a_warning(front):
    log = front.login.log.read_text("utf-8")

    assert [line for line in log.splitlines() if "warning" in line.lower()] == []
