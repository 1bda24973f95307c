from dataclasses import replace
from datetime import timedelta

from constructs_lib import Pods
from constructs_lib.config import PipelinesSettings

NAME = "ml-pipeline-persistenceagent"


def test_manifests(part, yaml_snapshot):
    assert part("persistence-agent") == yaml_snapshot


def test_shows_the_api_server_a_token_that_is_for_it(make, find):
    make()
    [volume] = find("Deployment", NAME)["spec"]["template"]["spec"]["volumes"]
    [source] = volume["projected"]["sources"]

    assert source["serviceAccountToken"]["audience"] == "pipelines.kubeflow.org"


def test_keeps_finished_runs_as_long_as_decided(make, env):
    make(settings=PipelinesSettings(keep_runs=timedelta(hours=1)))

    assert env(NAME, NAME)["TTL_SECONDS_AFTER_WORKFLOW_FINISH"] == "3600"


def test_runs_once_whatever_the_others_do(make, find, ambient):
    make(defaults=replace(ambient, pods=Pods(replicas=3), resources=None))

    assert "replicas" not in find("Deployment", NAME)["spec"]


def test_may_not_touch_tekton_where_upstream_no_longer_may(
    make, find, upstream, later_upstream
):
    make(defaults=upstream)
    before = str(find("Role", "ml-pipeline-persistenceagent-role"))
    make(defaults=later_upstream)

    assert "tekton.dev" in before
    assert "tekton.dev" not in str(find("Role", "ml-pipeline-persistenceagent-role"))
