from collections.abc import Mapping
from types import MappingProxyType

import pytest

from constructs_lib.kube import Object
from constructs_lib.review.rules import findings
from constructs_lib.review.rules.queues import QUEUE
from constructs_lib.review.severity import Severity
from tests.review.examples import change

FLAVOR = {
    "apiVersion": "kueue.x-k8s.io/v1beta2",
    "kind": "ResourceFlavor",
    "metadata": {"name": "kubeflow-a100"},
    "spec": {"nodeLabels": {"pool": "a100"}},
}
LOCAL: Object = {
    "apiVersion": "kueue.x-k8s.io/v1beta2",
    "kind": "LocalQueue",
    "metadata": {"name": "kubeflow", "namespace": "team"},
    "spec": {"clusterQueue": "research"},
}


def queue(
    *,
    cpu: str | None = "64",
    limits: Mapping[str, str] = MappingProxyType({}),
    **spec: str,
) -> Object:
    shares = {"cpu": cpu, "memory": "256Gi"}
    resources = [
        {"name": name, "nominalQuota": amount} for name, amount in shares.items() if amount
    ]
    resources[0].update(limits)
    group = {"flavors": [{"name": "kubeflow", "resources": resources}]}
    return {
        "apiVersion": "kueue.x-k8s.io/v1beta2",
        "kind": "ClusterQueue",
        "metadata": {"name": "research"},
        "spec": {"resourceGroups": [group], "stopPolicy": "None", **spec},
    }


def found(before: Object | None, after: Object | None) -> list[tuple[Severity, str]]:
    return list(QUEUE.find(change(before, after)))


@pytest.mark.parametrize(
    ("removed", "left"),
    [
        (queue(), "Kueue keeps it until the last admitted one ends"),
        (LOCAL, "jobs of this profile that wait in it stay suspended"),
        (FLAVOR, "Kueue keeps it as long as a ClusterQueue names it"),
    ],
    ids=["queue", "profile's queue", "flavor"],
)
def test_what_is_removed_leaves_work_waiting(removed, left):
    [(severity, sentence)] = found(removed, None)

    assert severity is Severity.WARNING
    assert left in sentence


@pytest.mark.parametrize(
    ("after", "severity", "sentence"),
    [
        (
            queue(cpu=None),
            Severity.WARNING,
            "loses `cpu` of `kubeflow`: work that needs it waits",
        ),
        (
            queue(cpu="32000m"),
            Severity.NOTICE,
            'has less `cpu`: `"64"` → `32000m`; more work waits',
        ),
        (queue(stopPolicy="Hold"), Severity.WARNING, "starts no more work"),
        (
            queue(stopPolicy="HoldAndDrain"),
            Severity.WARNING,
            "starts no more work, and suspends what runs",
        ),
        (
            queue(cohortName="all"),
            Severity.NOTICE,
            "borrows from other queues: its cohort changes nothing → `all`",
        ),
    ],
    ids=["a resource less", "less of one", "on hold", "drained", "another cohort"],
)
def test_a_queue_that_admits_less_says_so(after, severity, sentence):
    assert found(queue(), after) == [(severity, sentence)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({}, {"borrowingLimit": "8"}, "borrows less `cpu`: `no limit` → `8`; more work waits"),
        (
            {"borrowingLimit": "8"},
            {"borrowingLimit": "4000m"},
            "borrows less `cpu`: `8` → `4000m`; more work waits",
        ),
        (
            {"lendingLimit": "8"},
            {"lendingLimit": "0"},
            "lends less `cpu`: `8` → `0`; more work waits",
        ),
    ],
)
def test_a_queue_that_borrows_or_lends_less_says_so(before, after, sentence):
    [(severity, said)] = found(queue(limits=before), queue(limits=after))

    assert severity is Severity.NOTICE
    assert said.replace('"', "") == sentence


@pytest.mark.parametrize(
    "after", [{}, {"borrowingLimit": "9"}, {"borrowingLimit": "8000m"}, {"lendingLimit": "9"}]
)
def test_a_queue_that_borrows_or_lends_more_says_nothing(after):
    before = dict.fromkeys(after, "8") or {"borrowingLimit": "8"}

    assert found(queue(limits=before), queue(limits=after)) == []


def test_other_nodes_are_for_pods_that_start_now():
    [(severity, sentence)] = found(FLAVOR, {**FLAVOR, "spec": {"nodeLabels": {"pool": "b"}}})

    assert severity is Severity.WARNING
    assert sentence.startswith("`nodeLabels` change for pods that start now")


def test_a_profile_cannot_change_to_another_queue():
    other = {**LOCAL, "spec": {"clusterQueue": "teaching"}}

    [finding] = findings(change(LOCAL, other))

    assert (finding.rule, finding.severity) == ("recreate", Severity.DANGER)


@pytest.mark.parametrize("after", [queue(cpu="65"), queue(cpu="64000m"), queue()])
def test_what_takes_nothing_is_left_to_the_other_rules(after):
    assert found(queue(), after) == []
