import json
from datetime import timedelta

import pytest

from constructs_lib import Endpoint, SmokeTest
from constructs_lib.hooks import AfterSync
from constructs_lib.kube import objects_of
from constructs_lib.reach.network import Pod, lets_through
from tests.environments import CONFIGS

NAME = "smoke-test"
INGRESS = Endpoint(service="istio-ingressgateway", namespace="kubeflow", port=80)
ROUTES = {"/": "centraldashboard", "/dex/": "dex", "/oauth2/": "oauth2-proxy"}
GATEWAY_PODS = {"app": "istio-ingressgateway", "istio": "ingressgateway"}
SETTINGS = {"ingress": INGRESS, "host": "ml.example.com", "routes": ROUTES}


def task(find):
    return json.loads(find("ConfigMap", NAME)["data"]["task.json"])


def test_manifests(chart, yaml_snapshot):
    AfterSync(chart, "After", **SETTINGS)
    objects = objects_of(chart)
    for obj in objects:
        if obj["kind"] == "ConfigMap":
            obj["data"]["smoke_test.py"] = "…"

    assert objects == yaml_snapshot


def test_it_asks_where_the_route_leads_for_the_platforms_host(chart, find):
    AfterSync(chart, "After", **SETTINGS)
    told = task(find)

    assert (told["address"], told["port"], told["host"]) == (
        "istio-ingressgateway.kubeflow.svc.cluster.local",
        80,
        "ml.example.com",
    )


def test_a_guarded_route_has_to_lead_to_the_login(chart, find):
    AfterSync(chart, "After", **SETTINGS)

    assert {"name": "centraldashboard", "path": "/", "status": None} in task(find)["pages"]


def test_the_jobs_pod_has_no_token(chart, find):
    AfterSync(chart, "After", **SETTINGS)

    assert find("ServiceAccount", NAME)["automountServiceAccountToken"] is False


def test_it_may_do_nothing(chart):
    AfterSync(chart, "After", **SETTINGS)

    assert {obj["kind"] for obj in objects_of(chart)} == {"ConfigMap", "Job", "ServiceAccount"}


def test_only_the_job_waits_for_the_end_of_the_sync(chart):
    AfterSync(chart, "After", **SETTINGS)

    hooks = [o["kind"] for o in objects_of(chart) if "annotations" in o["metadata"]]
    assert hooks == ["Job"]


def test_it_is_as_patient_as_decided(chart, find):
    patient = SmokeTest(patience=timedelta(minutes=10), deadline=timedelta(hours=1), retries=2)
    AfterSync(chart, "After", **SETTINGS, test=patient)

    spec = find("Job", NAME)["spec"]
    assert (spec["activeDeadlineSeconds"], spec["backoffLimit"]) == (3600, 2)
    assert task(find)["patience"] == 600


@pytest.fixture
def asked(synthesis):
    """Return the pages that the environment with every decision asks for."""
    [program] = [
        obj
        for obj in synthesis.environments["everything"]["after-sync"]
        if obj["kind"] == "ConfigMap"
    ]
    return json.loads(program["data"]["task.json"])["pages"]


def test_every_route_of_the_environment_is_asked_for(synthesis, asked):
    routes = [
        obj["metadata"]["name"]
        for objects in synthesis.environments["everything"].values()
        for obj in objects
        if obj["kind"] == "VirtualService"
    ]

    assert sorted(page["name"] for page in asked) == sorted(routes)


def test_the_pages_that_answer_to_anybody_are_those_that_the_gateway_leaves_open(
    synthesis, asked
):
    [guard] = [
        obj
        for obj in synthesis.environments["everything"]["gateway-config"]
        if obj["metadata"]["name"] == "istio-ingressgateway-require-jwt"
    ]
    [rule] = guard["spec"]["rules"]
    [target] = rule["to"]
    prefixes = tuple({path.rstrip("*") for path in target["operation"]["notPaths"]})

    open_pages = {page["path"] for page in asked if page["status"]}
    assert open_pages == {p["path"] for p in asked if p["path"].startswith(prefixes)}


def test_its_pod_may_reach_the_ingress_gateway(synthesis):
    policies = [
        obj
        for objects in synthesis.environments["everything"].values()
        for obj in objects
        if obj["kind"] == "NetworkPolicy"
    ]
    test, gateway = Pod("kubeflow", {"app": NAME}), Pod("kubeflow", GATEWAY_PODS)

    assert CONFIGS["everything"].hooks.after
    assert lets_through(policies, test, gateway, 8080)
