from datetime import timedelta

import pytest

from constructs_lib import Config
from constructs_lib.config import (
    DEFAULT_ROW,
    S3,
    UPSTREAM,
    BundledMinIO,
    CaBundle,
    IamRole,
    PipelinesSettings,
)

ROLE = S3(
    bucket="runs",
    region="eu-west-1",
    credentials=IamRole("arn:aws:iam::123456789012:role/pipelines"),
)
SILO = BundledMinIO(server="silo")


@pytest.mark.parametrize("age", ["30 days", "P", "PT", "30D", "P1Y", ""])
def test_fails_for_what_is_no_duration(age):
    message = "cache_staleness must be a duration such as 'P30D' or 'PT12H'"
    with pytest.raises(ValueError, match=message):
        PipelinesSettings(cache_staleness=age)


@pytest.mark.parametrize("age", ["P30D", "PT12H", "P1DT6H30M"])
def test_durations_are_days_hours_minutes_and_seconds(age):
    assert PipelinesSettings(cache_staleness_limit=age).cache_staleness_limit == age


@pytest.mark.parametrize(
    "root", ["mlpipeline/v2", "file:///tmp", "s3:/runs", "http://e.com/x"]
)
def test_fails_for_a_root_in_no_object_store(root):
    with pytest.raises(ValueError, match="pipeline root must look like 'minio://mlpipeline"):
        PipelinesSettings(pipeline_root=root)


def test_fails_for_an_image_without_a_tag():
    with pytest.raises(ValueError, match="profile hook image must be an image with a tag"):
        PipelinesSettings(hook_image="python")


def test_fails_for_resources_of_an_unknown_process():
    with pytest.raises(ValueError, match="unknown process of pipelines 'page'; known are"):
        PipelinesSettings(resources={"page": DEFAULT_ROW})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"keep_runs": timedelta(-1)}, "keep_runs must be a positive number"),
        ({"viewers": 0}, "viewers must be 1 or more, got 0"),
    ],
)
def test_fails_for_less_than_nothing(wrong, message):
    with pytest.raises(ValueError, match=message):
        PipelinesSettings(**wrong)


def test_fails_for_sharing_a_key_that_is_not_there():
    with pytest.raises(ValueError, match="with an IamRole there is no key to share"):
        PipelinesSettings(object_store=ROLE)


def test_fails_for_a_runner_that_nothing_annotates():
    message = "profiles reach the store as 'default-editor', .* got runner 'pipelines'"
    with pytest.raises(ValueError, match=message):
        PipelinesSettings(object_store=ROLE, profile_credentials="own", runner="pipelines")


def test_with_a_role_no_secret_is_read():
    settings = PipelinesSettings(object_store=ROLE, profile_credentials="own")

    assert (settings.store_secret, settings.profile_secret) == (None, None)


def test_upstreams_root_is_the_one_that_is_compiled_in():
    assert UPSTREAM.pipelines.root is None


def test_a_shared_root_of_another_bucket_is_told():
    settings = PipelinesSettings(object_store=BundledMinIO(bucket="runs"), artifacts="shared")

    assert settings.root == "minio://runs/v2/artifacts"


def test_a_root_of_ones_own_comes_first():
    assert PipelinesSettings(pipeline_root="gs://runs/a").root == "gs://runs/a"


def test_fails_for_resources_of_pipelines_as_a_whole():
    with pytest.raises(ValueError, match="unknown component with resources 'pipelines'"):
        Config(resources={"pipelines": DEFAULT_ROW})


def test_fails_for_pipelines_without_profiles():
    with pytest.raises(ValueError, match="'pipelines' needs 'profiles'; install both"):
        Config(components=("pipelines",))


def test_fails_for_the_sdks_access_where_no_pod_default_can_be():
    message = "sdk='offered'\\) gives profiles a PodDefault, which needs component"
    with pytest.raises(ValueError, match=message):
        Config(components=("profiles", "pipelines"))


@pytest.mark.parametrize(
    ("components", "sdk"),
    [
        (("profiles", "pipelines"), "none"),
        (("profiles", "pipelines", "admission-webhook"), "offered"),
        (("profiles",), "offered"),
    ],
)
def test_the_sdks_access_is_offered_where_pod_defaults_are(components, sdk):
    assert Config(components=components, pipelines=PipelinesSettings(sdk=sdk))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"object_store": BundledMinIO()}, r"needs BundledMinIO\(server='silo'\)"),
        ({"object_store": ROLE}, r"needs BundledMinIO\(server='silo'\)"),
        ({"artifacts": "shared"}, "needs artifacts='per-profile'"),
        (
            {"pipeline_root": "minio://mlpipeline/all"},
            "such as 'minio://mlpipeline/path/{name",
        ),
        ({"pipeline_root": "minio://other/{namespace}"}, "got 'minio://other/{namespace}'"),
        ({"pipeline_root": "minio://mlpipeline/a{namespace}"}, "got 'minio://mlpipeline/a{"),
    ],
)
def test_fails_for_keys_that_cannot_be_made_or_open_too_little(wrong, message):
    with pytest.raises(ValueError, match=message):
        PipelinesSettings(
            **{"object_store": SILO, "profile_credentials": "per-profile"} | wrong
        )


def test_a_root_of_ones_own_may_be_the_profiles_own():
    root = "minio://mlpipeline/runs/{namespace}"
    settings = PipelinesSettings(
        object_store=SILO, profile_credentials="per-profile", pipeline_root=root
    )

    assert settings.root == root


def test_fails_for_a_page_that_is_cut_short_before_it_begins():
    with pytest.raises(ValueError, match="page_timeout must be a positive number"):
        PipelinesSettings(page_timeout=timedelta(seconds=-1))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"archive_logs": False}, "archive_logs=False stores none; set archive_logs=True"),
        ({"page": "open"}, "needs page='guarded', got 'open'"),
        ({"artifacts": "shared"}, "needs artifacts='per-profile', got 'shared'"),
        ({"run_logs": "forever"}, "run_logs must be 'pods' or 'kept', got 'forever'"),
    ],
    ids=["not stored", "no guard", "no profile in the key", "no such choice"],
)
def test_fails_for_logs_that_cannot_be_kept_or_not_from_others(given, message):
    with pytest.raises(ValueError, match=message):
        PipelinesSettings(**{"run_logs": "kept", **given})


@pytest.mark.parametrize("size", [1024, 2**31])
def test_fails_for_a_message_below_grpcs_own_limit_or_over_its_numbers(size):
    message = f"metadata_message must be 4194304 to 2147483647 bytes, or None .*; got {size}"
    with pytest.raises(ValueError, match=message):
        PipelinesSettings(metadata_message=size)


def test_a_message_may_be_as_large_as_grpc_itself_takes():
    assert PipelinesSettings(metadata_message=None).metadata_message is None


ELSEWHERE = S3(
    bucket="runs", region="any", endpoint="s3.example.com", ca=CaBundle("authorities")
)
ARGO = "Argo's executor, which archives logs, trusts only the CAs in its image"


@pytest.mark.parametrize(
    ("store", "root"),
    [
        (S3(bucket="runs", region="eu-west-1"), "minio://runs/{namespace}"),
        (S3(bucket="runs", region="any", endpoint="s3.example.com"), "s3://runs/{namespace}"),
    ],
)
def test_fails_for_a_root_in_a_store_that_nobody_is_told_of(store, root):
    with pytest.raises(ValueError, match="is in another store than"):
        PipelinesSettings(object_store=store, pipeline_root=root)


def test_fails_for_logs_in_a_store_that_argo_would_not_believe():
    with pytest.raises(ValueError, match=ARGO):
        PipelinesSettings(object_store=ELSEWHERE)


@pytest.mark.parametrize(
    "taken", [{"archive_logs": False}, {"executor_image": "example.com/argoexec:1"}]
)
def test_authorities_of_the_store_are_taken_where_argo_needs_none(taken):
    settings = PipelinesSettings(object_store=ELSEWHERE, **taken)

    assert settings.store_ca == CaBundle("authorities")
