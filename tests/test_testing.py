"""What users test their platform with."""

import shutil
from pathlib import Path

import pytest

from constructs_lib.testing import YamlSnapshotExtension, one_of, synthesized

ROOT = Path(__file__).parents[1]
TEST = """\
def test_a_service(yaml_snapshot):
    assert {"kind": "Service", "metadata": {"name": "one"}, "port": %s} == yaml_snapshot
"""
POD = {"kind": "Pod", "metadata": {"name": "one", "namespace": "a"}}
OTHER_POD = {"kind": "Pod", "metadata": {"name": "one", "namespace": "b"}}
ROLE = {"kind": "ClusterRole", "metadata": {"name": "one"}}


OPTIONS = ("-m", "pytest", "-q", "-p", "no:cacheprovider")


def project(folder: Path, port: int) -> Path:
    (folder / "conftest.py").write_text('pytest_plugins = ["constructs_lib.testing"]\n')
    (folder / "test_it.py").write_text(TEST % port)
    return folder


@pytest.fixture(scope="module")
def kept(warm_python, tmp_path_factory) -> Path:
    """Return a user's project whose snapshot is kept."""
    folder = project(tmp_path_factory.mktemp("kept"), port=80)
    warm_python.run(*OPTIONS, "--snapshot-update", cwd=folder)
    return folder


@pytest.mark.slow
def test_a_snapshot_is_a_yaml_file_named_for_its_test(kept):
    assert (kept / "__snapshots__/test_it/test_a_service.yaml").read_text() == (
        "# Synthesized from main.py; edit that, not this.\n"
        "kind: Service\n"
        "metadata:\n"
        "  name: one\n"
        "port: 80\n"
    )


@pytest.mark.slow
def test_a_snapshot_holds_until_the_object_changes(warm_python, kept, tmp_path):
    # What is compiled of another test of the same second and length would be taken for it.
    others = shutil.ignore_patterns("__pycache__")
    folder = shutil.copytree(kept, tmp_path / "changed", ignore=others)
    project(folder, port=81)
    changed = warm_python.run(*OPTIONS, cwd=folder)

    assert warm_python.run(*OPTIONS, cwd=kept).returncode == 0
    assert changed.returncode == 1
    assert "port: 81" in changed.stdout


@pytest.mark.slow
def test_a_snapshot_that_is_missing_fails(warm_python, tmp_path):
    assert warm_python.run(*OPTIONS, cwd=project(tmp_path, port=80)).returncode == 1


@pytest.mark.parametrize("value", [7, "kind: Pod", None, ["kind: Pod"]])
def test_fails_for_what_is_no_object(value):
    with pytest.raises(TypeError, match="compares an object or a list of objects"):
        YamlSnapshotExtension().serialize(value)


def test_one_object_is_kept_like_a_list_of_one():
    keeper = YamlSnapshotExtension()

    assert keeper.serialize(POD) == keeper.serialize([POD])


@pytest.mark.slow
def test_without_the_extra_it_says_what_to_install(warm_python):
    program = "import sys; sys.modules['syrupy'] = None; import constructs_lib.testing"
    done = warm_python.run("-c", program, cwd=ROOT)

    assert done.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: constructs_lib.testing needs syrupy, which is not installed; "
        "pip install 'kubeflow-gitops[testing]' brings it"
    )


@pytest.mark.slow
def test_the_library_itself_needs_no_syrupy(warm_python):
    program = "import sys, constructs_lib; sys.exit('syrupy' in sys.modules)"

    assert warm_python.run("-c", program, cwd=ROOT).returncode == 0


def test_an_object_is_found_by_kind_and_name():
    assert one_of([POD, ROLE], "ClusterRole", "one") is ROLE


def test_an_object_is_found_by_its_namespace_too():
    assert one_of([POD, OTHER_POD], "Pod", "one", namespace="b") is OTHER_POD


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("Pod", "one", "one Pod 'one' is wanted, got 2; .* there are: Pod a, Pod b"),
        ("Role", "one", "one Role 'one' is wanted, got 0; .* there are: Pod a, Pod b"),
        ("Pod", "two", "one Pod 'two' is wanted, got 0; .* there are: none"),
    ],
)
def test_fails_for_none_and_for_several(kind, name, told):
    with pytest.raises(ValueError, match=told):
        one_of([POD, OTHER_POD], kind, name)


def test_fails_for_a_platform_that_is_a_function():
    with pytest.raises(TypeError, match="platform must be Platform"):
        synthesized(lambda: None)


@pytest.mark.slow
def test_each_environment_has_its_objects():
    import main

    objects = synthesized(main.platform())["default"]

    assert (
        one_of(objects, "HTTPRoute", "kubeflow-route")["metadata"]["namespace"] == "kubeflow"
    )
