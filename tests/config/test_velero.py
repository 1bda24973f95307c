from datetime import timedelta

import pytest

from constructs_lib.config import Config, SecretKey
from constructs_lib.velero import Velero, VeleroBucket, VeleroSnapshots


def velero(**settings):
    return Velero(**{"location": "default", "profiles": ("team-*",), **settings})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"profiles": ()}, r"profiles of Velero\(…\) is empty, so no user's volume is copied"),
        ({"profiles": ("team|x",)}, r"must be names or patterns with .*; got 'team\|x'"),
        ({"profiles": ("a**",)}, r"must be names or patterns with .*; got 'a\*\*'"),
        ({"profiles": ("[]",)}, r"must be names or patterns with .*; got '\[\]'"),
        ({"profiles": ("a", "a")}, "profile of Velero.* 'a' is given twice"),
        ({"profiles": "team"}, "profiles must be"),
        ({"profiles": (1,)}, "profiles must be"),
        ({"location": None}, "location must be"),
        ({"schedule": "@daily"}, "schedule of Velero's copies must be cron's five fields"),
        ({"keep": timedelta(minutes=5)}, "keep of Velero's copies must be an hour or more"),
        ({"keep": 14}, "keep must be timedelta, got 14"),
        ({"namespace": "kubeflow"}, "namespace of Velero must be its own, .* got 'kubeflow'"),
        ({"namespace": "Velero"}, "namespace of Velero 'Velero' must be lower-case"),
        ({"location": "My Place"}, "location of Velero's copies"),
        ({"location": 1}, "location must be"),
        ({"volumes": "copied"}, "volumes must be"),
        ({"platform": True}, "platform must be"),
    ],
)
def test_fails_for_copies_that_cannot_be(wrong, message):
    with pytest.raises((TypeError, ValueError), match=message):
        velero(**wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"bucket": "Copies"}, "bucket must be 3 to 63 lower-case letters"),
        ({"region": "Europe"}, "region must look like"),
        ({"prefix": "/a"}, "prefix of Velero's bucket must be a path"),
        ({"endpoint": "https://s3.example.com"}, "endpoint of Velero's bucket must be a DNS"),
        ({"endpoint": "localhost"}, "endpoint of Velero's bucket"),
        ({"access": "WriteOnly"}, "access must be"),
        ({"credential": "login"}, "credential must be"),
    ],
)
def test_fails_for_a_bucket_that_cannot_be(wrong, message):
    with pytest.raises((TypeError, ValueError), match=message):
        VeleroBucket(**{"bucket": "copies", "region": "eu-west-1", **wrong})


def test_fails_for_snapshots_of_nobody():
    with pytest.raises(ValueError, match="provider of snapshots must be a name"):
        VeleroSnapshots(provider="Amazon Web Services")


@pytest.mark.parametrize(
    ("settings", "included", "excluded"),
    [
        ({}, ("team-*",), ()),
        ({"platform": "kept"}, ("kubeflow", "team-*"), ()),
        ({"profiles": ("*",)}, ("*",), ("kubeflow",)),
        ({"profiles": ("k*", "a"), "platform": "kept"}, ("k*", "a"), ()),
    ],
)
def test_the_platforms_claims_are_copied_where_asked_only(settings, included, excluded):
    made = velero(**settings)

    assert (made.included, made.excluded) == (included, excluded)


def test_an_environment_copies_no_volume_by_default():
    assert Config().velero is None


def test_a_key_is_a_reference():
    bucket = VeleroBucket(
        bucket="copies", region="eu-west-1", credential=SecretKey("login", "cloud")
    )

    assert bucket.credential == SecretKey(secret="login", key="cloud")
