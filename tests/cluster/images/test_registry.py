"""A real registry is asked as it must be, on good days and on bad ones."""

import base64
import json
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from constructs_lib.image_reference import ImageReference
from constructs_lib.supply.credentials import RegistryError
from constructs_lib.supply.manifest import WrongAnswerError
from constructs_lib.supply.registry import MissingError, Registries
from tests.cluster.images.conftest import LOGIN
from tests.cluster.images.front import TOKEN, front

AUTH = base64.b64encode(":".join(LOGIN).encode()).decode()


@pytest.fixture
def image(kept, guarded, log_in):
    """Return an image for two platforms behind a login, with the right to pull it."""
    kept.push("team/app", "1.0")
    log_in({"auths": {guarded.host: {"auth": AUTH}}})
    return ImageReference.of(f"{guarded.host}/team/app:1.0")


def content(image, waits=None):
    with Registries(wait=(waits if waits is not None else []).append) as registries:
        return registries.content(image)


def test_an_index_is_locked_with_its_platforms(image, kept):
    found = content(image)

    assert found.digest == kept.push("team/app", "1.0")
    assert found.platforms == ("linux/amd64", "linux/arm64")


def test_the_size_is_that_of_all_platforms(image, kept):
    kept.push("team/app", "small", ["amd64"])
    small = content(ImageReference.of(f"{image.registry}/team/app:small"))

    assert content(image).size > 2 * small.size - 200


def test_a_manifest_of_one_platform_says_what_it_is_for(image, kept):
    digest = kept.push("team/arm", "1.0", ["arm64"])
    found = content(ImageReference.of(f"{image.registry}/team/arm:1.0"))

    assert (found.digest, found.platforms) == (digest, ("linux/arm64",))


def test_an_image_is_found_by_its_digest(image, kept):
    digest = kept.push("team/app", "1.0")

    assert content(ImageReference.of(f"{image.name}@{digest}")).digest == digest


def test_the_digest_alone_is_asked_for_without_a_pull(image, guarded, kept):
    with Registries() as registries:
        assert registries.digest(image) == kept.push("team/app", "1.0")

    assert {method for method, path, _ in guarded.seen if "manifests" in path} == {"HEAD"}


# Docker's own form of the key that a helper of Docker's answers with.
HELPER = """#!{python}
import json, sys
assert sys.argv[1:] == ["get"], sys.argv
host = sys.stdin.read().strip()
if {fails}:
    print("credentials are locked away")
    sys.exit(1)
print(json.dumps({{"ServerURL": host, "Username": "{user}", "Secret": "{password}"}}))
"""


@pytest.fixture
def helper(tmp_path, monkeypatch):
    """Return a function that installs a credential helper, `site`."""

    def install(*, fails=False):
        user, password = LOGIN
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "docker-credential-site"
        program.write_text(
            HELPER.format(python=sys.executable, user=user, password=password, fails=fails)
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder), prepend=":")

    return install


@pytest.mark.parametrize("how", ["credHelpers", "credsStore"])
def test_credentials_come_from_the_sites_helper(image, guarded, log_in, helper, how):
    helper()
    log_in({how: {guarded.host: "site"} if how == "credHelpers" else "site"})

    assert content(image).platforms == ("linux/amd64", "linux/arm64")


def test_a_helper_that_fails_is_told_of(image, guarded, log_in, helper):
    helper(fails=True)
    log_in({"credHelpers": {guarded.host: "site"}})

    with pytest.raises(RegistryError, match=rf"credentials for {guarded.host} .*locked away"):
        content(image)


def test_a_helper_that_is_not_installed_is_named(image, guarded, log_in):
    log_in({"credHelpers": {guarded.host: "absent"}})

    with pytest.raises(RegistryError, match="docker-credential-absent not installed"):
        content(image)


@pytest.mark.parametrize(
    "config",
    [{}, {"auths": {"other.example.com": {"auth": AUTH}}}],
    ids=["nobody", "another registry's"],
)
def test_without_credentials_a_login_is_asked_for(image, guarded, log_in, config):
    log_in(config)

    with pytest.raises(
        MissingError, match=rf"needs a login \(`docker login {guarded.host}`\)"
    ):
        content(image)


def test_a_password_is_sent_to_nobody_without_tls(kept, log_in):
    kept.push("team/app", "1.0")
    log_in({"auths": {kept.host: {"auth": AUTH}}})

    with Registries([kept.host]) as registries:
        found = registries.content(ImageReference.of(f"{kept.host}/team/app:1.0"))

    assert found.platforms == ("linux/amd64", "linux/arm64")


def test_a_missing_image_is_named(image):
    with pytest.raises(MissingError, match=r"team/app:2\.0 is gone"):
        content(ImageReference.of(f"{image.name}:2.0"))


def test_a_redirecting_mirror_is_followed(image, guarded, kept):
    guarded.redirect = f"http://{kept.host}"

    with Registries((kept.host,)) as registries:
        assert registries.content(image).digest == kept.push("team/app", "1.0")


def test_a_redirect_to_plain_http_is_refused(image, guarded, kept):
    guarded.redirect = f"http://{kept.host}"

    with pytest.raises(RegistryError, match=f"leads to {kept.host} without TLS"):
        content(image)


def test_a_mirror_elsewhere_gets_no_token_of_this_registry(
    image, guarded, kept, tmp_path, monkeypatch
):
    with front(tmp_path / "other", kept.port, ["localhost"]) as other:
        both = tmp_path / "both.crt"
        both.write_text(guarded.certificate.read_text() + other.certificate.read_text())
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(both))
        guarded.redirect = f"https://localhost:{other.port}"
        content(image)

    assert {who for *_, who in other.seen} == {""}
    assert f"Bearer {TOKEN}" in {who for *_, who in guarded.seen}


def test_a_mirror_elsewhere_that_asks_for_a_login_gets_none(
    image, guarded, kept, tmp_path, monkeypatch
):
    with front(tmp_path / "other", kept.port, ["localhost"]) as other:
        both = tmp_path / "both.crt"
        both.write_text(guarded.certificate.read_text() + other.certificate.read_text())
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(both))
        guarded.login, other.login = None, LOGIN
        guarded.redirect = f"https://localhost:{other.port}"
        with pytest.raises(MissingError):
            content(image)

    assert other.seen
    assert not [who for *_, who in other.seen if who.startswith("Basic")]


def test_a_registry_that_limits_requests_is_waited_for(image, guarded):
    guarded.limits = ["7", None]
    waits: list[float] = []
    content(image, waits)

    assert waits == [7.0, 2.0]


def test_a_moment_to_wait_for_is_understood(image, guarded):
    guarded.limits = [format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)]
    waits: list[float] = []
    content(image, waits)

    assert 40 < waits[0] <= 50


def test_an_hour_is_told_of_and_not_waited_for(image, guarded):
    guarded.limits = ["3600"]
    waits: list[float] = []

    with pytest.raises(RegistryError, match=r"limits requests for 3600 s .*; try again later"):
        content(image, waits)
    assert waits == []


def test_a_registry_that_never_answers_is_not_asked_for_ever(image, guarded):
    guarded.fails = [502] * 9
    waits: list[float] = []

    with pytest.raises(RegistryError, match=r"fails \(status 502\); try again later"):
        content(image, waits)
    assert waits == [1.0, 2.0, 4.0]


def test_a_registry_that_fails_once_is_asked_again(image, guarded, kept):
    guarded.fails = [502]

    assert content(image).digest == kept.push("team/app", "1.0")


def test_a_broken_connection_is_told_of(image, guarded):
    guarded.cut = "/manifests/"

    with pytest.raises(RegistryError, match=r"gives no answer \(.+\); try again later"):
        content(image)


def test_a_registry_that_nobody_runs_is_told_of(kept, monkeypatch):
    with pytest.raises(RegistryError, match=r"127\.0\.0\.1:1 gives no answer"):
        content(ImageReference.of("127.0.0.1:1/team/app:1.0"))


def test_a_certificate_of_nobody_is_told_of(image, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")

    with pytest.raises(RegistryError, match="authorities' file in REQUESTS_CA_BUNDLE"):
        content(image)


OLD = json.dumps({"schemaVersion": 1, "name": "team/app", "fsLayers": []}).encode()
V1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"
HTML = b"<html>Please accept the terms of this network</html>"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            (200, "text/html", HTML),
            "answers with text/html, which is not an image; look for a pro",
        ),
        ((200, V1, OLD), f"is of kind '{V1}', which cannot be locked".replace("+", r"\+")),
        (
            (200, "application/json", b"[]"),
            "answers with application/json, which is not an image",
        ),
        (
            (200, "application/vnd.oci.image.index.v1+json", b'{"manifests": [{}]}'),
            "index.* is incomplete",
        ),
        ((418, "text/plain", b"no"), "answers with status 418"),
    ],
    ids=["a page", "an old format", "a list", "half an index", "a status"],
)
def test_an_answer_of_the_wrong_kind_is_told_of(image, guarded, answer, message):
    guarded.wrong["/manifests/1.0"] = answer

    with pytest.raises(WrongAnswerError, match=message):
        content(image)


def test_other_bytes_than_the_digest_are_refused(image, guarded, kept):
    digest = kept.push("team/app", "1.0")
    kind = "application/vnd.oci.image.index.v1+json"
    guarded.wrong[f"/manifests/{digest}"] = (200, kind, b'{"manifests": []}')

    with pytest.raises(WrongAnswerError, match=f"it must have {digest}"):
        content(ImageReference.of(f"{image.name}@{digest}"))


def test_a_platform_that_the_index_names_and_the_registry_lacks_is_told_of(image, guarded):
    [part, *_] = [
        path
        for _, path, _ in (content(image) and guarded.seen)
        if "/manifests/sha256:" in path
    ]
    guarded.wrong[part] = (404, "application/json", b"{}")

    with pytest.raises(MissingError, match=r"team/app:1\.0 is gone"):
        content(image)


def test_what_is_no_image_of_a_container_is_told_of(image, guarded, kept):
    kept.push("team/single", "1.0", ["amd64"])
    guarded.wrong["/blobs/"] = (200, "application/json", b"{}")

    with pytest.raises(WrongAnswerError, match=r"team/single:1\.0"):
        content(ImageReference.of(f"{image.registry}/team/single:1.0"))
