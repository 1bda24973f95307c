from typing import Any

import pytest

from constructs_lib import Environment, Platform, commands
from constructs_lib.commands import promote as command
from constructs_lib.delivery import Changes, Promotion, Ring, TooEarlyError, UnhealthyError

URL = "https://git.example.com/configs.git"
PLATFORM = Platform(environments=(Environment("canary"), Environment("staging", revision="s")))
DONE = {
    "source": "main",
    "branch": "s",
    "old": "0" * 40,
    "new": "1" * 40,
    "changes": Changes(added=(), changed=("kubeflow/base: B b",), removed=()),
    "others": 0,
}


def run(*arguments):
    return commands.run(lambda: PLATFORM, ["promote", *arguments])


@pytest.fixture
def asked(monkeypatch):
    """Return what the command asks for; nothing is promoted."""
    asked: dict[str, Any] = {}

    def promote(platform, environment, **options):
        asked.update(options, environment=environment)
        return Promotion(**DONE)

    monkeypatch.setattr(command, "promote", promote)
    return asked


def test_an_environment_is_promoted_in_a_repository(asked):
    assert run("staging", URL) == 0
    assert asked == {
        "environment": "staging",
        "repository": URL,
        "source": None,
        "dry_run": False,
    }


@pytest.mark.parametrize(
    ("option", "field", "value"),
    [("--from=canary", "source", "canary"), ("--dry-run", "dry_run", True)],
)
def test_an_option_is_followed(asked, option, field, value):
    run("staging", URL, option)

    assert asked[field] == value


def told(monkeypatch, capsys, *options, **fields):
    done = Promotion(**DONE | fields)
    monkeypatch.setattr(command, "promote", lambda *_, **__: done)
    run("staging", URL, *options)
    return capsys.readouterr().out.splitlines()


def test_what_moves_is_told(monkeypatch, capsys):
    assert told(monkeypatch, capsys) == [
        "s: 000000000000 → 111111111111, 1 changed",
        "kubeflow/base",
        "  ~ B b",
    ]


def test_a_new_branch_is_told(monkeypatch, capsys):
    assert told(monkeypatch, capsys, old=None)[0] == "s: new at 111111111111, 1 changed"


def test_a_rehearsal_says_that_it_is_one(monkeypatch, capsys):
    assert told(monkeypatch, capsys, "--dry-run")[0].startswith("would move: s: 0000")


def test_what_the_environment_does_not_read_is_counted(monkeypatch, capsys):
    assert told(monkeypatch, capsys, others=3)[-1] == "and 3 files that staging does not read"


def test_it_is_told_that_there_is_nothing_to_promote(monkeypatch, capsys):
    assert told(monkeypatch, capsys, old="1" * 40) == ["s: nothing to promote from main"]


def test_fails_for_an_unknown_environment(capsys):
    assert run("test", URL) == 2
    assert capsys.readouterr().err == (
        "error: there is no environment 'test'; there are canary, staging\n"
    )


@pytest.mark.parametrize(("error", "code"), [(TooEarlyError, 3), (UnhealthyError, 4)])
def test_a_refusal_has_an_exit_code(monkeypatch, capsys, error, code):
    def promote(*_, **__):
        raise error("not yet")

    monkeypatch.setattr(command, "promote", promote)

    assert run("staging", URL) == code
    assert capsys.readouterr().err == "error: not yet\n"


def wave(monkeypatch, *rings):
    monkeypatch.setattr(command, "promote_rings", lambda *_, **__: rings)
    return run("--rings", URL)


DONE_RING = Ring(environment="staging", promotion=Promotion(**DONE))
WAITS = Ring(environment="b", refusal="wait")
ILL = Ring(environment="c", refusal="ill", unhealthy=True)


@pytest.mark.parametrize(
    ("rings", "code"),
    [((DONE_RING,), 0), ((DONE_RING, WAITS), 0), ((WAITS, ILL), 4), ((ILL,), 4)],
)
def test_a_wave_fails_only_where_a_ring_is_not_healthy(monkeypatch, rings, code):
    assert wave(monkeypatch, *rings) == code


def test_a_wave_tells_of_each_ring(monkeypatch, capsys):
    wave(monkeypatch, DONE_RING, WAITS, ILL)
    told = capsys.readouterr()

    assert told.out.startswith("s: 000000000000 → 111111111111, 1 changed")
    assert told.out.endswith("\nb waits: wait\n")
    assert told.err == "error: c: ill\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((URL,), "error: name the environment to promote, or give --rings"),
        (("", URL), "error: name the environment to promote, or give --rings"),
        (("--rings", "staging", URL), "error: --rings promotes every environment"),
        (("--rings", URL, "--from", "x"), "error: --rings promotes every environment"),
    ],
)
def test_refuses_arguments_that_contradict(capsys, arguments, sentence):
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith(sentence)
