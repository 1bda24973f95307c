from dataclasses import replace
from pathlib import Path

import pytest

from constructs_lib import V1_9_1, Config, Environment, Platform, Profile
from constructs_lib.config import COMPONENTS, S3, BundledMinIO, IamRole, PipelinesSettings
from constructs_lib.elyra import Elyra, ElyraDownloads, ElyraPackages, RuntimeImage
from constructs_lib.releases import RELEASES

IMAGE = "registry.example.com/notebooks/elyra:1"
ELYRA = Elyra(image=IMAGE)
ROLE = IamRole("arn:aws:iam::123456789012:role/pipelines")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"kfp_kubernetes": "2.16.1"},
            "kfp-kubernetes 2.16.1 does not fit Kubeflow",
        ),
        ({"kfp_kubernetes": "1.5.0"}, "refuses every step with a key; use one from 1.2.0"),
        ({"kfp_kubernetes": "1.1.0"}, "Elyra calls functions of 1.2"),
        ({"kfp": "2.9.0"}, "kfp 2.9.0 does not fit"),
        ({"kfp": "2.16.1"}, "kfp 2.16.1 does not fit"),
        ({"elyra": "4.0.0"}, "elyra 4.0.0 does not fit"),
        ({"elyra": "4.1"}, "elyra's version must look like '4.1.0', got '4.1'"),
    ],
)
def test_fails_for_packages_that_do_not_fit_the_releases_pipelines(wrong, message):
    with pytest.raises(ValueError, match=message):
        ElyraPackages(**wrong).check_release(V1_9_1)


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_fails_for_what_no_release_has_been_tried_with(release):
    with pytest.raises(ValueError, match=f"Pipelines {release.pipelines}.*before 1.5.0"):
        ElyraPackages(kfp_kubernetes="1.6.0").check_release(release)


def test_fails_for_a_config_whose_release_they_do_not_fit():
    elyra = replace(ELYRA, packages=ElyraPackages(kfp="2.9.0"))
    with pytest.raises(ValueError, match=r"does not fit Kubeflow Pipelines 2\.3\.0"):
        Config(pipelines=PipelinesSettings(elyra=elyra))


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_the_default_packages_fit_every_release(release):
    ElyraPackages().check_release(release)


def test_other_packages_that_fit_are_constraints():
    chosen = ElyraPackages(elyra="4.1.0", kfp_kubernetes="1.3.0")

    assert chosen.constraints == "elyra==4.1.0\nkfp==2.13.0\nkfp-kubernetes==1.3.0\n"


def test_the_default_packages_are_those_that_run_in_tests_elyra():
    locked = (Path(__file__).parents[2] / "requirements-elyra.txt").read_text()

    assert {*ElyraPackages().constraints.split()} <= {*locked.split()}


@pytest.mark.parametrize(
    "image",
    ["elyra/kf-notebook:4.1", "quay.io/elyra/kf-notebook:4.1", "elyra/elyra:4.1"],
)
def test_fails_for_upstreams_image(image):
    with pytest.raises(ValueError, match="build one by the recipe"):
        Elyra(image=image).check_release(V1_9_1)


@pytest.mark.parametrize("title", ["", " ", "a\nb"])
def test_fails_for_a_title_that_is_no_line(title):
    with pytest.raises(ValueError, match="title of runtime image 'a' must be a line of text"):
        RuntimeImage(name="a", image="example.com/a:1", title=title)


def test_fails_for_runtime_images_that_users_could_not_tell_apart():
    images = tuple(
        RuntimeImage(name=each, image=f"example.com/{each}:1", title="Training")
        for each in ("a", "b")
    )
    with pytest.raises(ValueError, match="title of runtime image 'Training' is given twice"):
        replace(ELYRA, runtime_images=images)


def test_fails_for_the_notebooks_own_image_given_twice():
    with pytest.raises(ValueError, match="are the notebook's own, which is always offered"):
        replace(ELYRA, runtime_images=(RuntimeImage(name="a", image=IMAGE),))


@pytest.mark.parametrize("end", ["?a=1&b=2", "';id", "$(id)", "`id`", "#a"])
@pytest.mark.parametrize("field", ["bootstrap_script", "requirements"])
def test_fails_for_a_download_that_the_shell_of_a_step_would_read(field, end):
    with pytest.raises(ValueError, match=f"{field} has .*, which the shell of a step"):
        ElyraDownloads(**{field: f"https://mirror.example.com/file{end}"})


@pytest.mark.parametrize("bucket", ["elyra", "{namespace}-{namespace}"])
def test_fails_for_a_bucket_that_profiles_would_share(bucket):
    with pytest.raises(ValueError, match=r"bucket must have '\{namespace\}' once"):
        replace(ELYRA, bucket=bucket)


def test_fails_for_a_bucket_that_no_store_accepts():
    with pytest.raises(ValueError, match="bucket must be 3 to 63 lower-case letters"):
        replace(ELYRA, bucket="Elyra-{namespace}")


@pytest.mark.parametrize("bucket", ["{namespace}", "ml{namespace}", "{namespace}line"])
def test_fails_for_a_bucket_that_is_the_stores_in_some_profile(bucket):
    with pytest.raises(ValueError, match="would be 'mlpipeline' in a profile of that name"):
        PipelinesSettings(elyra=replace(ELYRA, bucket=bucket))


def test_fails_for_the_bucket_of_artifacts_elsewhere_too():
    with pytest.raises(ValueError, match="would be 'elyra-runs' in a profile of that name"):
        PipelinesSettings(elyra=ELYRA, pipeline_root="minio://elyra-runs/{namespace}")


@pytest.mark.parametrize("endpoint", ["s3.amazonaws.com", "storage.googleapis.com"])
def test_fails_for_a_bucket_that_may_be_a_strangers(endpoint):
    store = S3(bucket="runs", region="eu-west-1", endpoint=endpoint)
    with pytest.raises(ValueError, match="may be a stranger's, since names of buckets there"):
        PipelinesSettings(elyra=ELYRA, object_store=store)


def test_fails_without_the_hook_that_writes_pod_defaults():
    with pytest.raises(ValueError, match="needs sdk='offered'"):
        PipelinesSettings(elyra=ELYRA, sdk="none")


def test_fails_without_notebooks():
    left = tuple(name for name in COMPONENTS if name != "jupyter-web-app")
    with pytest.raises(ValueError, match="an editor in notebooks, which need component"):
        Config(components=left, pipelines=PipelinesSettings(elyra=ELYRA))


def test_fails_for_a_profile_whose_bucket_would_be_too_long():
    config = Config(pipelines=PipelinesSettings(elyra=ELYRA))
    profile = Profile(name="a" * 58, owner="ada@example.com")
    with pytest.raises(ValueError, match="of 64 characters; shorten one of them to 63"):
        Platform(environments=(Environment("default", config),), profiles=(profile,))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"bootstrap_script": "mirror/bootstrapper.py"},
            "bootstrap_script must be a URL",
        ),
        ({"requirements": "ftp://example.com/r.txt"}, "requirements must be a URL such as"),
        ({"pip_index": "file:///wheels"}, "pip_index must be an index of packages over HTTP"),
    ],
)
def test_fails_for_a_download_that_no_step_can_make(wrong, message):
    with pytest.raises(ValueError, match=message):
        ElyraDownloads(**wrong)


def test_fails_for_a_password_in_an_address_without_repeating_it():
    with pytest.raises(ValueError, match="pip_index") as raised:
        ElyraDownloads(pip_index="https://robot:hunter2@pypi.example.com/simple")

    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (
            (RuntimeImage(name="elyra", image="a.example.com/b:1"),),
            "are the notebook's own, which is always offered",
        ),
        ((RuntimeImage(name="a", image="a.example.com/b:1"),) * 2, "runtime image 'a'"),
    ],
)
def test_fails_for_runtime_images_of_one_name(images, message):
    with pytest.raises(ValueError, match=message):
        replace(ELYRA, runtime_images=images)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {
            "object_store": BundledMinIO(server="silo"),
            "profile_credentials": "per-profile",
        },
        {"object_store": S3(bucket="runs", region="eu", endpoint="s3.example.com")},
        {"profile_credentials": "own"},
        {
            "object_store": S3(bucket="runs", region="eu-west-1", credentials=ROLE),
            "profile_credentials": "own",
        },
    ],
    ids=["shared", "per-profile", "S3 with a key", "own", "S3 with roles"],
)
def test_every_way_to_reach_the_store_is_supported(settings):
    chosen = replace(ELYRA, bucket="example-com-elyra-{namespace}")

    assert PipelinesSettings(elyra=chosen, **settings).elyra == chosen


def test_its_images_are_among_the_environments():
    steps = RuntimeImage(name="steps", image="registry.example.com/steps:1")
    settings = PipelinesSettings(elyra=replace(ELYRA, runtime_images=(steps,)))

    assert {IMAGE, steps.image} <= Config(pipelines=settings).image_references()
