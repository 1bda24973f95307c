import pytest

from constructs_lib import (
    ExistingSecrets,
    ExternalSecrets,
    GeneratedInCluster,
    SealedSecrets,
    SecretKey,
)
from constructs_lib.config import NeededSecret, Random, name_in_cluster


def test_existing_secrets_may_have_other_names():
    secrets = ExistingSecrets(names={"dex-passwords": "company-passwords"})

    assert name_in_cluster(secrets, "dex-passwords") == "company-passwords"


@pytest.mark.parametrize(
    "secrets",
    [
        GeneratedInCluster(),
        ExistingSecrets(),
        ExternalSecrets(store="vault"),
        SealedSecrets(path="sealed"),
    ],
)
def test_other_secrets_have_ours(secrets):
    assert name_in_cluster(secrets, "dex-passwords") == "dex-passwords"


@pytest.mark.parametrize("prefix", ["", "/kubeflow", "kubeflow/"])
def test_fails_for_a_prefix_that_is_no_path(prefix):
    with pytest.raises(ValueError, match="prefix must be a path such as 'kubeflow'"):
        ExternalSecrets(store="vault", prefix=prefix)


def test_fails_for_a_store_that_is_no_name():
    with pytest.raises(ValueError, match="secret store 'Vault' must be lower-case"):
        ExternalSecrets(store="Vault")


def test_fails_for_a_kind_of_store_that_is_none():
    with pytest.raises(ValueError, match="kind must be 'ClusterSecretStore' or 'SecretStore'"):
        ExternalSecrets(store="vault", kind="Store")


@pytest.mark.parametrize("path", ["", "/sealed", "kubeflow/base", "apps/sealed"])
def test_fails_for_a_folder_that_dist_writes(path):
    with pytest.raises(ValueError, match="a folder of the repository that dist/ does not"):
        SealedSecrets(path=path)


def test_fails_for_another_name_that_is_none():
    with pytest.raises(ValueError, match="name for secret 'dex-passwords' 'A' must be"):
        ExistingSecrets(names={"dex-passwords": "A"})


def test_fails_without_a_key():
    with pytest.raises(ValueError, match="secret 'login' has no key"):
        SecretKey("login", "")


def test_fails_for_a_place_that_a_secret_has_not():
    secret = NeededSecret(name="a", namespace="b", keys={"c": Random()})
    with pytest.raises(ValueError, match="secret 'a' has no key 'd'; it has c"):
        secret.place("d")
