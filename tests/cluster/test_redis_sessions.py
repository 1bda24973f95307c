"""The real oauth2-proxy stores sessions of a real Dex in a real Redis."""

import json
import shutil
import time
import urllib.request
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, Login, Platform, Redis, SecretKey, Session
from constructs_lib.platform import synthesize
from tests.cluster.browser import Browser
from tests.cluster.containers import Object
from tests.cluster.entry import HOST
from tests.cluster.login import login as logging_in
from tests.cluster.login import secret
from tests.cluster.loopback import taken_for_another_machine
from tests.cluster.processes import LOOPBACK, free_ports, running
from tests.cluster.redis import asked
from tests.cluster.session import Front, front

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None,
    reason="no redis-server on the PATH, so no session is kept in one: `apt install "
    "redis-server` brings one",
)

SESSION: Final = "oauth2_proxy_kubeflow"
PASSWORD: Final = "the-store's-own"


@dataclass(frozen=True)
class Store:
    """A Redis that asks for a password."""

    port: int

    def ask(self, *words: str) -> Any:
        """Return what it answers to a command."""
        return asked(self.port, PASSWORD, *words)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Iterator[Store]:
    """Run a Redis that keeps nothing on disk."""
    (port,) = free_ports(1)
    folder = tmp_path_factory.mktemp("redis")
    settings = folder / "redis.conf"
    settings.write_text(
        f'bind {LOOPBACK}\nport {port}\nrequirepass "{PASSWORD}"\nsave ""\n', "utf-8"
    )
    found = Store(port)

    def ready() -> bool:
        try:
            return found.ask("PING") == "PONG"
        except OSError:
            return False

    with running(["redis-server", settings], folder=folder, ready=ready):
        yield found


@pytest.fixture(scope="module")
def objects(store) -> list[Object]:
    """Return the objects of an environment with sessions in Redis."""
    with taken_for_another_machine():
        redis = Redis(
            url=f"redis://{LOOPBACK}:{store.port}", password=SecretKey("redis", "password")
        )
    session = Session(redis=redis, refresh=timedelta(seconds=1))
    scopes = ("openid", "email", "profile", "groups", "offline_access")
    config = Config(host=HOST, login=Login(session=session, scopes=scopes))
    platform = Platform(environments=(Environment("kept", config),))
    units = synthesize(platform).environments["kept"]
    issued = secret("redis", "oauth2-proxy", password=PASSWORD)
    return [issued, *(obj for unit in units.values() for obj in unit)]


@pytest.fixture(scope="module")
def kept(objects, edge_with_tls, configured, tmp_path_factory) -> Iterator[Front]:
    """Provide the whole ingress of such an environment."""
    folder = tmp_path_factory.mktemp("kept")
    with front(
        edge_with_tls,
        configured.proxy,
        logging_in=logging_in(folder / "login", objects),
        folder=folder,
    ) as opened:
        yield opened


@pytest.fixture
def user(kept) -> Browser:
    """Provide a browser that has just logged in."""
    browser = kept.browser()
    kept.log_in(browser)
    return browser


def cookie(browser: Browser) -> str:
    """Return the value of the session's cookie."""
    (value,) = (each.value for each in browser.cookies if each.name == SESSION)
    return str(value)


def issued(kept: Front, browser: Browser) -> int:
    """Return when the token was issued that a session stands for now."""
    asked_at = f"http://{LOOPBACK}:{kept.login.oauth2_proxy}/oauth2/auth"
    headers = {"cookie": f"{SESSION}={cookie(browser)}"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(asked_at, headers=headers), timeout=10) as answer:
        token = answer.headers["authorization"].removeprefix("Bearer ")
    claims = token.split(".")[1]
    return json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iat"]


def test_whoever_logs_in_is_himself(kept, user):
    assert user.open("/").seen["headers"]["kubeflow-userid"] == kept.login.email


def test_the_cookie_holds_no_token(user):
    assert len(cookie(user)) < 200


def test_redis_forgets_a_session_when_its_cookie_ends(store, user):
    lives = [store.ask("TTL", key) for key in store.ask("KEYS", f"{SESSION}-*")]

    assert lives
    assert all(0 < each <= 24 * 3600 for each in lives)


def test_what_redis_keeps_does_not_show_the_token(kept, store, user):
    kept_there = [store.ask("GET", key) for key in store.ask("KEYS", f"{SESSION}-*")]

    assert not any(kept.login.email in each or "eyJ" in each for each in kept_there)


def test_after_signing_out_a_copy_of_the_cookie_is_no_good(kept, user):
    headers = {"cookie": f"{SESSION}={cookie(user)}"}
    user.open("/oauth2/sign_out")

    assert kept.browser().open("/", headers=headers).status == 403


def test_whoever_redis_has_forgotten_logs_in_again(store, user):
    store.ask("FLUSHALL")

    assert user.open("/").form.action == "/oauth2/start"


def test_a_session_gets_a_new_token_behind_the_same_cookie(kept, user):
    before, first = cookie(user), issued(kept, user)
    time.sleep(2)
    second = issued(kept, user)
    user.open("/")

    assert second > first
    assert cookie(user) == before


def test_oauth2_proxy_starts_without_a_warning(kept):
    log = kept.login.log.read_text("utf-8")

    assert [line for line in log.splitlines() if "warning" in line.lower()] == []
