import pytest

from constructs_lib.access import READ, WRITE, UserRole, UserRoles, allow
from constructs_lib.kube import objects_of

AGGREGATE = "rbac.authorization.kubeflow.org/aggregate-to-"


def user_roles(chart):
    UserRoles(
        chart,
        "Roles",
        name="kubeflow-notebooks",
        edit=(allow(WRITE, "notebooks", group="kubeflow.org"),),
        view=(allow(READ, "notebooks", group="kubeflow.org"),),
        labels={"app": "notebooks"},
    )


def test_manifests(chart, yaml_snapshot):
    user_roles(chart)

    assert objects_of(chart) == yaml_snapshot


@pytest.mark.parametrize("level", ["admin", "edit", "view"])
def test_each_role_joins_kubeflows_role_of_its_level(chart, find, level):
    user_roles(chart)

    labels = find("ClusterRole", f"kubeflow-notebooks-{level}")["metadata"]["labels"]
    assert labels == {"app": "notebooks", f"{AGGREGATE}kubeflow-{level}": "true"}


def test_a_role_of_users_is_in_no_namespace(chart, find):
    UserRole(chart, "Role", name="kubeflow-edit")

    assert find("ClusterRole", "kubeflow-edit")["metadata"] == {"name": "kubeflow-edit"}


def test_a_role_that_gathers_is_made_of_those_that_join_it(chart, find):
    UserRole(chart, "Role", name="kubeflow-edit", aggregates="kubeflow-edit")

    assert find("ClusterRole", "kubeflow-edit")["aggregationRule"] == {
        "clusterRoleSelectors": [{"matchLabels": {f"{AGGREGATE}kubeflow-edit": "true"}}]
    }


def test_fails_for_a_role_that_aggregates_and_has_rules_of_its_own(chart):
    message = "role 'kubeflow-edit' aggregates 'kubeflow-edit': Kubernetes overwrites its"
    with pytest.raises(ValueError, match=message):
        UserRole(
            chart,
            "Role",
            name="kubeflow-edit",
            rules=(allow(READ, "pods"),),
            aggregates="kubeflow-edit",
        )
