"""Commits are signed by the real ssh-keygen and gpg, and none is pushed without."""

import os
import subprocess

import pytest

from constructs_lib.delivery.publication import GitError, Signing
from tests.delivery.publication.conftest import CHANGED, FILES

pytestmark = pytest.mark.slow

WHO = "ci@example.com"


def ssh_key(folder, name="key", password=""):
    file = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", password, "-C", "ci", "-f", file]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file


@pytest.fixture
def ssh(tmp_path):
    return Signing(by="ssh", key=str(ssh_key(tmp_path)))


@pytest.fixture
def gpg(tmp_path_factory, monkeypatch):
    """Return the fingerprint of a key in a keyring of its own."""
    # gpg's agent listens in this folder, whose path must be short.
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))

    def make(who):
        options = ("--batch", "--quiet", "--passphrase", "", "--status-fd", "1")
        command = ["gpg", *options, "--quick-gen-key", who, "ed25519", "sign", "1d"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        [line] = [line for line in done.stdout.splitlines() if " KEY_CREATED " in line]
        return line.split()[-1]

    yield make
    subprocess.run(["gpgconf", "--kill", "all"], check=False, env=dict(os.environ))


def verified(repository, signing):
    """Return what git itself says of the last commit's signature."""
    with_key = [*signing.settings, "verify-commit", "--raw", repository.head()]
    command = ["git", f"--git-dir={repository.path}", *with_key]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_a_commit_is_signed_by_ssh(repository, publish_to, ssh):
    publish_to(repository, signing=ssh)

    assert repository.git("cat-file", "commit", "main").count(b"BEGIN SSH SIGNATURE") == 1
    assert repository.published() == FILES


def test_a_commit_is_signed_by_gpg(repository, publish_to, gpg):
    signing = Signing(by="gpg", key=gpg("CI <ci@example.com>"))
    publish_to(repository, signing=signing)

    assert "GOODSIG" in verified(repository, signing)


def test_a_signed_commit_has_the_author_and_message_of_another(
    repository, empty, publish_to, ssh
):
    publish_to(repository)
    layout = "%an %ae %cn %ce%n%B"
    unsigned = repository.log(layout)
    publish_to(repository, CHANGED)
    publish_to(repository, FILES, signing=ssh)

    assert repository.log(layout).splitlines()[0] == unsigned.splitlines()[0]
    assert repository.log("%(trailers:key=Source-Revision)") != ""


def test_nothing_is_signed_unless_it_is_asked_for(repository, publish_to):
    publish_to(repository)

    assert b"gpgsig" not in repository.git("cat-file", "commit", "main")


def test_a_key_with_a_password_is_refused_before_anything_is_pushed(
    repository, publish_to, tmp_path
):
    key = ssh_key(tmp_path, password="a secret of nobody")
    before = repository.heads(), repository.head()

    with pytest.raises(GitError, match=r"git commit-tree: .*passphrase"):
        publish_to(repository, signing=Signing(by="ssh", key=str(key)))
    assert (repository.heads(), repository.head()) == before


def test_a_file_that_is_no_key_is_refused_before_anything_is_pushed(
    repository, publish_to, tmp_path
):
    (tmp_path / "key").write_text("no key\n")
    before = repository.head()

    with pytest.raises(GitError, match="git commit-tree: "):
        publish_to(repository, signing=Signing(by="ssh", key=str(tmp_path / "key")))
    assert repository.head() == before


def test_a_gpg_key_that_nobody_has_is_refused_before_anything_is_pushed(
    repository, publish_to, gpg
):
    gpg("CI <ci@example.com>")
    before = repository.head()

    with pytest.raises(GitError, match=r"git commit-tree: .*gpg failed to sign"):
        publish_to(repository, signing=Signing(by="gpg", key="DEADBEEFDEADBEEF"))
    assert repository.head() == before


def test_a_public_key_without_an_agent_is_refused(
    repository, publish_to, tmp_path, monkeypatch
):
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key = ssh_key(tmp_path)
    key.unlink()
    before = repository.head()

    with pytest.raises(GitError, match="git commit-tree: "):
        publish_to(
            repository,
            signing=Signing(by="ssh", key=str(key.with_suffix(".pub"))),
        )
    assert repository.head() == before


def test_a_signature_of_another_key_is_refused(repository, publish_to, ssh, tmp_path):
    publish_to(repository, signing=ssh)
    other = Signing(by="ssh", key=str(ssh_key(tmp_path, "other")))
    at = ("--git-dir", str(repository.path))

    with pytest.raises(GitError, match="git verify-commit: "):
        other.verify(repository.head(), at=at, email=WHO)


def test_a_good_signature_of_another_gpg_key_is_refused(repository, publish_to, gpg):
    first, other = gpg("CI <ci@example.com>"), gpg("Other <other@example.com>")
    publish_to(repository, signing=Signing(by="gpg", key=first))
    at = ("--git-dir", str(repository.path))

    with pytest.raises(GitError, match="is not signed by the GPG key"):
        Signing(by="gpg", key=other).verify(repository.head(), at=at, email=WHO)


def test_a_name_that_spells_another_key_is_not_that_key(repository, publish_to, gpg):
    wanted = "0123456789ABCDEF0123456789ABCDEF01234567"
    posing = gpg(f"CI [GNUPG:] VALIDSIG {wanted} <ci@example.com>")
    publish_to(repository, signing=Signing(by="gpg", key=posing))
    at = ("--git-dir", str(repository.path))

    with pytest.raises(GitError, match="is not signed by the GPG key"):
        Signing(by="gpg", key=wanted).verify(repository.head(), at=at, email=WHO)


def test_a_branch_for_review_that_was_not_signed_is_made_anew(repository, publish_to, ssh):
    publish_to(repository)
    first = publish_to(repository, CHANGED, pull_request=True)
    signed = publish_to(repository, CHANGED, pull_request=True, signing=ssh)
    again = publish_to(repository, CHANGED, pull_request=True, signing=ssh)

    assert repository.git("cat-file", "commit", first.branch).count(b"SSH SIGNATURE") == 2
    assert repository.head(first.branch) == signed.commit
    assert again.branch == first.branch


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"by": "ssh", "key": "/nowhere/key"}, "the SSH key '/nowhere/key' .* is not a file"),
        ({"by": "gpg", "key": ""}, "must be a long id or a fingerprint, as .*, got ''"),
        ({"by": "gpg", "key": "--homedir"}, "must be a long id or a fingerprint"),
        ({"by": "gpg", "key": "ci@example.com"}, "must be a long id or a fingerprint"),
        ({"by": "gpg", "key": "DEADBEEF"}, "must be a long id or a fingerprint"),
        ({"by": "x509", "key": "a"}, "by must be 'ssh' or 'gpg', got 'x509'"),
    ],
)
def test_fails_for_a_key_that_cannot_be(fields, message):
    with pytest.raises(ValueError, match=message):
        Signing(**fields)
