"""An environment goes to the next release by the plan's commands; what users have stays.

Argo CD is played here: it applies by waves, and prunes. What users have is in two profiles,
whose controllers are played too; pods are kwok's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..api_server import api_server
from ..decorating import Decorating
from ..definitions import platform_kinds
from ..hook import of_pipelines
from ..metacontroller import PIPELINES
from ..servers import controllers, pods
from .sides import NEW, OLD, Key, Object, Published, pruned, published
from .upgrading import Failure, cluster, commands, plan, run
from .users import TEAMS


@dataclass(frozen=True)
class Upgraded:
    """What was there before the step, what came of it, and what is there after it.

    unchangeable: why the server would not have changed objects in place. done: by
    Metacontroller, the first time that it runs after the step.
    """

    old: Published
    new: Published
    told: list[str]
    unchangeable: dict[Key, str]
    failed: list[Failure]
    refused: dict[Key, str]
    before: dict[Key, Object]
    after: dict[Key, Object]
    left: list[Key]
    done: list[str]
    again: list[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("upgrade")


@pytest.fixture(scope="module")
def upgraded(folder: Path) -> Iterator[Upgraded]:
    old, new = published(OLD, folder / "dist"), published(NEW, folder / "dist")
    gone, told = pruned(old, new), commands(plan())
    refused: dict[Key, str] = {}
    with api_server(folder / "cluster") as server:
        server.define(platform_kinds())
        with controllers(server), pods(server), cluster(server) as at:
            at.install(old)
            at.compose(old, folder / "composite")
            at.wait()
            unchangeable = at.refused(new, old.by_key())
            before = at.of_users()
            failed = run(server, told, lambda: refused.update(at.sync(new, gone)))
            with of_pipelines(folder / "decorator", new.objects) as hook:
                decorating = Decorating(at.client, PIPELINES, hook)
                done = [each for name in TEAMS for each in decorating.sync(name)]
                again = [each for name in TEAMS for each in decorating.sync(name)]
            left = [name for name in old.by_key() if name not in new.by_key()]
            there = [n for n in left if at.client.get(old.by_key()[n]).accepted]
            yield Upgraded(
                old,
                new,
                told,
                unchangeable,
                failed,
                refused,
                before,
                at.of_users(),
                there,
                done,
                again,
            )


def deleted(told: list[str]) -> set[tuple[str, ...]]:
    """Return what a plan's commands delete, by kind in small letters, namespace and name."""
    words = [command.split() for command in told if command.startswith("kubectl delete ")]
    return {
        (kind, rest[1] if rest[0] == "-n" else "", rest[-1]) for _, _, kind, *rest in words
    }


def test_the_plan_deletes_what_the_server_would_not_change_and_nothing_else(upgraded):
    assert deleted(upgraded.told) == {
        (kind.lower(), namespace, name) for kind, namespace, name in upgraded.unchangeable
    }, upgraded.unchangeable


def test_every_command_of_the_plan_works(upgraded):
    assert upgraded.failed == []


def test_the_server_refuses_nothing_when_the_plan_is_followed(upgraded):
    assert upgraded.refused == {}


def test_nothing_is_left_of_the_old_but_definitions(upgraded):
    assert [name for name in upgraded.left if name[0] != "CustomResourceDefinition"] == []


def test_what_users_have_is_what_it_was(upgraded):
    def uids(objects: dict[Key, Object]) -> dict[Key, str | None]:
        return {name: objects.get(name, {}).get("metadata", {}).get("uid") for name in before}

    before = upgraded.before
    assert None not in uids(before).values()
    assert uids(upgraded.after) == uids(before)


def test_no_field_of_what_users_wrote_is_lost(upgraded):
    def written(objects: dict[Key, Object]) -> dict[Key, Object]:
        return {name: objects[name].get("spec") for name in before if name[0] != "Deployment"}

    before = upgraded.before
    assert written(upgraded.after) == written(before)


def test_metacontroller_goes_on_with_what_profiles_have(upgraded):
    assert [each for each in upgraded.done if not each.startswith("update ")] == []
    assert upgraded.again == []
