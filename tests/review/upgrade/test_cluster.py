"""What was read from a cluster adds to a plan."""

import re

import pytest

from constructs_lib.releases import V1_9_1, V1_10_2
from constructs_lib.review.upgrade import LiveCluster, release_of

from .sides import binding, definition, deployment, items, obj, plan


def node(version):
    return obj(
        "Node", version, namespace=None, status={"nodeInfo": {"kubeletVersion": version}}
    )


def running(release, registry=""):
    image = release.images["jupyter-web-app"]
    return deployment("a", f"{registry}{image}")


@pytest.mark.parametrize("release", [V1_9_1, V1_10_2], ids=lambda release: release.name)
@pytest.mark.parametrize("registry", ["", "mirror.example.com/kubeflow/"])
def test_a_release_is_known_by_its_images_mirrored_or_not(release, registry):
    assert release_of([running(release, registry), obj("Service", "b")]) == release


def test_fails_where_no_image_is_of_a_release():
    message = "no workload that was read has an image of a release that is carried"
    with pytest.raises(ValueError, match=re.escape(message)):
        release_of([deployment("a", "example.com/a:1")])


@pytest.mark.parametrize(
    ("versions", "oldest"),
    [(["v1.33.1", "v1.31.9-eks-5d632ec"], "1.31.9"), (["1.33.1+k3s1"], "1.33.1"), ([], None)],
)
def test_the_oldest_node_is_the_version_of_the_cluster(versions, oldest):
    assert LiveCluster(objects=[*map(node, versions)]).kubernetes == oldest


def test_a_node_that_is_too_old_is_told():
    cluster = LiveCluster(objects=[node("v1.31.9")])
    [kubernetes] = [
        i for i in items("What the platform", cluster=cluster) if i.name == "Kubernetes"
    ]

    assert kubernetes.grave
    assert plan(cluster=cluster).level == 40


def test_users_objects_of_a_kind_that_leaves_are_counted_by_namespace():
    jobs = [
        obj("Mxjobs", name, api="kubeflow.org/v1", namespace=namespace)
        for name, namespace in (("a", "ada"), ("b", "ada"), ("c", "grace"))
    ]
    crd, kept = definition("mxjobs.kubeflow.org"), definition("tfjobs.kubeflow.org")
    cluster = LiveCluster(objects=[crd, kept, *jobs])
    [gone, hazard] = items("Which kinds", [crd, kept], [kept], cluster=cluster)

    assert "There are: 2 in `ada`, 1 in `grace`." in gone.what
    assert hazard.name == "Users' MXJobs"


def test_a_kind_that_leaves_and_was_not_read_is_not_said_to_be_unused():
    crd, kept = definition("mxjobs.kubeflow.org"), definition("tfjobs.kubeflow.org")
    cluster = LiveCluster(objects=[crd, kept])
    gone, _ = items("Which kinds", [crd, kept], [kept], cluster=cluster)

    assert "None was read." in gone.what


def test_a_stored_version_that_the_new_definition_lacks_is_told_first():
    crd = definition("a.kubeflow.org", "v1", "v1alpha1")
    live = {**crd, "status": {"storedVersions": ["v1alpha1", "v1"]}}
    found = items(
        "What is done",
        [crd],
        [definition("a.kubeflow.org")],
        cluster=LiveCluster(objects=[live]),
    )

    assert [i.name for i in found] == ["Stored versions of `a.kubeflow.org`"]


def test_a_refusal_that_only_the_cluster_shows_is_told_once():
    after = [binding("a", "view")]
    live = LiveCluster(objects=[binding("a", "admin")])

    for before in (after, [binding("a", "admin")]):
        found = items("What is done", before, after, cluster=live)
        assert [i.name for i in found] == [
            "Hold Argo CD until the merge",
            "ClusterRoleBinding `a`",
        ]


def test_hazards_are_decided_by_what_runs_in_the_platforms_namespaces():
    mysql = deployment("mysql", securityContext={"fsGroup": 999})
    elsewhere = deployment("mysql")
    elsewhere["metadata"]["namespace"] = "other"

    def data(*objects):
        cluster = LiveCluster(objects=objects)
        return [i.name for i in items("Which data", [mysql], [mysql], cluster=cluster)]

    assert data(deployment("mysql")) == ["The owner of MySQL's volume"]
    assert data(mysql, elsewhere) == []


def test_hazards_of_kinds_that_were_not_read_are_decided_by_the_release():
    def namespace(**labels):
        return obj("Namespace", "kubeflow", namespace=None, labels=labels)

    before = [namespace(a="b"), deployment("a")]
    after = [namespace(**{"pod-security.kubernetes.io/enforce": "baseline"}), deployment("a")]

    lacking = items(
        "What the platform", before, after, cluster=LiveCluster(objects=[deployment("a")])
    )

    assert "Pod Security in `kubeflow`" in {item.name for item in lacking}
