"""What pipelines need in a profile: the hook that ships says it, Metacontroller makes it."""

from base64 import b64decode
from collections.abc import Iterator

import pytest

from .children import ACCOUNT, Object, path_of
from .client import Answer, Client, connected
from .hook import SECRET
from .profiles import made_of, profile

NAME = "frida"
DEPLOYMENT = f"/apis/apps/v1/namespaces/{NAME}/deployments/ml-pipeline-ui-artifact"
METADATA = f"/api/v1/namespaces/{NAME}/configmaps/metadata-grpc-configmap"
KEY = f"/api/v1/namespaces/{NAME}/secrets/mlpipeline-minio-artifact"
# Of each resource that Metacontroller writes for pipelines, an object as it might be.
OBJECTS = {
    "configmaps": ("v1", "ConfigMap", {}),
    "secrets": ("v1", "Secret", {}),
    "deployments": (
        "apps/v1",
        "Deployment",
        {
            "spec": {
                "selector": {"matchLabels": {"app": "x"}},
                "template": {
                    "metadata": {"labels": {"app": "x"}},
                    "spec": {"containers": [{"name": "x", "image": "x"}]},
                },
            }
        },
    ),
    "services": ("v1", "Service", {"spec": {"ports": [{"port": 80}]}}),
    "authorizationpolicies": (
        "security.istio.io/v1beta1",
        "AuthorizationPolicy",
        {"spec": {"rules": [{}]}},
    ),
}


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


@pytest.fixture(scope="module")
def hook(metacontroller):
    return metacontroller.of_pipelines


@pytest.fixture(scope="module")
def first(cluster, hook) -> Iterator[list[str]]:
    """Make a profile's namespace, and return what was done for it."""
    cluster.apply(made_of(profile(NAME, NAME)))
    yield hook.sync(NAME)
    cluster.kubectl("delete", "namespace", NAME, "--wait=false")


def get(client: Client, path: str) -> Object:
    answer = client.send("GET", path)
    assert answer.accepted, answer.reason
    return answer.body


def put(client: Client, path: str, obj: Object) -> Answer:
    """Write an object whatever its controllers have written into its status meanwhile."""
    del obj["metadata"]["resourceVersion"]
    return client.send("PUT", path, obj)


def test_a_profile_is_given_its_servers_and_its_key(first):
    assert sorted(first) == [
        "create AuthorizationPolicy ml-pipeline-visualizationserver",
        "create ConfigMap kfp-launcher",
        "create ConfigMap metadata-grpc-configmap",
        "create Deployment ml-pipeline-ui-artifact",
        "create Deployment ml-pipeline-visualizationserver",
        "create Secret mlpipeline-minio-artifact",
        "create Service ml-pipeline-ui-artifact",
        "create Service ml-pipeline-visualizationserver",
    ]


def test_the_key_is_the_one_that_the_hook_is_told(first, client):
    data = get(client, KEY)["data"]

    assert {b64decode(value).decode() for value in data.values()} == {SECRET}


def test_what_is_there_stays_as_it_is(first, hook):
    assert hook.sync(NAME) == []


def test_a_server_that_somebody_has_changed_is_set_right(first, client, hook):
    changed = get(client, DEPLOYMENT)
    (container,) = changed["spec"]["template"]["spec"]["containers"]
    image, container["image"] = container["image"], "elsewhere"
    assert put(client, DEPLOYMENT, changed).accepted

    assert hook.sync(NAME) == ["update Deployment ml-pipeline-ui-artifact"]
    (container,) = get(client, DEPLOYMENT)["spec"]["template"]["spec"]["containers"]
    assert container["image"] == image


def test_what_a_user_has_put_in_a_config_map_is_his(first, client, hook):
    changed = get(client, METADATA)
    changed["data"]["METADATA_GRPC_SERVICE_PORT"] = "1"
    assert put(client, METADATA, changed).accepted

    assert hook.sync(NAME) == []


def test_a_namespace_where_pipelines_are_not_enabled_is_left_alone(first, hook):
    assert hook.sync("default") == []


@pytest.mark.parametrize("resource", OBJECTS)
def test_metacontroller_writes_none_of_it_but_in_profiles(first, client, resource):
    version, kind, fields = OBJECTS[resource]
    path = path_of({"apiVersion": version, "resource": resource}, "kubeflow")
    obj = {"apiVersion": version, "kind": kind, "metadata": {"name": "x"}, **fields}

    answer = client.post(f"{path}?dryRun=All", obj, user=ACCOUNT)

    assert "attaches only in namespaces labelled app.kubernetes.io/part-of" in answer.reason
