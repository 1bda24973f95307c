"""What each step creates, by what is there; tests/cluster/recovery asks an API server."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from constructs_lib.recovery.cluster import ClusterError
from constructs_lib.recovery.kept_set import open_set
from constructs_lib.recovery.steps import STEPS, Restore
from constructs_lib.scripts.keep_objects import path_of

from .sets import NOTEBOOK, obj, written

PROFILE = obj("Profile", "team")
NAMESPACE = {"metadata": {"name": "team", "ownerReferences": [{"uid": "1"}]}}
AT = "/api/v1/namespaces/team"
OF_TEAM = path_of("profiles", "", "team")
WAITED = {OF_TEAM: {"metadata": {"name": "team", "uid": "1"}}}
THERE = {**WAITED, AT: NAMESPACE}


@dataclass
class Cluster:
    """Objects by path; what is created is there."""

    found: dict[str, Any] = field(default_factory=dict)

    def read(self, path):
        return self.found.get(path)

    def create(self, path, obj):
        self.found[f"{path}/{obj['metadata']['name']}"] = obj
        return obj

    def merge(self, path, patch):
        self.found[path] = {**self.found[path], **patch}


class Lease:
    def renew(self): ...


def run(step, folder, cluster, **kept):
    restore = Restore(
        kept=open_set(written(folder, **kept)),
        cluster=cluster,
        lease=Lease(),
        patience=timedelta(0),
    )
    return list(STEPS[step](restore))


def test_what_is_missing_is_created_and_then_it_is_there(tmp_path):
    cluster = Cluster({**THERE})

    assert run("work", tmp_path / "1", cluster) == ["created: Notebook team/a"]
    assert run("work", tmp_path / "2", cluster) == ["there: Notebook team/a"]


def test_what_differs_is_left_as_it_is(tmp_path):
    path = path_of("notebooks", "team", "a")
    other = {**NOTEBOOK, "spec": {"changed": True}}
    cluster = Cluster({**THERE, path: other})

    assert run("work", tmp_path, cluster) == ["left as it is, and differs: Notebook team/a"]
    assert cluster.found[path] == other


def test_what_has_no_namespace_is_left_out(tmp_path):
    told = ["left out: Notebook team/a, whose namespace does not exist"]

    assert run("work", tmp_path / "1", Cluster()) == told
    going = {"metadata": {"name": "team", "deletionTimestamp": "now"}}
    assert run("work", tmp_path / "2", Cluster({AT: going})) == told


def test_nothing_is_restored_outside_of_profiles(tmp_path):
    """Whoever can write into the store could otherwise become the cluster's administrator."""
    system = "/api/v1/namespaces/kube-system"
    cluster = Cluster({system: {"metadata": {"name": "kube-system"}}, AT: NAMESPACE})
    lines = [{"object": obj("Secret", "a", name)} for name in ("kube-system", "team")]
    told = "whose namespace belongs to no Profile"

    assert run("rights", tmp_path, cluster, secrets=lines) == [
        f"left out: Secret kube-system/a, {told}",
        f"left out: Secret team/a, {told}",
    ]


def test_only_secrets_are_restored_into_the_platforms_namespace(tmp_path):
    cluster = Cluster({"/api/v1/namespaces/kubeflow": NAMESPACE})
    line = {"object": obj("Notebook", "a", "kubeflow")}

    assert run("work", tmp_path, cluster, notebooks=[line]) == [
        "left out: Notebook kubeflow/a, whose namespace belongs to no Profile"
    ]


def test_nothing_is_restored_into_a_profile_that_another_person_has_registered(tmp_path):
    ada, mallory = ({"owner": {"kind": "User", "name": name}} for name in ("ada", "mallory"))
    kept = {
        "profiles": [{"object": {**PROFILE, "spec": ada}}],
        "secrets": [{"object": obj("Secret", "a", "team")}],
    }
    registered = {OF_TEAM: {**PROFILE, **WAITED[OF_TEAM], "spec": mallory}, AT: NAMESPACE}

    assert run("profiles", tmp_path / "1", Cluster({**registered}), **kept) == [
        "left as it is, and differs: Profile team"
    ]
    assert run("rights", tmp_path / "2", Cluster({**registered}), **kept) == [
        "left out: Secret team/a, whose Profile belongs to somebody else now"
    ]


def test_an_experiment_that_had_ended_is_left_out(tmp_path):
    line = {"object": obj("Experiment", "a", "team"), "finished": True}
    cluster = Cluster({**THERE})

    assert run("work", tmp_path, cluster, experiments=[line]) == [
        "left out: Experiment team/a, which had ended"
    ]


def test_secrets_of_the_platform_are_a_step_of_their_own(tmp_path):
    lines = [{"object": obj("Secret", "a", name)} for name in ("kubeflow", "team")]
    cluster = Cluster({**THERE, "/api/v1/namespaces/kubeflow": NAMESPACE})

    assert run("rights", tmp_path / "1", cluster, secrets=lines) == ["created: Secret team/a"]
    assert run("old-secrets", tmp_path / "2", cluster, secrets=lines) == [
        "created: Secret kubeflow/a"
    ]


def test_the_platforms_namespace_is_needed_for_its_secrets(tmp_path):
    lines = [{"object": obj("Secret", "a", "kubeflow")}]

    with pytest.raises(ClusterError, match="kubectl create namespace kubeflow"):
        run("old-secrets", tmp_path, Cluster(), secrets=lines)


LABELLED = {**NAMESPACE["metadata"], "labels": {"istio.io/use-waypoint": "waypoint"}}
GATEWAY = "/apis/gateway.networking.k8s.io/v1/namespaces/team/gateways/waypoint"
READY = {"status": {"conditions": [{"type": "Programmed", "status": "True"}]}}


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, "Profile team does not exist"),
        (WAITED, "Profile team has no namespace"),
        ({**WAITED, AT: {"metadata": {}}}, "namespace team does not belong to Profile team"),
        ({**WAITED, AT: {"metadata": LABELLED}}, "waypoint waypoint of team is not ready"),
    ],
)
def test_a_wait_says_what_it_waited_for(tmp_path, found, told):
    with pytest.raises(ClusterError, match=rf"{told}, after 0:00:00; run `wait` again"):
        run("wait", tmp_path, Cluster(found), profiles=[{"object": PROFILE}])


def test_a_wait_ends_when_namespace_and_waypoint_are_ready(tmp_path):
    cluster = Cluster({**WAITED, AT: {"metadata": LABELLED}, GATEWAY: READY})

    assert run("wait", tmp_path, cluster, profiles=[{"object": PROFILE}]) == [
        "team: namespace and waypoint are ready"
    ]


OWNER = {"apiVersion": "kubeflow.org/v1", "kind": "Notebook", "name": "a"}
CLAIM: dict[str, Any] = {
    "object": obj("PersistentVolumeClaim", "b", "team", spec={}),
    "owners": [OWNER],
}


def test_an_owner_gets_its_new_uid(tmp_path):
    claim, notebook = path_of("claims", "team", "b"), path_of("notebooks", "team", "a")
    there = {**NOTEBOOK, "metadata": {**NOTEBOOK["metadata"], "uid": "new"}}
    cluster = Cluster({claim: CLAIM["object"], notebook: there})

    told = "the owner of PersistentVolumeClaim team/b"
    assert run("owners", tmp_path / "1", cluster, claims=[CLAIM]) == [f"mended: {told}"]
    assert cluster.found[claim]["metadata"] == {"ownerReferences": [{**OWNER, "uid": "new"}]}
    assert run("owners", tmp_path / "2", cluster, claims=[CLAIM]) == [f"there: {told}"]


def test_an_owner_that_came_since_stays(tmp_path):
    """A controller owns what it made of the same name, and removes it by that."""
    claim, notebook = path_of("claims", "team", "b"), path_of("notebooks", "team", "a")
    other = {"apiVersion": "v1", "kind": "A", "name": "a", "uid": "2", "controller": True}
    old = {**OWNER, "uid": "old"}
    metadata = CLAIM["object"]["metadata"]
    owned = {**metadata, "ownerReferences": [other, old]}
    there = {**NOTEBOOK, "metadata": {**NOTEBOOK["metadata"], "uid": "new"}}
    cluster = Cluster({claim: {**CLAIM["object"], "metadata": owned}, notebook: there})
    run("owners", tmp_path, cluster, claims=[CLAIM])

    assert cluster.found[claim]["metadata"]["ownerReferences"] == [
        other,
        {**OWNER, "uid": "new"},
    ]


@pytest.mark.parametrize("owner", [OWNER, {**OWNER, "kind": "Pod"}])
def test_an_owner_that_is_not_there_is_named(tmp_path, owner):
    cluster = Cluster({path_of("claims", "team", "b"): CLAIM["object"]})

    assert run("owners", tmp_path, cluster, claims=[{**CLAIM, "owners": [owner]}]) == [
        f"left out: PersistentVolumeClaim team/b was owned by {owner['kind']} a"
    ]


def test_recurring_runs_need_the_api_of_pipelines(tmp_path):
    runs = [{"namespace": "team", "display_name": "nightly"}]

    with pytest.raises(ClusterError, match="1 recurring runs are kept; forward the API"):
        run("recurring-runs", tmp_path, Cluster(), recurring_runs=runs)
