from dataclasses import replace

import pytest

from constructs_lib import (
    Config,
    DatabaseNames,
    Environment,
    Experiments,
    ExternalKatibMySQL,
    ExternalMySQL,
    PipelinesSettings,
    Platform,
)

SERVER = ExternalMySQL(host="db.example.com", secret="db")
OTHER = replace(
    SERVER, names=DatabaseNames(pipelines="ml_b", cache="cache_b", metadata="md_b")
)
KATIB = ExternalKatibMySQL(host="db.example.com", secret="db")


def config(pipelines=SERVER, **fields):
    return Config(pipelines=PipelinesSettings(database=pipelines), **fields)


def platform(*configs):
    made = (Environment(name, each) for name, each in zip("ab", configs, strict=False))
    return Platform(environments=tuple(made))


def test_fails_for_two_environments_with_one_database():
    message = (
        "environments 'a' and 'b' would both write to database 'cachedb' at "
        "'db.example.com:3306'"
    )
    other = replace(SERVER, names=DatabaseNames(pipelines="ml_b", metadata="md_b"))
    with pytest.raises(ValueError, match=message):
        platform(config(), config(other))


def test_two_environments_share_a_server_by_other_names():
    assert platform(config(), config(OTHER))


def test_two_servers_have_databases_of_the_same_names():
    assert platform(config(), config(replace(SERVER, port=3307)))


def test_fails_for_two_katibs_with_one_database():
    katib = Experiments(database=KATIB)
    with pytest.raises(ValueError, match="would both write to database"):
        platform(config(experiments=katib), config(OTHER, experiments=katib))


def test_fails_for_katib_in_a_database_of_pipelines():
    katib = Experiments(database=replace(KATIB, database="mlpipeline"))
    with pytest.raises(ValueError, match="Pipelines and Katib of environment 'a' would both"):
        platform(config(experiments=katib))


def test_a_database_of_what_is_not_installed_is_refused():
    with pytest.raises(ValueError, match=r"pipelines=.* has no effect without 'pipelines'"):
        platform(config(components=("katib",)))
