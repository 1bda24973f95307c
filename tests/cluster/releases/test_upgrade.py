"""An environment goes to a newer release by the plan's commands; what users have stays.

Each step to the next release, and all of them in one.

Argo CD is played here: it applies by waves, and prunes. What users have is in two profiles,
whose controllers are played too; pods are kwok's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..api_server import api_server
from ..definitions import platform_kinds
from ..servers import controllers, pods
from .sides import STEPS, Key, Object, Published, Step, key, pruned, published
from .upgrading import (
    LET_GO,
    UNASKED,
    Again,
    Cluster,
    Failure,
    check_out,
    cluster,
    commands,
    plan,
    run,
    typed,
    way_back,
)

DELETE = "kubectl delete "
WEBHOOKS = "mutatingwebhookconfiguration"


@dataclass(frozen=True)
class Upgraded:
    """What was there before the step, what came of it, and what is there after it.

    unchangeable: why the server would not have changed objects in place. done: by
    Metacontroller, the first time that it runs after the step; again: the second time.
    """

    at: Cluster
    told: str
    unchangeable: dict[Key, str]
    failed: list[Failure]
    refused: dict[Key, str]
    before: dict[Key, Object]
    after: dict[Key, Object]
    left: list[Key]
    done: list[str]
    again: list[str]
    twice: Again


@dataclass(frozen=True)
class Returned:
    """What came of the way back, and what users have after it."""

    failed: list[Failure]
    refused: dict[Key, str]
    done: list[str]
    again: list[str]
    after: dict[Key, Object]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(step, marks=pytest.mark.xdist_group(str(step)), id=str(step))
        for step in STEPS
    ],
)
def step(request: pytest.FixtureRequest) -> Step:
    given: Step = request.param
    return given


@pytest.fixture(scope="module")
def folder(step: Step, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("upgrade")


@pytest.fixture(scope="module")
def old(step: Step, folder: Path) -> Published:
    return published(step, step.old, folder / "dist")


@pytest.fixture(scope="module")
def new(step: Step, folder: Path) -> Published:
    return published(step, step.new, folder / "dist")


@pytest.fixture(scope="module")
def upgraded(folder: Path, old: Published, new: Published) -> Iterator[Upgraded]:
    told, refused = plan(old, new), {}
    with api_server(folder / "cluster", UNASKED) as server:
        server.define(platform_kinds())
        with controllers(server), pods(server), cluster(server) as at:
            at.install(old)
            at.hooked(old, folder / "first")
            at.wait()
            unchangeable = at.refused(new, old.by_key())
            before = at.of_users(old)
            gone = pruned(old, new)
            check_out(server, new)
            failed = run(
                server,
                commands(told),
                merge=lambda: refused.update(at.sync(new, gone)),
                wait=at.wait,
            )
            done = at.hooked(new, folder / "second")
            again = at.hooked(new, folder / "third")
            missing = [obj for name, obj in old.by_key().items() if name not in new.by_key()]
            yield Upgraded(
                at=at,
                told=told,
                unchangeable=unchangeable,
                failed=failed,
                refused=refused,
                before=before,
                after=at.of_users(old),
                left=[key(obj) for obj in missing if at.client.get(obj).accepted],
                done=done,
                again=again,
                twice=at.again(new),
            )


@pytest.fixture(scope="module")
def returned(folder: Path, old: Published, new: Published, upgraded: Upgraded) -> Returned:
    """Go back by the plan, after everything else: what was deleted is deleted once more."""
    at = upgraded.at
    told = way_back(upgraded.told)
    reverted = next((n for n, each in enumerate(told) if each.endswith(LET_GO)), 0)
    check_out(at.server, old)
    failed = typed(at.server, told[:reverted])
    refused = at.sync(old, pruned(new, old))
    failed += typed(at.server, told[reverted:])
    return Returned(
        failed=failed,
        refused=refused,
        done=at.hooked(old, folder / "fourth"),
        again=at.hooked(old, folder / "fifth"),
        after=at.of_users(old),
    )


def uids(objects: dict[Key, Object]) -> dict[Key, str]:
    return {name: obj["metadata"]["uid"] for name, obj in objects.items()}


def written(objects: dict[Key, Object]) -> dict[Key, Object]:
    """Return what users wrote, without what Metacontroller makes of it."""
    return {
        name: obj.get("spec")  # type: ignore[misc]
        for name, obj in objects.items()
        if name[0] not in ("Deployment", "Service", "AuthorizationPolicy")
    }


def deleted(told: list[str]) -> set[tuple[str, ...]]:
    """Return what a plan's commands delete, by kind in small letters, namespace and name."""
    words = [command.split() for command in told if command.startswith(DELETE)]
    return {
        (kind, rest[1] if rest[0] == "-n" else "", rest[-1]) for _, _, kind, *rest in words
    }


def test_the_plan_deletes_what_the_server_would_not_change_and_what_leaves(upgraded, new):
    stays = {(kind.lower(), namespace, name) for kind, namespace, name in new.by_key()}
    gone = deleted(commands(upgraded.told))

    assert gone & stays == {
        (kind.lower(), namespace, name) for kind, namespace, name in upgraded.unchangeable
    }, upgraded.unchangeable
    assert {kind for kind, _, _ in gone - stays} <= {WEBHOOKS}


def test_every_command_of_the_plan_works(upgraded):
    assert upgraded.failed == []


def test_the_server_refuses_nothing_when_the_plan_is_followed(upgraded):
    assert upgraded.refused == {}


def test_everything_of_the_new_applies_twice_without_a_warning_or_a_change(upgraded):
    assert upgraded.twice == Again(warnings=[], changed=[])


def test_nothing_is_left_of_the_old_but_definitions(upgraded):
    assert [name for name in upgraded.left if name[0] != "CustomResourceDefinition"] == []


def test_users_objects_keep_their_uids(upgraded):
    assert uids(upgraded.after) == uids(upgraded.before)


def test_users_objects_keep_every_field(upgraded):
    assert written(upgraded.after) == written(upgraded.before)


def test_metacontroller_only_updates_what_profiles_have(upgraded):
    assert [each for each in upgraded.done if not each.startswith("update ")] == []
    assert upgraded.again == []


def test_the_way_back_is_refused_nothing_and_leaves_what_users_have(upgraded, returned):
    assert (returned.failed, returned.refused) == ([], {})
    assert uids(returned.after) == uids(upgraded.before)
    assert written(returned.after) == written(upgraded.before)


def test_after_the_way_back_metacontroller_only_updates_what_profiles_have(returned):
    assert [each for each in returned.done if not each.startswith("update ")] == []
    assert returned.again == []
