import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from constructs_lib import PrerequisiteCheck
from constructs_lib.hooks import BeforeSync, Needs
from constructs_lib.hooks.needs import (
    NeededGateway,
    NeededMesh,
    NeededStorage,
    NeededTexts,
    ServedKind,
)
from constructs_lib.kube import objects_of

NAME = "check-prerequisites"
GATEWAY = NeededGateway(namespace="edge", name="door", listeners=("https",))
ANY = NeededStorage(claim="any", storage_class="")
QUICK = NeededStorage(claim="quick", storage_class="fast")
KIND = ServedKind(api="cert-manager.io/v1", kind="Issuer", brought_by="cert-manager")
MESH = NeededMesh(
    namespace="istio-system",
    settings="istio",
    trust_domain="cluster.local",
    aliases=(),
    root_namespace=None,
)
AUTHORITIES = NeededTexts(namespace="kubeflow", name="store-ca", keys=("ca.crt",))
NEEDS = Needs(
    kinds=[KIND],
    gateways=[GATEWAY],
    gateway_classes=["istio-waypoint"],
    storage=[ANY, QUICK],
    texts=[AUTHORITIES],
    mesh=MESH,
    cluster_domain="cluster.local",
)


def needs(**there):
    nothing: dict[str, Any] = {
        "kinds": [],
        "gateways": [],
        "gateway_classes": [],
        "storage": [],
        "texts": [],
    }
    here = {"mesh": MESH, "cluster_domain": "cluster.local"}
    return Needs(**{**nothing, **here, **there})


def test_manifests(chart, yaml_snapshot):
    BeforeSync(chart, "Before", needs=NEEDS)
    objects = objects_of(chart)
    for obj in objects:
        if obj["kind"] == "ConfigMap":
            obj["data"]["check_prerequisites.py"] = "…"

    assert objects == yaml_snapshot


def test_the_program_is_told_what_is_needed(chart, find):
    BeforeSync(chart, "Before", needs=NEEDS)

    told = json.loads(find("ConfigMap", NAME)["data"]["task.json"])
    assert told["gateways"] == [{"namespace": "edge", "name": "door", "listeners": ["https"]}]


def test_all_of_it_is_there_before_the_sync(chart):
    BeforeSync(chart, "Before", needs=NEEDS)

    annotations = [obj["metadata"]["annotations"] for obj in objects_of(chart)]
    assert {each["argocd.argoproj.io/hook"] for each in annotations} == {"PreSync"}


def test_only_the_job_and_its_log_outlive_a_sync(chart):
    BeforeSync(chart, "Before", needs=NEEDS)

    policy = "argocd.argoproj.io/hook-delete-policy"
    kept = [
        obj["kind"]
        for obj in objects_of(chart)
        if obj["metadata"]["annotations"][policy] != "HookSucceeded"
    ]
    assert kept == ["Job"]


ISTIO = (["get"], ["configmaps"], ["istio"])


def rights(find):
    return [
        (rule["verbs"], rule["resources"], rule.get("resourceNames"))
        for rule in find("ClusterRole", NAME)["rules"]
    ]


@pytest.mark.parametrize(
    ("needed", "may"),
    [
        (
            {"gateways": [GATEWAY], "gateway_classes": ["istio-waypoint"]},
            [(["get"], ["gateways"], ["door"]), (["get"], ["gatewayclasses"], None)],
        ),
        (
            {"gateway_classes": ["istio-waypoint"]},
            [(["get"], ["gatewayclasses"], ["istio-waypoint"])],
        ),
        ({"storage": [QUICK]}, [(["get"], ["storageclasses"], ["fast"])]),
        ({"storage": [ANY]}, [(["list"], ["storageclasses"], None)]),
    ],
    ids=["a gateway", "a waypoint", "a class", "the default class"],
)
def test_it_may_read_what_is_needed_and_nothing_else(chart, find, needed, may):
    BeforeSync(chart, "Before", needs=needs(**needed))

    assert rights(find) == [ISTIO, *may]


def test_it_may_read_istios_settings_alone_where_kinds_are_all_that_is_needed(chart, find):
    BeforeSync(chart, "Before", needs=needs(kinds=[KIND]))

    assert rights(find) == [ISTIO]


def test_it_may_read_the_authorities_that_somebody_else_keeps(chart, find):
    BeforeSync(chart, "Before", needs=needs(texts=[AUTHORITIES]))

    assert rights(find) == [(["get"], ["configmaps"], ["istio", "store-ca"])]


def test_it_may_read_the_settings_of_the_revision_and_of_no_other(chart, find):
    BeforeSync(chart, "Before", needs=needs(mesh=replace(MESH, settings="istio-canary")))

    assert rights(find) == [(["get"], ["configmaps"], ["istio-canary"])]


def test_it_may_read_what_istiod_makes_waypoints_with(chart, find):
    mesh = replace(MESH, injector="istio-sidecar-injector")
    BeforeSync(chart, "Before", needs=needs(mesh=mesh))

    assert rights(find) == [(["get"], ["configmaps"], ["istio", "istio-sidecar-injector"])]


def test_the_job_is_given_up_and_retried_as_decided(chart, find):
    check = PrerequisiteCheck(deadline=timedelta(minutes=1), retries=4)
    BeforeSync(chart, "Before", needs=NEEDS, check=check)

    spec = find("Job", NAME)["spec"]
    assert (spec["activeDeadlineSeconds"], spec["backoffLimit"]) == (60, 4)


def test_a_pod_that_failed_keeps_its_log(chart, find):
    BeforeSync(chart, "Before", needs=NEEDS)

    assert find("Job", NAME)["spec"]["template"]["spec"]["restartPolicy"] == "Never"
