import pytest

from tests.review.examples import deployment, spec
from tests.review.rules.said import said

MORE = "its pods gain privileges: "
LESS = "its pods lose privileges: "


def pods(**fields):
    """Return a Deployment whose pods have these fields."""
    return spec("Deployment", "apps/v1", template={"spec": {"containers": [], **fields}})


@pytest.mark.parametrize(
    ("fields", "power"),
    [
        ({"hostNetwork": True}, "hostNetwork"),
        ({"hostPID": True}, "hostPID"),
        ({"hostIPC": True}, "hostIPC"),
        ({"volumes": [{"name": "a", "hostPath": {"path": "/etc"}}]}, "hostPath /etc"),
        ({"securityContext": {"runAsUser": 0}}, "runAsUser 0"),
    ],
)
def test_what_leads_from_a_pod_to_its_node_is_told(fields, power):
    assert said("privilege", pods(), pods(**fields)) == [("danger", f"{MORE}`{power}`")]
    assert said("privilege", pods(**fields), pods()) == [("info", f"{LESS}`{power}`")]
    assert said("privilege", pods(**fields), None) == []


@pytest.mark.parametrize(
    ("context", "power"),
    [
        ({"privileged": True}, "privileged in app"),
        ({"allowPrivilegeEscalation": True}, "allowPrivilegeEscalation in app"),
        ({"runAsUser": 0}, "runAsUser 0 in app"),
        ({"capabilities": {"add": ["SYS_ADMIN"]}}, "SYS_ADMIN in app"),
    ],
)
def test_what_leads_from_a_container_to_its_node_is_told(context, power):
    powerful = deployment(container={"securityContext": context})

    assert said("privilege", deployment(), powerful) == [("danger", f"{MORE}`{power}`")]


@pytest.mark.parametrize(
    "fields",
    [
        {"hostNetwork": False},
        {"volumes": [{"name": "a", "emptyDir": {}}]},
        {"securityContext": {"runAsUser": 1000}},
    ],
)
def test_what_leads_nowhere_is_not(fields):
    assert said("privilege", pods(), pods(**fields)) == []


def test_powers_are_told_in_their_order():
    both = pods(hostPID=True, hostIPC=True)

    assert said("privilege", pods(), both) == [("danger", f"{MORE}`hostIPC`, `hostPID`")]
    assert said("privilege", both, pods()) == [("info", f"{LESS}`hostIPC`, `hostPID`")]


ROLLING = ("notice", "its pods are replaced by a rolling update")
FIRST = ("warning", "its pods stop before new ones start")
ONLY = ("warning", "its only pod stops before a new one starts")


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("Deployment", {"replicas": 1}, ROLLING),
        ("Deployment", {"strategy": {"type": "Recreate"}}, FIRST),
        ("DaemonSet", {}, ROLLING),
        ("StatefulSet", {}, ONLY),
        ("StatefulSet", {"replicas": 1}, ONLY),
        ("StatefulSet", {"replicas": 2}, ROLLING),
    ],
)
def test_how_pods_are_replaced_follows_from_the_kind(kind, fields, told):
    old, new = (
        spec(kind, "apps/v1", **fields, template={"spec": {"containers": [], "a": value}})
        for value in (1, 2)
    )

    assert said("restart", old, new) == [told]


def test_the_same_kind_of_another_group_is_not_rolled():
    old, new = (spec("Deployment", "example.com/v1", template={"a": a}) for a in (1, 2))

    assert said("restart", old, new) == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("Deployment", "replicas"),
        ("StatefulSet", "replicas"),
        ("HorizontalPodAutoscaler", "minReplicas"),
        ("HorizontalPodAutoscaler", "maxReplicas"),
        ("HorizontalPodAutoscaler", "metrics"),
        ("PodDisruptionBudget", "minAvailable"),
        ("PodDisruptionBudget", "maxUnavailable"),
    ],
)
def test_each_size_is_told(kind, field):
    def sized(value):
        return spec(kind, "a/v1", **{field: value})

    assert said("size", sized(2), sized(3)) == [("notice", f"`spec.{field}`: `2` → `3`")]
    assert said("size", sized(2), sized(0)) == [("warning", f"`spec.{field}`: `2` → `0`")]
