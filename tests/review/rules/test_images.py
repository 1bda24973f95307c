from typing import Any

import pytest

from constructs_lib.image_reference import ImageReference
from constructs_lib.review.rules import findings
from tests.review.examples import change, spec

TEMPLATE = ("spec", "template", "spec")


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("busybox", ("docker.io", "library/busybox", "", "")),
        ("busybox:1", ("docker.io", "library/busybox", "1", "")),
        ("a/b:1", ("docker.io", "a/b", "1", "")),
        ("quay.io/a/b:1", ("quay.io", "a/b", "1", "")),
        ("localhost/a:1", ("localhost", "a", "1", "")),
        ("mirror:5000/a", ("mirror:5000", "a", "", "")),
        ("mirror:5000/a/b:1@sha256:c", ("mirror:5000", "a/b", "1", "sha256:c")),
        ("a@sha256:c", ("docker.io", "library/a", "", "sha256:c")),
    ],
)
def test_a_reference_is_taken_apart_as_runtimes_do(reference, parts):
    image = ImageReference.of(reference)

    assert (image.registry, image.path, image.tag, image.digest) == parts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("quay.io/a/b:1", "mirror.io/a/b:1", True),
        ("quay.io/a/b:1", "mirror.io/kubeflow/a/b:1", True),
        ("mirror.io/kubeflow/a/b:1", "quay.io/a/b:1", True),
        ("quay.io/a/b:1", "mirror.io/xa/b:1", False),
        ("quay.io/a/b:1", "mirror.io/a/b:2", False),
        ("quay.io/a/b:1@sha256:c", "mirror.io/a/b:1@sha256:d", False),
    ],
)
def test_a_mirror_puts_a_path_in_front(one, other, same):
    assert ImageReference.of(one).is_copy_of(ImageReference.of(other)) is same


@pytest.mark.parametrize(
    ("api", "kind", "path"),
    [
        ("apps/v1", "DaemonSet", TEMPLATE),
        ("apps/v1", "Deployment", TEMPLATE),
        ("apps/v1", "StatefulSet", TEMPLATE),
        ("batch/v1", "CronJob", ("spec", "jobTemplate", *TEMPLATE)),
        ("batch/v1", "Job", TEMPLATE),
    ],
)
@pytest.mark.parametrize("field", ["containers", "initContainers"])
def test_containers_are_found_wherever_a_kind_has_its_pods(api, kind, path, field):
    def made(image):
        pod: dict[str, Any] = {field: [{"name": "app", "image": image}]}
        for key in reversed(path[1:]):
            pod = {key: pod}
        return spec(kind, api, **pod)

    found = [
        each for each in findings(change(made("a:1"), made("a:2"))) if each.rule == "image"
    ]

    assert [each.sentence for each in found] == [
        "the tag changes in container `app`: `a:1` → `a:2`"
    ]


def test_a_container_of_another_name_is_no_other_image():
    def made(name):
        return spec("Job", "batch/v1", template={"spec": {"containers": [{"name": name}]}})

    assert "image" not in {each.rule for each in findings(change(made("a"), made("b")))}


def test_a_container_without_an_image_gets_one():
    def made(**image):
        containers = [{"name": "app", **image}]
        return spec("Job", "batch/v1", template={"spec": {"containers": containers}})

    [found] = [
        each for each in findings(change(made(), made(image="a:1"))) if each.rule == "image"
    ]

    assert found.sentence == 'the image changes in container `app`: `""` → `a:1`'
