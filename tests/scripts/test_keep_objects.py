"""What a set holds, by what is there; tests/cluster/recovery runs the program for real."""

import hashlib
import json

import pytest

from constructs_lib.scripts import keep_objects
from constructs_lib.scripts.keep_objects import cleaned, is_kept, kept_of, record

PROFILES = {"team"}
CONTROLLED = {"ownerReferences": [{"kind": "Profile", "name": "team", "controller": True}]}
OF_KFAM = {"annotations": {"user": "a@example.com", "role": "edit"}}


def obj(kind, name="a", namespace="team", **metadata):
    return {
        "apiVersion": "v1",
        "kind": kind,
        "metadata": {"name": name, "namespace": namespace, **metadata},
    }


def binding(role="kubeflow-edit", kind="ClusterRole", **metadata):
    return {**obj("RoleBinding", **metadata), "roleRef": {"kind": kind, "name": role}}


def profile(name, **metadata):
    return {"kind": "Profile", "metadata": {"name": name, **metadata}, "spec": {}}


class Cluster:
    """Objects by file, Secrets by place, and recurring runs by profile."""

    def __init__(self, objects, secrets=(), runs=()):
        self.found, self.secrets, self.rows = objects, dict(secrets), dict(runs)

    def objects(self, name):
        return iter(self.found.get(name, ()))

    def secret(self, namespace, name):
        return self.secrets.get((namespace, name))

    def runs(self, namespace):
        return iter(self.rows.get(namespace, ()))


def names(kept, file):
    return [line["object"]["metadata"]["name"] for line in kept[file]]


def test_fields_of_the_server_are_left_out():
    made = obj(
        "Notebook",
        uid="1",
        resourceVersion="2",
        generation=3,
        creationTimestamp="now",
        managedFields=[{}],
        finalizers=["x"],
        labels={"app": "a"},
        annotations={"kubectl.kubernetes.io/last-applied-configuration": "{}", "own": "b"},
    )

    assert cleaned({**made, "spec": {"a": 1}, "status": {"b": 2}}) == {
        "apiVersion": "v1",
        "kind": "Notebook",
        "metadata": {
            "name": "a",
            "namespace": "team",
            "labels": {"app": "a"},
            "annotations": {"own": "b"},
        },
        "spec": {"a": 1},
    }


def test_a_claim_forgets_the_volume_of_the_lost_cluster():
    spec = {"volumeName": "pv-1", "dataSource": {}, "dataSourceRef": {}, "accessModes": ["a"]}
    bound = {"pv.kubernetes.io/bind-completed": "yes"}
    claim = obj("PersistentVolumeClaim", annotations=bound)

    made = cleaned({**claim, "spec": spec})

    assert made["spec"] == {"accessModes": ["a"]}
    assert "annotations" not in made["metadata"]


@pytest.mark.parametrize(
    ("file", "there", "kept"),
    [
        ("notebooks", obj("Notebook"), True),
        ("notebooks", obj("Notebook", namespace="kubeflow"), False),
        ("notebooks", obj("Notebook", deletionTimestamp="now"), False),
        ("notebooks", obj("Notebook", **CONTROLLED), False),
        ("role-bindings", binding(**OF_KFAM), True),
        ("role-bindings", binding(), False),
        ("role-bindings", binding("cluster-admin", **OF_KFAM), False),
        ("role-bindings", binding(kind="Role", **OF_KFAM), False),
        ("policies", obj("AuthorizationPolicy", **OF_KFAM, **CONTROLLED), False),
        (
            "role-bindings",
            binding(
                annotations={**OF_KFAM["annotations"], "argocd.argoproj.io/tracking-id": "x"},
            ),
            False,
        ),
        ("profiles", profile("team"), True),
        (
            "profiles",
            profile("team", annotations={"argocd.argoproj.io/tracking-id": "x"}),
            False,
        ),
        ("secrets", obj("Secret", namespace="kubeflow"), True),
        ("secrets", obj("Secret", namespace="auth"), False),
        ("secrets", {**obj("Secret"), "type": "kubernetes.io/service-account-token"}, False),
    ],
)
def test_kept_is_what_people_made_in_a_profile(file, there, kept):
    assert is_kept(file, there, PROFILES) is kept


def test_a_name_cannot_lead_a_path_elsewhere():
    assert keep_objects.path_of("role-bindings", "team", "a?b#c").endswith("/a%3Fb%23c")


def test_an_owner_is_kept_without_its_uid():
    owner = {"apiVersion": "kubeflow.org/v1", "kind": "Notebook", "name": "a"}
    made = record({**obj("Secret", ownerReferences=[{**owner, "uid": "1"}])})

    assert made["owners"] == [owner]
    assert "ownerReferences" not in made["object"]["metadata"]


@pytest.mark.parametrize(
    ("condition", "finished"),
    [
        ({"type": "Succeeded", "status": "True"}, True),
        ({"type": "Failed", "status": "True"}, True),
        ({"type": "Running", "status": "True"}, False),
        ({"type": "Succeeded", "status": "False"}, False),
    ],
)
def test_an_experiment_that_has_ended_is_marked(condition, finished):
    made = record({**obj("Experiment"), "status": {"conditions": [condition]}})

    assert made.get("finished", False) is finished


def test_only_named_secrets_are_asked_for():
    secrets = {
        ("team", "git"): obj("Secret", "git"),
        ("team", "other"): obj("Secret", "other"),
    }
    cluster = Cluster({"profiles": [profile("team")]}, secrets)

    kept = kept_of(cluster, {"kinds": ["profiles"], "secrets": ["git"], "runs": ""})

    assert names(kept, "secrets") == ["git"]


def test_a_profile_that_is_being_deleted_takes_its_objects_with_it():
    gone = profile("team", deletionTimestamp="now")
    cluster = Cluster({"profiles": [gone], "notebooks": [obj("Notebook")]})

    kept = kept_of(cluster, {"kinds": ["profiles", "notebooks"], "secrets": [], "runs": ""})

    assert kept == {"profiles": [], "notebooks": []}


def test_a_recurring_run_is_kept_without_what_pipelines_writes():
    run = {"recurring_run_id": "1", "created_at": "now", "display_name": "a"}
    cluster = Cluster({"profiles": [profile("team")]}, runs={"team": [run]})

    kept = kept_of(cluster, {"kinds": ["recurring-runs"], "secrets": [], "runs": "http://x"})

    assert kept["recurring-runs"] == [{"display_name": "a"}]


def test_a_recurring_run_that_pipelines_cannot_read_is_noted_and_others_are_kept(capsys):
    """Else a member of one profile could stop the copies of all."""
    runs = [{"recurring_run_id": "1", "error": {"code": 13}}, {"display_name": "nightly"}]
    cluster = Cluster({"profiles": [profile("team")]}, runs={"team": runs})
    kept = kept_of(cluster, {"kinds": ["recurring-runs"], "secrets": [], "runs": "http://x"})

    assert kept["recurring-runs"] == [
        {"namespace": "team", "unread": "1"},
        {"display_name": "nightly"},
    ]
    assert capsys.readouterr().out == (
        "left out: recurring run 1 of team, which Pipelines cannot read\n"
    )


def test_complete_holds_the_digest_of_the_digests(tmp_path):
    keep_objects.write(tmp_path, "20260102T000000Z", {"notebooks": [record(obj("Notebook"))]})
    digests = (tmp_path / "set/digests").read_bytes()

    assert (tmp_path / "complete").read_text().split() == [
        "20260102T000000Z",
        hashlib.sha256(digests).hexdigest(),
    ]
    assert json.loads((tmp_path / "set/about.json").read_text()) == {
        "layout": 1,
        "set": "20260102T000000Z",
        "counts": {"notebooks": 1},
    }


def test_two_sets_of_the_same_objects_are_alike(tmp_path):
    some = [record(obj("Notebook", name)) for name in ("b", "a")]
    for folder, lines in (("one", some), ("two", some[::-1])):
        keep_objects.write(tmp_path / folder, "20260102T000000Z", {"notebooks": lines})

    one, two = (tmp_path / each / "set/digests" for each in ("one", "two"))
    assert one.read_text() == two.read_text()


def test_what_cannot_be_written_whole_has_no_complete(tmp_path):
    (tmp_path / "set").write_text("in the way")

    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        keep_objects.write(tmp_path, "20260102T000000Z", {"notebooks": []})
    assert not (tmp_path / "complete").exists()
