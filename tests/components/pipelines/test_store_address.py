import pytest

from constructs_lib.components.pipelines.store_address import (
    is_compiled,
    page_address,
    store_service,
)
from constructs_lib.config import BundledMinIO, BundledSeaweedFS
from constructs_lib.releases import RELEASES, V1_11_0, V26_03

SEAWEEDFS = BundledSeaweedFS(content="new")


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_minio_keeps_its_name_in_every_release(release):
    assert store_service(BundledMinIO(), release) == "minio-service"


def test_seaweedfs_has_minios_name_as_long_as_upstreams_has():
    names = [store_service(SEAWEEDFS, each) for each in (V1_11_0, V26_03)]

    assert names == ["minio-service", "seaweedfs"]


@pytest.mark.parametrize("release", [V1_11_0, V26_03], ids=lambda each: each.name)
def test_programs_find_the_store_that_their_release_bundles(release):
    assert is_compiled(SEAWEEDFS, release)
    assert page_address(SEAWEEDFS, release, "kubeflow") == {}


def test_the_page_is_told_of_minio_where_it_looks_for_seaweedfs():
    assert page_address(BundledMinIO(), V26_03, "kubeflow") == {
        "MINIO_HOST": "minio-service.kubeflow",
        "MINIO_NAMESPACE": "",
    }
