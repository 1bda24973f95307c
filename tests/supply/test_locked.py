"""What a lock does not cover is refused, with who names it."""

from dataclasses import replace

import pytest

from constructs_lib import App, Chart, Cluster, Config, Kubeflow, __version__
from constructs_lib.supply import check_locked
from tests.test_image_lock import DIGEST, IMAGE, LOCK

PINNED = f"{IMAGE.reference}@{DIGEST}"


def deployment(image, name="app"):
    return {
        "kind": "Deployment",
        "metadata": {"name": name, "namespace": "kubeflow"},
        "spec": {"template": {"spec": {"containers": [{"image": image}]}}},
    }


def config(lock=LOCK, **settings):
    return Config(images=lock, **settings)


def test_an_image_with_the_locks_digest_passes():
    check_locked(config(), [deployment(PINNED)])


def test_tags_pass_where_nothing_is_locked():
    check_locked(Config(), [deployment("example.com/app:1")])


def test_an_image_that_the_lock_lacks_is_named_with_who_names_it():
    with pytest.raises(
        ValueError, match=r"lacks 'example\.com/app:1' of Deployment kubeflow/"
    ):
        check_locked(
            config(replace(LOCK, catalogue=__version__)),
            [deployment("example.com/app:1")],
        )


def test_a_lock_of_another_catalogue_is_told_with_both_versions():
    with pytest.raises(
        ValueError,
        match=r"the lock of kubeflow-gitops 0\.2\.0 lacks .*--lock` of \d.* and review",
    ):
        check_locked(config(), [deployment("example.com/app:1")])


def test_many_that_are_lacking_are_counted():
    objects = [deployment(f"example.com/app:{n}", f"app-{n}") for n in range(5)]

    with pytest.raises(ValueError, match="; and 2 more;"):
        check_locked(config(), objects)


def test_an_image_that_passes_the_lock_by_is_refused():
    with pytest.raises(ValueError, match=r"app names '.*busybox:1\.37\.0' without the digest"):
        check_locked(config(), [deployment(IMAGE.reference)])


def test_nodes_of_every_architecture_can_run_an_image():
    with pytest.raises(ValueError, match=r"is for linux/amd64, .* and Cluster.* has 's390x'"):
        check_locked(
            config(cluster=Cluster(architectures=("amd64", "s390x"))), [deployment(PINNED)]
        )


def test_architectures_without_a_lock_are_refused():
    with pytest.raises(ValueError, match="no effect without images='locked'"):
        Config(cluster=Cluster(architectures=("arm64",)))


def test_a_chart_of_ones_own_is_held_to_the_lock_too():
    chart = Chart(App(), "kubeflow", namespace="kubeflow")

    with pytest.raises(ValueError, match=r"^the lock of kubeflow-gitops 0\.2\.0 lacks"):
        Kubeflow(chart, "kubeflow", config=config())
