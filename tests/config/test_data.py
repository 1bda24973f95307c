import pytest

from constructs_lib.config import (
    S3,
    AccessKey,
    BundledMinIO,
    BundledMySQL,
    BundledSeaweedFS,
    CaBundle,
    Config,
    DatabaseNames,
    Experiments,
    ExternalMySQL,
    IamRole,
    PipelinesSettings,
    upstream,
)
from constructs_lib.config.backup import kept_elsewhere
from constructs_lib.config.data import needed_secrets
from constructs_lib.config.secrets import Random, Text
from constructs_lib.releases import V1_9_1, V1_11_0


@pytest.mark.parametrize("bucket", ["Runs", "a", "runs_1", "-runs", ""])
def test_fails_for_what_is_no_bucket(bucket):
    with pytest.raises(ValueError, match="bucket must be 3 to 63 lower-case letters"):
        BundledMinIO(bucket=bucket)


def test_fails_for_what_is_no_region():
    with pytest.raises(ValueError, match="region must look like 'eu-central-1', got 'Europe'"):
        S3(bucket="runs", region="Europe")


def test_fails_for_an_endpoint_with_a_scheme():
    with pytest.raises(ValueError, match="endpoint of the object store must be a DNS name"):
        S3(bucket="runs", region="eu-west-1", endpoint="https://s3.amazonaws.com")


def test_fails_for_a_role_of_aws_at_a_store_of_somebody_else():
    role = IamRole("arn:aws:iam::123456789012:role/pipelines")
    message = "an AWS role works with AWS's own stores only, got endpoint 's3.example.com'"
    with pytest.raises(ValueError, match=message):
        S3(bucket="runs", region="eu-west-1", endpoint="s3.example.com", credentials=role)


def store(**fields):
    return S3(**{"bucket": "runs", "region": "any", "endpoint": "s3.example.com"} | fields)


def test_a_store_of_somebody_else_has_a_region_by_any_name():
    assert store(region="auto").region == "auto"


def test_fails_for_a_port_of_the_store_that_is_none():
    with pytest.raises(ValueError, match="port of the object store must be 1 to 65535, got 0"):
        store(port=0)


@pytest.mark.parametrize(
    "wrong", [{"port": 9000}, {"tls": False, "port": 80}, {"ca": CaBundle("authorities")}]
)
def test_fails_at_amazon_for_what_the_page_would_not_heed(wrong):
    with pytest.raises(ValueError, match="is Amazon's, for which the Pipelines"):
        S3(bucket="runs", region="eu-west-1", **wrong)


@pytest.mark.parametrize("endpoint", ["s3.example.com", "minio.storage", "svc.example.com"])
def test_fails_for_plain_http_out_of_the_mesh(endpoint):
    with pytest.raises(ValueError, match="tls=False needs a Service of the"):
        store(endpoint=endpoint, port=9000, tls=False)


def test_fails_for_authorities_of_no_certificate():
    with pytest.raises(ValueError, match="tls=False the store shows"):
        store(endpoint="minio.storage.svc", port=9000, tls=False, ca=CaBundle("authorities"))


def test_fails_for_plain_http_at_the_port_of_tls():
    with pytest.raises(ValueError, match="tls=False at port 443, which is for HTTPS"):
        store(endpoint="minio.storage.svc", tls=False)


@pytest.mark.parametrize(
    ("made", "address"),
    [
        (store(), "s3.example.com"),
        (store(port=9000), "s3.example.com:9000"),
        (store(endpoint="minio.storage.svc", port=80, tls=False), "minio.storage.svc:80"),
    ],
)
def test_an_address_has_the_port_that_nobody_would_guess(made, address):
    assert made.address == address


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_fails_for_what_is_no_port(port):
    with pytest.raises(ValueError, match=f"port of MySQL must be 1 to 65535, got {port}"):
        ExternalMySQL(host="db.example.com", secret="db", port=port)


def test_fails_for_a_host_that_is_an_address_of_something_else():
    with pytest.raises(ValueError, match="host of MySQL must be a DNS name"):
        ExternalMySQL(host="mysql://db.example.com", secret="db")


def test_fails_for_a_secret_that_kubernetes_would_refuse():
    with pytest.raises(ValueError, match="secret of the object store"):
        AccessKey("My Secret")


@pytest.mark.parametrize("bundled", [BundledMySQL, BundledMinIO])
def test_fails_for_a_volume_of_no_size(bundled):
    with pytest.raises(ValueError, match="volume must be a quantity"):
        bundled(size="large")


def test_a_bundled_database_is_encrypted_by_the_mesh():
    assert BundledMySQL().tls is False


def test_no_password_is_chosen_by_us():
    database, store = needed_secrets(BundledMySQL(), BundledMinIO(), namespace="kubeflow")

    assert database.keys == {"username": Text("root"), "password": Random()}
    assert store.keys == {"accesskey": Random(), "secretkey": Random()}


@pytest.mark.parametrize("name", ["", "ML", "1st", "a-b", "a b", "a;DROP", "a" * 64])
def test_fails_for_a_database_that_would_need_quotes(name):
    with pytest.raises(ValueError, match="database must be 1 to 63 lower-case letters"):
        DatabaseNames(pipelines=name)


def test_fails_for_two_databases_of_one_name():
    with pytest.raises(ValueError, match="database 'metadb' is given twice"):
        DatabaseNames(cache="metadb")


def test_fails_for_authorities_of_a_mysql_without_tls():
    with pytest.raises(ValueError, match="tls=False MySQL shows no certificate"):
        ExternalMySQL(host="db.example.com", secret="db", tls=False, ca=CaBundle("db-ca"))


def test_bundled_databases_have_upstreams_names():
    assert BundledMySQL().names.listed == ("mlpipeline", "cachedb", "metadb")


def test_a_store_that_takes_the_place_of_minio_says_where_the_artifacts_are():
    with pytest.raises(ValueError, match=r"content=…\) is missing: set 'new' for a platform"):
        BundledSeaweedFS()


@pytest.mark.parametrize("content", ["new", "copied"])
def test_seaweedfs_is_refused_where_the_release_bundles_minio(content):
    settings = PipelinesSettings(object_store=BundledSeaweedFS(content=content))
    with pytest.raises(ValueError, match=r"is not in Kubeflow v1\.9\.1, which bundles MinIO"):
        Config(pipelines=settings)


def test_a_release_that_bundles_seaweedfs_keeps_minio_until_told():
    assert isinstance(Config(release=V1_11_0).pipelines.object_store, BundledMinIO)


def test_upstreams_store_is_the_releases():
    assert isinstance(upstream(V1_11_0).pipelines.object_store, BundledSeaweedFS)
    assert isinstance(upstream(V1_9_1).pipelines.object_store, BundledMinIO)


def test_a_backup_copies_either_bundled_store():
    stores = (BundledMinIO(), BundledSeaweedFS(content="new"))
    for store in stores:
        settings = PipelinesSettings(object_store=store)

        assert "artifacts" not in kept_elsewhere(settings, Experiments())
