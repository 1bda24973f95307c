"""What KFAM writes is facts about components/access-management/kfam/bindings.go v1.9.2."""

from typing import Any

import pytest

from constructs_lib import (
    Ambient,
    AwsIamForServiceAccount,
    AzureWorkloadIdentity,
    GcpWorkloadIdentity,
    IamRole,
    Machine,
    Member,
    NamedRole,
    PodDefault,
    Profile,
    Quota,
    Resources,
    SecretFiles,
    Sidecars,
    UserProfile,
)
from constructs_lib.config import Mesh
from constructs_lib.kube import objects_of
from constructs_lib.scripts.profile_hook import Settings, mirror
from constructs_lib.scripts.profile_hook import profile as hook

ADA = "Ada.Lovelace+ml@Example.com"
BINDING = "user-ada-lovelace-ml-example-com-clusterrole-edit"
OWNER = "grace@example.com"
AUDITOR = NamedRole("auditor", grants="view")
ID = "01234567-89ab-cdef-0123-456789abcdef"


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

    assert objects_of(chart) == [
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
        for obj in objects_of(chart)
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


DEFAULTS = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")


def test_with_sidecars_the_limit_range_of_a_quota_is_in_git(make, find):
    make(Sidecars(), quota=Quota({"limits.cpu": "40"}), container_defaults=DEFAULTS)
    made = find("LimitRange", "container-defaults")

    assert made["metadata"]["namespace"] == "team"
    assert made["spec"] == {
        "limits": [
            {"type": "Container", "defaultRequest": {"cpu": "1"}, "default": {"cpu": "2"}}
        ]
    }


def test_with_sidecars_a_profile_without_defaults_of_its_own_has_those_of_all(chart, find):
    team = Profile(name="team", owner=OWNER, quota=Quota({"memory": "40Gi"}))
    UserProfile(chart, "P", profile=team, mesh=Sidecars(), container_defaults=DEFAULTS)

    assert find("LimitRange", "container-defaults")["spec"]["limits"] == [
        {"type": "Container", "defaultRequest": {"memory": "1Gi"}}
    ]


def test_in_an_ambient_mesh_the_hook_makes_what_the_profile_says(make, find, chart):
    make(quota=Quota({"cpu": "40"}), container_defaults=DEFAULTS)
    profile = find("Profile", "team")
    settings = Settings("waypoint", container_defaults=None)
    attached: dict[str, Any] = {
        "AuthorizationPolicy.a/v1": {},
        "Gateway.b/v1": {},
        "LimitRange.v1": {},
    }
    [_, made] = hook(settings, {"object": profile, "attachments": attached})

    assert "LimitRange" not in [obj["kind"] for obj in objects_of(chart)]
    assert made["spec"]["limits"] == [{"type": "Container", "defaultRequest": {"cpu": "1"}}]


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
    kinds = [obj["kind"] for obj in objects_of(chart)]

    assert kinds == ["Profile", *("RoleBinding", "AuthorizationPolicy") * 2]


def test_the_waypoint_lets_members_in_by_the_rules_of_their_policies(make, chart):
    """What the hook of profile-waypoints makes of policies that are written here."""
    make(members=(Member("ada@example.com"), Member("bob@example.com", "view")))
    policies = [obj for obj in objects_of(chart) if obj["kind"] == "AuthorizationPolicy"]
    request: dict[str, Any] = {"attachments": {"AuthorizationPolicy.security.istio.io/v1": {}}}

    copies = [mirror(Settings("waypoint"), request | {"object": obj}) for obj in policies]

    assert all(obj["metadata"]["annotations"].keys() >= {"user", "role"} for obj in policies)
    assert [copy["spec"]["rules"] for [copy] in copies] == [
        obj["spec"]["rules"] for obj in policies
    ]


def test_plugins_are_what_the_profile_controller_reads(make, find):
    role = IamRole("arn:aws:iam::123456789012:role/vision")
    google = GcpWorkloadIdentity("vision@example-project.iam.gserviceaccount.com")
    make(plugins=(AwsIamForServiceAccount(role), google))

    assert find("Profile", "team")["spec"]["plugins"] == [
        {
            "kind": "AwsIamForServiceAccount",
            "spec": {"awsIamRole": role.arn, "annotateOnly": True},
        },
        {
            "kind": "WorkloadIdentity",
            "spec": {"gcpServiceAccount": "vision@example-project.iam.gserviceaccount.com"},
        },
    ]


def test_an_identity_at_azure_is_on_the_account_which_argo_cd_never_deletes(make, find):
    make(plugins=(AzureWorkloadIdentity(client_id=ID, tenant_id=ID),))

    assert "plugins" not in find("Profile", "team")["spec"]
    assert find("ServiceAccount", "default-editor")["metadata"] == {
        "name": "default-editor",
        "namespace": "team",
        "annotations": {
            "argocd.argoproj.io/sync-options": "Prune=false",
            "azure.workload.identity/client-id": ID,
            "azure.workload.identity/tenant-id": ID,
        },
    }


def test_a_machine_is_bound_and_let_in_by_its_name(make, find):
    machine = Machine("system:serviceaccount:ci:runner")
    make(members=(Member(machine),))
    name = "user-system-serviceaccount-ci-runner-clusterrole-edit"

    assert find("RoleBinding", name)["subjects"][0]["name"] == machine.user
    [rule] = find("AuthorizationPolicy", name)["spec"]["rules"]
    assert rule["when"][0]["values"] == [machine.user]


@pytest.mark.parametrize(("plugins", "kinds"), [(True, 2), (False, 0)])
def test_googles_default_is_in_git_beside_other_plugins(chart, find, plugins, kinds):
    role = AwsIamForServiceAccount(IamRole("arn:aws:iam::123456789012:role/vision"))
    UserProfile(
        chart,
        "Profile",
        profile=Profile(name="team", owner=OWNER, plugins=(role,) if plugins else ()),
        mesh=Ambient(),
        google=GcpWorkloadIdentity("default@example-project.iam.gserviceaccount.com"),
    )

    assert len(find("Profile", "team")["spec"].get("plugins", ())) == kinds
