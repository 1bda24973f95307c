"""What a plan refuses, however the objects look."""

import pytest

from constructs_lib import BundledSeaweedFS, Config, PipelinesSettings
from constructs_lib.releases import V1_11_0, V26_03, V26_03_1
from constructs_lib.review.upgrade import LiveCluster

from .rows_26_03_1 import webhook
from .sides import definition, deployment, plan

MINIO, SEAWEEDFS = deployment("minio"), deployment("seaweedfs")
JOBS = definition("tfjobs.kubeflow.org")


def refused(before, after, config=Config(), step=(V26_03, V26_03_1), **more):
    made = plan(before, after, config, step=step, **more)
    found = [item for item in made.sections[0].items if item.name.startswith("Refused: ")]
    assert not found or (made.level == 40 and all(item.grave for item in found))
    return [item.name.removeprefix("Refused: ") for item in found]


def applying(name):
    made = webhook(name)
    client = {"service": {"name": "a", "namespace": "kubeflow", "path": "/apply-poddefault"}}
    made["webhooks"] = [{"name": "a.kubeflow.org", "clientConfig": client}]
    return made


OLD, NEW = applying("admission-webhook"), applying("poddefaults-webhook")


@pytest.mark.parametrize(
    ("there", "before", "after", "names"),
    [
        ([OLD, NEW], [NEW], [NEW], ["Two webhooks of PodDefaults"]),
        # Argo CD prunes it, and the plan says when.
        ([OLD], [OLD], [NEW], []),
        ([NEW], [NEW], [NEW], []),
        ([webhook("other"), NEW], [NEW], [NEW], []),
    ],
    ids=["left behind", "known", "the new one", "of something else"],
)
def test_a_second_webhook_of_pod_defaults_is_refused(there, before, after, names):
    assert refused(before, after, cluster=LiveCluster(objects=there)) == names


@pytest.mark.parametrize(
    ("content", "before", "names"),
    [
        ("new", [MINIO], ["A store that begins empty"]),
        ("copied", [MINIO], []),
        ("new", [], []),
    ],
    ids=["empty", "copied", "no artifacts"],
)
def test_a_store_that_begins_empty_is_refused_where_another_runs(content, before, names):
    store = BundledSeaweedFS(content=content)
    config = Config(release=V1_11_0, pipelines=PipelinesSettings(object_store=store))
    cluster = LiveCluster(objects=before)

    assert (
        refused([SEAWEEDFS], [SEAWEEDFS], config, (V1_11_0, V26_03), cluster=cluster) == names
    )


def marked(where, key):
    made = definition("tfjobs.kubeflow.org")
    made["metadata"][where] = {key: "kubeflow"}
    return made


@pytest.mark.parametrize(
    ("there", "after", "command"),
    [
        (marked("labels", "app.kubernetes.io/instance"), [], "label"),
        (marked("annotations", "argocd.argoproj.io/tracking-id"), [], "annotate"),
        (marked("labels", "app.kubernetes.io/instance"), [JOBS], None),
        (JOBS, [], None),
    ],
    ids=["label", "annotation", "stays", "unmarked"],
)
def test_a_definition_that_argo_cd_would_prune_is_refused(there, after, command):
    found = [
        item
        for item in plan([JOBS], after, cluster=LiveCluster(objects=[there])).sections[0].items
        if item.name == "Refused: `tfjobs.kubeflow.org`"
    ]

    assert [item.commands[0].split()[1] for item in found] == ([command] if command else [])
