import pytest

from constructs_lib.components.velero import VeleroCopies
from constructs_lib.config import SecretKey
from constructs_lib.kube import objects_of
from constructs_lib.velero import Velero, VeleroBucket, VeleroSnapshots

BUCKET = VeleroBucket(
    bucket="copies",
    region="eu-west-1",
    endpoint="s3.example.com",
    credential=SecretKey("volumes-login", "cloud"),
)


@pytest.fixture
def make(chart):
    def _make(**settings):
        told = {"location": BUCKET, "profiles": ("team-*", "ada"), **settings}
        VeleroCopies(chart, "velero", velero=Velero(**told))
        return {obj["kind"]: obj for obj in objects_of(chart)}

    return _make


def test_manifests(make, yaml_snapshot):
    found = make(volumes=VeleroSnapshots(provider="velero.io/aws", settings={"region": "x"}))

    assert list(found.values()) == yaml_snapshot


def test_only_claims_are_copied(make):
    template = make()["Schedule"]["spec"]["template"]

    assert template["includedNamespaceScopedResources"] == ["persistentvolumeclaims"]
    assert "includedClusterScopedResources" not in template


def test_a_location_that_exists_is_named(make):
    found = make(location="company")

    assert found.keys() == {"Schedule"}
    assert found["Schedule"]["spec"]["template"]["storageLocation"] == "company"


@pytest.mark.parametrize(
    ("volumes", "moved"), [("moved", True), ("snapshots", False)], ids=["moved", "left"]
)
def test_snapshots_are_moved_or_left_in_the_storage(make, volumes, moved):
    found = make(volumes=volumes)

    assert found["Schedule"]["spec"]["template"]["snapshotMoveData"] is moved
    assert "VolumeSnapshotLocation" not in found


def test_copies_outlive_their_schedule(make):
    assert make()["Schedule"]["spec"]["useOwnerReferencesInBackup"] is False


def test_all_is_in_the_namespace_of_velero(make):
    found = make(namespace="copies")

    assert {obj["metadata"]["namespace"] for obj in found.values()} == {"copies"}
