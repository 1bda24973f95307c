"""A real API server decides by the definitions of KServe 0.15, as it does by those of 0.13."""

from collections.abc import Iterator
from itertools import islice

import pytest

from constructs_lib.releases import V1_10_2

from ..api_server import ApiServer
from ..api_server import api_server as running_api_server
from ..client import Client, connected
from ..samples import around, complete, faults, spoiled
from ..test_kinds import COMMON, MOST, kept, path_of, sample_of, stored
from .platform import DEFINITION, of_kserve

CRDS = {crd["metadata"]["name"]: crd for crd in of_kserve(DEFINITION, release=V1_10_2)}
EVERY = pytest.mark.parametrize("crd", CRDS.values(), ids=CRDS.keys())


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[ApiServer]:
    with running_api_server(tmp_path_factory.mktemp("kinds")) as server:
        server.define(CRDS.values())
        yield server


@pytest.fixture(scope="module")
def client(server) -> Iterator[Client]:
    with connected(server) as client:
        yield client


@EVERY
def test_a_definition_is_structural(server, crd):
    path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    read = server.read(f"{path}/{crd['metadata']['name']}")
    conditions = {each["type"]: each["status"] for each in read["status"]["conditions"]}

    assert conditions["Established"] == "True"
    assert "NonStructuralSchema" not in conditions


@EVERY
def test_a_complete_sample_is_stored_whole(client, crd):
    [version] = crd["spec"]["versions"]
    sample = sample_of(crd, version, complete(version["schema"]["openAPIV3Schema"]))
    answer = client.post(path_of(crd, version["name"]), sample)

    assert answer.accepted, answer.reason
    assert stored(answer, version) == kept(sample, version)


@EVERY
def test_what_the_schema_forbids_is_refused(client, crd):
    [version] = crd["spec"]["versions"]
    schema, path = version["schema"]["openAPIV3Schema"], path_of(crd, version["name"])
    every = [fault for fault in faults(schema) if fault[1] and fault[1][0] not in COMMON]
    asked = islice(every, 0, None, max(1, len(every) // MOST))
    taken = [
        f"{'.'.join(map(str, place))}: {fault}"
        for fault, place, value in asked
        if client.post(
            path, spoiled(sample_of(crd, version, around(schema, place[:-1])), place, value)
        ).accepted
    ]

    assert taken == []


def test_the_source_of_a_kept_model_never_changes(client):
    crd = CRDS["localmodelcaches.serving.kserve.io"]
    path = path_of(crd, "v1alpha1").partition("?")[0]
    spec = {"modelSize": "1Gi", "nodeGroups": ["gpu"], "sourceModelUri": "hf://a/b"}
    cache = {
        "apiVersion": "serving.kserve.io/v1alpha1",
        "kind": "LocalModelCache",
        "metadata": {"name": "llm"},
        "spec": spec,
    }
    made = client.post(path, cache)
    moved = made.body | {"spec": spec | {"sourceModelUri": "hf://a/c"}}
    answer = client.send("PUT", f"{path}/llm", moved)

    assert made.accepted, made.reason
    assert "StorageUri is immutable" in answer.reason
