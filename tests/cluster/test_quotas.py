"""A quota on CPU or memory admits Kubeflow's pods in a profile if defaults are set.

The pods are those that Kubeflow's controllers make, by their sources: Argo Workflows v3.4.17
(workflow/controller/workflowpod.go) of what Pipelines 2.3.0 compiles
(backend/src/v2/compiler/argocompiler), its controller of Viewers, and the controllers of
TensorBoards and PVCViewers of kubeflow/kubeflow v1.9.2. The profile controller's part, one
ResourceQuota, is played by the test.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pytest
import yaml

from constructs_lib import Config, Profile, Quota, Resources
from constructs_lib.delivery import profile_files
from constructs_lib.serving import ModelVolume

from .api_server import ApiServer
from .children import ACCOUNT, Object
from .client import Answer, Client, connected
from .output import base, of_profile, overlay
from .processes import wait_for
from .profiles import made_of

REQUESTS: Final = {"cpu": "40", "memory": "160Gi"}
LIMITS: Final = {"limits.cpu": "40", "limits.memory": "160Gi"}
# All that every profile runs, and nothing beside it.
LEAST: Final = {
    "requests.cpu": "160m",
    "requests.memory": "398Mi",
    "limits.cpu": "2600m",
    "limits.memory": "2548Mi",
    "pods": "3",
    "services": "3",
}
OWN: Final = Resources(cpu="2", memory="2Gi", cpu_limit="3", memory_limit="3Gi")

# Compiled into the API server of Pipelines (argocompiler/argo.go).
DRIVER: Final = {
    "limits": {"memory": "0.5Gi", "cpu": "0.5"},
    "requests": {"memory": "64Mi", "cpu": "0.1"},
}
LAUNCHER: Final = {"limits": {"memory": "128Mi", "cpu": "0.5"}, "requests": {"cpu": "0.1"}}


def file(objects: Sequence[Object], name: str, key: str) -> str:
    """Return a file of a ConfigMap."""
    (found,) = (
        obj["data"][key]
        for obj in objects
        if (obj["kind"], obj["metadata"]["name"]) == ("ConfigMap", name)
    )
    return str(found)


def container(name: str, resources: Object | None = None) -> Object:
    """Return a container that says what it uses, or nothing of it."""
    return {"name": name, "image": "sample", **({"resources": resources} if resources else {})}


def step(objects: Sequence[Object], *first: Object, main: Object | None = None) -> Object:
    """Return the pod of a step, with Argo's two containers as it is told to have them."""
    text = file(objects, "workflow-controller-configmap", "executor")
    init, wait = ({**container(name), **yaml.safe_load(text)} for name in ("init", "wait"))
    return {
        "initContainers": [init, *first],
        "containers": [wait, container("main", main)],
        "restartPolicy": "Never",
    }


def viewer(objects: Sequence[Object]) -> Object:
    """Return the pod of a TensorBoard of a run, read as the page's server reads it."""
    text = file(objects, "ml-pipeline-ui-configmap", "viewer-pod-template.json")
    spec = json.loads(text)["spec"]
    [first] = spec.get("containers", [{}])
    return {**spec, "containers": [{**first, **container("viewer-1-pod")}]}


def volume_viewer(objects: Sequence[Object]) -> Object:
    """Return the pod of a PVCViewer that the page of volumes makes."""
    text = file(objects, "volumes-web-app-viewer-spec", "viewer-spec.yaml")
    pod: Object = yaml.safe_load(text)["podSpec"]
    filled = json.dumps(pod).replace("$VOLUME_VIEWER_IMAGE", "sample").replace("$NAME", "data")
    found: Object = json.loads(filled)
    return found


def trial(objects: Sequence[Object]) -> Object:
    """Return the pod of the trial that Katib's page offers first."""
    text = file(objects, "trial-templates", "defaultTrialTemplate.yaml")
    found: Object = yaml.safe_load(text)["spec"]["template"]["spec"]
    return found


def pods(objects: Sequence[Object]) -> Mapping[str, Object]:
    """Return the pods that Kubeflow makes in profiles, by what they are."""
    return {
        "driver of a pipeline": step(objects, main=DRIVER),
        "step of a pipeline": step(objects, container("kfp-launcher", LAUNCHER)),
        "TensorBoard of a run": viewer(objects),
        "volume viewer": volume_viewer(objects),
        "TensorBoard": {"containers": [container("tensorboard")]},
        "trial": trial(objects),
    }


UPSTREAMS: Final = pods(base())
OURS: Final = pods(overlay())
# Those that say nothing of what they use, upstream and here.
SILENT: Final = {
    "driver of a pipeline": "init,wait",
    "step of a pipeline": "init,main,wait",
    "TensorBoard of a run": "viewer-1-pod",
    "volume viewer": "main",
    "TensorBoard": "tensorboard",
    "trial": "training-container",
}
STILL_SILENT: Final = {
    "step of a pipeline": "main",
    "TensorBoard": "tensorboard",
    "trial": "training-container",
}


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


@pytest.fixture(scope="module")
def make(cluster: ApiServer, client: Client) -> Iterator[Any]:
    """Make a profile with a quota that is in force; no hook is asked."""
    made = []

    def _make(name: str, hard: Mapping[str, str], **settings: Any) -> str:
        profile = Profile(
            name=name, owner=f"{name}@example.com", quota=Quota(hard), **settings
        )
        (written,) = profile_files([profile], Config())[f"kubeflow/profiles/{name}.yaml"]
        cluster.apply([*made_of(written), written])
        made.append(name)
        in_force(client, name, hard)
        return name

    yield _make
    for name in made:
        cluster.kubectl("delete", "profile", name)
        cluster.kubectl("delete", "namespace", name, "--wait=false")


def in_force(client: Client, name: str, hard: Mapping[str, str]) -> None:
    """Write a quota as the profile controller does, and wait until the server knows it."""
    quota = {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "kf-resource-quota", "namespace": name},
        "spec": {"hard": dict(hard)},
    }
    assert client.apply(quota, force=True).accepted
    wait_for(
        lambda: client.get(quota).body.get("status", {}).get("hard", {}).keys() == hard.keys(),
        "the quota's own count",
        seconds=60,
    )


def post(client: Client, namespace: str, spec: Object) -> Answer:
    """Return whether a pod would be admitted."""
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "sample"}, "spec": spec}
    return client.post(f"/api/v1/namespaces/{namespace}/pods?dryRun=All", pod)


@pytest.fixture(scope="module")
def bare(make) -> str:
    """Provide a profile with a quota, of which no hook has heard."""
    return str(make("quota-bare", REQUESTS))


@pytest.fixture(scope="module")
def by_requests(make, metacontroller) -> str:
    """Provide a profile whose quota counts what is asked for, and its LimitRange."""
    name = str(make("quota-requests", REQUESTS))
    assert "create LimitRange container-defaults" in metacontroller.of_profiles.sync(name)
    return name


@pytest.fixture(scope="module")
def by_limits(make, metacontroller) -> str:
    """Provide a profile whose quota counts what may be used, and its LimitRange."""
    name = str(make("quota-limits", LIMITS))
    assert "create LimitRange container-defaults" in metacontroller.of_profiles.sync(name)
    return name


@pytest.fixture(scope="module")
def storage(make) -> str:
    """Give a profile whose quota counts what volumes ask for."""
    return str(make("quota-storage", {"requests.storage": "20Gi"}))


@pytest.mark.parametrize("what", SILENT)
def test_a_quota_refuses_upstreams_pods(client, bare, what):
    answer = post(client, bare, UPSTREAMS[what])

    assert answer.status == 403
    assert f"must specify cpu for: {SILENT[what]}; memory for: {SILENT[what]}" in answer.reason


@pytest.mark.parametrize("what", STILL_SILENT)
def test_without_a_limit_range_a_quota_refuses_what_still_says_nothing(client, bare, what):
    answer = post(client, bare, OURS[what])

    assert f"must specify cpu for: {STILL_SILENT[what]};" in answer.reason


@pytest.mark.parametrize("what", [what for what in OURS if what not in STILL_SILENT])
def test_pods_whose_resources_can_be_set_need_no_limit_range(client, bare, what):
    assert post(client, bare, OURS[what]).reason == ""


@pytest.mark.parametrize("what", OURS)
@pytest.mark.parametrize("quota", ["by_requests", "by_limits"])
def test_with_its_limit_range_a_quota_admits_every_pod(client, request, quota, what):
    assert post(client, request.getfixturevalue(quota), OURS[what]).reason == ""


def resources(client: Client, namespace: str) -> Object:
    """Return the defaults of a container without resources."""
    answer = post(client, namespace, OURS["TensorBoard"])
    found: Object = answer.body["spec"]["containers"][0]["resources"]
    return found


def test_where_a_quota_counts_requests_nothing_is_limited(client, by_requests):
    assert resources(client, by_requests) == {"requests": {"cpu": "100m", "memory": "256Mi"}}


def test_where_a_quota_counts_limits_a_request_stays_below(client, by_limits):
    assert resources(client, by_limits) == {
        "limits": {"cpu": "1", "memory": "1Gi"},
        "requests": {"cpu": "100m", "memory": "256Mi"},
    }


def test_a_profiles_own_defaults_come_before_those_of_all(client, make, metacontroller):
    name = make("quota-own", REQUESTS, container_defaults=OWN)
    metacontroller.of_profiles.sync(name)

    assert resources(client, name) == {"requests": {"cpu": "2", "memory": "2Gi"}}


def test_a_profile_that_a_user_makes_gets_its_limit_range_with_its_quota(
    cluster, client, metacontroller
):
    own: Object = {
        "apiVersion": "kubeflow.org/v1",
        "kind": "Profile",
        "metadata": {"name": "quota-users"},
        "spec": {"owner": {"kind": "User", "name": "users@example.com"}},
    }
    cluster.apply([*made_of(own), own])
    before = metacontroller.of_profiles.sync("quota-users")
    own["spec"]["resourceQuotaSpec"] = {"hard": {"cpu": "4"}}
    cluster.apply([own])
    after = metacontroller.of_profiles.sync("quota-users")
    own["spec"]["resourceQuotaSpec"] = {"hard": {"pods": "9"}}
    cluster.apply([own])
    last = metacontroller.of_profiles.sync("quota-users")
    cluster.kubectl("delete", "profile", "quota-users")
    cluster.kubectl("delete", "namespace", "quota-users", "--wait=false")

    assert [each for each in before if "LimitRange" in each] == []
    assert "create LimitRange container-defaults" in after
    assert "delete LimitRange container-defaults" in last


def test_metacontroller_writes_no_limit_range_but_in_profiles(client, deployed):
    obj = {
        "apiVersion": "v1",
        "kind": "LimitRange",
        "metadata": {"name": "sample"},
        "spec": {"limits": [{"type": "Container", "defaultRequest": {"cpu": "1"}}]},
    }
    where = "/api/v1/namespaces/kubeflow/limitranges?dryRun=All"

    answer = client.post(where, obj, user=ACCOUNT)

    assert not answer.accepted
    assert "attaches only in namespaces labelled app.kubernetes.io/part-of" in answer.reason


def running(client: Client, namespace: str) -> list[str]:
    """Return the Deployments of a namespace whose pods run."""
    found = client.send("GET", f"/apis/apps/v1/namespaces/{namespace}/deployments").body
    return sorted(
        obj["metadata"]["name"]
        for obj in found["items"]
        if obj.get("status", {}).get("availableReplicas")
    )


def test_the_least_quota_that_is_taken_is_enough_for_what_every_profile_runs(
    client, make, metacontroller
):
    name = make("quota-least", LEAST)
    for _ in range(2):
        metacontroller.of_profiles.sync(name)
    metacontroller.of_pipelines.sync(name)

    wait_for(
        lambda: (
            running(client, name)
            == ["ml-pipeline-ui-artifact", "ml-pipeline-visualizationserver", "waypoint"]
        ),
        "the three servers of a profile",
        seconds=60,
    )
    quota = client.send("GET", f"/api/v1/namespaces/{name}/resourcequotas/kf-resource-quota")
    assert quota.body["status"]["used"] == LEAST


@pytest.mark.parametrize(("size", "status"), [("20Gi", 201), ("21Gi", 403)])
def test_a_volume_of_models_counts_as_the_library_counts_it(client, storage, size, status):
    with_volume = Profile(
        name=storage, owner="a@example.com", model_volume=ModelVolume(size=size)
    )
    (claim,) = of_profile(with_volume, "PersistentVolumeClaim")
    path = f"/api/v1/namespaces/{storage}/persistentvolumeclaims?dryRun=All"

    assert client.post(path, claim).status == status
