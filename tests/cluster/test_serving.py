"""A real API server accepts KServe's objects, and users' models."""

from copy import deepcopy
from typing import Any, Final

import pytest

from constructs_lib.config import PROFILES

from .api_server import ApiServer, new_namespace
from .client import connected
from .output import environment_of_models, named, release, serving
from .processes import wait_for
from .rights import bound, wait_for_right
from .turned_off import turned_off

DEFINITION = "CustomResourceDefinition"
# Kinds of platforms that this server does not have.
ELSEWHERE = (
    "cert-manager.io",
    "metacontroller.k8s.io",
    "networking.istio.io",
    "security.istio.io",
)
RBAC = ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ServiceAccount")
ACCOUNT = "system:serviceaccount:kubeflow:kserve-controller-manager"
PAGE = f"system:serviceaccount:kubeflow:{release().named('kserve-models-web-app')}"
# Bound to what KServe adds to the roles of Kubeflow's members.
EDITOR = "erin@example.com"
READER = "ray@example.com"
BINDINGS = [
    bound(user, role, "team")
    for user, role in ((EDITOR, "kubeflow-kserve-edit"), (READER, "kubeflow-kserve-view"))
]
# tests/gh-actions/kf-objects/kserve_test.yaml of kubeflow/manifests v1.9.1 serves the same.
IRIS: Final[dict[str, Any]] = {
    "apiVersion": "serving.kserve.io/v1beta1",
    "kind": "InferenceService",
    "metadata": {"name": "sklearn-iris", "namespace": "team"},
    "spec": {
        "predictor": {
            "sklearn": {
                "storageUri": "gs://kfserving-examples/models/sklearn/1.0/model",
                "resources": {
                    "requests": {"cpu": "0.1", "memory": "200M"},
                    "limits": {"cpu": "1", "memory": "2Gi"},
                },
            }
        }
    },
}
# account, verb, resource, group, namespace: whether it may
TABLE = (
    (ACCOUNT, "create", "deployments", "apps", "team", True),
    (ACCOUNT, "delete", "horizontalpodautoscalers", "autoscaling", "team", True),
    (ACCOUNT, "get", "secrets", "", "team", True),
    (ACCOUNT, "list", "secrets", "", "team", False),
    (ACCOUNT, "update", "secrets", "", "team", False),
    (ACCOUNT, "update", "configmaps", "", "kube-system", False),
    (ACCOUNT, "create", "ingresses", "networking.k8s.io", "team", False),
    (ACCOUNT, "create", "virtualservices", "networking.istio.io", "team", False),
    (ACCOUNT, "update", "inferenceservices/status", "serving.kserve.io", "team", True),
    (EDITOR, "create", "inferenceservices", "serving.kserve.io", "team", True),
    (EDITOR, "create", "inferencegraphs", "serving.kserve.io", "team", True),
    (EDITOR, "create", "trainedmodels", "serving.kserve.io", "team", release().model_caches),
    (EDITOR, "create", "llminferenceservices", "serving.kserve.io", "team", False),
    (EDITOR, "create", "localmodelnamespacecaches", "serving.kserve.io", "team", False),
    (EDITOR, "create", "clusterservingruntimes", "serving.kserve.io", "team", False),
    (READER, "list", "inferencegraphs", "serving.kserve.io", "team", True),
    (READER, "delete", "inferencegraphs", "serving.kserve.io", "team", False),
    (PAGE, "get", "deployments", "apps", "team", True),
    (PAGE, "get", "secrets", "", "team", False),
    (PAGE, "create", "inferenceservices", "serving.kserve.io", "team", True),
)

GUARD = "kubeflow-tenant-mesh-templates"
GUARDED = "guarded"
OUT = {"labels": {"istio.io/dataplane-mode": "none"}}
PAST = {"labels": {"istio.io/use-waypoint": "none"}}
CLAIMS = {"annotations": {"sidecar.istio.io/status": ""}}
JOINS = {"labels": {"gateway.networking.k8s.io/gateway-name": "waypoint"}}
SERVER = {"containers": [{"name": "kserve-container", "image": "example.com/model:v1"}]}

OBJECTS = [
    obj
    for obj in serving()
    if obj["kind"] != DEFINITION and not obj["apiVersion"].startswith(ELSEWHERE)
]


@pytest.fixture(scope="module")
def server(small_server) -> ApiServer:
    small_server.define(obj for obj in serving() if obj["kind"] == DEFINITION)
    small_server.apply(new_namespace(name) for name in ("kubeflow", "team"))
    small_server.apply([*(obj for obj in OBJECTS if obj["kind"] in RBAC), *BINDINGS])
    return small_server


@pytest.fixture(scope="module")
def client(server):
    with connected(server) as client:
        yield client


def model(**changes):
    """Return the example with other fields of its model."""
    changed = deepcopy(IRIS)
    changed["spec"]["predictor"]["sklearn"] |= changes
    return changed


@pytest.mark.parametrize("obj", OBJECTS, ids=named)
def test_every_object_is_taken_without_a_warning(client, obj):
    answer = client.apply(obj, dry_run=True)

    assert (answer.accepted, answer.warnings) == (True, []), answer.reason


def test_the_published_example_is_taken(client):
    answer = client.apply(IRIS, dry_run=True)

    assert answer.accepted, answer.reason


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (model(storageUri=1), "storageUri"),
        (model(resources={"limits": {"memory": "much"}}), "memory"),
        (model(env=[{"value": "nameless"}]), "name"),
        ({**IRIS, "spec": {}}, "predictor"),
        (
            {**IRIS, "spec": {"predictor": {"minReplicas": "one", "sklearn": {}}}},
            "minReplicas",
        ),
    ],
    ids=["storage", "amount", "variable", "predictor", "replicas"],
)
def test_a_wrong_one_is_refused(client, wrong, reason):
    answer = client.apply(wrong, dry_run=True)

    assert not answer.accepted
    assert reason in answer.reason


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(map(str, row[:3])))
def test_accounts_may_do_what_they_need(client, row):
    wait_for_right(client, row)


def in_profile(kind, metadata=None, **spec):
    """Return one of KServe's objects in a profile."""
    version = "v1beta1" if kind == "InferenceService" else "v1alpha1"
    return {
        "apiVersion": f"serving.kserve.io/{version}",
        "kind": kind,
        "metadata": {"name": "sample", "namespace": GUARDED, **(metadata or {})},
        "spec": spec,
    }


def served(metadata=None, **spec):
    return in_profile("InferenceService", metadata, predictor=SERVER, **spec)


def graph(metadata=None):
    return in_profile("InferenceGraph", metadata, nodes={"root": {"routerType": "Sequence"}})


def runtime(**spec):
    return in_profile("ServingRuntime", **SERVER, **spec)


LEAVE = {
    "99: a model past the waypoint": served(PAST),
    "106: a model out of the mesh": served(OUT),
    "a model that claims a sidecar": served(CLAIMS),
    "a model that joins the waypoint": served(JOINS),
    "a predictor past the waypoint": served() | {"spec": {"predictor": SERVER | PAST}},
    "a predictor out of the mesh": served() | {"spec": {"predictor": SERVER | OUT}},
    "a transformer out of the mesh": served(transformer=SERVER | OUT),
    "an explainer that claims a sidecar": served(explainer=SERVER | CLAIMS),
    "a graph past the waypoint": graph(PAST),
    "a graph out of the mesh": graph(OUT),
    "a runtime out of the mesh": runtime(**OUT),
    "a runtime that claims a sidecar": runtime(**CLAIMS),
}
if release().model_caches:
    LEAVE["a runtime with workers out of the mesh"] = runtime(workerSpec=SERVER | OUT)
STAY = {
    "a model": served(),
    "a model that says what its namespace says": served(
        {"labels": {"app": "a", "istio.io/dataplane-mode": "ambient"}}
    ),
    "a model of three parts": served(transformer=SERVER, explainer=SERVER),
    "a graph": graph(),
    "a runtime": runtime(labels={"app": "a"}),
}


@pytest.fixture(scope="module")
def guarded(server, client):
    """Give the policy's binding, once it refuses what leaves the mesh in a profile."""
    policy, binding = (
        obj
        for obj in environment_of_models()["tenant-guard"]
        if obj["metadata"]["name"] == GUARD
    )
    profile = new_namespace(GUARDED)
    profile["metadata"]["labels"] = dict(PROFILES)
    server.apply([profile, policy, binding])
    wait_for(lambda: all(refused(client, each) for each in LEAVE.values()), "its refusals")
    return binding


def refused(client, obj):
    """Return whether the policy refuses an object, and nothing else does."""
    answer = client.apply(obj, dry_run=True)
    return f"{GUARD}'" in answer.reason and "stay in the mesh" in answer.reason


@pytest.mark.parametrize("what", LEAVE)
def test_what_would_leave_the_mesh_in_a_profile_is_refused(client, guarded, what):
    assert refused(client, LEAVE[what])


@pytest.mark.parametrize("what", STAY)
def test_what_stays_in_the_mesh_is_taken(client, guarded, what):
    answer = client.apply(STAY[what], dry_run=True)

    assert answer.accepted, answer.reason


def test_outside_of_profiles_a_model_may_leave_the_mesh(client, guarded):
    elsewhere = served({**OUT, "namespace": "team"})

    assert client.apply(elsewhere, dry_run=True).accepted


def test_a_model_that_is_there_cannot_leave_the_mesh(server, client, guarded):
    server.apply([served()])

    assert refused(client, served(OUT))


def test_without_the_policy_a_model_leaves_the_mesh(server, client, guarded):
    def taken():
        return [
            what for what, obj in LEAVE.items() if client.apply(obj, dry_run=True).accepted
        ]

    with turned_off(server, guarded, taken):
        assert taken() == list(LEAVE)
