import pytest

from constructs_lib.review.rules.velero import VELERO
from tests.review.examples import change, make

API = "velero.io/v1"


def schedule(**template):
    return make("Schedule", API, spec={"template": {"ttl": "336h", **template}})


def location(bucket, **more):
    store = {"bucket": bucket}
    return make("BackupStorageLocation", API, spec={"objectStorage": store, **more})


def found(before, after):
    return [sentence for _, sentence in VELERO.find(change(before, after))]


def test_a_schedule_that_goes_stops_copies():
    [sentence] = found(schedule(), None)

    assert "no volume is copied any more" in sentence


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (schedule(), schedule(ttl="24h"), "for another time: template.ttl is `336h` → `24h`"),
        (
            schedule(includedNamespaces=["a"]),
            schedule(includedNamespaces=["b"]),
            "other volumes are copied",
        ),
        (
            schedule(snapshotMoveData=True),
            schedule(snapshotMoveData=False),
            "copies are kept in another place",
        ),
        (location("a"), location("b"), "no longer finds the copies made before"),
    ],
    ids=["ttl", "namespaces", "moved", "bucket"],
)
def test_a_change_of_what_is_copied_is_said(before, after, said):
    [sentence] = found(before, after)

    assert said in sentence


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, schedule()),
        (schedule(), schedule()),
        (location("a"), location("a", accessMode="ReadOnly")),
        (location("a"), None),
        (make("Schedule", "other.io/v1"), None),
    ],
    ids=["new", "same", "read only", "location goes", "somebody else's"],
)
def test_nothing_else_is_said(before, after):
    assert found(before, after) == []
