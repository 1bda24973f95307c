import pytest

from constructs_lib.delivery import compare, rendered
from constructs_lib.delivery.overlay import ResourceId, targets
from tests.kustomize import build, write


def config_map(name, text="1", **metadata):
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": name, **metadata},
        "data": {"text": text},
    }


def test_an_identity_is_group_kind_namespace_and_name():
    role = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": {"name": "reader", "namespace": "kubeflow"},
    }

    assert ResourceId.of(role) == ResourceId(
        group="rbac.authorization.k8s.io", kind="Role", namespace="kubeflow", name="reader"
    )


def test_kubernetes_own_group_has_no_name():
    assert ResourceId.of(config_map("settings")).group == ""


def test_a_new_object_is_added_to_its_unit():
    new = config_map("new")
    overlay = compare({"app": [config_map("old")]}, {"app": [config_map("old"), new]})

    assert (overlay.added, overlay.patched, overlay.removed) == ({"app": [new]}, {}, ())


def test_a_changed_object_is_patched_in_its_unit():
    overlay = compare({"app": [config_map("a", "1")]}, {"app": [config_map("a", "2")]})

    assert (overlay.added, overlay.patched, overlay.removed) == (
        {},
        {"app": [config_map("a", "2")]},
        (),
    )


def test_an_absent_object_is_removed():
    gone = config_map("gone", namespace="kubeflow")
    overlay = compare({"app": [gone, config_map("kept")]}, {"app": [config_map("kept")]})

    assert (overlay.added, overlay.patched, overlay.removed) == (
        {},
        {},
        (ResourceId.of(gone),),
    )


def test_what_another_base_may_hold_is_removed_from_it():
    unwanted = ResourceId.of(config_map("published", namespace="kubeflow"))
    overlay = compare(
        {"app": [config_map("a")]}, {"app": [config_map("a")]}, unwanted=[unwanted]
    )

    assert (overlay.added, overlay.patched, overlay.removed) == ({}, {}, (unwanted,))


def test_an_object_that_is_the_same_in_another_unit_is_left_alone():
    overlay = compare({"app": [config_map("a")]}, {"elsewhere": [config_map("a")]})

    assert (overlay.added, overlay.patched, overlay.removed) == ({}, {}, ())


def test_objects_of_one_name_in_two_namespaces_are_two():
    objects = [config_map("a", namespace="x"), config_map("a", namespace="y")]

    assert compare({"app": objects[:1]}, {"app": objects}).added == {"app": objects[1:]}


@pytest.mark.parametrize("side", ["base", "wanted"])
def test_fails_for_two_objects_of_one_identity(side):
    sides = {"base": {}, "wanted": {}, side: {"a": [config_map("x")], "b": [config_map("x")]}}

    message = "ConfigMap 'x' is created twice, in 'a' and in 'b'; two objects need two names"
    with pytest.raises(ValueError, match=message):
        compare(**sides)


def test_targets_of_one_kind_share_a_target():
    objects = [config_map(name, namespace="kubeflow") for name in ("b", "a")]

    assert targets(map(ResourceId.of, objects)) == [
        {"kind": "ConfigMap", "name": "a|b", "namespace": "kubeflow"}
    ]


def test_kustomize_removes_these_objects_and_no_others(tmp_path):
    names = ["a", "b", "ab", "a-b", "xa"]
    objects = [config_map(name, namespace="kubeflow") for name in names]
    objects.append(config_map("a", namespace="team"))
    gone, others = objects[:2], objects[2:]
    delete = {
        "$patch": "delete",
        "apiVersion": "v1",
        "kind": "Any",
        "metadata": {"name": "any"},
    }
    patches = [
        {"path": "delete.yaml", "target": target}
        for target in targets(map(ResourceId.of, gone))
    ]
    files = {
        "objects.yaml": rendered(objects),
        "delete.yaml": rendered([delete]),
        "kustomization.yaml": rendered([{"resources": ["objects.yaml"], "patches": patches}]),
    }

    kept = build(write(files, tmp_path))

    assert sorted(map(ResourceId.of, kept)) == sorted(map(ResourceId.of, others))
