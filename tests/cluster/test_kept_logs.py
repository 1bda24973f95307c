"""The log of a deleted pod goes to those who may read the profile's artifacts.

The guard is what an environment with kept logs ships, with its own account's token, and asks a
real API server. The page behind it is played: it has no pod, and some profiles' artifacts.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, PipelinesSettings, Platform
from constructs_lib.platform import synthesize

from .api_server import new_namespace
from .backends import Behaviour, Reply, Request
from .client import connected
from .guarded import Guarded, guarded
from .processes import wait_for
from .rights import bound

PROFILES: Final = {"pond": "alice", "lake": "bob"}
POD: Final = "train-x7k2p-system-container-impl-123456789"
GONE: Final = 'Could not get main container logs: pods "x" not found'


def key(profile: str) -> str:
    stored = f"artifacts/{profile}/train-x7k2p/2026/01/02/{POD}/main.log"
    return f"/artifacts/minio/mlpipeline/{stored}"


def page() -> Behaviour:
    """Return a page that finds no pod, and both profiles' kept logs."""

    def reply(request: Request) -> Reply:
        for profile in PROFILES:
            if request.path == f"{key(profile)}?namespace={profile}":
                return Reply(200, body=f"the log of {profile}")
        return Reply(500, body=GONE)

    return reply


@pytest.fixture(scope="module")
def guard(cluster, deployed, tmp_path_factory) -> Iterator[Guarded]:
    config = Config(pipelines=PipelinesSettings(run_logs="kept"))
    made = synthesize(Platform(environments=(Environment("kept", config),)))
    objects = made.environments["kept"]["pipelines"]

    def found(kind: str, name: str) -> Mapping[str, Any]:
        (one,) = (
            obj for obj in objects if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
        )
        return one

    cluster.apply(
        [
            each
            for profile, user in PROFILES.items()
            for each in (
                new_namespace(profile),
                bound(f"{user}@example.com", "kubeflow-admin", profile, name="namespaceAdmin"),
            )
        ]
    )
    with (
        connected(cluster) as client,
        guarded(
            cluster, tmp_path_factory.mktemp("guard"), found=found, page=page()
        ) as running,
    ):

        def may(profile: str, user: str) -> bool:
            return client.may(
                f"{user}@example.com",
                verb="readArtifact",
                resource="runs",
                group="pipelines.kubeflow.org",
                namespace=profile,
            )

        wait_for(lambda: all(may(*each) for each in PROFILES.items()), "both owners' rights")
        yield running


def ask(guard: Guarded, user: str, profile: str, day: str = "2026-01-02") -> tuple[int, str]:
    guard.page.requests.clear()
    return guard.ask(
        "GET",
        f"/pipeline/k8s/pod/logs?podname={POD}&runid=r&podnamespace={profile}&createdat={day}",
        {"kubeflow-userid": f"{user}@example.com"},
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_an_owner_reads_the_log_of_a_deleted_pod(guard, profile):
    assert ask(guard, PROFILES[profile], profile) == (200, f"the log of {profile}")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_neighbour_is_refused_before_the_page_is_asked(guard, profile):
    (neighbour,) = {*PROFILES.values()} - {PROFILES[profile]}

    status, _ = ask(guard, neighbour, profile)

    assert (status, guard.page.requests) == (403, [])


def test_a_step_that_began_after_midnight_is_found(guard):
    assert ask(guard, "alice", "pond", "2026-01-03") == (200, "the log of pond")


def test_a_log_that_nobody_kept_is_answered_as_the_page_does(guard):
    assert ask(guard, "alice", "pond", "2025-01-01") == (500, GONE)


def test_the_artifact_servers_are_asked_without_a_token(guard):
    ask(guard, "alice", "pond")

    asked = guard.page.requests[-1]
    assert asked.path.startswith("/artifacts/")
    assert {"authorization", "cookie"} & {name.lower() for name in asked.headers} == set()
