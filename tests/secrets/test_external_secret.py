from datetime import timedelta

import jsonschema_rs
import pytest

from constructs_lib import ExternalSecrets
from constructs_lib.config import Copy, NeededSecret, Place, Random, Text
from constructs_lib.kube import objects_of
from constructs_lib.secrets import ExternalSecret
from tests.environments import CONFIGS

STORE = ExternalSecrets(store="vault", refresh=timedelta(minutes=10))
NEEDED = NeededSecret(
    name="oauth2-proxy",
    namespace="oauth2-proxy",
    keys={
        "client-id": Text("kubeflow"),
        "client-secret": Copy(Place("auth", "dex-oidc-client", "secret")),
        "cookie-secret": Random(),
    },
)
TEXT = {"type": "string", "minLength": 1}


def struct(*fields, **more):
    properties = dict.fromkeys(fields, TEXT) | more
    return {"type": "object", "properties": properties, "additionalProperties": False}


# What external-secrets.io/v1 says of the fields that are written here.
SPEC = struct(
    refreshInterval={"type": "string", "pattern": r"^\d+(h|m|s)$"},
    secretStoreRef=struct("name", kind={"enum": ["SecretStore", "ClusterSecretStore"]}),
    target=struct(
        "name",
        creationPolicy={"enum": ["Owner", "Orphan", "Merge", "None"]},
        template=struct(
            mergePolicy={"enum": ["Replace", "Merge"]},
            data={"type": "object", "additionalProperties": TEXT},
        ),
    ),
    data={
        "type": "array",
        "items": struct("secretKey", remoteRef=struct("key", "property")),
        "minItems": 1,
    },
)


@pytest.fixture
def spec(chart, find):
    ExternalSecret(chart, "Secret", needed=NEEDED, source=STORE)
    return find("ExternalSecret", "oauth2-proxy")["spec"]


def test_manifests(chart, spec, yaml_snapshot):
    assert objects_of(chart) == yaml_snapshot


def test_a_copy_is_fetched_from_where_the_original_lies(spec):
    [remote] = [d["remoteRef"] for d in spec["data"] if d["secretKey"] == "client-secret"]

    assert remote == {"key": "kubeflow/auth/dex-oidc-client", "property": "secret"}


def test_what_is_no_secret_is_written(spec):
    assert spec["target"]["template"]["data"] == {"client-id": "kubeflow"}


@pytest.mark.parametrize(
    "environment",
    [name for name, c in CONFIGS.items() if isinstance(c.secrets, ExternalSecrets)],
)
def test_every_external_secret_has_fields_that_the_operator_knows(synthesis, environment):
    validator = jsonschema_rs.validator_for(SPEC)
    units = synthesis.environments[environment].values()
    found = [obj for unit in units for obj in unit if obj["kind"] == "ExternalSecret"]

    assert found
    assert [e.message for obj in found for e in validator.iter_errors(obj["spec"])] == []
