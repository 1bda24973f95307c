"""A real browser logs in as a user would: with the sign-in page's button and Dex's form."""

from collections.abc import Iterator

import pytest

from tests.cluster.chromium import Chromium, chromium, installed
from tests.cluster.entry import HOST
from tests.cluster.processes import settled

pytestmark = pytest.mark.skipif(
    not installed(),
    reason="no chromedriver on the PATH, so no real browser logs in: `apt install "
    "chromium-driver` brings one",
)


@pytest.fixture
def window(front, tmp_path) -> Iterator[Chromium]:
    """Provide a window without any state."""
    with chromium(front.edge.port, HOST, tmp_path) as running:
        yield running


def test_a_user_logs_in_and_is_himself_at_the_dashboard(window, front, tmp_path):
    window.open(f"https://{HOST}/")
    window.picture(tmp_path / "sign-in.png")
    window.click("button[type=submit]")
    window.type("input[name=login]", front.login.email)
    window.type("input[name=password]", front.login.password)
    window.picture(tmp_path / "login.png")
    window.click("button[type=submit]")
    # Several pages lead on to others before the one that was asked for.
    himself = f'"kubeflow-userid": "{front.login.email}"'
    there = settled(lambda: himself in window.text(), wanted=True)
    window.picture(tmp_path / "dashboard.png")

    assert there
    assert window.url() == f"https://{HOST}/"
