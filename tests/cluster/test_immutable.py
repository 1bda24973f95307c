"""The API server refuses the changes that the rule `recreate` of make diff reports."""

from collections.abc import Mapping
from contextlib import nullcontext
from copy import deepcopy
from typing import Any

import pytest

from constructs_lib.delivery.overlay import ResourceId
from constructs_lib.kube import Object
from constructs_lib.review.change import Change
from constructs_lib.review.rules import findings
from tests.cluster.api_server import Refused

RBAC = "rbac.authorization.k8s.io"
LABELS = {"app": "it"}
POD: dict[str, Any] = {
    "metadata": {"labels": LABELS},
    "spec": {"containers": [{"name": "app", "image": "example.com/app:1"}]},
}
ONCE = {**POD, "spec": {**POD["spec"], "restartPolicy": "Never"}}
ROLLED = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 1}}
CLAIM = {
    "accessModes": ["ReadWriteOnce"],
    "storageClassName": "fast",
    "resources": {"requests": {"storage": "1Gi"}},
}
WORKLOAD = {"selector": {"matchLabels": LABELS}, "template": POD}
CLUSTER_WIDE = (
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "PriorityClass",
    "StorageClass",
)


def make(kind: str, api: str = "v1", name: str = "it", **body: Any) -> Object:
    scope = {} if kind in CLUSTER_WIDE else {"namespace": "default"}
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name, **scope}, **body}


def binding(kind: str) -> Object:
    role = {"apiGroup": RBAC, "kind": "ClusterRole", "name": "view"}
    return make(kind, f"{RBAC}/v1", roleRef=role, subjects=[])


VERSION = {
    "name": "v1",
    "served": True,
    "storage": True,
    "schema": {"openAPIV3Schema": {"type": "object"}},
}
DEFINITION = {
    "group": "example.com",
    "names": {
        "kind": "Thing",
        "plural": "things",
        "singular": "thing",
        "listKind": "ThingList",
    },
    "scope": "Cluster",
    "versions": [VERSION],
}
STATEFUL = {
    **WORKLOAD,
    "serviceName": "it",
    "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": CLAIM}],
}
OBJECTS = {
    "deployment": make("Deployment", "apps/v1", spec=WORKLOAD),
    "rolled deployment": make(
        "Deployment", "apps/v1", name="rolled", spec={**WORKLOAD, "strategy": ROLLED}
    ),
    "daemon set": make("DaemonSet", "apps/v1", spec=WORKLOAD),
    "stateful set": make("StatefulSet", "apps/v1", spec=STATEFUL),
    "job": make("Job", "batch/v1", spec={"template": ONCE, "completionMode": "NonIndexed"}),
    "service": make("Service", spec={"ports": [{"port": 80}], "selector": LABELS}),
    "claim": make("PersistentVolumeClaim", spec=CLAIM),
    "binding": binding("RoleBinding"),
    "cluster binding": binding("ClusterRoleBinding"),
    "settings": make("ConfigMap", data={"a": "1"}),
    "frozen settings": make("ConfigMap", name="frozen", data={"a": "1"}, immutable=True),
    "secret": make("Secret", type="Opaque", stringData={"a": "1"}),
    "frozen secret": make("Secret", name="frozen", type="Opaque", immutable=True, data={}),
    "storage class": make(
        "StorageClass", "storage.k8s.io/v1", name="fast", provisioner="a.b/c"
    ),
    "priority": make("PriorityClass", "scheduling.k8s.io/v1", value=1),
    "definition": make(
        "CustomResourceDefinition",
        "apiextensions.k8s.io/v1",
        name="things.example.com",
        spec=DEFINITION,
    ),
}
OTHER = {"app": "it", "tier": "web"}
# Which object, and what is merged into it.
CHANGES: tuple[Any, ...] = (
    ("deployment", {"spec": {"selector": {"matchLabels": OTHER}}, "labels": OTHER}),
    ("deployment", {"spec": {"strategy": {"type": "Recreate"}}}),
    ("rolled deployment", {"spec": {"strategy": {"type": "Recreate", "rollingUpdate": None}}}),
    ("deployment", {"spec": {"replicas": 3, "paused": True}}),
    ("daemon set", {"spec": {"selector": {"matchLabels": OTHER}}, "labels": OTHER}),
    ("daemon set", {"spec": {"minReadySeconds": 3, "updateStrategy": {"type": "OnDelete"}}}),
    ("stateful set", {"spec": {"serviceName": "other"}}),
    ("stateful set", {"spec": {"podManagementPolicy": "Parallel"}}),
    ("stateful set", {"spec": {"volumeClaimTemplates": []}}),
    ("stateful set", {"spec": {"selector": {"matchLabels": OTHER}}, "labels": OTHER}),
    ("stateful set", {"spec": {"replicas": 3, "minReadySeconds": 3}}),
    ("stateful set", {"spec": {"ordinals": {"start": 1}, "revisionHistoryLimit": 3}}),
    ("stateful set", {"spec": {"updateStrategy": {"type": "OnDelete"}}}),
    (
        "stateful set",
        {"spec": {"persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Delete"}}},
    ),
    ("job", {"spec": {"template": {"spec": {"serviceAccountName": "other"}}}}),
    ("job", {"spec": {"completionMode": "Indexed", "completions": 1}}),
    ("job", {"spec": {"parallelism": 2, "ttlSecondsAfterFinished": 3}}),
    ("service", {"spec": {"clusterIP": "None"}}),
    ("service", {"spec": {"type": "NodePort", "selector": OTHER}}),
    ("claim", {"spec": {"accessModes": ["ReadWriteMany"]}}),
    ("claim", {"spec": {"storageClassName": "slow"}}),
    ("claim", {"spec": {"volumeMode": "Block"}}),
    ("binding", {"roleRef": {"name": "edit"}}),
    ("cluster binding", {"roleRef": {"name": "edit"}}),
    ("binding", {"subjects": [{"apiGroup": RBAC, "kind": "User", "name": "ann"}]}),
    ("settings", {"data": {"a": "2"}}),
    ("settings", {"immutable": True}),
    ("frozen settings", {"data": {"a": "2"}}),
    ("frozen settings", {"immutable": False}),
    ("secret", {"type": "other"}),
    ("secret", {"stringData": {"a": "2"}}),
    ("frozen secret", {"stringData": {"a": "2"}}),
    ("storage class", {"provisioner": "d.e/f"}),
    ("storage class", {"parameters": {"a": "b"}}),
    ("storage class", {"reclaimPolicy": "Retain"}),
    ("storage class", {"volumeBindingMode": "WaitForFirstConsumer"}),
    ("storage class", {"allowVolumeExpansion": True}),
    ("priority", {"value": 2}),
    ("priority", {"preemptionPolicy": "Never"}),
    ("priority", {"description": "other"}),
    ("definition", {"spec": {"scope": "Namespaced"}}),
    ("definition", {"spec": {"versions": [{**VERSION, "deprecated": True}]}}),
)


@pytest.fixture(scope="module")
def server(api_server):
    """Provide the API server while it holds every object."""
    api_server.apply(OBJECTS.values())
    api_server.define([OBJECTS["definition"]])
    yield api_server
    for obj in OBJECTS.values():
        api_server.delete(obj)


def merged(value: Any, patch: Mapping[str, Any]) -> Any:
    result = dict(value)
    for key, inner in patch.items():
        is_merged = isinstance(inner, Mapping) and isinstance(value.get(key), Mapping)
        result[key] = merged(value[key], inner) if is_merged else inner
    return result


def changed(obj: Object, patch: Mapping[str, Any]) -> Object:
    """Return the object with a patch merged; `labels` are those of its pods."""
    after = merged(deepcopy(obj), {k: v for k, v in patch.items() if k != "labels"})
    if "labels" in patch:
        after["spec"]["template"] = {**POD, "metadata": {"labels": patch["labels"]}}
    return after


@pytest.mark.parametrize(("name", "patch"), CHANGES)
def test_what_is_said_to_be_made_anew_is_what_the_server_refuses(server, name, patch):
    before = OBJECTS[name]
    after = changed(before, patch)
    change = Change(identity=ResourceId.of(before), before=before, after=after)
    said = any(finding.rule == "recreate" for finding in findings(change))
    with pytest.raises(Refused) if said else nullcontext():
        server.apply([after], dry_run=True, force=True)
