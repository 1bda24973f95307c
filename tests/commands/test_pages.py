"""Every command has a page: what it does, examples, exit codes."""

import pytest

from constructs_lib import commands
from constructs_lib.commands.pages import EXITS, examples_of, exits_of, parser_of
from constructs_lib.review import Severity

EVERY = pytest.mark.parametrize("name", commands.ALL)


def help_of(name, capsys):
    with pytest.raises(SystemExit) as left:
        commands.main([name, "--help"])
    assert left.value.code == 0
    return capsys.readouterr().out


@EVERY
def test_a_page_has_examples_and_exit_codes(name, capsys):
    page = help_of(name, capsys)

    assert f"examples:\n  kubeflow-gitops {name}" in page
    assert "exit codes:\n  0 " in page


@EVERY
def test_a_page_fits_a_terminal_of_eighty_columns(name, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    above = help_of(name, capsys).partition("examples:")[0]

    assert max(map(len, above.splitlines())) < 80


@EVERY
def test_every_option_says_what_it_means(name):
    parser = parser_of(commands.modules_of(), default=None, app=True)
    [choices] = [each.choices for each in parser._actions if isinstance(each.choices, dict)]

    assert [each.dest for each in choices[name]._actions if not each.help] == []


@EVERY
def test_every_exit_code_is_one_that_all_have_or_its_own(name):
    module = commands.modules_of()[name]

    assert exits_of(module).keys() >= EXITS.keys()
    assert examples_of(module)


def test_the_exit_codes_of_diff_are_the_levels():
    codes = exits_of(commands.modules_of()["diff"])

    assert codes.keys() == EXITS.keys() | {level.value for level in Severity}
