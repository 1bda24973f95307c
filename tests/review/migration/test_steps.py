from dataclasses import replace

import pytest

from constructs_lib.review.migration.steps import steps_of


@pytest.fixture
def steps(plan):
    return steps_of(plan)


def commands(steps):
    return [command for step in steps for command in step.commands]


def test_nothing_is_deleted_before_the_point_of_no_return(steps):
    deleting = [
        number
        for number, step in enumerate(steps, 1)
        if any("delete" in command for command in step.commands)
    ]

    assert deleting == [6, 7]
    assert "point of no return" in steps[5].title


def test_every_step_that_deletes_says_so(steps):
    for step in steps:
        deletes = any("kubectl delete" in command for command in step.commands)
        assert ("Deletes" in step.title) == deletes


def test_no_definition_is_ever_deleted(steps):
    assert not any("customresourcedefinition" in command for command in commands(steps))


def test_the_namespace_goes_last_in_its_step(steps):
    assert steps[5].commands == (
        "kubectl delete experiments.kubeflow.org -n kubeflow --all --timeout=10m",
        "kubectl delete trials.kubeflow.org -n kubeflow --all --timeout=10m",
        "kubectl delete mutatingwebhookconfiguration cache-webhook-kubeflow",
        "kubectl delete namespace kubeflow",
    )


def test_volumes_that_are_not_seen_to_be_kept_are_patched(steps):
    assert [command.split()[3] for command in steps[0].commands] == ["pv-artifacts", "pv-runs"]


def test_each_database_is_dumped_under_its_name_of_now(steps):
    dumps = [command for command in steps[3].commands if "mysqldump" in command]

    assert [dump.rpartition("--databases ")[2] for dump in dumps] == [
        "katib' | gzip > katib.sql.gz",
        "runs cachedb metadb' | gzip > pipelines.sql.gz",
    ]


def test_databases_that_no_setting_names_are_asked_for(plan):
    [_, _, _, copied, *_] = steps_of(replace(plan, kept=()))

    assert all("--databases NAMES'" in c for c in copied.commands if "mysqldump" in c)


def test_every_step_says_how_it_is_seen_and_how_it_is_taken_back(steps):
    assert all(step.seen and step.back for step in steps)
