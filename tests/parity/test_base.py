"""A base is its release: what is known of upstream without its manifests holds of it."""

from copy import deepcopy

import pytest

from constructs_lib.releases import RELEASES, V1_9_1

from . import facts
from .comparison import explanations

pytestmark = pytest.mark.slow


def drift(objects, release=V1_9_1):
    known = facts.read(release)
    return list(facts.drift(facts.derive(objects, explanations(release)), known))


@pytest.fixture
def changed(base):
    """Return a copy of the base for a test to change."""
    return deepcopy(dict(base))


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_every_object_right_and_schema_is_upstreams(bases, release):
    assert drift(bases[release], release) == []


def test_another_value_of_a_field_is_seen(changed):
    changed["Deployment/kubeflow/katib-ui"]["spec"]["replicas"] = 2

    assert drift(changed) == [
        (
            "object Deployment/kubeflow/katib-ui differs from upstream's; "
            "`make parity UPSTREAM=https://github.com/kubeflow/manifests` shows the field"
        )
    ]


def test_one_verb_more_is_seen_and_named(changed):
    name = "ClusterRole//katib-ui"
    [rule, *_] = changed[name]["rules"]
    rule["verbs"].append("escalate")
    found = drift(changed)

    assert found[0].startswith(f"object {name} differs from upstream's")
    assert found[1] == f"{name} grants escalate on core/configmaps, upstream's does not"


def test_one_verb_less_is_seen(changed):
    name = "ClusterRole//katib-ui"
    changed[name]["rules"][0]["verbs"].pop()

    assert [finding.split(";")[0] for finding in drift(changed)] == [
        f"object {name} differs from upstream's"
    ]


def test_a_binding_of_another_account_is_seen(changed):
    name = "ClusterRoleBinding//katib-ui"
    changed[name]["subjects"][0]["name"] = "default"

    assert [finding.split(";")[0] for finding in drift(changed)] == [
        f"object {name} differs from upstream's"
    ]


def test_another_leaf_of_a_schema_is_seen(changed):
    definition = changed["CustomResourceDefinition//profiles.kubeflow.org"]
    [first, *_] = definition["spec"]["versions"]
    owner = first["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]["owner"]
    owner["required"].pop()

    assert [finding.split(";")[0] for finding in drift(changed)] == [
        f"schema profiles.kubeflow.org/{first['name']} differs from upstream's"
    ]


def test_a_missing_object_is_seen(changed):
    del changed["Service/kubeflow/katib-ui"]

    assert drift(changed) == ["object Service/kubeflow/katib-ui is missing"]


def test_an_object_more_is_seen(changed):
    added = deepcopy(changed["ConfigMap/kubeflow/katib-config"])
    added["metadata"]["name"] = "planted"
    changed["ConfigMap/kubeflow/planted"] = added

    assert drift(changed) == ["object ConfigMap/kubeflow/planted is not upstream's"]
