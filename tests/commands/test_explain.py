import json

import pytest

from constructs_lib import Config, Environment, Platform, commands
from constructs_lib.commands.explain import REFUSED
from constructs_lib.config import Sidecars

pytestmark = pytest.mark.slow


def run(*arguments):
    config = Config(host="kubeflow.example.com")
    sidecars = Environment("other", Config(mesh=Sidecars()))
    environments = (Environment("default", config), sidecars)
    return commands.run(lambda: Platform(environments=environments), ["explain", *arguments])


def test_a_request_that_arrives_exits_with_0(capsys):
    assert run("--from", "browser", "--as", "user@example.com", "--to", "/jupyter/") == 0
    assert "by VirtualService kubeflow/jupyter-web-app" in capsys.readouterr().out


def test_a_request_that_is_refused_has_an_exit_code_of_its_own(capsys):
    code = run("--from", "stranger", "--to", "/notebook/team/lab/", "--profile", "team=a@b.c")

    assert code == REFUSED
    assert "403 RBAC: access denied" in capsys.readouterr().out


def test_objects_are_named_with_their_files_in_json(capsys):
    run("--from", "browser", "--to", "/", "--format", "json")

    files = {
        each["file"]
        for hop in json.loads(capsys.readouterr().out)["hops"]
        for each in hop["by"]
    }
    assert "dist/kubeflow/overlays/default/gateway-config.yaml" in files


def test_the_profiles_of_dist_are_known(capsys):
    assert run("--from", "owner", "--to", "/notebook/kubeflow-user-example-com/lab/") == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--from", "browsr", "--to", "/"),
            "'browsr' is not a source, the nearest is 'browser'",
        ),
        (("--from", "browser", "--to", "/", "--profile", "team"), "a profile is NAME=OWNER"),
    ],
)
def test_a_question_without_an_answer_is_a_wrong_argument(arguments, sentence, capsys):
    assert run(*arguments) == 2
    assert sentence in capsys.readouterr().err


def test_an_environment_with_sidecars_is_an_error(capsys):
    assert run("--from", "browser", "--to", "/", "--environment", "other") == 1
    assert "with Sidecars each pod's own proxy decides" in capsys.readouterr().err
