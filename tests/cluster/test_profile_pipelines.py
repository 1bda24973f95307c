"""The shipped hook returns what pipelines need in a profile, and Metacontroller creates it."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest

from constructs_lib import Config, PodDefault, Profile
from constructs_lib.delivery import profile_files

from .children import ACCOUNT, Object, path_of
from .client import Answer, Client, connected
from .hook import SECRET
from .profiles import made_of, profile

NAME = "frida"
DEPLOYMENT = f"/apis/apps/v1/namespaces/{NAME}/deployments/ml-pipeline-ui-artifact"
METADATA = f"/api/v1/namespaces/{NAME}/configmaps/metadata-grpc-configmap"
ACCESS = "access-ml-pipeline"
POD_DEFAULTS = f"/apis/kubeflow.org/v1alpha1/namespaces/{NAME}/poddefaults"
POD_DEFAULT = f"{POD_DEFAULTS}/{ACCESS}"
WRITTEN = Profile(
    name=NAME,
    owner="frida@example.com",
    pod_defaults=(PodDefault(name=ACCESS, description="Git's", env={"TEAM": "frida"}),),
)
KEY = f"/api/v1/namespaces/{NAME}/secrets/mlpipeline-minio-artifact"
# Of each resource that Metacontroller writes for pipelines, an object as it might be.
OBJECTS: dict[str, tuple[str, str, dict[str, Any]]] = {
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
    "poddefaults": (
        "kubeflow.org/v1alpha1",
        "PodDefault",
        {"spec": {"selector": {"matchLabels": {"x": "true"}}}},
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
        "create PodDefault access-ml-pipeline",
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


def access(name: str = ACCESS, **fields: Any) -> Object:
    """Return a PodDefault that someone writes for the SDK's access."""
    return {
        "apiVersion": "kubeflow.org/v1alpha1",
        "kind": "PodDefault",
        "metadata": {"name": name, "namespace": NAME},
        "spec": {"selector": {"matchLabels": {ACCESS: "true"}}, **fields},
    }


def replace(server, obj: Object) -> None:
    """Do what Argo CD does where an object says Replace=true."""
    server.kubectl("replace", "-f", "-", input=json.dumps(obj))


@pytest.fixture
def pristine(first, client, hook) -> Iterator[None]:
    """Leave the profile with the hook's own PodDefault."""
    yield
    for path in (POD_DEFAULT, f"{POD_DEFAULTS}/own"):
        client.send("DELETE", path)
    hook.sync(NAME)


def test_what_a_user_changes_in_the_pod_default_stays(pristine, client, hook):
    changed = get(client, POD_DEFAULT)
    changed["spec"]["desc"] = "Ours"
    assert client.send("PUT", POD_DEFAULT, changed).accepted

    assert hook.sync(NAME) == []
    assert get(client, POD_DEFAULT)["spec"]["desc"] == "Ours"


def test_a_pod_default_that_is_deleted_comes_back(pristine, client, hook):
    assert client.send("DELETE", POD_DEFAULT).accepted

    assert hook.sync(NAME) == [f"create PodDefault {ACCESS}"]


def test_the_pod_default_of_git_takes_the_hooks_place_and_is_left_alone(
    pristine, cluster, client, hook
):
    files = profile_files([WRITTEN], Config())
    [written] = [
        obj for obj in files[f"kubeflow/profiles/{NAME}.yaml"] if obj["kind"] == "PodDefault"
    ]
    options = written["metadata"]["annotations"]["argocd.argoproj.io/sync-options"]
    assert options == "Replace=true"
    replace(cluster, written)

    assert hook.sync(NAME) == []
    found = get(client, POD_DEFAULT)
    assert found["spec"] == written["spec"]
    # Argo CD deletes nothing that has an owner.
    assert "ownerReferences" not in found["metadata"]


def test_where_git_lets_go_the_hooks_comes_back(pristine, cluster, client, hook):
    replace(cluster, access(desc="Git's"))
    assert hook.sync(NAME) == []
    assert client.send("DELETE", POD_DEFAULT).accepted

    assert hook.sync(NAME) == [f"create PodDefault {ACCESS}"]


def test_one_that_was_there_before_is_no_hindrance(pristine, client, hook):
    assert client.send("DELETE", POD_DEFAULT).accepted
    assert client.post(POD_DEFAULTS, access(desc="A user's")).accepted
    assert client.send("DELETE", METADATA).accepted

    assert hook.sync(NAME) == ["create ConfigMap metadata-grpc-configmap"]


def test_another_one_for_the_same_label_takes_its_place(pristine, client, hook):
    assert client.post(POD_DEFAULTS, access("own", desc="A user's")).accepted

    assert hook.sync(NAME) == [f"delete PodDefault {ACCESS}"]
    assert client.send("DELETE", f"{POD_DEFAULTS}/own").accepted
    assert hook.sync(NAME) == [f"create PodDefault {ACCESS}"]


def test_a_namespace_where_pipelines_are_not_enabled_is_left_alone(first, hook):
    assert hook.sync("default") == []


@pytest.mark.parametrize("resource", OBJECTS)
def test_metacontroller_writes_none_of_it_but_in_profiles(first, client, resource):
    version, kind, fields = OBJECTS[resource]
    path = path_of({"apiVersion": version, "resource": resource}, "kubeflow")
    obj = {"apiVersion": version, "kind": kind, "metadata": {"name": "x"}, **fields}

    answer = client.post(f"{path}?dryRun=All", obj, user=ACCOUNT)

    assert "attaches only in namespaces labelled app.kubernetes.io/part-of" in answer.reason
