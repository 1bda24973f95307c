"""Which rights an account gains or loses, and which of them lead to all others."""

import pytest

from constructs_lib.review.rules.rbac import Right, beyond, holders, rights, told
from tests.review.examples import RBAC, binding, make, role
from tests.review.rules.said import said

GROUP = "rbac.authorization.k8s.io"
PODS = Right("", "pods", "", "get")


def test_a_right_includes_itself():
    assert PODS.includes(PODS)


@pytest.mark.parametrize(
    "wider",
    [
        Right("*", "pods", "", "get"),
        Right("", "*", "", "get"),
        Right("", "p*", "", "get"),
        Right("", "pods", "", "*"),
    ],
)
def test_a_right_to_any_includes_the_right_to_one_and_not_the_other_way_round(wider):
    assert wider.includes(PODS)
    assert not PODS.includes(wider)


def test_a_pattern_includes_what_begins_like_it_alone():
    assert not Right("", "pr*", "", "get").includes(PODS)


def test_a_right_to_every_name_includes_the_right_to_one_name():
    named = Right("", "pods", "one", "get")

    assert PODS.includes(named)
    assert not named.includes(PODS)
    assert not named.includes(Right("", "pods", "two", "get"))


@pytest.mark.parametrize(
    "other",
    [
        Right("apps", "pods", "", "get"),
        Right("", "nodes", "", "get"),
        Right("", "pods/log", "", "get"),
        Right("", "pods", "", "list"),
    ],
)
def test_a_right_includes_no_other(other):
    assert not PODS.includes(other)


GRAVE = [
    *(("", "secrets", verb) for verb in ("*", "get", "list", "watch")),
    *(
        ("", resource, "create")
        for resource in ("*", "pods/exec", "nodes/proxy", "serviceaccounts/token")
    ),
    *((group, "users", verb) for group in ("", "*") for verb in ("impersonate", "escalate")),
    ("", "users", "bind"),
    ("*", "secrets", "get"),
    *((GROUP, "clusterroles", verb) for verb in ("*", "bind", "escalate", "impersonate")),
]
HARMLESS = [
    ("", "secrets", "create"),
    ("", "pods", "*"),
    ("apps", "secrets", "get"),
    ("apps", "*", "*"),
    ("apps", "deployments", "bind"),
    (GROUP, "clusterroles", "get"),
]


@pytest.mark.parametrize(("group", "resource", "verb"), GRAVE)
def test_what_leads_to_every_right_or_secret_is_grave(group, resource, verb):
    assert Right(group, resource, "", verb).is_grave


@pytest.mark.parametrize(("group", "resource", "verb"), HARMLESS)
def test_what_leads_to_no_other_right_is_not_grave(group, resource, verb):
    assert not Right(group, resource, "", verb).is_grave


def test_a_right_to_one_name_is_not_grave():
    assert not Right("", "secrets", "one", "get").is_grave


def test_rights_are_every_verb_on_every_resource_of_every_group():
    found = rights(
        make(
            "Role",
            RBAC,
            rules=[
                {"apiGroups": ["", "apps"], "resources": ["a", "b"], "verbs": ["get"]},
                {"nonResourceURLs": ["/healthz"], "verbs": ["get", "post"]},
            ],
        )
    )

    assert found == {
        *(Right(group, resource, "", "get") for group in ("", "apps") for resource in "ab"),
        *(Right("", "/healthz", "", verb) for verb in ("get", "post")),
    }


@pytest.mark.parametrize("rules", [{}, {"rules": None}, {"rules": [{"verbs": ["get"]}, {}]}])
def test_rules_that_name_nothing_grant_nothing(rules):
    assert rights(make("Role", RBAC, **rules)) == set()


def test_names_that_are_none_are_every_name():
    named = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"], "resourceNames": []}

    assert rights(make("Role", RBAC, rules=[named])) == {PODS}


def test_beyond_is_what_nothing_of_the_old_includes_in_order():
    new = {Right("", name, "", "get") for name in ("c", "b", "a")}

    assert beyond(new, {Right("", "b", "", "*")}) == [
        Right("", "a", "", "get"),
        Right("", "c", "", "get"),
    ]


def test_rights_are_told_by_resource_with_its_group_and_name():
    found = [
        PODS,
        Right("", "pods", "", "list"),
        Right("apps", "deployments", "one", "get"),
        PODS,
    ]

    assert told(found) == "`get, list` on `pods`, `get` on `deployments.apps` named `one`"


@pytest.mark.parametrize("kind", ["Role", "ClusterRole"])
def test_a_role_that_is_widened_by_a_grave_right_is_a_danger_and_names_that_first(kind):
    before = role(("get", "pods"), kind=kind)
    after = role(("get", "pods"), ("get", "secrets"), kind=kind)
    more = role(("get list", "pods"), ("get", "secrets"), kind=kind)

    assert said("rbac", before, after) == [("danger", "widened: adds `get` on `secrets`")]
    assert said("rbac", before, more) == [
        ("danger", "widened: adds `get` on `secrets`, `list` on `pods`")
    ]


def test_a_role_that_exchanges_rights_is_widened_and_narrowed():
    assert said("rbac", role(("get", "pods")), role(("get", "nodes"))) == [
        ("warning", "widened: adds `get` on `nodes`"),
        ("notice", "narrowed: removes `get` on `pods`"),
    ]


def test_a_new_role_tells_its_grave_rights_alone():
    assert said("rbac", None, role(("get", "pods"), ("get", "secrets"))) == [
        ("warning", "its subjects get `get` on `secrets`")
    ]


def test_a_new_role_tells_its_grave_rights_in_order():
    made = role(*(("bind", resource) for resource in "dcba"))
    listed = ", ".join(f"`bind` on `{resource}`" for resource in "abcd")

    assert said("rbac", None, made) == [("warning", f"its subjects get {listed}")]


def test_a_role_that_goes_takes_no_right_by_itself():
    assert said("rbac", role(("get", "secrets")), None) == []


def test_a_new_role_that_another_aggregates_widens_that_one():
    assert said("rbac", None, role(("get", "pods"), view="true")) == [
        ("warning", "widened: aggregated to `view`"),
        ("warning", "widened: adds `get` on `pods`"),
    ]


def test_a_role_that_goes_narrows_the_one_that_aggregated_it():
    assert said("rbac", role(("get", "pods"), view="true"), None) == [
        ("notice", "narrowed: no longer aggregated to `view`"),
        ("notice", "narrowed: removes `get` on `pods`"),
    ]


def test_the_roles_that_aggregate_one_are_told_in_order():
    plain, labelled = role(), role(**dict.fromkeys("dcba", "true"))
    listed = "`a`, `b`, `c`, `d`"

    assert said("rbac", plain, labelled) == [("warning", f"widened: aggregated to {listed}")]
    assert said("rbac", labelled, plain) == [
        ("notice", f"narrowed: no longer aggregated to {listed}")
    ]


def test_a_label_that_is_not_true_aggregates_nothing():
    plain = role(("get", "pods"))

    assert said("rbac", plain, role(("get", "pods"), view="false")) == []
    assert said("rbac", plain, role(("get", "pods"), view="true")) == [
        ("warning", "widened: aggregated to `view`")
    ]


def test_another_label_aggregates_nothing():
    labelled = make("ClusterRole", RBAC, rules=[], metadata={"labels": {"app": "true"}})

    assert said("rbac", role(), labelled) == []


def aggregating(label):
    rule = {"clusterRoleSelectors": [{"matchLabels": {label: "true"}}]}
    return make("ClusterRole", RBAC, rules=[], aggregationRule=rule)


def test_a_role_that_gathers_others_than_before_is_a_warning():
    assert said("rbac", aggregating("a"), aggregating("b")) == [
        ("warning", "aggregates different roles")
    ]


def test_a_role_that_gathers_others_from_the_start_is_none():
    assert said("rbac", None, aggregating("a")) == []
    assert said("rbac", aggregating("a"), None) == []


@pytest.mark.parametrize("kind", ["RoleBinding", "ClusterRoleBinding"])
def test_a_subject_more_is_widened_and_one_less_narrowed(kind):
    one, two = (binding("view", *names, kind=kind) for names in ("a", "ab"))

    assert said("rbac", one, two) == [("warning", "widened: grants `view` to `User b`")]
    assert said("rbac", two, one) == [("notice", "narrowed: revokes `view` from `User b`")]


def test_another_role_is_granted_to_every_subject():
    found = said("rbac", binding("view", "a"), binding("edit", "a"))

    assert found == [("warning", "widened: grants `edit` to `User a`")]


@pytest.mark.parametrize("role", ["cluster-admin", "admin"])
def test_a_role_that_may_do_everything_is_a_danger(role):
    assert said("rbac", None, binding(role, "a")) == [
        ("danger", f"widened: grants `{role}` to `User a`")
    ]


@pytest.mark.parametrize(
    "everybody", ["anonymous", "authenticated", "unauthenticated", "serviceaccounts"]
)
def test_what_everybody_is_granted_is_a_danger(everybody):
    assert said("rbac", None, binding("view", "a", f"system:{everybody}")) == [
        ("danger", f"widened: grants `view` to `User a`, `User system:{everybody}`")
    ]


def test_subjects_are_told_in_order_with_their_namespaces():
    subjects = [
        {"kind": "User", "name": "a"},
        {"kind": "ServiceAccount", "name": "b", "namespace": "team"},
    ]

    assert holders(make("RoleBinding", RBAC, subjects=subjects)) == (
        "`ServiceAccount team/b`, `User a`"
    )


def test_users_are_told_in_order():
    assert holders(binding("view", *"dcba")) == "`User a`, `User b`, `User c`, `User d`"


@pytest.mark.parametrize("subjects", [{}, {"subjects": None}, {"subjects": []}])
def test_a_binding_without_subjects_has_no_holders(subjects):
    assert holders(make("RoleBinding", RBAC, **subjects)) == ""


@pytest.mark.parametrize("kind", ["Role", "RoleBinding"])
def test_a_kind_of_another_group_grants_nothing(kind):
    fields = {"rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["*"]}]}
    subjects = {"roleRef": {"name": "admin"}, "subjects": [{"kind": "User", "name": "a"}]}

    assert said("rbac", None, make(kind, "example.com/v1", **fields, **subjects)) == []
