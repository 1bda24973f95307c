import pytest

from constructs_lib.review.rules import findings
from tests.review.examples import change, make, spec

ARGO = "argoproj.io/v1alpha1"


def said(kind, before, after, api=ARGO):
    """Return what is said of Argo CD's object whose spec changes."""
    found = findings(change(spec(kind, api, **before), spec(kind, api, **after)))
    return [(each.severity.word, each.sentence) for each in found if each.rule == "argo"]


def automated(**fields):
    return {"syncPolicy": {"automated": fields}}


def test_an_application_set_makes_others():
    assert said("ApplicationSet", {"a": 1}, {"a": 2}) == [
        ("warning", "generates different Applications")
    ]


def test_the_same_kind_of_another_group_is_not_argo_cds():
    assert said("Application", {"source": "a"}, {"source": "b"}, "app.k8s.io/v1") == []


def test_a_kind_that_applies_nothing_is_not_asked():
    assert said("Rollout", {"source": "a"}, {"source": "b"}) == []


@pytest.mark.parametrize("sides", [(None, "it"), ("it", None)], ids=["comes", "goes"])
def test_what_comes_or_goes_is_another_rules(sides):
    before, after = (side and make("ApplicationSet", ARGO) for side in sides)

    assert "argo" not in {each.rule for each in findings(change(before, after))}


@pytest.mark.parametrize("field", ["source", "sources", "project"])
def test_what_an_application_applies_is_named(field):
    assert said("Application", {field: "a"}, {field: "b"}) == [
        ("warning", f"`{field}` changes: `a` → `b`")
    ]


@pytest.mark.parametrize(
    ("field", "on", "word", "meaning"),
    [
        (
            "prune",
            True,
            "danger",
            "objects that left the repository while it was off are deleted as well",
        ),
        (
            "prune",
            False,
            "warning",
            "objects that leave the repository stay in the cluster, RBAC included",
        ),
        ("selfHeal", True, "warning", "manual changes are reverted"),
        (
            "selfHeal",
            False,
            "warning",
            "manual changes stay until the next sync",
        ),
        (
            "allowEmpty",
            True,
            "warning",
            "a sync may delete every object",
        ),
        (
            "allowEmpty",
            False,
            "warning",
            "a sync that would delete every object fails",
        ),
    ],
)
def test_a_switch_is_told_with_what_it_means(field, on, word, meaning):
    assert said("Application", automated(**{field: not on}), automated(**{field: on})) == [
        (word, f"`{field}` is now {'on' if on else 'off'}: {meaning}")
    ]


def test_a_switch_that_is_not_said_is_off():
    assert said("Application", automated(), automated(selfHeal=False)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [({}, automated(), "automatically"), (automated(), {}, "only manually")],
)
def test_who_begins_a_sync_is_told(before, after, told):
    assert said("Application", before, after) == [("warning", f"now syncs {told}")]


PERMITTED = [
    "sourceRepos",
    "destinations",
    "sourceNamespaces",
    "clusterResourceWhitelist",
    "namespaceResourceWhitelist",
]
FORBIDDEN = ["clusterResourceBlacklist", "namespaceResourceBlacklist"]


@pytest.mark.parametrize("field", [*PERMITTED, *FORBIDDEN])
def test_a_project_permits_more_by_what_it_lists_or_no_longer_forbids(field):
    fewer, more = {field: ["c"]}, {field: ["a", "b", "c"]}
    opened = [("warning", f"`{field}` now permits: `a`, `b`")]
    closed = [("notice", f"`{field}` no longer permits: `a`, `b`")]
    there, back = said("AppProject", fewer, more), said("AppProject", more, fewer)

    assert (there, back) == ((closed, opened) if field in FORBIDDEN else (opened, closed))


@pytest.mark.parametrize("every", ["*", {"group": "*", "kind": "*"}], ids=["text", "kind"])
def test_beside_everything_nothing_is_more_or_less(every):
    field = "clusterResourceWhitelist"
    one = {"group": "", "kind": "Pod"}

    assert said("AppProject", {field: [every]}, {field: [every, one]}) == []
    assert said("AppProject", {field: [every, one]}, {field: [every]}) == []


def test_a_project_that_lists_no_kinds_of_namespaces_permits_all():
    one = {"namespaceResourceWhitelist": [{"kind": "Pod", "group": ""}]}

    assert said("AppProject", one, {}) == [
        ("warning", "`namespaceResourceWhitelist` now permits: `group *, kind *`")
    ]


@pytest.mark.parametrize("field", ["syncWindows", "roles"])
def test_windows_and_roles_are_told_as_they_are(field):
    assert said("AppProject", {field: "a"}, {field: "b"}) == [
        ("warning", f"`{field}` changes: `a` → `b`")
    ]
