import pytest

from constructs_lib.review.rules import findings
from tests.review.examples import change, make, spec

RBAC = "rbac.authorization.k8s.io/v1"
STORAGE = "storage.k8s.io/v1"
PRIORITY = "scheduling.k8s.io/v1"
FIXED = [
    ("apps/v1", "Deployment", "spec.selector"),
    ("apps/v1", "DaemonSet", "spec.selector"),
    ("batch/v1", "Job", "spec.selector"),
    ("batch/v1", "Job", "spec.template"),
    ("batch/v1", "Job", "spec.completionMode"),
    ("batch/v1", "Job", "spec.podFailurePolicy"),
    ("v1", "Service", "spec.clusterIP"),
    (RBAC, "RoleBinding", "roleRef"),
    (RBAC, "ClusterRoleBinding", "roleRef"),
    ("v1", "Secret", "type"),
    (STORAGE, "StorageClass", "provisioner"),
    (STORAGE, "StorageClass", "parameters"),
    (STORAGE, "StorageClass", "reclaimPolicy"),
    (STORAGE, "StorageClass", "volumeBindingMode"),
    (PRIORITY, "PriorityClass", "value"),
    (PRIORITY, "PriorityClass", "preemptionPolicy"),
    ("apps/v1", "StatefulSet", "spec.serviceName"),
    ("v1", "PersistentVolumeClaim", "spec.storageClassName"),
]
FREE = [
    ("StatefulSet", "apps/v1", "replicas"),
    ("StatefulSet", "apps/v1", "ordinals"),
    ("StatefulSet", "apps/v1", "updateStrategy"),
    ("StatefulSet", "apps/v1", "persistentVolumeClaimRetentionPolicy"),
    ("StatefulSet", "apps/v1", "minReadySeconds"),
    ("StatefulSet", "apps/v1", "revisionHistoryLimit"),
    ("StatefulSet", "apps/v1", "template"),
    ("PersistentVolumeClaim", "v1", "volumeAttributesClassName"),
]


def at(path, value):
    """Return fields of an object by which a value is at a path."""
    first, *others = path.split(".")
    for key in reversed(others):
        value = {key: value}
    return {first: value}


def recreated(before, after):
    """Return what is said of an object that has to be made anew."""
    return [f.sentence for f in findings(change(before, after)) if f.rule == "recreate"]


@pytest.mark.parametrize(("api", "kind", "path"), FIXED)
def test_a_field_that_nobody_may_change_is_named(api, kind, path):
    value = {"kind": kind, "name": "a"} if path == "roleRef" else "a"
    other = {"kind": kind, "name": "b"} if path == "roleRef" else "b"
    [said] = recreated(make(kind, api, **at(path, value)), make(kind, api, **at(path, other)))

    assert said.startswith(f"`{path}` cannot change: ")


@pytest.mark.parametrize(("kind", "api", "field"), FREE)
def test_a_field_that_may_change_is_not(kind, api, field):
    assert (
        recreated(spec(kind, api, **{field: {}}), spec(kind, api, **{field: {"a": "b"}})) == []
    )


def test_a_field_that_comes_or_goes_differs():
    with_it = spec("PersistentVolumeClaim", volumeName="a", accessModes=["a"])

    without = make("PersistentVolumeClaim")
    said = [recreated(*sides) for sides in ((without, with_it), (with_it, without))]

    assert said[0] == said[1]
    assert said[0][0].startswith("`spec.accessModes`, `spec.volumeName` cannot change")


@pytest.mark.parametrize("field", ["data", "binaryData", "stringData"])
@pytest.mark.parametrize("kind", ["ConfigMap", "Secret"])
def test_what_is_frozen_is_named_and_nothing_else(kind, field):
    frozen = make(kind, immutable=True, **{field: {"a": "1"}})
    [said] = recreated(frozen, {**frozen, field: {"a": "2"}})

    assert said.startswith(f"`{field}` cannot change")


def test_what_is_frozen_may_not_thaw():
    frozen = make("ConfigMap", immutable=True)

    assert recreated(frozen, make("ConfigMap"))[0].startswith("`immutable` cannot change")


def test_another_kind_is_not_frozen():
    frozen = make("Service", immutable=True, data="a")

    assert recreated(frozen, {**frozen, "data": "b"}) == []


ROLLING = {"type": "RollingUpdate"}


@pytest.mark.parametrize(
    ("kind", "field", "other"),
    [("Deployment", "strategy", "Recreate"), ("StatefulSet", "updateStrategy", "OnDelete")],
)
@pytest.mark.parametrize(
    ("before", "stuck"),
    [
        (None, True),
        (ROLLING, True),
        ({**ROLLING, "rollingUpdate": {"maxSurge": 1}}, False),
        ("other", False),
    ],
    ids=["unsaid", "said", "with what goes", "the same"],
)
def test_a_strategy_is_left_only_where_its_settings_were_written(
    kind, field, other, before, stuck
):
    was = {"type": other} if before == "other" else before
    old = spec(kind, "apps/v1", replicas=1, **({field: was} if was else {}))
    new = spec(kind, "apps/v1", replicas=2, **{field: {"type": other}})

    assert bool(recreated(old, new)) is stuck
