"""A real API server accepts KServe's objects, and users' models."""

from copy import deepcopy
from typing import Any, Final

import pytest

from .api_server import ApiServer, new_namespace
from .client import connected
from .output import named, serving
from .processes import wait_for

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
PAGE = "system:serviceaccount:kubeflow:kserve-models-web-app"
# Bound to what KServe adds to the roles of Kubeflow's members.
EDITOR = "erin@example.com"
READER = "ray@example.com"
BINDINGS = [
    {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {"name": role, "namespace": "team"},
        "roleRef": {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "ClusterRole",
            "name": role,
        },
        "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": user}],
    }
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
    (EDITOR, "create", "trainedmodels", "serving.kserve.io", "team", False),
    (EDITOR, "create", "clusterservingruntimes", "serving.kserve.io", "team", False),
    (READER, "list", "inferencegraphs", "serving.kserve.io", "team", True),
    (READER, "delete", "inferencegraphs", "serving.kserve.io", "team", False),
    (PAGE, "get", "deployments", "apps", "team", True),
    (PAGE, "get", "secrets", "", "team", False),
    (PAGE, "create", "inferenceservices", "serving.kserve.io", "team", True),
)

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
    user, verb, resource, group, namespace, may = row
    resource, _, subresource = resource.partition("/")
    asked = {
        "verb": verb,
        "group": group,
        "resource": resource,
        "subresource": subresource,
        "namespace": namespace,
    }
    review = {
        "apiVersion": "authorization.k8s.io/v1",
        "kind": "SubjectAccessReview",
        "metadata": {},
        "spec": {"user": user, "resourceAttributes": asked},
    }

    def answered() -> bool:
        path = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
        return client.post(path, review).body["status"]["allowed"] is may

    # The authorizer reads roles from a cache.
    wait_for(answered, f"{user} {'may' if may else 'may not'} {verb} {resource}")
