from typing import Any

import pytest

from constructs_lib.schemas import PROFILE
from tests.schemas.validation import problems


def profile(*, version: str = "v1", **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": f"kubeflow.org/{version}",
        "kind": "Profile",
        "metadata": {"name": "team"},
        "spec": {"owner": {"kind": "User", "name": "user@example.com"}, **spec},
    }


@pytest.mark.parametrize("version", ["v1", "v1beta1"])
def test_accepts_an_owner_in_every_version(version: str) -> None:
    assert problems(PROFILE, profile(version=version)) == []


def test_accepts_a_quota() -> None:
    quota = {
        "hard": {"cpu": "4", "memory": "8Gi", "pods": 20},
        "scopeSelector": {
            "matchExpressions": [{"operator": "Exists", "scopeName": "PriorityClass"}]
        },
    }

    assert problems(PROFILE, profile(resourceQuotaSpec=quota)) == []


def test_accepts_anything_in_a_plugin() -> None:
    plugin = {"kind": "AwsIamForServiceAccount", "spec": {"awsIamRole": "arn", "deep": [1]}}

    assert problems(PROFILE, profile(plugins=[plugin])) == []


def test_keeps_unknown_fields_of_a_plugin() -> None:
    spec = PROFILE.schema("v1")["properties"]["spec"]["properties"]
    plugin = spec["plugins"]["items"]["properties"]["spec"]

    assert plugin["x-kubernetes-preserve-unknown-fields"] is True


def test_profiles_belong_to_no_namespace() -> None:
    assert not PROFILE.namespaced


def test_fails_for_an_owner_without_name() -> None:
    assert problems(PROFILE, profile(owner={"kind": "User"})) == [
        'spec.owner: "name" is a required property'
    ]


def test_fails_for_a_bad_quantity() -> None:
    assert len(problems(PROFILE, profile(resourceQuotaSpec={"hard": {"cpu": "four"}}))) == 1


def test_fails_for_a_plugin_that_is_a_name() -> None:
    assert problems(PROFILE, profile(plugins=["WorkloadIdentity"])) == [
        'spec.plugins.0: "WorkloadIdentity" is not of type "object"'
    ]
