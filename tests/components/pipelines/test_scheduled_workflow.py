from dataclasses import replace

from constructs_lib import Pods
from constructs_lib.config import PipelinesSettings


def test_manifests(part, yaml_snapshot):
    assert part("scheduled-workflow") == yaml_snapshot


def test_runs_once_or_every_recurring_run_would_start_twice(make, find, ambient):
    make(defaults=replace(ambient, pods=Pods(replicas=3), resources=None))

    assert "replicas" not in find("Deployment", "ml-pipeline-scheduledworkflow")["spec"]


def test_recurring_runs_are_due_in_the_time_zone_that_was_chosen(make, find):
    make(settings=PipelinesSettings(time_zone="Europe/Berlin"))
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert data["cronScheduleTimezone"] == "Europe/Berlin"
