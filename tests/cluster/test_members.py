"""Members of a profile have the expected rights, as Kubeflow's apps check them.

The web apps, Pipelines and Katib name the user and no groups in what they ask
(SubjectAccessReview): crud_backend/authz.py of kubeflow/kubeflow v1.9.2, resource_manager.go
of kubeflow/pipelines 2.3.0, pkg/ui/v1beta1/authzn.go of kubeflow/katib v0.17.0.
"""

from collections.abc import Iterator

import pytest

from constructs_lib import Config, Member, NamedRole, Profile
from constructs_lib.delivery import profile_files

from .api_server import new_namespace
from .client import Client, connected
from .processes import wait_for

NAME = "vision"
MEMBERS = (
    Member("ada@example.com", "admin"),
    Member("alan@example.com", NamedRole("scientist", grants="edit")),
    Member("grace@example.com", NamedRole("auditor", grants="view")),
)
PROFILE = Profile(name=NAME, owner="dana@example.com", members=MEMBERS)
GROUP = "ml-team"
# What no one may write here: a group in a member's place.
GROUPS_BINDING = {
    "apiVersion": "rbac.authorization.k8s.io/v1",
    "kind": "RoleBinding",
    "metadata": {"name": "group", "namespace": NAME},
    "roleRef": {
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "ClusterRole",
        "name": "kubeflow-edit",
    },
    "subjects": [
        {"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": GROUP},
    ],
}


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    """Provide the cluster with a profile's members and a group."""
    files = profile_files([PROFILE], Config())
    bindings = [
        obj for obj in files[f"kubeflow/profiles/{NAME}.yaml"] if obj["kind"] == "RoleBinding"
    ]
    cluster.apply([new_namespace(NAME), *bindings, GROUPS_BINDING])
    with connected(cluster) as opened:
        wait_for(
            lambda: (
                may(opened, "ada@example.com", "create")
                and may(opened, "alan@example.com", "create")
                and may(opened, "grace@example.com", "list")
            ),
            "the rules of the roles that gather others'",
        )
        yield opened


def may(client: Client, user: str, verb: str, *groups: str) -> bool:
    """Return whether a user may do something to the profile's notebooks."""
    return client.may(
        user,
        groups=groups,
        verb=verb,
        group="kubeflow.org",
        resource="notebooks",
        namespace=NAME,
    )


@pytest.mark.parametrize(
    ("user", "reads", "writes"),
    [
        ("ada@example.com", True, True),
        ("alan@example.com", True, True),
        ("grace@example.com", True, False),
        ("mallory@example.com", False, False),
    ],
    ids=["admin", "named edit", "named view", "nobody"],
)
def test_a_member_may_do_what_the_role_grants(client, user, reads, writes):
    assert (may(client, user, "list"), may(client, user, "create")) == (reads, writes)


def test_a_groups_binding_counts_for_who_asks_with_groups(client):
    assert may(client, "mallory@example.com", "list", GROUP)


def test_a_groups_binding_is_nothing_to_apps_that_ask_about_the_user_alone(client):
    assert not may(client, "mallory@example.com", "list")
