import pytest

from constructs_lib.delivery.files import Changes
from constructs_lib.delivery.publication.objects import counted, listed, object_changes

pytestmark = pytest.mark.slow

APP = b"kind: Deployment\nmetadata:\n  name: app\n  namespace: n\nspec: 1\n"
ROLE = b"kind: ClusterRole\nmetadata:\n  name: role\n"


def test_objects_are_told_by_folder_kind_namespace_and_name():
    changes = object_changes({}, {"base/x.yaml": APP + b"---\n" + ROLE})

    assert changes.added == ("base: ClusterRole role", "base: Deployment n/app")


def test_an_object_that_moves_within_its_folder_has_not_changed():
    assert not object_changes({"base/x.yaml": APP}, {"base/y.yaml": APP})


def test_an_object_in_two_folders_is_two():
    changes = object_changes({"a/x.yaml": APP}, {"b/x.yaml": APP})

    assert (changes.added, changes.removed) == (
        ("b: Deployment n/app",),
        ("a: Deployment n/app",),
    )


def test_only_the_object_that_differs_of_a_file_is_told():
    new = APP.replace(b"1", b"2")
    changes = object_changes(
        {"base/x.yaml": APP + b"---\n" + ROLE}, {"base/x.yaml": new + b"---\n" + ROLE}
    )

    assert changes == Changes(added=(), changed=("base: Deployment n/app",), removed=())


def test_what_is_no_object_is_told_by_its_file():
    assert object_changes({}, {"base/kustomization.yaml": b"kind: Kustomization\n"}).added == (
        "base: kustomization.yaml",
    )


def test_what_is_no_yaml_is_told_by_its_file():
    assert object_changes({"x.yaml": b"\xff: ["}, {"x.yaml": b"a: ["}).changed == (
        ".: x.yaml",
    )


def test_another_way_of_writing_is_no_change():
    assert not object_changes({"x.yaml": APP}, {"x.yaml": b"# a note\n" + APP})


def test_differences_are_counted():
    changes = Changes(added=("a: b",), changed=(), removed=("a: c", "a: d"))

    assert counted(changes) == "1 added, 2 removed"


def test_it_is_said_when_no_object_differs():
    assert counted(Changes(added=(), changed=(), removed=())) == "no object differs"


def test_differences_are_listed_by_folder():
    changes = Changes(added=("b: A x",), changed=("a: B y", "b: B y"), removed=("b: C z",))

    assert listed(changes) == "a\n  ~ B y\n\nb\n  + A x\n  ~ B y\n  - C z"


def test_many_differences_are_not_all_listed():
    changes = Changes(added=tuple(f"a: A {i:02}" for i in range(40)), changed=(), removed=())

    assert listed(changes).splitlines()[-2:] == ["  + A 24", "  … and 15 more"]
