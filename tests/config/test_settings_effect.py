"""Settings of a component that is not installed are refused."""

from dataclasses import fields

import pytest
from cdk8s import App, Chart

from constructs_lib import (
    UPSTREAM,
    Config,
    Environment,
    Experiments,
    Kubeflow,
    Notebooks,
    Spawner,
    TensorBoards,
)
from constructs_lib.config.components import IMPLIED, INSTALLABLE
from constructs_lib.serving import Models
from constructs_lib.spark import SparkOperator

CORE = ("profiles", "central-dashboard")
SETTINGS = {
    "models": Models(exposure=None),
    "spark": SparkOperator(threads=3),
    "experiments": Experiments(page_rights="upstream"),
    "notebooks": Notebooks(spawner=Spawner(memory_limit_factor="2")),
    "tensorboards": TensorBoards(image="registry.example.com/tensorboard:1"),
}


@pytest.mark.parametrize(("field", "value"), SETTINGS.items(), ids=SETTINGS)
def test_fails_without_their_component(field, value):
    config = Config(**{"components": CORE, field: value})

    if value == getattr(UPSTREAM, field):
        pytest.fail("the value is upstream's, which passes")
    with pytest.raises(ValueError, match=rf"^{field}=.*has no effect without '.*or leave"):
        Environment("default", config)


def test_the_message_names_what_would_read_them():
    config = Config(models=Models(exposure=None))

    with pytest.raises(ValueError, match="without 'kserve' or 'kserve-models-web-app' in"):
        Environment("default", config)


def test_one_component_of_several_is_enough():
    components = ("profiles", "admission-webhook", "notebook-controller")

    assert Environment("a", Config(components=components, notebooks=SETTINGS["notebooks"]))


def test_defaults_and_upstreams_values_pass():
    assert Environment("default", Config(components=CORE))
    assert Environment("default", UPSTREAM)


def test_every_component_names_a_field_of_the_config():
    known = {each.name for each in fields(Config)}

    assert {each.settings for each in (*INSTALLABLE, *IMPLIED)} - {None} <= known


def test_fails_in_a_chart_of_ones_own_too():
    chart = Chart(App(), "one", namespace="kubeflow")

    with pytest.raises(ValueError, match=r"spark=SparkOperator.* has no effect without 's"):
        Kubeflow(chart, "kubeflow", config=Config(spark=SparkOperator(threads=20)))
