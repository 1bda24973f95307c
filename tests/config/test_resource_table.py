from constructs_lib.config import Config
from constructs_lib.config.components import INSTALLABLE
from constructs_lib.config.resource_table import ROWS, TABLE


def test_every_component_but_pipelines_may_have_a_row():
    assert {*ROWS} == {each.name for each in INSTALLABLE} - {"pipelines"}


def test_an_environment_has_the_table_unless_it_says_otherwise():
    assert Config().resources == TABLE
