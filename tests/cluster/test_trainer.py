"""ztunnel lets the API server call the webhooks of Trainer and JobSet, and no one else."""

from typing import Final

import pytest

from .calls import decisions, words
from .deployed import now
from .output import trainer
from .processes import wait_for
from .rows.row import Row
from .rows.trainer import TRAINER_ROWS
from .turned_off import turned_off

AT_ZTUNNEL: Final = [row for row in TRAINER_ROWS if row.call]
CALLED: Final = {290: "trainer-webhook", 291: "jobset-webhook"}
OPENS: Final = "AuthorizationPolicy"
KINDS: Final = (
    *("Namespace", "ConfigMap", "Secret", "ServiceAccount", "Service", "Deployment"),
    *(OPENS, "PeerAuthentication"),
)
OBJECTS: Final = [obj for obj in trainer() if obj["kind"] in KINDS]
NAMES: Final = [obj["metadata"]["name"] for obj in OBJECTS if obj["kind"] == "Deployment"]


@pytest.fixture(scope="module")
def running(cluster, deployed, istiod):
    """Install Trainer beside the default environment, and take it away at the end."""
    cluster.apply(OBJECTS)

    def known() -> bool:
        names = [each["name"] for each in istiod.ambient()["workloads"] or ()]
        return all(any(name.startswith(each) for name in names) for each in NAMES)

    wait_for(known, "istiod's word about the pods of Trainer")
    yield now(cluster, istiod)
    for obj in OBJECTS:
        # Nothing would empty a namespace here.
        if obj["kind"] != "Namespace":
            cluster.delete(obj)


@pytest.mark.parametrize("row", AT_ZTUNNEL, ids=str)
def test_ztunnel_decides_by_what_istiod_tells_it(running, row: Row):
    assert row.call is not None

    assert decisions(running, row.call) == {row.allowed}, words(running, row.call)


@pytest.mark.parametrize(("number", "policy"), CALLED.items(), ids=CALLED.values())
def test_without_its_policy_a_webhook_could_not_be_called(
    cluster, istiod, running, number, policy
):
    (obj,) = (o for o in OBJECTS if (o["kind"], o["metadata"]["name"]) == (OPENS, policy))
    (row,) = (row for row in TRAINER_ROWS if row.number == number)
    call = row.call
    assert call is not None

    with turned_off(cluster, obj, lambda: decisions(now(cluster, istiod), call)):
        assert decisions(now(cluster, istiod), call) == {False}
