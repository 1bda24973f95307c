"""Constructs are imported when they are named, and are as if they had been before."""

from pathlib import Path

import pytest

import constructs_lib
from constructs_lib._exports import HOMES
from tests.packages import python

ROOT = Path(__file__).parents[1]


def test_every_export_has_a_value():
    assert [name for name in constructs_lib.__all__ if not hasattr(constructs_lib, name)] == []


def test_every_name_with_a_home_is_exported():
    assert set(HOMES) - set(constructs_lib.__all__) == set()


def test_a_list_of_names_has_the_constructs():
    assert set(constructs_lib.__all__) <= set(dir(constructs_lib))


def test_fails_for_a_name_that_there_is_not():
    with pytest.raises(AttributeError, match="'constructs_lib' has no attribute 'Kubefow'"):
        # mypy says so as well, and else that this comment is unused.
        constructs_lib.Kubefow  # type: ignore[attr-defined]  # noqa: B018


# In one process, since each import begins with the package's own.
FIRST = """
import constructs_lib, sys
assert "cdk8s" not in sys.modules
assert constructs_lib.gateway.KubeflowGateway is constructs_lib.KubeflowGateway
from constructs_lib.workloads import Endpoint
try:
    Endpoint(wrong=1)
except constructs_lib.arguments.ArgumentError as error:
    print(error)
"""


@pytest.mark.slow
def test_arguments_are_checked_whatever_is_imported_first():
    told = python("-c", FIRST, cwd=ROOT)

    assert told.startswith("Endpoint: there is no 'wrong'; the nearest is ")


# It names no construct of the package.
OWN = """
from constructs_lib import Config, Environment, OwnComponent, Platform
from constructs_lib.platform import synthesize

def build(scope, context):
    to = context.endpoint("hello", "kubeflow", 80)
    context.gateway.route(scope, name="hello", prefix="/hello/", to=to, version="v1beta2")

config = Config(own=(OwnComponent(name="hello", build=build),))
try:
    synthesize(Platform(profiles=(), environments=(Environment("default", config),)))
except ValueError as error:
    print(error)
"""


@pytest.mark.slow
def test_arguments_are_checked_in_a_component_of_ones_own():
    assert "version must be 'v1alpha3' or 'v1beta1'" in python("-c", OWN, cwd=ROOT)
