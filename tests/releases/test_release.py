import re
from dataclasses import FrozenInstanceError, replace

import pytest

from constructs_lib import V1_9_1, Config, Notebooks, Release, ReleaseImage, TensorBoards
from constructs_lib.config import ImageChoice, Spawner

OTHER = replace(
    V1_9_1,
    name="v0.0.1",
    images={**V1_9_1.images, "tensorflow": "example.com/tensorflow:1"},
    replaced={**V1_9_1.replaced, "example.com/tensorflow:1": "example.com/kept:1"},
)


@pytest.mark.parametrize("given", ["v1.9.1", "1.9.1", None, Release])
def test_fails_for_what_is_no_release_and_names_the_constants(given):
    *others, last = Release.CONSTANTS
    constants = f"{', '.join(others)} or {last}"
    named = rf"Config: release must be Release, got .*; write {constants}$"
    with pytest.raises(TypeError, match=named):
        Config(release=given)


def test_no_fact_can_be_changed():
    with pytest.raises(FrozenInstanceError):
        V1_9_1.name = "v1.9.2"  # type: ignore[misc]
    with pytest.raises(TypeError):
        V1_9_1.images["tensorflow"] = ""  # type: ignore[index]


def test_releases_of_other_facts_are_other_releases():
    assert replace(V1_9_1) == V1_9_1
    assert OTHER != V1_9_1
    assert len({V1_9_1, replace(V1_9_1), OTHER}) == 2


def test_a_reference_of_a_users_own_is_itself():
    assert V1_9_1.reference("example.com/own:1") == "example.com/own:1"


def test_an_image_is_known_by_its_name():
    assert OTHER.reference(ReleaseImage("tensorflow")) == "example.com/tensorflow:1"
    assert OTHER.reference(ReleaseImage("jupyter-scipy")).endswith("/jupyter-scipy:v1.9.2")


@pytest.mark.parametrize(
    "settings",
    [
        {"tensorboards": TensorBoards(image=ReleaseImage("tensorflw"))},
        {
            "notebooks": Notebooks(
                spawner=Spawner(jupyter=ImageChoice((ReleaseImage("tensorflw"),)))
            )
        },
    ],
    ids=["tensorboards", "notebooks"],
)
def test_fails_for_an_image_that_the_release_has_not(settings):
    message = "Kubeflow v1.9.1 has no image 'tensorflw'; the nearest is 'tensorflow'"
    with pytest.raises(ValueError, match=re.escape(message)):
        Config(**settings)


def test_what_a_config_names_by_default_follows_its_release():
    references = Config(release=OTHER).image_references()

    assert "example.com/kept:1" in references
    assert V1_9_1.images["tensorflow"] not in references
