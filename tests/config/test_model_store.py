from dataclasses import replace
from typing import Any

import pytest

from constructs_lib import (
    S3,
    BundledMinIO,
    CaBundle,
    Config,
    IamRole,
    PipelinesSettings,
    ProfileDefaults,
    Sidecars,
)
from constructs_lib.config import COMPONENTS, CORE, UPSTREAM
from constructs_lib.config.model_store import missing_key
from constructs_lib.serving import Models

LABELS = {"app.kubernetes.io/part-of": "kubeflow-profile"}
STORE = S3(bucket="models", region="eu-central-1")
SILO = PipelinesSettings(
    object_store=BundledMinIO(server="silo"), profile_credentials="per-profile"
)
OWN = PipelinesSettings(object_store=STORE, profile_credentials="own")
ROLE = replace(
    OWN,
    object_store=replace(
        STORE, credentials=IamRole("arn:aws:iam::123456789012:role/pipelines")
    ),
)
TRUSTED = PipelinesSettings(
    archive_logs=False,
    object_store=S3(
        bucket="models", region="any", endpoint="s3.example.com", ca=CaBundle("store-ca")
    ),
)


def config(**fields: Any) -> Config:
    return Config(**{"components": (*COMPONENTS, "kserve"), **fields})


def takes_keys(config: Config) -> bool:
    return config.models.takes_keys(config.pipelines, config.components, config.profiles)


@pytest.mark.parametrize(
    "pipelines",
    [PipelinesSettings(), SILO, PipelinesSettings(object_store=STORE)],
    ids=["bundled", "per-profile", "external"],
)
def test_models_are_fetched_with_keys_that_the_platform_gives(pipelines):
    assert takes_keys(config(pipelines=pipelines))


@pytest.mark.parametrize(
    "fields",
    [
        {"pipelines": OWN},
        {"pipelines": ROLE},
        {"pipelines": TRUSTED},
        {"components": (*CORE, "kserve")},
        {"profiles": ProfileDefaults(labels=LABELS)},
        {"models": Models(storage="none")},
    ],
    ids=["own", "role", "authorities", "no pipelines", "not enabled", "none"],
)
def test_elsewhere_a_model_names_its_secret(fields):
    assert not takes_keys(config(**fields))


def test_keys_of_ones_own_are_used_where_that_is_said():
    assert takes_keys(config(pipelines=OWN, models=Models(storage="pipelines")))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"pipelines": ROLE}, "with an IamRole no profile has a key; .*default-editor"),
        ({"pipelines": TRUSTED}, "would not trust the store's certificate"),
        ({"components": (*CORE, "kserve")}, "component 'pipelines' is not installed"),
        ({"profiles": ProfileDefaults(labels=LABELS)}, "profiles have no Secret of the store"),
    ],
    ids=["role", "authorities", "no pipelines", "not enabled"],
)
def test_fails_for_storage_without_credentials(fields, reason):
    with pytest.raises(
        ValueError, match=f"storage='pipelines' of Models has no key: .*{reason}"
    ):
        config(**fields, models=Models(storage="pipelines"))


def test_without_kserve_nobody_asks():
    assert Config(components=CORE, models=Models(storage="pipelines"))


def test_upstream_gives_models_no_key():
    assert not takes_keys(replace(UPSTREAM, mesh=Sidecars()))


def test_nothing_is_missing_where_a_profile_has_a_key():
    labels = ProfileDefaults().labels
    assert missing_key(PipelinesSettings(), COMPONENTS, labels) is None
