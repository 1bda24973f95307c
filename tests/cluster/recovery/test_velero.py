"""A real API server with Velero's own kinds takes our objects, and refuses spoiled ones."""

import copy
from typing import Any

import pytest

from constructs_lib import App, Chart
from constructs_lib.config import SecretKey
from constructs_lib.kube import Object, objects_of
from constructs_lib.velero import Velero, VeleroBucket, VeleroCopies, VeleroSnapshots
from tests.cluster.api_server import ApiServer
from tests.cluster.definitions import VELERO

KEY = SecretKey("volumes-login", "cloud")


def made(**settings: Any) -> list[Object]:
    told: dict[str, Any] = {
        "location": VeleroBucket(
            bucket="copies", region="eu-west-1", endpoint="s3.example.com", credential=KEY
        ),
        "profiles": ("team-*",),
        **settings,
    }
    chart = Chart(App(), "test", namespace="kubeflow")
    VeleroCopies(chart, "velero", velero=Velero(**told))
    return objects_of(chart)


@pytest.fixture(scope="module")
def server(small_server: ApiServer) -> ApiServer:
    small_server.define(VELERO.definitions())
    small_server.apply(
        [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "velero"}}]
    )
    return small_server


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"volumes": "snapshots", "platform": "kept", "profiles": ("*",)},
        {
            "volumes": VeleroSnapshots(
                provider="velero.io/aws", settings={"region": "a"}, credential=KEY
            )
        },
        {"location": "company", "profiles": ("*",)},
    ],
    ids=["moved", "snapshots", "a plugin's", "another's location"],
)
def test_the_server_keeps_every_field(server, settings):
    objects = made(**settings)
    server.apply(objects)

    for obj in objects:
        plural = f"{obj['kind'].lower()}s"
        kept = server.read(f"/apis/velero.io/v1/namespaces/velero/{plural}/kubeflow")
        assert kept["spec"] == obj["spec"]


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("Schedule", ("template", "snapshotMoveData"), "yes"),
        ("Schedule", ("schedule",), None),
        ("BackupStorageLocation", ("accessMode",), "WriteOnly"),
        ("BackupStorageLocation", ("objectStorage", "bucket"), None),
        ("BackupStorageLocation", ("config", "s3ForcePathStyle"), True),
    ],
)
def test_the_server_refuses_a_spoiled_one(server, kind, path, value):
    [obj] = [copy.deepcopy(each) for each in made() if each["kind"] == kind]
    place = obj["spec"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    if value is None:
        del place[path[-1]]
    obj["metadata"]["name"] = "spoiled"
    with pytest.raises(Exception, match="spoiled"):
        server.apply([obj])
