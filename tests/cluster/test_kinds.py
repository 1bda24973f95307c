"""Our definitions equal upstream's, and a real API server validates by them."""

from itertools import islice

import pytest

from tests.parity import facts
from tests.parity.fields import schemas

from .api_server import ApiServer
from .client import Answer, connected
from .output import overlay, release, serving, spark
from .samples import around, complete, faults, spoiled

# What every object has, and what its controller writes.
COMMON = ("apiVersion", "kind", "metadata", "status")
# Every field of the small kinds; of the large ones, evenly spread over the pod template.
MOST = 250
_OF_V1_10_2 = (
    "jaxjobs.kubeflow.org",
    "localmodelcaches.serving.kserve.io",
    "localmodelnodegroups.serving.kserve.io",
    "localmodelnodes.serving.kserve.io",
)
_OF_V1_11_0 = (*_OF_V1_10_2, "sparkconnects.sparkoperator.k8s.io")
# What not every release has.
OWN = {
    "v1.9.1": ("mxjobs.kubeflow.org",),
    "v1.10.2": _OF_V1_10_2,
    "v1.11.0": _OF_V1_11_0,
    "26.03": _OF_V1_11_0,
    "26.03.1": (*_OF_V1_11_0, "localmodelnamespacecaches.serving.kserve.io"),
}
NAMES = (
    *OWN[release().name],
    "authcodes.dex.coreos.com",
    "clusterworkflowtemplates.argoproj.io",
    "cronworkflows.argoproj.io",
    "scheduledworkflows.kubeflow.org",
    "viewers.kubeflow.org",
    "workflowartifactgctasks.argoproj.io",
    "workfloweventbindings.argoproj.io",
    "workflows.argoproj.io",
    "workflowtaskresults.argoproj.io",
    "workflowtasksets.argoproj.io",
    "workflowtemplates.argoproj.io",
    "compositecontrollers.metacontroller.k8s.io",
    "controllerrevisions.metacontroller.k8s.io",
    "decoratorcontrollers.metacontroller.k8s.io",
    "experiments.kubeflow.org",
    "mpijobs.kubeflow.org",
    "notebooks.kubeflow.org",
    "paddlejobs.kubeflow.org",
    "poddefaults.kubeflow.org",
    "profiles.kubeflow.org",
    "pvcviewers.kubeflow.org",
    "pytorchjobs.kubeflow.org",
    "suggestions.kubeflow.org",
    "tensorboards.tensorboard.kubeflow.org",
    "tfjobs.kubeflow.org",
    "trials.kubeflow.org",
    "xgboostjobs.kubeflow.org",
    "clusterservingruntimes.serving.kserve.io",
    "clusterstoragecontainers.serving.kserve.io",
    "inferencegraphs.serving.kserve.io",
    "inferenceservices.serving.kserve.io",
    "servingruntimes.serving.kserve.io",
    "trainedmodels.serving.kserve.io",
    "scheduledsparkapplications.sparkoperator.k8s.io",
    "sparkapplications.sparkoperator.k8s.io",
)
# Their controller's webhook judges them, if anyone does.
OPEN = ("experiments.kubeflow.org", "suggestions.kubeflow.org", "trials.kubeflow.org")


@pytest.fixture(scope="module")
def ours():
    found = (*overlay(), *serving(), *spark())
    crds = (obj for obj in found if obj["kind"] == "CustomResourceDefinition")
    return {crd["metadata"]["name"]: crd for crd in crds}


@pytest.fixture(scope="module")
def server(small_server, ours) -> ApiServer:
    small_server.define(ours.values())
    return small_server


@pytest.fixture(scope="module")
def client(server):
    with connected(server) as client:
        yield client


def path_of(crd, version) -> str:
    group, plural = crd["spec"]["group"], crd["spec"]["names"]["plural"]
    namespace = "" if crd["spec"]["scope"] == "Cluster" else "namespaces/default/"
    return f"/apis/{group}/{version}/{namespace}{plural}?dryRun=All&fieldValidation=Ignore"


def sample_of(crd, version, content):
    return content | {
        "apiVersion": f"{crd['spec']['group']}/{version['name']}",
        "kind": crd["spec"]["names"]["kind"],
        "metadata": {"name": "sample"},
    }


def stored(answer: Answer, version):
    return kept(answer.body, version)


def kept(obj, version):
    """Return what of an object is stored at once, no status that has an endpoint."""
    left_out = {"metadata"} | ({"status"} & version.get("subresources", {}).keys())
    return {key: value for key, value in obj.items() if key not in left_out}


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_upstreams(ours, name):
    theirs = facts.read(release()).schemas

    assert {
        version: theirs.get(version) == facts.digest(schema)
        for version, schema in schemas(ours[name]).items()
    } == {f"{name}/{version['name']}": True for version in ours[name]["spec"]["versions"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_complete_sample_of_each_version_is_stored_whole(client, ours, name):
    crd = ours[name]
    for version in crd["spec"]["versions"]:
        sample = sample_of(crd, version, complete(version["schema"]["openAPIV3Schema"]))
        answer = client.post(path_of(crd, version["name"]), sample)

        assert answer.accepted, answer.reason
        assert stored(answer, version) == kept(sample, version)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_schema_forbids_is_refused(client, ours, name):
    crd = ours[name]
    version = next(v for v in crd["spec"]["versions"] if v["storage"])
    schema = version["schema"]["openAPIV3Schema"]
    path = path_of(crd, version["name"])
    every = [fault for fault in faults(schema) if fault[1] and fault[1][0] not in COMMON]
    step = max(1, len(every) // MOST)
    asked = list(islice(every, 0, None, step))
    # All of them in complete samples would take minutes: those have hundreds of fields.
    samples = {
        place[:-1]: sample_of(crd, version, around(schema, place[:-1]))
        for _, place, _ in asked
    }
    taken = [
        f"{'.'.join(map(str, place))}: {fault}"
        for fault, place, value in asked
        if client.post(path, spoiled(samples[place[:-1]], place, value)).accepted
    ]
    refused = {
        where: answer.reason
        for where, sample in samples.items()
        if not (answer := client.post(path, sample)).accepted
    }

    assert refused == {}, "of these nothing but the planted fault should be wrong"
    assert taken == []


@pytest.mark.parametrize("name", OPEN)
def test_a_kind_without_a_schema_keeps_what_it_is_given(client, ours, name):
    crd = ours[name]
    [version] = crd["spec"]["versions"]
    anything = {"spec": {"any": [1, {"thing": True}]}, "status": {"other": "thing"}}
    answer = client.post(path_of(crd, version["name"]), sample_of(crd, version, anything))

    assert answer.body["spec"] == anything["spec"]


def test_every_kind_of_ours_is_asked(ours):
    assert sorted(ours) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_definitions_are_structural(server, name):
    crd = server.read(f"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{name}")
    conditions = {c["type"]: c["status"] for c in crd["status"]["conditions"]}

    assert conditions["Established"] == "True"
    assert "NonStructuralSchema" not in conditions
