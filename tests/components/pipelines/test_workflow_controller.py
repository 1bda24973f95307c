from dataclasses import replace
from datetime import timedelta

import yaml

from constructs_lib.accelerators import Nvidia, StepDefaults
from constructs_lib.config import (
    UPSTREAM,
    Cluster,
    OpenShift,
    PipelinesSettings,
    Pods,
    Resources,
    Toleration,
)

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


def controller(find):
    return find("ConfigMap", "workflow-controller-configmap")["data"]


def spec(find):
    return yaml.safe_load(controller(find)["workflowDefaults"])["spec"]


def test_the_priority_of_all_pods_in_profiles_is_named_as_argo_reads_it(make, find, ambient):
    there = Pods(priority_class="batch")
    make(defaults=replace(ambient, in_profiles=there, resources=None))

    assert spec(find) == {"podPriorityClassName": "batch"}


def test_steps_may_have_a_priority_of_their_own(make, find, ambient):
    there = replace(ambient, in_profiles=Pods(priority_class="batch"), resources=None)
    make(defaults=there, steps=StepDefaults(priority_class="low"))

    assert spec(find) == {"podPriorityClassName": "low"}


def test_steps_tolerate_the_taints_of_accelerators_besides_those_of_all_pods(
    make, find, ambient
):
    users = Toleration(key="users")
    there = replace(ambient, in_profiles=Pods(tolerations=(users,)), resources=None)
    a100, t4 = Nvidia("a100"), Nvidia("t4", shared=True)
    make(defaults=there, steps=StepDefaults(tolerates=(a100, t4)))

    assert [each["key"] for each in spec(find)["tolerations"]] == ["users", "nvidia.com/gpu"]


def test_runs_and_their_pods_are_deleted_by_how_they_ended(make, find):
    steps = StepDefaults(
        keep_succeeded=timedelta(minutes=30),
        keep_failed=timedelta(hours=2),
        delete_pods="OnPodSuccess",
        labels={"example.com/team": "ml"},
    )
    make(steps=steps)

    assert spec(find) == {
        "podMetadata": {"labels": {"example.com/team": "ml"}},
        "ttlStrategy": {"secondsAfterSuccess": 1800, "secondsAfterFailure": 7200},
        "podGC": {"strategy": "OnPodSuccess"},
    }


def test_pipelines_wait_for_their_turn(make, find):
    make(steps=StepDefaults(parallelism=20, profile_parallelism=5))
    data = controller(find)

    assert (data["parallelism"], data["namespaceParallelism"]) == ("20", "5")


def test_a_later_argo_may_read_the_authority_of_its_agents(make, find, later):
    secrets = {
        "apiGroups": [""],
        "resources": ["secrets"],
        "resourceNames": ["argo-workflows-agent-ca-certificates"],
        "verbs": ["get"],
    }
    make()
    before = find("ClusterRole", "argo-cluster-role")["rules"]
    make(defaults=later)

    assert secrets not in before
    assert secrets in find("ClusterRole", "argo-cluster-role")["rules"]


def executor(find):
    data = find("ConfigMap", "workflow-controller-configmap")["data"]
    return yaml.safe_load(data["executor"])


def test_argos_containers_have_a_user_of_their_own_since_26_03(newest):
    context = executor(newest)["securityContext"]

    assert (context["runAsUser"], context["runAsNonRoot"]) == (65532, True)


def test_a_cluster_that_assigns_users_assigns_theirs_too(make, find, newest_defaults):
    make(
        defaults=replace(
            newest_defaults, cluster=Cluster(distribution=OpenShift(version="4.18.0"))
        )
    )

    assert "runAsUser" not in executor(find)["securityContext"]


def test_it_reads_limits_of_namespaces_since_3_7(newest):
    rules = newest("ClusterRole", "argo-cluster-role")["rules"]

    assert {
        "apiGroups": [""],
        "resources": ["namespaces"],
        "verbs": ["get", "list", "watch"],
    } in rules
