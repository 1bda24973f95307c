"""ztunnel lets the API server call Spark's webhook, and no one read the operator's metrics."""

from typing import Final

import pytest

from .calls import decisions, words
from .deployed import now
from .output import spark
from .processes import wait_for
from .rows.row import Row
from .rows.spark import SPARK_ROWS
from .turned_off import turned_off

AT_ZTUNNEL: Final = [row for row in SPARK_ROWS if row.call]
CALLED: Final = 190
OPENS: Final = "AuthorizationPolicy"
KINDS: Final = ("Deployment", "ServiceAccount", "Service", OPENS, "PeerAuthentication")
OBJECTS: Final = [obj for obj in spark() if obj["kind"] in KINDS]
PODS: Final = sum(obj["kind"] == "Deployment" for obj in OBJECTS)


@pytest.fixture(scope="module")
def running(cluster, deployed, istiod):
    """Install the operator beside the default environment, and take it away at the end."""
    cluster.apply(OBJECTS)

    def known() -> bool:
        names = [each["name"] for each in istiod.ambient()["workloads"] or ()]
        return sum(name.startswith("spark-operator-") for name in names) >= PODS

    wait_for(known, "istiod's word about the pods of the Spark operator")
    yield now(cluster, istiod)
    for obj in OBJECTS:
        cluster.delete(obj)


@pytest.mark.parametrize("row", AT_ZTUNNEL, ids=str)
def test_ztunnel_decides_by_what_istiod_tells_it(running, row: Row):
    assert row.call is not None

    assert decisions(running, row.call) == {row.allowed}, words(running, row.call)


def test_without_its_policy_the_webhook_could_not_be_called(cluster, istiod, running):
    (obj,) = (each for each in OBJECTS if each["kind"] == OPENS)
    (row,) = (row for row in SPARK_ROWS if row.number == CALLED)
    assert row.call is not None
    call = row.call

    with turned_off(cluster, obj, lambda: decisions(now(cluster, istiod), call)):
        assert decisions(now(cluster, istiod), call) == {False}
