"""What is the same in many objects is told once, and nothing that matters is lost by it."""

import pytest

from constructs_lib.delivery import rendered
from constructs_lib.review import as_markdown, as_text, review
from constructs_lib.review.alike import MANY, fold
from tests.kustomize import write
from tests.review.examples import deployment, make
from tests.review.trees import tree

NAMES = [f"app-{number}" for number in range(30)]
CONTEXT = {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}


def apps(names=NAMES, **container):
    """Return Deployments, each with a container of its own name."""
    return [
        {
            **deployment(container={"name": name, **container}),
            "metadata": {"name": name, "namespace": "kubeflow"},
        }
        for name in names
    ]


def kustomization(*resources, **fields):
    kind = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
    return rendered([{**kind, "resources": list(resources), **fields}])


@pytest.fixture
def patched(tmp_path):
    """Return the review of one target patch that reaches thirty Deployments."""
    base = {
        "kubeflow/base/kustomization.yaml": kustomization("apps.yaml"),
        "kubeflow/base/apps.yaml": rendered(apps()),
    }
    overlay = "kubeflow/overlays/default"
    patch = {"spec": {"template": {"spec": {"securityContext": CONTEXT}}}}
    header = {"apiVersion": "v1", "kind": "Any", "metadata": {"name": "any"}}
    target = {"path": "patches/pod.yaml", "target": {"kind": "Deployment"}}
    before = write(
        {**base, f"{overlay}/kustomization.yaml": kustomization("../../base")},
        tmp_path / "before",
    )
    after = write(
        {
            **base,
            f"{overlay}/kustomization.yaml": kustomization("../../base", patches=[target]),
            f"{overlay}/patches/pod.yaml": rendered([{**header, **patch}]),
        },
        tmp_path / "after",
    )
    return review(before, after)


def compared(folder, before, after):
    trees = [
        tree(folder / side, base=objects, default=[])
        for side, objects in (("before", before), ("after", after))
    ]
    return review(*trees)


def test_a_target_patch_is_one_change_of_many_objects(patched):
    folded = fold(patched)
    [shared] = folded.shared
    [group] = folded.groups

    assert [field.path for field in shared.fields] == ["spec.template.spec.securityContext"]
    assert len(shared.titles) == len(group.titles) == len(NAMES)
    assert folded.components == {}


def test_a_terminal_shows_a_target_patch_in_a_few_lines(patched):
    told = as_text(patched, against="main")

    assert told.count("\n") < len(NAMES) / 3
    assert all(name in told for name in NAMES)


def test_a_comment_shows_a_target_patch_once(patched):
    told = as_markdown(patched, against="main")

    assert told.count("`spec.template.spec.securityContext`") == 1
    assert all(name in told for name in NAMES)


def test_containers_of_other_names_change_alike(tmp_path):
    folded = fold(compared(tmp_path, apps(NAMES[:MANY]), apps(NAMES[:MANY], tty=True)))

    assert [field.path for field in folded.shared[0].fields] == [
        "spec.template.spec.containers[*].tty"
    ]


def test_a_few_objects_are_told_one_by_one(tmp_path):
    few = NAMES[: MANY - 1]
    folded = fold(compared(tmp_path, apps(few), apps(few, tty=True)))

    assert (folded.shared, folded.groups) == ((), ())
    assert sum(map(len, folded.components.values())) == len(few)


def test_what_an_object_has_of_its_own_is_told_with_it(tmp_path):
    after = apps(tty=True)
    after[0]["spec"]["paused"] = True
    folded = fold(compared(tmp_path, apps(), after))
    [[remaining]] = folded.components.values()

    assert remaining.obj.title.endswith("app-0")
    assert ([str(f) for f in remaining.obj.fields], remaining.shared) == (
        ["`spec.paused`: nothing → `true`"],
        1,
    )


def test_what_asks_for_thought_is_in_no_list(tmp_path):
    secrets = [make("Secret", metadata={"name": name}) for name in NAMES]
    kept = [make("Namespace")]
    found = compared(tmp_path, [*kept, *secrets], kept)

    assert fold(found).groups == ()
    assert sum(map(len, fold(found).components.values())) == len(NAMES)


def test_values_that_differ_where_they_are_cut_are_not_the_same(tmp_path):
    long = "x" * 300
    before = [make("ConfigMap", metadata={"name": name}, data={"a": ""}) for name in NAMES]
    after = [
        make("ConfigMap", metadata={"name": name}, data={"a": f"{long}{name}"})
        for name in NAMES
    ]

    assert fold(compared(tmp_path, before, after)).shared == ()
