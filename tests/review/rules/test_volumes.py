from decimal import Decimal

import pytest

from constructs_lib import Config, Profile
from constructs_lib.delivery import profile_files
from constructs_lib.review.rules.volumes import quantity
from constructs_lib.serving import ModelVolume
from tests.review.examples import claim, spec
from tests.review.rules.said import said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("1.5", Decimal("1.5")),
        ("1n", Decimal("1e-9")),
        ("1u", Decimal("1e-6")),
        ("1m", Decimal("0.001")),
        ("2k", 2000),
        ("2M", 2 * 1000**2),
        ("2G", 2 * 1000**3),
        ("2T", 2 * 1000**4),
        ("2P", 2 * 1000**5),
        ("2E", 2 * 1000**6),
        ("2Ki", 2 * 1024),
        ("2Mi", 2 * 1024**2),
        ("2Gi", 2 * 1024**3),
        ("2Ei", 2 * 1024**6),
        ("1e3", 1000),
        ("1E-3", Decimal("0.001")),
        (5, 5),
        ("five", None),
        (None, None),
    ],
)
def test_a_quantity_is_read_as_kubernetes_reads_it(text, number):
    assert quantity(text) == number


def test_a_size_that_is_none_is_not_compared():
    assert said("volume", claim("many"), claim("1Gi")) == []
    assert said("volume", claim("1Gi"), claim("many")) == []


def test_only_claims_have_a_size():
    def asks(size):
        return spec("Pod", resources={"requests": {"storage": size}})

    assert said("volume", asks("2Gi"), asks("1Gi")) == []


def models(volume):
    """Return the claim of a profile's models, or None where the profile asks for none."""
    team = Profile(name="team", owner="ada@example.com", model_volume=volume)
    files = profile_files([team], Config())["kubeflow/profiles/team.yaml"]
    return next((obj for obj in files if obj["kind"] == "PersistentVolumeClaim"), None)


def test_a_volume_of_models_that_is_left_out_stays_with_the_models():
    before, after = models(ModelVolume(size="20Gi")), models(None)

    assert said("deleted", before, after) == [
        ("warning", "stays in the cluster until someone deletes it: nothing prunes it")
    ]


def test_a_volume_of_models_does_not_shrink():
    before, after = models(ModelVolume(size="20Gi")), models(ModelVolume(size="10Gi"))

    [(level, sentence)] = said("volume", before, after)
    assert (level, "cannot shrink" in sentence) == ("danger", True)


@pytest.mark.parametrize("change", [{"storage_class": "fast"}, {"access": "ReadWriteOnce"}])
def test_a_volume_of_models_that_becomes_another_is_made_anew_by_hand(change):
    before = models(ModelVolume(size="20Gi"))
    after = models(ModelVolume(**{"size": "20Gi", **change}))

    assert [level for level, _ in said("recreate", before, after)] == ["danger"]
