import pytest
from cdk8s import Chart

from constructs_lib.components.kubeflow_roles import KubeflowRoles
from constructs_lib.kube import objects_of

AGGREGATE = "rbac.authorization.kubeflow.org/aggregate-to-"


@pytest.fixture(autouse=True)
def roles(chart):
    return KubeflowRoles(chart, "Roles")


def test_manifests(manifests, yaml_snapshot):
    assert manifests() == yaml_snapshot


@pytest.mark.parametrize("level", ["admin", "edit", "view"])
def test_each_role_is_made_of_what_joins_it(find, level):
    rule = find("ClusterRole", f"kubeflow-{level}")["aggregationRule"]

    assert rule == {
        "clusterRoleSelectors": [{"matchLabels": {f"{AGGREGATE}kubeflow-{level}": "true"}}]
    }


@pytest.mark.parametrize(("lower", "upper"), [("view", "edit"), ("edit", "admin")])
def test_each_level_has_what_the_one_below_has(find, lower, upper):
    labels = find("ClusterRole", f"kubeflow-{lower}")["metadata"]["labels"]

    assert labels == {f"{AGGREGATE}kubeflow-{upper}": "true"}


def test_viewers_change_nothing(find):
    rules = find("ClusterRole", "kubeflow-kubernetes-view")["rules"]

    assert {verb for rule in rules for verb in rule["verbs"]} == {"get", "list", "watch"}


def test_viewers_see_no_secrets(find):
    rules = find("ClusterRole", "kubeflow-kubernetes-view")["rules"]

    assert [rule for rule in rules if "secrets" in rule["resources"]] == []


def test_only_admins_hand_out_roles(find):
    rules = find("ClusterRole", "kubeflow-kubernetes-edit")["rules"]

    assert [rule for rule in rules if "rolebindings" in rule["resources"]] == []


@pytest.mark.parametrize("impersonation", [True, False])
def test_editors_act_as_accounts_only_where_a_release_lets_them(app, impersonation):
    chart = Chart(app, "other", namespace="kubeflow")
    KubeflowRoles(chart, "Roles", impersonation=impersonation)
    verbs = {
        verb
        for obj in objects_of(chart)
        for rule in obj.get("rules", ())
        for verb in rule["verbs"]
    }

    assert ("impersonate" in verbs) is impersonation
