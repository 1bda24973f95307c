import pytest

from constructs_lib.delivery import rendered
from constructs_lib.review.tree import environment, read_trees
from tests.kustomize import write
from tests.review.examples import crd, make
from tests.review.trees import application, tree


def places(root):
    """Return the names of objects by their place, each with its component."""
    [read] = read_trees(root)
    return {
        environment(folder): {
            identity.name: placed.component for identity, placed in place.items()
        }
        for folder, place in read.items()
    }


def named(name, kind="ConfigMap"):
    return make(kind, metadata={"name": name})


def test_each_folder_that_is_applied_is_a_place(tmp_path):
    profile = make("Profile", "kubeflow.org/v1", metadata={"name": "team"})
    root = tree(
        tmp_path,
        base=[named("shared")],
        default=[],
        staging=[named("own")],
        profiles=[profile],
        apps=[application("kubeflow", "overlays/default", prune=True)],
    )

    assert places(root) == {
        "default": {"shared": "app"},
        "staging": {"shared": "app", "own": "staging-only"},
        "profiles": {"team": "profiles/team"},
        "apps/kubeflow.yaml": {"kubeflow": "apps/kubeflow"},
    }


def test_definitions_are_a_component(tmp_path):
    root = tree(tmp_path, base=[crd({})], default=[])
    (root / "kubeflow/base/app.yaml").rename(root / "kubeflow/base/crds.yaml")
    write({"kubeflow/base/kustomization.yaml": "resources: [crds.yaml]\n"}, root)

    assert places(root) == {"default": {"it": "crds"}}


def test_the_base_of_a_release_is_no_place_of_its_own(tmp_path):
    root = tree(tmp_path, base=[named("a")], default=[])
    (root / "kubeflow/bases").mkdir()
    (root / "kubeflow/base").rename(root / "kubeflow/bases/v0.0.1")
    overlay = "kubeflow/overlays/default/kustomization.yaml"
    write({overlay: "resources: [../../bases/v0.0.1]\n"}, root)

    assert places(root) == {"default": {"a": "app"}}


def test_each_cluster_has_applications_of_its_own(tmp_path):
    root = tree(tmp_path, base=[named("a")], apps=[named("kubeflow")])
    write({"apps/kubeflow-staging.yaml": rendered([named("kubeflow")])}, root)

    assert list(places(root)) == ["apps/kubeflow-staging.yaml", "apps/kubeflow.yaml"]


def test_a_patch_of_many_objects_is_no_component(tmp_path):
    root = tree(tmp_path, base=[named("a")], default=[])
    patch = "- {op: add, path: /metadata/labels, value: {a: b}}\n"
    write({"kubeflow/overlays/default/patches/many.yaml": patch}, root)
    kustomization = root / "kubeflow/overlays/default/kustomization.yaml"
    target = "patches: [{path: patches/many.yaml, target: {kind: ConfigMap}}]\n"
    kustomization.write_text(kustomization.read_text() + target)

    assert places(root) == {"default": {"a": "app"}}


def test_applications_of_others_are_left_alone(tmp_path):
    root = tree(tmp_path, base=[named("a")], default=[])
    write({"apps/nginx.yaml": "kind: Application\n"}, root)

    assert list(places(root)) == ["default"]


def test_fails_for_a_folder_without_anything_to_apply(tmp_path):
    with pytest.raises(ValueError, match="is not a dist/: it has neither overlays nor"):
        read_trees(tmp_path)


def test_fails_with_what_kustomize_says(tmp_path):
    root = tree(tmp_path, base=[named("a")], default=[])
    (root / "kubeflow/base/app.yaml").unlink()

    with pytest.raises(RuntimeError, match=r"overlays/default failed: .*app\.yaml"):
        read_trees(root)
