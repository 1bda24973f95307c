"""What KFAM writes is facts about components/access-management/kfam/bindings.go v1.9.2."""

from typing import Any

import pytest

from constructs_lib import (
    Ambient,
    Member,
    NamedRole,
    PodDefault,
    Profile,
    Quota,
    SecretFiles,
    Sidecars,
    UserProfile,
)
from constructs_lib.config import Mesh
from constructs_lib.programs.profile_hook import Settings, mirror

ADA = "Ada.Lovelace+ml@Example.com"
BINDING = "user-ada-lovelace-ml-example-com-clusterrole-edit"
OWNER = "grace@example.com"
AUDITOR = NamedRole("auditor", grants="view")


@pytest.fixture
def make(chart):
    def _make(mesh: Mesh | None = None, user_prefix: str = "", **settings: Any) -> UserProfile:
        return UserProfile(
            chart,
            "Profile",
            profile=Profile(name="team", owner=OWNER, **settings),
            mesh=mesh or Ambient(),
            user_prefix=user_prefix,
        )

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make(
        members=(Member(ADA), Member("alan@example.com", AUDITOR)),
        quota=Quota({"cpu": "40", "requests.nvidia.com/gpu": "4"}),
        pod_defaults=(
            PodDefault(
                name="dataset",
                description="Read the data",
                env={"DATASET": "/data"},
                env_from_secrets=("dataset-settings",),
                volumes=(SecretFiles("dataset-credentials", "/etc/dataset"),),
                labels={"reads": "dataset"},
                annotations={"example.com/why": "training"},
                service_account="reader",
            ),
        ),
    )

    assert manifests() == yaml_snapshot


def test_a_profile_alone_is_its_owner(make, chart):
    make()

    assert chart.to_json() == [
        {
            "apiVersion": "kubeflow.org/v1",
            "kind": "Profile",
            "metadata": {
                "name": "team",
                "annotations": {
                    "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
                    "argocd.argoproj.io/sync-options": "Prune=false",
                },
            },
            "spec": {"owner": {"kind": "User", "name": OWNER}},
        }
    ]


def test_argo_cd_deletes_all_that_leaves_but_the_profile(make, chart):
    make(
        members=(Member(ADA),),
        pod_defaults=(PodDefault(name="token", description="A token"),),
    )
    options = "argocd.argoproj.io/sync-options"

    assert {
        obj["kind"]: obj["metadata"].get("annotations", {}).get(options)
        for obj in chart.to_json()
    } == {
        "Profile": "Prune=false",
        "RoleBinding": None,
        "AuthorizationPolicy": None,
        "PodDefault": None,
    }


def test_a_pod_default_that_the_hook_makes_too_takes_its_place_whole(make, find):
    own = (
        PodDefault(name="access-ml-pipeline", description="Ours"),
        PodDefault(name="token", description="A token"),
    )
    make(pod_defaults=own)

    assert [find("PodDefault", each.name)["metadata"].get("annotations") for each in own] == [
        {"argocd.argoproj.io/sync-options": "Replace=true"},
        None,
    ]


def test_a_quota_is_the_profiles_and_not_an_object_that_its_controller_would_delete(
    make, find
):
    make(quota=Quota({"cpu": "40", "memory": "160Gi"}))

    assert find("Profile", "team")["spec"]["resourceQuotaSpec"] == {
        "hard": {"cpu": "40", "memory": "160Gi"}
    }


@pytest.mark.parametrize("role", ["admin", "edit", "view"])
def test_a_member_is_bound_as_kfam_binds(make, find, role):
    make(members=(Member("alan@example.com", role),))

    assert find("RoleBinding", f"user-alan-example-com-clusterrole-{role}") == {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {
            "name": f"user-alan-example-com-clusterrole-{role}",
            "namespace": "team",
            "annotations": {"user": "alan@example.com", "role": role},
        },
        "roleRef": {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "ClusterRole",
            "name": f"kubeflow-{role}",
        },
        "subjects": [
            {
                "apiGroup": "rbac.authorization.k8s.io",
                "kind": "User",
                "name": "alan@example.com",
            }
        ],
    }


def test_a_named_role_is_what_it_grants_with_its_name_beside_it(make, find):
    make(members=(Member("alan@example.com", AUDITOR),))
    binding = find("RoleBinding", "user-alan-example-com-clusterrole-view")

    assert (binding["roleRef"]["name"], binding["metadata"]["annotations"]["role"]) == (
        "kubeflow-view",
        "view",
    )
    assert binding["metadata"]["labels"] == {"kubeflow.org/named-role": "auditor"}


@pytest.mark.parametrize(
    ("mesh", "namespace"), [(Ambient(), "kubeflow"), (Sidecars(), "istio-system")]
)
def test_a_member_is_let_in_as_kfam_lets_in(make, find, mesh, namespace):
    make(mesh=mesh, members=(Member(ADA),))

    assert find("AuthorizationPolicy", BINDING) == {
        "apiVersion": "security.istio.io/v1beta1",
        "kind": "AuthorizationPolicy",
        "metadata": {
            "name": BINDING,
            "namespace": "team",
            "annotations": {"user": ADA, "role": "edit"},
        },
        "spec": {
            "rules": [
                {
                    "from": [
                        {
                            "source": {
                                "principals": [
                                    f"cluster.local/ns/{namespace}/sa/{account}"
                                    for namespace, account in (
                                        (namespace, "istio-ingressgateway-service-account"),
                                        ("kubeflow", "ml-pipeline-ui"),
                                    )
                                ]
                            }
                        }
                    ],
                    "when": [{"key": "request.headers[kubeflow-userid]", "values": [ADA]}],
                }
            ]
        },
    }


def test_a_member_keeps_the_case_of_their_address(make, find):
    make(members=(Member(ADA),))

    assert find("RoleBinding", BINDING)["subjects"][0]["name"] == ADA


def test_a_member_is_known_by_the_environments_prefix(make, find):
    make(user_prefix="accounts:", members=(Member(ADA),))
    [rule] = find("AuthorizationPolicy", BINDING)["spec"]["rules"]

    assert rule["when"][0]["values"] == [f"accounts:{ADA}"]


def test_members_are_two_objects_each(make, chart):
    make(members=(Member(ADA), Member("alan@example.com")))
    kinds = [obj["kind"] for obj in chart.to_json()]

    assert kinds == ["Profile", *("RoleBinding", "AuthorizationPolicy") * 2]


def test_the_waypoint_lets_members_in_by_the_rules_of_their_policies(make, chart):
    """What the hook of profile-waypoints makes of policies that are written here."""
    make(members=(Member("ada@example.com"), Member("bob@example.com", "view")))
    policies = [obj for obj in chart.to_json() if obj["kind"] == "AuthorizationPolicy"]
    request = {"attachments": {"AuthorizationPolicy.security.istio.io/v1": {}}}

    copies = [mirror(Settings("waypoint"), request | {"object": obj}) for obj in policies]

    assert all(obj["metadata"]["annotations"].keys() >= {"user", "role"} for obj in policies)
    assert [copy["spec"]["rules"] for [copy] in copies] == [
        obj["spec"]["rules"] for obj in policies
    ]
