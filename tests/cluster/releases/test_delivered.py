"""Three steps with a real Argo CD: it follows the repository, and the plan's commands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from constructs_lib import GitRepository, Release

from ..delivery.delivered import Delivery, delivering
from ..delivery.test_argo_cd import operation, out_of_sync
from .sides import STEPS, Key, Object, Step, key, platform, pruned, published
from .upgrading import UNASKED, Failure, check_out, cluster, commands, plan, run

APPLICATION = "kubeflow"
# In each, definitions get fields that objects have at once; in the second they lose some too.
# In the last, the namespace begins to refuse pods, such as those of a waypoint.
TAKEN = (STEPS[0], *STEPS[-2:])


@dataclass(frozen=True)
class Delivered:
    """What Argo CD says after the step, what of the old is left, and what users have."""

    application: dict[str, Any]
    failed: list[Failure]
    left: list[Key]
    before: dict[Key, Object]
    after: dict[Key, Object]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(step, marks=pytest.mark.xdist_group(f"delivered {step}"), id=str(step))
        for step in TAKEN
    ],
)
def step(request: pytest.FixtureRequest) -> Step:
    given: Step = request.param
    return given


@pytest.fixture(scope="module")
def delivered(step: Step, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivered]:
    folder = tmp_path_factory.mktemp("delivered")
    old, new = (published(step, each, folder / "dist") for each in (step.old, step.new))
    revisions: list[str] = []
    [newer] = platform(step, step.new).environments
    # The plan asks for istiod's settings first.
    with delivering(folder, UNASKED, config=newer.config) as delivery:
        server = delivery.server
        with cluster(server) as at:
            at.use(old)
        revision = publish(delivery, step, step.old)
        delivery.hand_over(APPLICATION)
        delivery.wait(APPLICATION, revision)
        # Each time anew: the server closes a connection that is silent for minutes.
        with cluster(server) as at:
            before = at.of_users(old)
        check_out(server, new)
        failed = run(
            server,
            commands(plan(old, new)),
            merge=lambda: revisions.append(publish(delivery, step, step.new)),
            wait=lambda: synced(delivery, revisions),
            restart=delivery.argo.restart,
        )
        with cluster(server) as at:
            yield Delivered(
                application=delivery.argo.application(APPLICATION),
                failed=failed,
                left=[key(obj) for obj in pruned(old, new) if at.client.get(obj).accepted],
                before=before,
                after=at.of_users(old),
            )


def publish(delivery: Delivery, step: Step, release: Release) -> str:
    """Publish the environment with a release; return the revision."""
    repository = GitRepository(url=delivery.repository.url)
    return delivery.repository.publish(platform(step, release, repository))


def synced(delivery: Delivery, revisions: list[str]) -> None:
    """Apply the new Application and project, and wait until the last revision is applied."""
    delivery.hand_over(APPLICATION)
    delivery.wait(APPLICATION, revisions[-1])


def test_argo_cd_has_applied_all_of_the_new(delivered):
    assert operation(delivered.application)["phase"] == "Succeeded"
    assert out_of_sync(delivered.application) == []


def test_every_command_of_the_plan_works_beside_argo_cd(delivered):
    assert delivered.failed == []


def test_argo_cd_leaves_nothing_of_the_old_but_definitions(delivered):
    assert delivered.left == []


def test_argo_cd_touches_nothing_that_users_have(delivered):
    def uids(objects: dict[Key, Object]) -> dict[Key, str]:
        return {name: obj["metadata"]["uid"] for name, obj in objects.items()}

    assert uids(delivered.after) == uids(delivered.before)
