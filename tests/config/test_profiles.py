import re

import pytest

from constructs_lib import V26_03_1
from constructs_lib.config import (
    Config,
    Environment,
    GcpWorkloadIdentity,
    Machine,
    Member,
    NamedRole,
    Platform,
    PodDefault,
    Pods,
    Profile,
    ProfileDefaults,
    Quota,
    Resources,
    Sidecars,
    Toleration,
    Username,
)
from constructs_lib.config.profiles import with_pod_defaults

PART_OF = {"app.kubernetes.io/part-of": "kubeflow-profile"}


def profile(**fields):
    return Profile(**{"name": "team-a", "owner": "alice@example.com"} | fields)


def pod_default(**fields):
    return PodDefault(**{"name": "token", "description": "A token"} | fields)


def test_fails_for_a_member_without_an_email_address():
    with pytest.raises(ValueError, match=r"member must be an e-mail address .*, got 'bob'"):
        Member("bob")


@pytest.mark.parametrize("group", ["example:ml", "group:ml-team", "ml-team"])
@pytest.mark.parametrize("place", [Member, lambda group: profile(owner=group)])
def test_fails_for_a_group_and_says_why_and_what_would_do(place, group):
    message = (
        f"got '{group}'. A group cannot be a member of a profile, since Kubeflow's apps "
        "authorize users, not their groups; name its people, and limit the login to groups "
        "by Login(only_groups=...)"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        place(group)


def test_fails_for_a_role_that_is_none():
    message = "role must be 'admin' or 'edit' or 'view' or NamedRole, got 'owner'"
    with pytest.raises(ValueError, match=message):
        Member("bob@example.com", "owner")


@pytest.mark.parametrize(
    ("name", "grants", "message"),
    [
        ("Data Scientist", "edit", "role 'Data Scientist' must be lower-case letters"),
        ("view", "edit", "role 'view' is Kubeflow's own; choose another name, or give"),
        ("owner", "own", "grants must be 'admin' or 'edit' or 'view', got 'own'"),
    ],
)
def test_fails_for_a_named_role_that_cannot_be(name, grants, message):
    with pytest.raises(ValueError, match=message):
        NamedRole(name, grants=grants)


@pytest.mark.parametrize(
    ("role", "grants"), [("view", "view"), (NamedRole("auditor", grants="view"), "view")]
)
def test_a_member_may_do_what_the_role_grants(role, grants):
    assert Member("bob@example.com", role).grants == grants


def test_fails_for_members_of_other_roles_whom_kfam_would_give_one_binding():
    auditor = NamedRole("auditor", grants="view")
    members = (Member("b.ob@example.com", "view"), Member("b-ob@example.com", auditor))

    with pytest.raises(
        ValueError,
        match=("binding of profile 'team-a' 'user-b-ob-example-com-clusterrole-view'"),
    ):
        profile(members=members)


def test_a_binding_is_named_as_kfam_names_it():
    member = Member("Bob.Smith+ml@Example.com", "view")

    assert member.binding_name == "user-bob-smith-ml-example-com-clusterrole-view"


ROW = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")


def test_takes_defaults_of_containers_beside_a_quota_that_counts_them():
    assert profile(quota=Quota({"cpu": "9"}), container_defaults=ROW).container_defaults == ROW


@pytest.mark.parametrize("quota", [None, Quota({"pods": "9"})])
def test_fails_for_defaults_of_containers_that_no_quota_counts(quota):
    message = (
        "container_defaults of profile 'team-a' have no effect without a quota on CPU "
        "or memory"
    )
    with pytest.raises(ValueError, match=message):
        profile(quota=quota, container_defaults=ROW)


def test_fails_for_a_profile_of_no_name():
    with pytest.raises(ValueError, match="profile 'Team A' must be lower-case letters"):
        profile(name="Team A")


def test_fails_for_a_profile_name_of_64_characters():
    with pytest.raises(ValueError, match="has 64 characters; 63 are allowed"):
        profile(name="t" * 64)


@pytest.mark.parametrize(
    "name", ["default", "kube-system", "kubeflow", "istio-system", "auth", "argocd"]
)
def test_fails_for_a_profile_that_takes_over_a_namespace_of_the_cluster(name):
    message = f"profile '{name}' has the name of a namespace of the cluster"
    with pytest.raises(ValueError, match=message):
        profile(name=name)


def test_fails_for_an_owner_without_an_email_address():
    message = "owner of profile 'team-a' must be an e-mail address .*, got 'alice'"
    with pytest.raises(ValueError, match=message):
        profile(owner="alice")


def test_fails_for_a_member_who_comes_twice():
    members = (Member("bob@example.com", "edit"), Member("bob@example.com", "view"))

    message = "member of profile 'team-a' 'bob@example.com' is given twice"
    with pytest.raises(ValueError, match=message):
        profile(members=members)


def test_fails_for_an_owner_who_is_a_member_too():
    message = "member of profile 'team-a' 'alice@example.com' is given twice"
    with pytest.raises(ValueError, match=message):
        profile(members=(Member("alice@example.com"),))


def test_fails_for_members_whom_kfam_would_give_one_binding():
    members = (Member("b.ob@example.com"), Member("b-ob@example.com"))

    message = (
        "binding of profile 'team-a' 'user-b-ob-example-com-clusterrole-edit' is given twice"
    )
    with pytest.raises(ValueError, match=message):
        profile(members=members)


def test_fails_for_two_pod_defaults_of_one_name():
    message = "PodDefault of profile 'team-a' 'token' is given twice"
    with pytest.raises(ValueError, match=message):
        profile(pod_defaults=(pod_default(), pod_default()))


@pytest.mark.parametrize("name", ["root", "nobody", " "])
def test_fails_for_an_administrator_without_an_email_address(name):
    message = (
        "administrator of profiles must be an e-mail address such as 'user@example.com', "
        f"got '{name}'. KFAM treats a user of that"
    )
    with pytest.raises(ValueError, match=message):
        ProfileDefaults(admin=name)


def test_by_default_the_administrator_is_called_as_no_header_can_say():
    # RFC 9110, section 5.5: a field's value has no line break, and ends as it begins.
    assert re.fullmatch(r"\S.*\n.*\S", ProfileDefaults().admin)


def test_no_user_can_be_called_as_the_administrator_is_by_default():
    with pytest.raises(ValueError, match="must be an e-mail address"):
        profile(owner=ProfileDefaults().admin)


@pytest.mark.parametrize("labels", [{}, {"app.kubernetes.io/part-of": "mine"}])
def test_fails_for_labels_by_which_nothing_finds_a_profile(labels):
    with pytest.raises(ValueError, match="profile namespaces need the label 'app"):
        ProfileDefaults(labels=labels)


def test_more_labels_may_be_put_on_every_profile():
    labels = PART_OF | {"team": "ml"}

    assert ProfileDefaults(labels=labels).labels == labels


@pytest.mark.parametrize(
    "key",
    [
        "istio-injection",
        "istio.io/dataplane-mode",
        "istio.io/use-waypoint",
        "istio.io/ingress-use-waypoint",
    ],
)
def test_fails_for_labels_that_follow_from_the_mesh(key):
    message = f"label '{key}' of profile namespaces follows from the mesh"
    with pytest.raises(ValueError, match=re.escape(message)):
        ProfileDefaults(labels=PART_OF | {key: ""})


RUNNER = Machine("system:serviceaccount:ci:runner")


def test_a_machine_may_own_a_profile_work_in_one_and_administer_all():
    assert Member(RUNNER).user == RUNNER.user
    assert Member(RUNNER).binding_name == (
        "user-system-serviceaccount-ci-runner-clusterrole-edit"
    )
    assert profile(owner=RUNNER, members=(Member("bob@example.com"),)).people() == (
        RUNNER,
        "bob@example.com",
    )
    assert ProfileDefaults(admin=RUNNER).admin == RUNNER


@pytest.mark.parametrize("place", [Member, lambda user: profile(owner=user)])
def test_fails_for_a_service_account_in_a_persons_place_and_says_what_would_do(place):
    message = f"'{RUNNER.user}' is not a person; use Machine('{RUNNER.user}')"
    with pytest.raises(ValueError, match=re.escape(message)):
        place(RUNNER.user)


def test_fails_for_a_machine_that_comes_twice():
    with pytest.raises(ValueError, match="member of profile 'team-a' 'system:"):
        profile(owner=RUNNER, members=(Member(RUNNER),))


def test_fails_for_two_plugins_of_a_kind():
    plugins = (GcpWorkloadIdentity("vision@example-project.iam.gserviceaccount.com"),) * 2
    with pytest.raises(ValueError, match="plugin of profile 'team-a' 'Gcp"):
        profile(plugins=plugins)


def test_fails_for_a_number_of_pods_in_profiles():
    message = "pods in profiles are those that users start: replicas=2 would have no effect"
    with pytest.raises(ValueError, match=message):
        ProfileDefaults(pods=Pods(replicas=2))


@pytest.mark.parametrize("who", ["*@example.com", "ann@*.com"])
def test_fails_for_an_address_that_a_policy_takes_for_many(who):
    with pytest.raises(ValueError, match="member must be an e-mail address"):
        Member(who)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "cost_center of profile 'team-a' is empty; name one such as '4711'"),
        (
            "Research & Co",
            "cost_center of profile 'team-a' has value 'Research & Co';",
        ),
    ],
)
def test_fails_for_a_cost_center_that_no_label_can_have(value, message):
    with pytest.raises(ValueError, match=message):
        profile(cost_center=value)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("", "cost_label of profiles has key ''; a key must look like"),
        ("istio-injection", "'istio-injection' on namespaces of profiles would change how"),
        ("control-plane", "'control-plane' on namespaces of profiles would change how con"),
        ("istio.io/rev", "'istio.io/rev' on namespaces of profiles would change how"),
        (
            "pipelines.kubeflow.org/enabled",
            "cost_label 'pipelines.kubeflow.org/enabled' is among the labels of every profile",
        ),
    ],
)
def test_fails_for_a_label_of_costs_that_has_another_meaning(key, message):
    with pytest.raises(ValueError, match=message):
        ProfileDefaults(cost_label=key)


@pytest.mark.parametrize(
    "given", [{"mesh": Sidecars()}, {"components": ("admission-webhook",)}]
)
def test_fails_for_a_label_of_costs_that_nothing_sets(given):
    defaults = ProfileDefaults(cost_label="example.com/cost-center")

    with pytest.raises(ValueError, match="is set by the hook of profiles' waypoints, which"):
        Config(profiles=defaults, **given)


@pytest.mark.parametrize("where", ["shared", "own"])
def test_fails_for_a_cost_center_without_a_label(where):
    costly = profile(cost_center="4711")
    own = (costly,) if where == "own" else ()
    shared = (costly,) if where == "shared" else ()
    labelled = Config(profiles=ProfileDefaults(cost_label="example.com/cost-center"))
    others = (Environment("other", labelled),) if where == "own" else ()

    with pytest.raises(
        ValueError, match="cost_center '4711' of profile 'team-a' has no effect"
    ):
        Platform(environments=(Environment("default", profiles=own), *others), profiles=shared)


def test_a_shared_cost_center_needs_one_environment_that_writes_it():
    labelled = Config(profiles=ProfileDefaults(cost_label="example.com/cost-center"))

    assert Platform(
        environments=(Environment("a", labelled), Environment("b")),
        profiles=(profile(cost_center="4711"),),
    )


TOLERANT = PodDefault(name="gpu", description="GPUs", tolerations=(Toleration(key="gpu"),))


def test_every_profile_has_the_pod_defaults_of_all_before_its_own():
    own = PodDefault(name="own", description="Own")
    profile = Profile(name="team", owner="ada@example.com", pod_defaults=(own,))
    defaults = ProfileDefaults(pod_defaults=(TOLERANT,))

    assert with_pod_defaults(profile, defaults).pod_defaults == (TOLERANT, own)


def test_fails_for_a_profiles_own_pod_default_of_the_same_name():
    profile = Profile(name="team", owner="ada@example.com", pod_defaults=(TOLERANT,))
    config = Config(profiles=ProfileDefaults(pod_defaults=(TOLERANT,)))

    with pytest.raises(ValueError, match="PodDefault of profile 'team' 'gpu' is given twice"):
        Platform(environments=(Environment("a", config),), profiles=(profile,))


def test_fails_for_shared_profiles_with_other_pod_defaults_in_one_cluster():
    with_it = Config(profiles=ProfileDefaults(pod_defaults=(TOLERANT,)))
    environments = (Environment("a", with_it), Environment("b"))

    message = r"'a' and 'b' share profiles, but have different ProfileDefaults\(pod_defaults"
    with pytest.raises(ValueError, match=message):
        Platform(environments=environments)
    assert Platform(environments=environments, profiles=())


def test_fails_for_two_pod_defaults_of_one_name_in_every_profile():
    twice = (PodDefault(name="gpu", description="GPU"),) * 2

    with pytest.raises(ValueError, match="PodDefault of every profile 'gpu' is given twice"):
        ProfileDefaults(pod_defaults=twice)


def test_fails_for_an_administrator_whom_kfam_would_take_for_two():
    profiles = ProfileDefaults(admin=Username("uid=ada,dc=example"))
    Config(profiles=profiles)

    message = "the administrator of profiles is 'uid=ada,dc=example', and KFAM of Kubeflow 26"
    with pytest.raises(ValueError, match=message):
        Config(profiles=profiles, release=V26_03_1)
