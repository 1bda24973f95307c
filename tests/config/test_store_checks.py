import pytest

from constructs_lib.config import S3, BundledMinIO, BundledSeaweedFS, CaBundle
from constructs_lib.config.store_checks import check_store_of_release
from constructs_lib.releases import RELEASES, V1_9_1, V1_10_2, V1_11_0, V26_03

OWN_CA = S3(
    bucket="runs",
    region="any",
    endpoint="store.example.com",
    port=9000,
    ca=CaBundle("authorities"),
)
ALONE = BundledSeaweedFS(content="new", minio_service=False)


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_minio_can_stay_in_every_release(release):
    check_store_of_release(BundledMinIO(), release)


@pytest.mark.parametrize("release", [V1_9_1, V1_10_2], ids=lambda each: each.name)
def test_fails_for_seaweedfs_before_upstream_bundles_it(release):
    with pytest.raises(ValueError, match="bundles MinIO; use BundledMinIO"):
        check_store_of_release(BundledSeaweedFS(content="new"), release)


def test_fails_without_minios_service_where_no_other_is_known():
    with pytest.raises(ValueError, match="knows the store by MinIO's Service alone"):
        check_store_of_release(ALONE, V1_11_0)


def test_minios_service_can_go_once_the_store_has_its_own_name():
    check_store_of_release(ALONE, V26_03)


def test_fails_for_authorities_that_steps_could_not_get():
    with pytest.raises(ValueError, match="can be in a Secret alone"):
        check_store_of_release(OWN_CA, V1_11_0)


@pytest.mark.parametrize("release", [V1_10_2, V26_03], ids=lambda each: each.name)
def test_steps_get_authorities_where_a_config_map_will_do(release):
    check_store_of_release(OWN_CA, release)
