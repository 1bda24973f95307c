import yaml

from constructs_lib.components.pipelines.artifacts import (
    argo_repository,
    key_format,
    launcher_providers,
    page_environment,
    profile_prefixes,
)
from constructs_lib.config import (
    S3,
    AccessKey,
    BundledSeaweedFS,
    IamRole,
    PipelinesSettings,
)
from constructs_lib.releases import V1_9_1, V1_11_0, V26_03

SEAWEEDFS = BundledSeaweedFS(content="copied")
BUCKET = S3(bucket="runs", region="eu-west-1", credentials=AccessKey("bucket-login"))
ROLE = S3(
    bucket="runs",
    region="eu-west-1",
    credentials=IamRole("arn:aws:iam::123456789012:role/pipelines"),
)


def repository(*, release=V1_9_1, **settings):
    told = argo_repository(
        PipelinesSettings(**settings), namespace="kubeflow", release=release
    )
    return yaml.safe_load(told)["s3"]


def providers(*, release=V1_9_1, **settings):
    told = launcher_providers(
        PipelinesSettings(**settings), namespace="kubeflow", release=release
    )
    return yaml.safe_load(told) if told else None


def test_upstreams_keys_do_not_name_the_profile():
    assert "namespace" not in key_format(PipelinesSettings(artifacts="shared"))


def test_steps_read_the_key_of_their_profile():
    assert repository()["accessKeySecret"] == {
        "name": "mlpipeline-minio-artifact",
        "key": "accesskey",
    }


def test_minio_is_called_in_the_cluster():
    assert (repository()["endpoint"], repository()["insecure"]) == (
        "minio-service.kubeflow:9000",
        True,
    )


def test_s3_is_called_by_tls():
    told = repository(object_store=BUCKET)

    assert (told["bucket"], told["region"], told["insecure"]) == ("runs", "eu-west-1", False)


def test_a_role_needs_no_key():
    told = repository(object_store=ROLE, profile_credentials="own")

    assert told["useSDKCreds"] is True
    assert "accessKeySecret" not in told


def test_the_launcher_knows_minio_by_itself():
    assert providers() is None


def test_the_launcher_is_told_of_minio_where_it_knows_seaweedfs_alone():
    default = providers(release=V26_03)["minio"]["default"]

    assert default["endpoint"] == "minio-service.kubeflow:9000"
    assert default["credentials"]["secretRef"]["secretName"] == "mlpipeline-minio-artifact"


def test_seaweedfs_is_called_by_the_name_that_the_release_has():
    releases = (V1_11_0, V26_03)
    told = [repository(release=each, object_store=SEAWEEDFS) for each in releases]

    assert [each["endpoint"] for each in told] == [
        "minio-service.kubeflow:9000",
        "seaweedfs.kubeflow:9000",
    ]
    assert [providers(release=each, object_store=SEAWEEDFS) for each in releases] == [None] * 2


def test_private_artifacts_are_below_the_name_of_the_profile():
    settings = PipelinesSettings(artifacts="private")

    assert profile_prefixes(settings, "team") == (
        "private-artifacts/team/",
        "private-artifacts/team/v2/artifacts/",
    )


def test_the_launcher_is_told_of_s3():
    assert providers(object_store=BUCKET)["s3"]["default"] == {
        "endpoint": "s3.amazonaws.com",
        "region": "eu-west-1",
        "disableSSL": False,
        "credentials": {
            "fromEnv": False,
            "secretRef": {
                "secretName": "mlpipeline-minio-artifact",
                "accessKeyKey": "accesskey",
                "secretKeyKey": "secretkey",
            },
        },
    }


def test_the_launcher_takes_a_role_from_its_environment():
    told = providers(object_store=ROLE, profile_credentials="own")

    assert told["s3"]["default"]["credentials"] == {"fromEnv": True}


def test_a_profile_has_a_place_for_argo_and_one_for_the_launcher():
    settings = PipelinesSettings(pipeline_root="minio://mlpipeline/runs/{namespace}")

    assert profile_prefixes(settings, "team") == ("artifacts/team/", "runs/team/")


INSIDE = S3(bucket="runs", region="any", endpoint="minio.storage.svc", port=9000, tls=False)


def test_a_store_of_another_namespace_is_called_by_its_port_without_tls():
    told = repository(object_store=INSIDE)

    assert (told["endpoint"], told["insecure"]) == ("minio.storage.svc:9000", True)


def test_the_launcher_is_told_of_it_by_the_scheme_of_its_addresses():
    settings = PipelinesSettings(object_store=INSIDE)
    default = providers(object_store=INSIDE)["minio"]["default"]

    assert (default["endpoint"], default["disableSSL"]) == ("minio.storage.svc:9000", True)
    assert str(settings.root).startswith("minio://runs/")


def test_the_page_is_told_its_port():
    assert page_environment(INSIDE) == {
        "MINIO_HOST": "minio.storage.svc",
        "MINIO_NAMESPACE": "",
        "MINIO_PORT": "9000",
        "MINIO_SSL": "false",
    }


def test_the_page_is_told_of_amazon_by_other_names():
    assert page_environment(BUCKET) == {
        "AWS_S3_ENDPOINT": "s3.amazonaws.com",
        "AWS_REGION": "eu-west-1",
    }
