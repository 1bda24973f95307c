from dataclasses import replace

import yaml

from constructs_lib.config import UPSTREAM, PipelinesSettings, Pods, Resources, Toleration

NAME = "workflow-controller"


def test_manifests(part, yaml_snapshot):
    assert part("workflow-controller") == yaml_snapshot


def repository(find):
    data = find("ConfigMap", "workflow-controller-configmap")["data"]
    return yaml.safe_load(data["artifactRepository"])


def test_artifacts_of_each_profile_are_below_its_name(make, find):
    make()

    assert repository(find)["s3"]["keyFormat"] == (
        "artifacts/{{workflow.namespace}}/{{workflow.name}}/"
        "{{workflow.creationTimestamp.Y}}/{{workflow.creationTimestamp.m}}/"
        "{{workflow.creationTimestamp.d}}/{{pod.name}}"
    )


def test_logs_of_steps_may_go_with_their_pods(make, find):
    make(settings=PipelinesSettings(archive_logs=False))

    assert repository(find)["archiveLogs"] is False


def test_steps_run_beside_the_executor_that_was_chosen(make, container):
    make(settings=PipelinesSettings(executor_image="e.com/argoexec:1"))

    assert container(NAME, NAME)["args"][-1] == "e.com/argoexec:1"


def test_the_executor_says_what_a_quota_counts(make, find):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    make(settings=PipelinesSettings(resources={"profiles/executor": row}))
    told = find("ConfigMap", "workflow-controller-configmap")["data"]["executor"]

    assert yaml.safe_load(told) == {
        "imagePullPolicy": "IfNotPresent",
        "resources": row.to_spec(),
    }


def test_upstreams_executor_says_nothing_of_what_it_uses(make, find):
    make(settings=UPSTREAM.pipelines)
    told = find("ConfigMap", "workflow-controller-configmap")["data"]["executor"]

    assert told == "imagePullPolicy: IfNotPresent\n"


def test_the_images_are_ones_that_can_be_pulled(make, container):
    make()

    assert container(NAME, NAME)["image"] == "quay.io/argoproj/workflow-controller:v3.4.17"
    assert container(NAME, NAME)["args"][-1] == "quay.io/argoproj/argoexec:v3.4.17"


def test_steps_and_drivers_run_where_they_are_to(make, find, ambient):
    there = Pods(tolerations=(Toleration(key="spot"),), pull_secrets=("mirror",))
    make(defaults=replace(ambient, in_profiles=there, resources=None))
    data = find("ConfigMap", "workflow-controller-configmap")["data"]

    assert yaml.safe_load(data["workflowDefaults"]) == {
        "spec": {
            "imagePullSecrets": [{"name": "mirror"}],
            "tolerations": [{"key": "spot", "effect": "NoSchedule", "operator": "Exists"}],
        }
    }


def test_steps_run_anywhere_unless_told(make, find):
    make()

    assert "workflowDefaults" not in find("ConfigMap", "workflow-controller-configmap")["data"]
