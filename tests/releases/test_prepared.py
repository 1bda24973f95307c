"""A release that is not at parity yet holds together, and nobody can select it."""

import re
from dataclasses import replace

import pytest

import constructs_lib
from constructs_lib import BundledSeaweedFS, Environment, PipelinesSettings, Platform, Sidecars
from constructs_lib.config import COMPONENTS, Ambient, Config, optional_in
from constructs_lib.platform import synthesize
from constructs_lib.releases import RELEASES
from constructs_lib.releases.v1_11_0 import V1_11_0

EVERY = (*COMPONENTS, *(each.name for each in optional_in(V1_11_0)))
CONFIG = Config(
    release=V1_11_0,
    components=EVERY,
    pipelines=PipelinesSettings(object_store=BundledSeaweedFS(content="new")),
)


def test_nobody_can_select_it():
    assert V1_11_0 not in RELEASES
    assert not hasattr(constructs_lib, "V1_11_0")


def test_its_commit_is_whole():
    assert re.fullmatch("[0-9a-f]{40}", V1_11_0.commit)


def test_what_is_replaced_is_shipped_and_keeps_its_version():
    assert V1_11_0.replaced.keys() <= {*V1_11_0.images.values()}
    assert all(
        old.rpartition(":")[2].removesuffix("-license-compliance")
        == new.rpartition(":")[2].removesuffix("-license-compliance")
        for old, new in V1_11_0.replaced.items()
    )


@pytest.mark.slow
@pytest.mark.parametrize("mesh", [Ambient(), Sidecars()], ids=["ambient", "sidecars"])
def test_all_that_it_has_is_made_in_each_mesh(mesh):
    environment = Environment("one", replace(CONFIG, mesh=mesh))
    made = synthesize(Platform(environments=(environment,))).environments["one"]

    assert {*EVERY} <= made.keys()


@pytest.mark.slow
def test_no_image_of_its_registry_of_candidates_is_pulled():
    environment = Environment("one", CONFIG)
    files = synthesize(Platform(environments=(environment,))).files
    pulled = [path for path, text in files.items() if "k8s-staging-images" in text]

    # The base restates upstream's; every overlay replaces it.
    assert pulled == ["kubeflow/bases/v1.11.0/trainer/trainer.yaml"]
