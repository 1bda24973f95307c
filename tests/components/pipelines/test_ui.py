import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import S3, UPSTREAM, CaBundle, PipelinesSettings, Pods, Resources

NAME = "ml-pipeline-ui"
ACCOUNTS = "cluster.local/ns/kubeflow/sa"


def test_manifests(part, yaml_snapshot):
    assert part("ui") == yaml_snapshot


def test_the_gateway_and_the_waypoint_come_in(make, find):
    make()
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    assert rule["from"][0]["source"]["principals"] == [
        f"{ACCOUNTS}/istio-ingressgateway-service-account",
        f"{ACCOUNTS}/kubeflow-waypoint",
    ]


def test_a_program_comes_with_a_token_and_without_a_user(make, find):
    make()
    _, program = find("AuthorizationPolicy", f"{NAME}-l7")["spec"]["rules"]

    assert program["when"] == [
        {"key": "request.headers[authorization]", "values": ["*"]},
        {"key": "request.headers[kubeflow-userid]", "notValues": ["*"]},
    ]


ALLOWED = "ALLOWED_ARTIFACT_DOMAIN_REGEX"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("http://ml-pipeline-ui-artifact.alice", True),
        ("http://ml-pipeline-ui-artifact.evil.example.com", False),
        ("http://evil.example.com", False),
        ("http://x@ml-pipeline-ui-artifact.alice", False),
        ("https://ml-pipeline-ui-artifact.alice", False),
        ("http://evil/http://ml-pipeline-ui-artifact.alice", False),
    ],
)
def test_it_goes_to_profiles_artifact_servers_and_no_further(make, env, address, allowed):
    make()

    # JavaScript's search and `$` at the end of a text, as the server looks for it.
    assert bool(re.search(env(NAME, NAME)[ALLOWED], address)) is allowed


def test_an_open_page_goes_anywhere(make, env):
    make(settings=PipelinesSettings(page="open"))

    assert ALLOWED not in env(NAME, NAME)


def test_it_reads_no_secret_and_has_no_key_of_the_store(make, find, container):
    make()
    granted = {
        each for rule in find("ClusterRole", NAME)["rules"] for each in rule["resources"]
    }
    told = {variable["name"] for variable in container(NAME, NAME)["env"]}

    assert granted == {"pods", "pods/log", "events", "viewers"}
    assert [name for name in told if "KEY" in name] == []


def test_an_open_page_finds_logs_where_steps_put_them(make, env):
    make(settings=PipelinesSettings(page="open"))

    assert env(NAME, NAME)["ARGO_KEYFORMAT"].startswith("artifacts/{{workflow.namespace}}/")


def test_upstreams_place_of_logs_is_compiled_in(make, env):
    make(settings=PipelinesSettings(artifacts="shared", page="open"))

    assert "ARGO_KEYFORMAT" not in env(NAME, NAME)


def test_an_open_page_reads_a_bucket_of_s3_with_its_key(make, container):
    store = S3(bucket="artifacts", region="eu-central-1")
    make(settings=PipelinesSettings(object_store=store, page="open"))
    told = {v["name"]: v for v in container(NAME, NAME)["env"]}

    assert told["AWS_REGION"]["value"] == "eu-central-1"
    assert told["AWS_ACCESS_KEY_ID"]["valueFrom"]["secretKeyRef"]["key"] == "accesskey"


ELSEWHERE = S3(
    bucket="runs",
    region="any",
    endpoint="s3.example.com",
    port=9000,
    ca=CaBundle("authorities"),
)


def test_an_open_page_calls_another_store_as_a_minio(make, env):
    make(settings=PipelinesSettings(object_store=ELSEWHERE, page="open", archive_logs=False))
    told = env(NAME, NAME)

    assert (told["MINIO_HOST"], told["MINIO_PORT"]) == ("s3.example.com", "9000")
    assert told["NODE_EXTRA_CA_CERTS"] == "/etc/authorities/store/ca.crt"


def test_behind_the_guard_the_page_mounts_no_authorities(make, env):
    make(settings=PipelinesSettings(object_store=ELSEWHERE, archive_logs=False))

    assert "NODE_EXTRA_CA_CERTS" not in env(NAME, NAME)


def test_viewers_run_as_the_runner(make, find):
    make(settings=PipelinesSettings(runner="trainer"))

    assert viewers_pod(find)["serviceAccountName"] == "trainer"


def test_a_viewer_says_what_a_quota_counts(make, find):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    make(settings=PipelinesSettings(resources={"profiles/viewer": row}))

    assert viewers_pod(find)["containers"] == [{"resources": row.to_spec()}]


def test_upstreams_viewer_says_nothing_of_what_it_uses(make, find):
    make(settings=UPSTREAM.pipelines)

    assert viewers_pod(find) == {"serviceAccountName": "default-editor"}


def viewers_pod(find):
    """Return a viewer's pod as the page's server reads it, by JSON.parse."""
    text = find("ConfigMap", f"{NAME}-configmap")["data"]["viewer-pod-template.json"]
    return json.loads(text)["spec"]


def test_users_own_visualizations_can_be_switched_off(make, env):
    make(settings=PipelinesSettings(custom_visualizations=False))

    assert env(NAME, NAME)["ALLOW_CUSTOM_VISUALIZATIONS"] == "false"


def test_viewers_of_runs_run_where_they_are_to_by_a_template_that_the_server_reads(
    make, find, ambient
):
    there = Pods(node_selector={"pool": "ml"})
    make(
        settings=PipelinesSettings(resources={}),
        defaults=replace(ambient, in_profiles=there, resources=None),
    )
    data = find("ConfigMap", "ml-pipeline-ui-configmap")["data"]

    assert json.loads(data["viewer-pod-template.json"]) == {
        "spec": {"serviceAccountName": "default-editor", "nodeSelector": {"pool": "ml"}}
    }


def test_its_node_takes_as_many_bytes_of_headers_as_it_is_told(make, env):
    make(user=WebAppSettings(header_limit=32768))

    assert env(NAME, NAME)["NODE_OPTIONS"] == "--max-http-header-size=32768"


def test_the_gateway_waits_as_long_as_an_answer_takes(make, find):
    make()
    [route] = find("VirtualService", NAME)["spec"]["http"]

    assert "timeout" not in route


def test_the_gateway_waits_no_longer_than_it_is_told(make, find):
    make(settings=PipelinesSettings(page_timeout=timedelta(minutes=5)))
    [route] = find("VirtualService", NAME)["spec"]["http"]

    assert route["timeout"] == "300s"


def test_upstreams_page_reads_stored_logs_in_a_later_release(make, env, later_upstream):
    make(defaults=later_upstream, settings=UPSTREAM.pipelines)

    assert env(NAME, NAME)["ARGO_ARCHIVE_LOGS"] == "true"


def test_behind_the_guard_it_looks_for_no_stored_logs(make, env, later):
    make(defaults=later)

    assert "ARGO_ARCHIVE_LOGS" not in env(NAME, NAME)


def test_artifact_servers_have_a_switch_since_v1_11(newest):
    [container] = newest("Deployment", NAME)["spec"]["template"]["spec"]["containers"]
    env = {each["name"]: each for each in container["env"]}

    assert env["ARTIFACTS_SERVICE_PROXY_ENABLED"]["valueFrom"]["configMapKeyRef"] == {
        "name": "pipeline-install-config",
        "key": "ARTIFACTS_PROXY_ENABLED",
        "optional": True,
    }
