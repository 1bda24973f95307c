import re

import pytest

from constructs_lib.config import ExistingVolume, Spawner, Volume


def volume(**fields):
    return Volume(**{"name": "{notebook-name}-data", "size": "5Gi"} | fields)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "data", "name of volume 'data' must contain '{notebook-name}'"),
        (
            "name",
            "{notebook-name}-{notebook-name}",
            "must contain '{notebook-name}'",
        ),
        ("name", "{notebook-name}-Data", "volume 'notebook-Data' must be lower-case letters"),
        ("name", "{notebook-name}" + "d" * 60, "has 68 characters; 63 are allowed"),
        # Before it is sent, the form makes 1Gi, 0Gi, 0.5Gi, 20Gi and 5368709120Gi of these.
        ("size", "1Ti", "must be whole Gi such as '5Gi', the only unit that the"),
        ("size", "0.5Gi", "must be whole Gi such as '5Gi'"),
        ("size", "500Mi", "must be whole Gi such as '5Gi'"),
        ("size", "20G", "must be whole Gi such as '5Gi'"),
        ("size", "5368709120", "must be whole Gi such as '5Gi'"),
        ("size", "0Gi", "must be whole Gi such as '5Gi'"),
        ("size", "-5Gi", "must be whole Gi such as '5Gi', the only unit that the"),
        ("mount", "data", "mounted at 'data'; a mount path must look like"),
        (
            "access_mode",
            "ReadWrite",
            "'ReadWriteMany' or 'ReadWriteOncePod', got 'ReadWrite'",
        ),
    ],
)
def test_fails_for_a_volume_that_cannot_be_made(field, value, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        volume(**{field: value})


def test_fails_for_a_claim_that_two_mounts_want():
    shared = ExistingVolume(claim="data", mount="/a")
    with pytest.raises(ValueError, match="volume 'data' is given twice"):
        Spawner(data_volumes=(shared, ExistingVolume(claim="data", mount="/b")))


def test_fails_for_a_path_that_two_volumes_want():
    with pytest.raises(ValueError, match="mount path '/home/jovyan' is given twice"):
        Spawner(data_volumes=(ExistingVolume(claim="data", mount="/home/jovyan"),))


def test_fails_for_a_path_that_the_form_would_change():
    message = "the form always mounts volume '"
    with pytest.raises(ValueError, match=message):
        Spawner(data_volumes=(volume(mount="/data"),))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"claim": "Data"}, "claim 'Data' must be lower-case letters"),
        ({"mount": "data"}, "mounted at 'data'; a mount path must look like"),
    ],
)
def test_fails_for_a_claim_that_cannot_be_there(fields, message):
    with pytest.raises(ValueError, match=message):
        ExistingVolume(**{"claim": "data", "mount": "/data"} | fields)
