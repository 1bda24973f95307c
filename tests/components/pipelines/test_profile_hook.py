import json
from dataclasses import replace

import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import S3, BundledMinIO, CaBundle, PipelinesSettings, Pods
from constructs_lib.kube import objects_of

NAME = "kubeflow-pipelines-profile-controller"


def test_manifests(part, yaml_snapshot):
    assert part("profile-hook") == yaml_snapshot


def settings_of(find):
    text = find("ConfigMap", f"{NAME}-code")["data"]["sync.py"]
    return json.loads(text.partition('r"""')[2].partition('"""')[0])


def test_only_metacontroller_may_ask(make, find):
    make()
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    assert rule == {
        "from": [
            {
                "source": {
                    "principals": ["cluster.local/ns/kubeflow/sa/meta-controller-service"]
                }
            }
        ],
        "to": [{"operation": {"ports": ["8080"]}}],
    }


def test_without_sidecars_there_is_nothing_to_tell_them(make, find):
    make()
    kinds = find("CompositeController", NAME)["spec"]["childResources"]

    assert "destinationrules" not in [kind["resource"] for kind in kinds]
    assert settings_of(find)["sidecars"] is False


@pytest.mark.parametrize("credentials", ["own", "per-profile"])
def test_with_keys_of_their_own_profiles_get_no_secret(make, find, container, credentials):
    store = BundledMinIO(server="silo")
    make(settings=PipelinesSettings(object_store=store, profile_credentials=credentials))
    kinds = find("CompositeController", NAME)["spec"]["childResources"]
    variables = [v["name"] for v in container(NAME, "profile-controller")["env"]]

    assert "secrets" not in [kind["resource"] for kind in kinds]
    assert "MINIO_SECRET_KEY" not in variables
    assert settings_of(find)["secret"] is None


def test_pods_of_profiles_are_confined(make, find):
    make()

    assert settings_of(find)["artifactServer"]["securityContext"]["runAsNonRoot"] is True


def test_a_mirror_holds_the_images_of_profiles_too(make, find, ambient):
    make(defaults=replace(ambient, images=Images(registry="m.example.com"), resources=None))

    assert settings_of(find)["artifactServer"]["image"] == (
        "m.example.com/ml-pipeline/frontend:2.3.0"
    )


def test_steps_of_profiles_run_as_the_runner(make, find):
    make(settings=PipelinesSettings(runner="trainer"))

    assert settings_of(find)["account"] == "trainer"


def test_its_own_program_runs_on_a_python_that_is_mended(make, container):
    make()

    assert "python:3.12" in container(NAME, "profile-controller")["image"]


def test_metacontroller_is_granted_what_the_hook_names_and_no_more(make):
    pipelines = make()
    [hooks] = [
        child for child in pipelines.node.root.node.children if child.node.id == "hooks"
    ]
    [role] = [
        obj
        for obj in objects_of(hooks)
        if obj["kind"] == "ClusterRole" and obj["metadata"]["name"].endswith(NAME)
    ]
    granted = {
        resource
        for rule in role["rules"]
        for resource in rule["resources"]
        if "create" in rule["verbs"]
    }

    assert granted == {
        "secrets",
        "configmaps",
        "deployments",
        "services",
        "authorizationpolicies",
        "poddefaults",
    }


def test_servers_of_profiles_run_where_they_are_to(make, find, ambient):
    there = Pods(node_selector={"pool": "ml"}, pull_secrets=("mirror",))
    make(defaults=replace(ambient, in_profiles=there, resources=None))

    assert settings_of(find)["pod"] == {
        "imagePullSecrets": [{"name": "mirror"}],
        "nodeSelector": {"pool": "ml"},
    }


def test_metacontroller_tells_of_every_pod_default_and_changes_none(make, find):
    make()
    spec = find("CompositeController", NAME)["spec"]
    [kind] = [each for each in spec["childResources"] if each["resource"] == "poddefaults"]

    assert kind["updateStrategy"] == {"method": "OnDelete"}
    assert spec["hooks"]["customize"]["webhook"]["url"] == f"http://{NAME}/customize"


def test_the_sdk_of_a_notebook_finds_a_token_for_the_api(make, find):
    make()
    access = settings_of(find)["access"]
    [volume], [mount], [variable] = access["volumes"], access["volumeMounts"], access["env"]
    [source] = volume["projected"]["sources"]

    assert source["serviceAccountToken"]["audience"] == "pipelines.kubeflow.org"
    assert variable == {
        "name": "KF_PIPELINES_SA_TOKEN_PATH",
        "value": f"{mount['mountPath']}/{source['serviceAccountToken']['path']}",
    }


def test_nothing_is_offered_to_the_sdk_where_nobody_wants_it(make, find):
    make(settings=PipelinesSettings(sdk="none"))
    spec = find("CompositeController", NAME)["spec"]

    assert settings_of(find)["access"] is None
    assert spec["hooks"].keys() == {"sync"}
    assert "poddefaults" not in [kind["resource"] for kind in spec["childResources"]]


def test_artifact_servers_believe_the_authorities_of_their_profile(make, find):
    store = S3(bucket="runs", region="any", endpoint="s3.corp.net", ca=CaBundle("authorities"))
    make(settings=PipelinesSettings(object_store=store, archive_logs=False))
    told = settings_of(find)
    [volume] = told["pod"]["volumes"]
    [mount] = told["artifactServer"]["volumeMounts"]

    assert volume["configMap"]["name"] == "authorities"
    assert {"name": "NODE_EXTRA_CA_CERTS", "value": f"{mount['mountPath']}/ca.crt"} in (
        told["artifactServer"]["env"]
    )


def test_a_later_release_asks_for_the_namespaces_that_pipelines_are_enabled_in(
    make, find, later
):
    make(defaults=later)
    spec = find("DecoratorController", NAME)["spec"]

    assert spec["resources"] == [
        {
            "apiVersion": "v1",
            "resource": "namespaces",
            "labelSelector": {"matchLabels": {"pipelines.kubeflow.org/enabled": "true"}},
        }
    ]


def test_a_decorator_attaches_what_a_composite_has_as_children(make, find, later):
    make()
    children = find("CompositeController", NAME)["spec"]["childResources"]
    make(defaults=later)

    assert find("DecoratorController", NAME)["spec"]["attachments"] == children


def test_a_decorator_asks_the_same_paths_of_the_hook(make, find, later):
    make()
    hooks = find("CompositeController", NAME)["spec"]["hooks"]
    make(defaults=later)

    assert find("DecoratorController", NAME)["spec"]["hooks"] == hooks


def test_only_one_of_both_controllers_is_there(make, made, later):
    kinds = {"CompositeController", "DecoratorController"}
    make()
    before = {obj["kind"] for obj in made} & kinds
    make(defaults=later)

    assert (before, {obj["kind"] for obj in made} & kinds) == (
        {"CompositeController"},
        {"DecoratorController"},
    )


def test_a_decorators_program_ends_with_its_translation(make, find, later):
    make(defaults=later)
    text = find("ConfigMap", f"{NAME}-code")["data"]["sync.py"]
    _, _, start = text.partition('if __name__ == "__main__":\n')

    assert start.startswith("    sync = decorating(sync)\n    main(\n")


def test_a_composites_program_has_no_translation(make, find):
    make()

    assert "decorating" not in find("ConfigMap", f"{NAME}-code")["data"]["sync.py"]


def test_the_key_has_the_names_that_the_program_reads_since_v1_11(newest):
    [container] = newest("Deployment", NAME)["spec"]["template"]["spec"]["containers"]
    names = {each["name"] for each in container["env"]}
    text = newest("ConfigMap", f"{NAME}-code")["data"]["sync.py"]

    assert {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} <= names
    assert "sync = switching(sync)" in text


def test_profiles_are_told_of_minio_where_their_programs_know_seaweedfs(newest):
    told = settings_of(newest)
    env = {each["name"]: each.get("value") for each in told["artifactServer"]["env"]}

    assert env["MINIO_HOST"] == "minio-service.kubeflow"
    assert "minio-service.kubeflow:9000" in told["providers"]


def test_what_the_api_server_drops_is_no_reason_for_metacontroller_to_update(newest):
    told = settings_of(newest)["artifactServer"]["env"]

    assert {"name": "MINIO_NAMESPACE"} in told
    assert [each for each in told if each.get("value") == ""] == []


def test_profiles_know_the_root_of_private_artifacts(make, find, newest_defaults):
    make(settings=PipelinesSettings(artifacts="private"), defaults=newest_defaults)

    root = settings_of(find)["root"]
    assert root == "minio://mlpipeline/private-artifacts/{namespace}/v2/artifacts"
