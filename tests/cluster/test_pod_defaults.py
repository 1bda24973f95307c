"""A complete PodDefault, and Elyra's, are stored unchanged under the tenants' policies."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from constructs_lib import Config, PipelinesSettings
from constructs_lib.components.pipelines.elyra import told
from constructs_lib.config import WorkloadDefaults
from constructs_lib.delivery import profile_files
from constructs_lib.elyra import Elyra, ElyraDownloads
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


ELYRA = Elyra(
    image="registry.example.com/elyra:1",
    downloads=ElyraDownloads(pip_index="https://pypi.example.com/simple"),
)
SPECS = told(
    ELYRA,
    PipelinesSettings(elyra=ELYRA),
    namespace="kubeflow",
    defaults=WorkloadDefaults(),
    address=None,
)["podDefaults"]


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.usefixtures("answer")
def test_those_of_elyra_are_stored_whole_without_a_warning(cluster, name):
    wanted = {**WANTED, "metadata": {"name": name, "namespace": NAME}, "spec": SPECS[name]}
    with connected(cluster) as client:
        answer = client.apply(wanted)

    assert answer.body.get("spec") == SPECS[name], answer.reason
    assert answer.warnings == []
