import pytest

from constructs_lib.delivery.publication import GitError, SourceRevision, publish
from constructs_lib.delivery.publication.git import clone_of
from constructs_lib.delivery.publication.process import without_credentials
from tests.delivery.publication.conftest import FILES, FOREIGN

pytestmark = pytest.mark.slow

TOKEN = "https://robot:s3cr%21t@git.example.com/configs.git"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"cannot read '{TOKEN}'", "cannot read 'https://git.example.com/configs.git'"),
        ("password s3cr%21t was refused", "password *** was refused"),
        ("password s3cr!t was refused", "password *** was refused"),
        ("at ssh://git@git.example.com/a", "at ssh://git.example.com/a"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_credentials_are_not_told(text, told):
    assert without_credentials(text, TOKEN) == told


def test_a_token_that_stands_for_the_user_is_not_told():
    assert without_credentials("t0ken?", "https://t0ken@git.example.com/a") == "***?"


def test_the_user_of_ssh_is_no_secret():
    assert without_credentials("git push", "ssh://git@git.example.com/a") == "git push"


def test_errors_of_git_tell_no_credentials(repository, monkeypatch):
    url = "https://robot:t0ps3cret@git.example.com/configs.git"
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{repository.path}.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", url)
    repository.hook("pre-receive", "echo 'no, t0ps3cret is too old' >&2; exit 1")

    with pytest.raises(GitError, match=r"remote: no, \*\*\* is too old"):
        publish(FILES, repository=url, source=SourceRevision("abc"))


def test_errors_of_git_are_one_line(tmp_path):
    with clone_of(str(tmp_path / "none")) as git, pytest.raises(GitError) as error:
        git.heads()

    assert "\n" not in str(error.value)
    assert str(error.value).startswith("git ls-remote: fatal:")


def test_an_option_in_place_of_a_repository_is_no_option(tmp_path):
    mark = tmp_path / "mark"
    with clone_of(f"--upload-pack=touch {mark}") as git, pytest.raises(GitError):
        git.heads()

    assert not mark.exists()


def test_the_developers_settings_do_not_change_what_is_written(
    repository, publish_to, tmp_path, monkeypatch
):
    (tmp_path / "hooks").mkdir()
    hook = tmp_path / "hooks" / "pre-push"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (tmp_path / "gitconfig").write_text(
        "[core]\nautocrlf = true\neol = crlf\nhooksPath = "
        f"{tmp_path / 'hooks'}\n[commit]\ngpgSign = true\n[push]\ngpgSign = true\n"
        "followTags = true\n[init]\ndefaultBranch = odd\n[safe]\nbareRepository = explicit\n"
        "[user]\nuseConfigOnly = true\n"
    )
    with monkeypatch.context() as settings:
        settings.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
        publish_to(repository)

    assert repository.published() == FILES


def test_the_developers_settings_tell_how_a_server_is_reached(repository, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{repository.path}.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://git.example.com/configs.git")
    url = "https://git.example.com/configs.git"
    publish(FILES, repository=url, source=SourceRevision("abc"))

    assert repository.published() == FILES


def test_a_hook_of_another_repository_does_not_send_us_there(
    repository, publish_to, tmp_path, monkeypatch
):
    with monkeypatch.context() as hook:
        hook.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
        hook.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "elsewhere"))
        publish_to(repository)

    assert not (tmp_path / "elsewhere").exists()
    assert repository.published() == FILES


def test_only_the_latest_commit_is_brought_here(repository):
    first, second = repository.head(), repository.change({})
    with clone_of(str(repository.path)) as git:
        assert git.fetch("main", depth=1) == second
        with pytest.raises(GitError, match="unknown revision"):
            git.tree(first)


def test_what_is_read_is_what_is_there(repository):
    with clone_of(str(repository.path)) as git:
        entries = git.entries(git.fetch("main", depth=1))

        assert git.contents(entries) == FOREIGN


def test_the_clone_is_gone_at_the_end(repository, tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with clone_of(str(repository.path)):
        assert list(folder.iterdir()) != []

    assert list(folder.iterdir()) == []
