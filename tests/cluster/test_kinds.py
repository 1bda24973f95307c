"""Our definitions and upstream's, asked the same questions by the same API server."""

from itertools import islice

import pytest

from tests import upstream

from .api_server import ApiServer
from .client import Answer, connected
from .output import overlay
from .samples import around, complete, faults, spoiled

# What every object has, and what its controller writes.
COMMON = ("apiVersion", "kind", "metadata", "status")
# Every field of the small kinds; of the large ones, evenly spread over the pod template.
MOST = 250
NAMES = (
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
    "mxjobs.kubeflow.org",
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
)
# Their controller's webhook judges them, if anybody does.
OPEN = ("experiments.kubeflow.org", "suggestions.kubeflow.org", "trials.kubeflow.org")


@pytest.fixture(scope="module")
def ours():
    crds = (obj for obj in overlay() if obj["kind"] == "CustomResourceDefinition")
    return {crd["metadata"]["name"]: crd for crd in crds}


@pytest.fixture(scope="module")
def theirs():
    return {
        crd["metadata"]["name"]: crd for crd in upstream.objects("CustomResourceDefinition")
    }


@pytest.fixture(scope="module")
def servers(two_servers, ours, theirs) -> tuple[ApiServer, ApiServer]:
    """One server with our definitions beside one with upstream's."""
    first, second = two_servers
    first.define(ours.values())
    second.define({**theirs[name], "status": None} for name in NAMES)
    return two_servers


@pytest.fixture(scope="module")
def clients(servers):
    with connected(servers[0]) as first, connected(servers[1]) as second:
        yield first, second


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


def stored(answer: Answer):
    return {key: value for key, value in answer.body.items() if key != "metadata"}


@upstream.needed
@pytest.mark.parametrize("name", NAMES)
def test_a_complete_sample_of_each_version_is_stored_alike(clients, theirs, name):
    crd = theirs[name]
    for version in crd["spec"]["versions"]:
        sample = sample_of(crd, version, complete(version["schema"]["openAPIV3Schema"]))
        first, second = (
            client.post(path_of(crd, version["name"]), sample) for client in clients
        )

        assert second.accepted, second.reason
        assert stored(first) == stored(second)


@upstream.needed
@pytest.mark.parametrize("name", NAMES)
def test_what_upstream_refuses_is_refused_and_what_it_takes_is_taken(clients, theirs, name):
    crd = theirs[name]
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
    other = []
    for fault, place, value in asked:
        first, second = (
            client.post(path, spoiled(samples[place[:-1]], place, value)) for client in clients
        )
        if first.accepted != second.accepted:
            where = ".".join(map(str, place))
            other.append(f"{where}: {fault}: {first.reason or 'taken'}")
    refused = {
        where: answer.reason
        for where, sample in samples.items()
        if not (answer := clients[1].post(path, sample)).accepted
    }

    assert refused == {}, "of these nothing but the planted fault should be wrong"
    assert other == []


@upstream.needed
@pytest.mark.parametrize("name", OPEN)
def test_a_kind_without_a_schema_keeps_what_it_is_given(clients, theirs, name):
    crd = theirs[name]
    [version] = crd["spec"]["versions"]
    anything = {"spec": {"any": [1, {"thing": True}]}, "status": {"other": "thing"}}
    first, second = (
        client.post(path_of(crd, version["name"]), sample_of(crd, version, anything))
        for client in clients
    )

    assert first.body["spec"] == second.body["spec"] == anything["spec"]


def test_every_kind_of_ours_is_asked(ours):
    assert sorted(ours) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_definitions_are_structural(servers, name):
    crd = servers[0].read(f"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{name}")
    conditions = {c["type"]: c["status"] for c in crd["status"]["conditions"]}

    assert conditions["Established"] == "True"
    assert "NonStructuralSchema" not in conditions
