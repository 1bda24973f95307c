import pytest
from cdk8s import Chart

from constructs_lib import Profile
from constructs_lib.components.user_namespace import UserNamespace
from constructs_lib.config import SAMPLE_PROFILE
from constructs_lib.kube import objects_of


@pytest.fixture(autouse=True)
def user_namespace(chart):
    return UserNamespace(chart, "Sample", profile=SAMPLE_PROFILE)


def test_manifests(manifests, yaml_snapshot):
    assert manifests() == yaml_snapshot


def test_the_sample_user_owns_the_sample_profile(find):
    profile = find("Profile", "kubeflow-user-example-com")

    assert profile["spec"]["owner"] == {"kind": "User", "name": "user@example.com"}


def test_another_profile_may_be_the_sample(chart, find):
    UserNamespace(chart, "Other", profile=Profile(name="team", owner="ada@example.com"))

    assert find("Profile", "team")["spec"]["owner"]["name"] == "ada@example.com"


def test_nothing_of_it_is_in_a_namespace(chart):
    assert [obj for obj in objects_of(chart) if "namespace" in obj["metadata"]] == []


def test_a_release_may_have_no_parameters_of_it(app):
    chart = Chart(app, "bare", namespace="kubeflow")
    UserNamespace(chart, "Sample", profile=SAMPLE_PROFILE, parameters=False)

    assert [obj["kind"] for obj in objects_of(chart)] == ["Profile"]
