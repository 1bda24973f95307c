from constructs_lib.config import S3, BundledMinIO, PipelinesSettings


def test_manifests(part, yaml_snapshot):
    assert part("minio") == yaml_snapshot


def test_the_image_is_one_that_can_be_pulled(make, container):
    make()

    assert container("minio", "minio")["image"] == (
        "quay.io/opendatahub/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance"
    )


def test_silo_is_told_the_key_by_the_names_that_it_knows(make, container):
    make(settings=PipelinesSettings(object_store=BundledMinIO(server="silo")))
    started = container("minio", "minio")

    assert started["image"] == "docker.io/pgsty/silo:RELEASE.2026-09-16T00-00-00Z"
    assert {each["name"]: each.get("value") for each in started["env"]} == {
        "MINIO_ROOT_USER": None,
        "MINIO_ROOT_PASSWORD": None,
        "MINIO_BROWSER": "off",
    }


def test_two_pods_never_write_one_volume(make, find):
    make()

    assert find("Deployment", "minio")["spec"]["strategy"] == {"type": "Recreate"}


def test_its_volume_is_as_large_as_decided(make, find):
    make(settings=PipelinesSettings(object_store=BundledMinIO(size="1Ti")))
    spec = find("PersistentVolumeClaim", "minio-pvc")["spec"]

    assert spec["resources"] == {"requests": {"storage": "1Ti"}}


def test_plain_text_does_not_come_in(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "minio-service")["spec"]["rules"]

    assert rule == {
        "from": [{"source": {"principals": ["*"]}}],
        "to": [{"operation": {"ports": ["9000"]}}],
    }


def test_s3_leaves_nothing_in_the_cluster(make, made):
    make(settings=PipelinesSettings(object_store=S3(bucket="runs", region="eu-west-1")))
    names = {obj["metadata"]["name"] for obj in made}

    assert not names & {"minio", "minio-pvc", "minio-service"}
