"""A complete PodDefault is stored unchanged while the tenants' policies are in effect."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from constructs_lib import Config
from constructs_lib.delivery import profile_files
from tests.environments import TEAM

from .client import Answer, connected
from .profiles import made_of, profile

NAME = "complete"
[WANTED] = [
    obj
    for obj in profile_files([replace(TEAM, name=NAME)], Config())[
        f"kubeflow/profiles/{NAME}.yaml"
    ]
    if obj["kind"] == "PodDefault"
]


@pytest.fixture(scope="module")
def answer(cluster, deployed) -> Iterator[Answer]:
    """Return what the server says to it."""
    cluster.apply(made_of(profile(NAME, NAME)))
    with connected(cluster) as client:
        yield client.apply(WANTED)
    cluster.kubectl("delete", "namespace", NAME, "--wait=false")


def test_it_is_stored_whole(answer):
    assert answer.body.get("spec") == WANTED["spec"], answer.reason


def test_no_field_of_it_is_warned_of(answer):
    assert answer.warnings == []
