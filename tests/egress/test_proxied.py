"""Who is told of a proxy, and of whom they are told to ask without it."""

import re
from typing import Any

import pytest

from constructs_lib import (
    ApiServer,
    Backup,
    BackupBucket,
    Chart,
    Cluster,
    Config,
    Dex,
    Environment,
    Hardening,
    Hooks,
    Kubeflow,
    Login,
    Platform,
    Pods,
    PrerequisiteCheck,
    Proxy,
)
from constructs_lib.config import COMPONENTS
from constructs_lib.platform import synthesize
from tests.logins import CONNECTORS

pytestmark = pytest.mark.slow

ADDRESS = "http://192.0.2.9:3128"
LOGIN = Login(dex=Dex(issuer="public", connectors=(CONNECTORS["oidc"], CONNECTORS["ldap"])))
BACKUP = Backup(
    destination=BackupBucket(
        bucket="copies", region="eu-west-1", secret="copies", endpoint="s3.example.com"
    )
)


def made(*, no_proxy=(), callers=(), **decisions):
    proxy = Proxy(address=ADDRESS, no_proxy=no_proxy, callers=callers)
    config = Config(cluster=Cluster(proxy=proxy), **decisions)
    platform = Platform(environments=(Environment("default", config),))
    units = synthesize(platform).environments["default"]
    return [obj for objects in units.values() for obj in objects]


def told(objects):
    """Return the variables of each workload's containers that are told of a proxy."""
    found: dict[str, Any] = {}
    for obj in objects:
        spec = obj.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        pod = spec.get("template", {}).get("spec", {})
        for each in (*pod.get("initContainers", ()), *pod.get("containers", ())):
            variables = {v["name"]: v.get("value") for v in each.get("env", ())}
            if "HTTPS_PROXY" in variables:
                found.setdefault(obj["metadata"]["name"], []).append(variables)
    return found


def test_what_fetches_models_is_told_wherever_they_are():
    objects = made(components=(*COMPONENTS, "kserve"), no_proxy=(".team",))
    [fetcher] = [obj for obj in objects if obj["kind"] == "ClusterStorageContainer"]
    variables = {each["name"]: each["value"] for each in fetcher["spec"]["container"]["env"]}

    assert variables["HTTPS_PROXY"] == variables["https_proxy"] == ADDRESS
    assert {".svc", ".kubeflow", ".team"} <= set(variables["NO_PROXY"].split(","))


def test_nobody_is_told_where_nothing_outside_is_asked():
    assert told(made()) == {}


def test_those_are_told_that_a_decision_has_ask_outside_by_http():
    assert told(made(login=LOGIN, backup=BACKUP)).keys() == {"dex", "backup", "restore"}


def test_every_container_is_told_in_both_spellings():
    for variables in told(made(backup=BACKUP))["backup"]:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            assert variables[name] == ADDRESS
        assert variables["no_proxy"] == variables["NO_PROXY"]


def test_what_is_in_the_cluster_is_asked_without_it():
    [variables] = told(made(login=LOGIN, no_proxy=("corp.example",)))["dex"]
    spared = variables["NO_PROXY"].split(",")

    assert {
        "localhost",
        "$(KUBERNETES_SERVICE_HOST)",
        ".svc",
        ".cluster.local",
        ".kubeflow",
        "corp.example",
    } <= set(spared)


def test_so_is_a_service_that_is_called_without_its_namespace():
    variables = told(made(backup=BACKUP))["backup"]

    assert "minio-service" in variables[-1]["NO_PROXY"].split(",")


def test_whoever_a_site_names_is_told_too():
    assert told(made(callers=("ml-pipeline",))).keys() == {"ml-pipeline"}


def test_a_caller_that_there_is_none_of_is_refused():
    with pytest.raises(ValueError, match="names an unknown workload 'mlpipeline'"):
        made(callers=("mlpipeline",))


def test_a_variable_that_is_there_already_is_refused():
    message = "container 'dex' of 'dex' already has variable 'HTTPS_PROXY'"

    with pytest.raises(ValueError, match=re.escape(message)):
        made(login=LOGIN, pods=Pods(env={"HTTPS_PROXY": ADDRESS}))


def outside(objects, name):
    """Return the addresses beyond DNS and the API server that a workload connects to."""
    [policy] = [o for o in objects if o["metadata"]["name"] == f"{name}-egress"]
    return [
        (peer["ipBlock"]["cidr"], port["port"])
        for rule in policy["spec"]["egress"]
        for peer in rule["to"]
        for port in rule.get("ports", ())
        if "ipBlock" in peer and peer["ipBlock"]["cidr"] != "10.0.0.1/32"
    ]


def guarded(**decisions):
    hardening = Hardening(egress="guarded", api_server=ApiServer(addresses=("10.0.0.1/32",)))
    return made(hardening=hardening, **decisions)


def test_with_guarded_egress_it_is_the_proxy_that_is_reached_and_not_the_world():
    objects = guarded(backup=BACKUP, hooks=Hooks(before=PrerequisiteCheck()))

    assert outside(objects, "backup") == [("192.0.2.9/32", 3128)]
    assert outside(objects, "check-prerequisites") == [("192.0.2.9/32", 3128)]


def test_what_is_spared_is_reached_itself():
    objects = guarded(backup=BACKUP, no_proxy=("s3.example.com",))

    assert ("0.0.0.0/0", 443) in outside(objects, "backup")
    assert told(objects) == {}


def test_kubeflow_in_a_chart_of_ones_own_tells_nobody_of_a_proxy(app):
    config = Config(cluster=Cluster(proxy=Proxy(address=ADDRESS)))

    with pytest.raises(ValueError, match="does not support a proxy"):
        Kubeflow(Chart(app, "own", namespace="kubeflow"), "kubeflow", config=config)
