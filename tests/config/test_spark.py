import pytest

from constructs_lib.config import COMPONENTS, Config, SparkOperator

SPARK = (*COMPONENTS, "spark-operator")


def test_by_default_no_spark_operator_is_installed():
    assert "spark-operator" not in Config().components


@pytest.mark.parametrize("name", ["threads", "executors"])
@pytest.mark.parametrize("value", [0, -1])
def test_fails_without_any(name, value):
    with pytest.raises(ValueError, match=f"{name} of .* 1 or more, .*got {value}; leave"):
        SparkOperator(**{name: value})


@pytest.mark.parametrize("name", ["settings", "rights"])
def test_fails_for_a_choice_that_is_none(name):
    with pytest.raises(ValueError, match=f"{name} must be .*, got 'some'"):
        SparkOperator(**{name: "some"})


@pytest.mark.parametrize(
    ("config", "guards"),
    [
        (Config(components=SPARK), True),
        (Config(components=SPARK, spark=SparkOperator(settings="any")), False),
        (Config(), False),
    ],
    ids=["by default", "with any settings", "without Spark"],
)
def test_applications_are_guarded_where_there_are_any(config, guards):
    assert config.guards_spark is guards
