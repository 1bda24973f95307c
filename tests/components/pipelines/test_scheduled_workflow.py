from dataclasses import replace

from constructs_lib import Pods
from constructs_lib.config import PipelinesSettings

NAME = "ml-pipeline-scheduledworkflow"


def test_manifests(part, yaml_snapshot):
    assert part("scheduled-workflow") == yaml_snapshot


def test_runs_once_or_every_recurring_run_would_start_twice(make, find, ambient):
    make(defaults=replace(ambient, pods=Pods(replicas=3), resources=None))

    assert "replicas" not in find("Deployment", "ml-pipeline-scheduledworkflow")["spec"]


def test_recurring_runs_are_due_in_the_time_zone_that_was_chosen(make, find):
    make(settings=PipelinesSettings(time_zone="Europe/Berlin"))
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert data["cronScheduleTimezone"] == "Europe/Berlin"


def test_a_later_release_asks_the_api_server_with_a_token(make, container, find, later):
    make(defaults=later)
    pod = find("Deployment", NAME)["spec"]["template"]["spec"]
    [volume] = pod["volumes"]
    [source] = volume["projected"]["sources"]
    [mount] = container(NAME, NAME)["volumeMounts"]

    assert source["serviceAccountToken"]["audience"] == "pipelines.kubeflow.org"
    # Compiled in: backend/src/crd/controller/scheduledworkflow/main.go of 2.5.0.
    assert f"{mount['mountPath']}/{source['serviceAccountToken']['path']}" == (
        "/var/run/secrets/kubeflow/tokens/scheduledworkflow-sa-token"
    )


def test_a_later_release_may_create_runs(make, find, later):
    rule = {
        "apiGroups": ["pipelines.kubeflow.org"],
        "resources": ["runs"],
        "verbs": ["create"],
    }
    make()
    before = find("ClusterRole", f"{NAME}-role")["rules"]
    make(defaults=later)

    assert rule not in before
    assert rule in find("ClusterRole", f"{NAME}-role")["rules"]


def test_without_it_there_is_no_token(make, find):
    make()

    assert "volumes" not in find("Deployment", NAME)["spec"]["template"]["spec"]


def test_its_metrics_have_a_port_since_26_03(newest):
    [container] = newest("Deployment", NAME)["spec"]["template"]["spec"]["containers"]
    env = {each["name"]: each.get("value") for each in container["env"]}

    assert container["ports"] == [{"name": "http", "containerPort": int(env["METRICS_PORT"])}]
