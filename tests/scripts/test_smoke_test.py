"""The program of the smoke test against small real servers in the gateway's place."""

import json

import pytest

from constructs_lib.scripts import smoke_test
from constructs_lib.scripts.smoke_test import main, run
from tests.cluster.backends import Reply, backend
from tests.cluster.processes import LOOPBACK, free_ports

PAGE = {"content-type": "text/html; charset=utf-8"}
TEXT = {"content-type": "text/plain"}
SIGN_IN = Reply(403, PAGE, "<form action='/oauth2/start'>")
GUARDED = {"name": "jupyter", "path": "/jupyter/", "status": None}
OPEN = {"name": "dex", "path": "/dex/healthz", "status": 200}


def task(port, *pages, patience=0):
    return {
        "address": LOOPBACK,
        "port": port,
        "host": "ml.example.com",
        "patience": patience,
        "pages": list(pages),
    }


@pytest.mark.parametrize(
    "reply",
    [SIGN_IN, Reply(302, {"location": "/dex/auth"}), Reply(401, TEXT, "")],
    ids=["page", "redirect", "refusal"],
)
def test_a_guarded_page_leads_to_the_login(reply):
    with backend(lambda _: reply) as gateway:
        assert run(task(gateway.port, GUARDED)) == []


@pytest.mark.parametrize(
    ("reply", "wrong"),
    [
        (Reply(403, TEXT, "RBAC: access denied"), "is refused without asking the login"),
        (Reply(403), "is refused without asking the login"),
        (Reply(404), "answers 404 in place of leading to the login"),
        (Reply(503, TEXT, "no healthy upstream"), "answers 503 in place of leading"),
        (Reply(200, PAGE, "hello"), "answers 200 to somebody who has not logged in"),
    ],
    ids=["gateway", "login gone", "no route", "nobody there", "open"],
)
def test_any_other_answer_of_a_guarded_page_is_wrong(reply, wrong):
    with backend(lambda _: reply) as gateway:
        [sentence] = run(task(gateway.port, GUARDED))

    assert sentence.startswith(f"/jupyter/ (jupyter) {wrong}")


def test_an_open_page_answers_with_its_status():
    with backend(lambda _: Reply(200)) as gateway:
        assert run(task(gateway.port, OPEN)) == []


@pytest.mark.parametrize("reply", [SIGN_IN, Reply(500)], ids=["guarded", "broken"])
def test_any_other_status_of_an_open_page_is_wrong(reply):
    with backend(lambda _: reply) as gateway:
        found = run(task(gateway.port, OPEN))

    assert found == [f"/dex/healthz (dex) answers {reply.status} in place of 200"]


def test_a_gateway_that_does_not_listen_is_said_to():
    [port] = free_ports(1)
    [sentence] = run(task(port, GUARDED))

    assert sentence.startswith(
        f"/jupyter/ (jupyter) cannot be asked for at {LOOPBACK}:{port}: "
    )


def test_every_page_that_is_wrong_is_named():
    with backend(lambda _: Reply(404)) as gateway:
        assert len(run(task(gateway.port, GUARDED, OPEN))) == 2


def test_the_platforms_host_is_asked_for_and_nothing_is_followed():
    with backend(lambda _: Reply(302, {"location": "/dex/auth"})) as gateway:
        run(task(gateway.port, GUARDED))

    [request] = gateway.requests
    assert (request.path, request.headers["host"]) == ("/jupyter/", "ml.example.com")


def test_nobody_says_who_he_is():
    with backend(lambda _: SIGN_IN) as gateway:
        run(task(gateway.port, GUARDED))

    [request] = gateway.requests
    assert {"authorization", "cookie"}.isdisjoint(request.headers)


def test_only_what_was_wrong_is_asked_for_again():
    answers = [Reply(503), SIGN_IN]

    def behave(request):
        return Reply(200) if request.path == OPEN["path"] else answers.pop(0)

    with backend(behave) as gateway:
        found = run(task(gateway.port, GUARDED, OPEN, patience=30), pause=0.01)

    assert found == []
    assert [r.path for r in gateway.requests].count(OPEN["path"]) == 1


def test_patience_ends():
    with backend(lambda _: Reply(503)) as gateway:
        found = run(task(gateway.port, GUARDED, patience=0.5), pause=0.01)

    assert len(found) == 1
    assert len(gateway.requests) > 1


@pytest.fixture
def write(tmp_path):
    def _write(*arguments):
        file = tmp_path / "task.json"
        file.write_text(json.dumps(task(*arguments)))
        return [str(file)]

    return _write


def test_the_exit_code_and_a_line_tell_what_is_wrong(write, capsys):
    with backend(lambda _: Reply(503)) as gateway:
        code = main(write(gateway.port, GUARDED))

    assert code == 1
    assert capsys.readouterr().err.startswith("/jupyter/ (jupyter) answers 503")


def test_what_is_well_is_told_too(write, capsys):
    with backend(lambda _: SIGN_IN) as gateway:
        code = main(write(gateway.port, GUARDED))

    assert code == 0
    assert capsys.readouterr().out == "/jupyter/ (jupyter) leads to the login\n"


def test_the_pause_is_short_enough_for_the_least_patience():
    assert smoke_test.PAUSE + smoke_test.TIMEOUT < 30
