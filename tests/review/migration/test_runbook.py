"""Every command of docs/migration.md is one that there is, for things that there are."""

import re
import shlex
from pathlib import Path

import pytest

from constructs_lib import Backup, BackupVolume, Config, Environment, Platform
from constructs_lib.commands import modules_of
from constructs_lib.platform import synthesize

ROOT = Path(__file__).parents[3]
RUNBOOK = (ROOT / "docs" / "migration.md").read_text()
FENCE = re.compile(r"^ *```\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
LINES = [line.strip() for block in FENCE.findall(RUNBOOK) for line in block.splitlines()]
READING = [line.strip() for line in FENCE.findall(RUNBOOK)[1].splitlines()]
# A variable stands for kinds that the API server itself names.
KUBECTL = [line for line in LINES if line.startswith("kubectl ") and "$kind" not in line]
# Kinds that every API server has; those of the platform are in its definitions.
BUILT_IN = {
    "clusterrolebindings",
    "clusterroles",
    "customresourcedefinitions",
    "mutatingwebhookconfigurations",
    "namespace",
    "persistentvolume",
    "persistentvolumes",
    "secrets",
    "validatingwebhookconfigurations",
}


@pytest.fixture(scope="module")
def objects():
    config = Config(backup=Backup(destination=BackupVolume(claim="copies")))
    made = synthesize(Platform(environments=(Environment("default", config),)))
    return [obj for unit in made.environments["default"].values() for obj in unit]


def named(line):
    """Return the words of a command that are no options, after `kubectl` and its verb."""
    words = shlex.split(line.partition(" > ")[0])[2:]
    values = {"-n", "--namespace", "-o", "-p", "-f"}
    return [
        word
        for before, word in zip(["", *words], words, strict=False)
        if not word.startswith("-") and before not in values
    ]


def test_there_are_commands_to_check():
    assert len(KUBECTL) > 8


def test_every_command_of_the_package_is_there():
    wanted = [line.split()[1] for line in LINES if line.startswith("kubeflow-gitops ")]

    assert wanted
    assert set(wanted) <= modules_of().keys()


@pytest.mark.parametrize("line", KUBECTL)
def test_every_kind_and_every_name_is_there(line, objects):
    verb = shlex.split(line)[1]
    kinds = BUILT_IN | {
        obj["spec"]["names"]["plural"]
        for obj in objects
        if obj["kind"] == "CustomResourceDefinition"
    }
    there = {f"{obj['kind'].lower()}/{obj['metadata']['name']}" for obj in objects}
    if verb in {"scale", "rollout"}:
        assert {word for word in named(line) if "/" in word} <= there
    elif verb == "apply":
        assert (ROOT / shlex.split(line)[-1]).is_file()
    else:
        assert verb in {"get", "patch", "delete"}
        assert set(named(line)[0].split(",")) <= kinds


def test_only_the_namespace_is_deleted_and_only_at_the_point_of_no_return():
    deleting = [line for line in LINES if "delete" in line]
    before, _, after = RUNBOOK.partition("**The point of no return**")

    assert deleting == ["kubectl delete namespace kubeflow"]
    assert deleting[0] in after
    assert deleting[0] not in before


def test_what_is_read_first_is_only_read():
    verbs = {word for line in READING for word in re.findall(r"kubectl ([a-z-]+)", line)}

    assert verbs == {"api-resources", "get"}


def test_the_copies_lie_where_restore_looks_for_them(objects):
    [backup] = [
        o for o in objects if o["kind"] == "CronJob" if o["metadata"]["name"] == "backup"
    ]
    pod = backup["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    dumped = {
        Path(file).name: databases
        for step in pod["initContainers"]
        for _, program, file, *databases in [step["command"]]
        if program.endswith("dump_databases.sh")
    }

    assert dumped.keys() == {"pipelines.sql", "katib.sql"}
    for file, databases in dumped.items():
        [row] = [line for line in RUNBOOK.splitlines() if f"/{file}.gz`" in line]
        assert all(f"`{database}`" in row for database in databases)


@pytest.mark.parametrize(
    "module",
    sorted((ROOT / "constructs_lib" / "review" / "migration").rglob("*.py")),
    ids=lambda p: p.stem,
)
def test_nothing_that_plans_can_start_a_program(module):
    assert not re.search(
        r"import (subprocess|os|socket)|from (subprocess|os|socket)", module.read_text()
    )
