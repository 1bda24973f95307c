import pytest

from constructs_lib.mesh import IdentityGuard


def test_manifests(chart, yaml_snapshot):
    IdentityGuard(chart, "Guard", headers=["kubeflow-userid", "kubeflow-groups"])

    assert chart.to_json() == yaml_snapshot


def test_policy_and_binding_have_no_namespace(chart):
    IdentityGuard(chart, "Guard", headers=["kubeflow-userid"])

    assert ["namespace" in obj["metadata"] for obj in chart.to_json()] == [False, False]


def test_fails_without_a_header(chart):
    with pytest.raises(ValueError, match="name at least one"):
        IdentityGuard(chart, "Guard", headers=[])
