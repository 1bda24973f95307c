"""Namespaces that enforce a Pod Security Standard admit every pod that the platform has."""

from typing import Any

import pytest

from constructs_lib import (
    Ambient,
    Config,
    Environment,
    Platform,
    PlatformPrerequisites,
    Sidecars,
)
from constructs_lib.config import COMPONENTS, ENFORCED, UPSTREAM, optional_in
from constructs_lib.mesh import istiod_values
from constructs_lib.platform import synthesize
from constructs_lib.releases import V26_03_1

from .pod_standards import violations

EVERY = (*COMPONENTS, *(each.name for each in optional_in(V26_03_1)))
CONFIGS = {
    "ambient": Config(release=V26_03_1, components=EVERY),
    "parameters": Config(release=V26_03_1, mesh=Ambient(istio="1.26.0")),
    "cni": Config(release=V26_03_1, components=EVERY, mesh=Sidecars(cni=True)),
    "unhardened": Config(release=V26_03_1, components=EVERY, hardening=UPSTREAM.hardening),
    "sidecars": Config(release=V26_03_1, components=EVERY, mesh=Sidecars()),
}
WAYPOINT = "istio-waypoint"
CONFINED: dict[str, Any] = {
    "containers": [
        {
            "name": "app",
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
                "runAsNonRoot": True,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
        }
    ]
}


@pytest.fixture(scope="module")
def objects():
    """Return what each environment runs, by its name."""
    made = synthesize(
        Platform(environments=tuple(Environment(*each) for each in CONFIGS.items()))
    )
    return {
        name: [obj for unit in units.values() for obj in unit]
        for name, units in made.environments.items()
    }


def standards(objects):
    return {
        obj["metadata"]["name"]: obj["metadata"]["labels"][ENFORCED]
        for obj in objects
        if obj["kind"] == "Namespace" and ENFORCED in obj["metadata"].get("labels", {})
    }


def waypoints(objects):
    return [obj for obj in objects if obj.get("spec", {}).get("gatewayClassName") == WAYPOINT]


def pods(objects):
    for obj in objects:
        spec = obj.get("spec", {})
        spec = spec["jobTemplate"]["spec"] if obj["kind"] == "CronJob" else spec
        if obj["kind"] in ("CronJob", "DaemonSet", "Deployment", "Job", "StatefulSet"):
            yield obj["metadata"], spec["template"]["spec"]


@pytest.mark.slow
@pytest.mark.parametrize("environment", ["ambient", "cni", "unhardened"])
def test_every_namespace_of_upstreams_enforces_its_standard(objects, environment):
    assert standards(objects[environment]) == V26_03_1.enforced


@pytest.mark.slow
def test_istiod_confines_the_waypoints_that_are_refused_otherwise(objects):
    [old] = waypoints(objects["ambient"])
    [new] = waypoints(objects["parameters"])
    values = istiod_values(CONFIGS["ambient"], PlatformPrerequisites())

    assert standards(objects["ambient"])[old["metadata"]["namespace"]] == "restricted"
    assert "infrastructure" not in old["spec"]
    assert values["gateways"] == {"seccompProfile": {"type": "RuntimeDefault"}}
    assert new["spec"]["infrastructure"]["parametersRef"]["name"] == new["metadata"]["name"]


@pytest.mark.slow
def test_a_namespace_of_privileged_init_containers_enforces_none(objects):
    assert not {"kubeflow", "kubeflow-system"} & standards(objects["sidecars"]).keys()


@pytest.mark.slow
@pytest.mark.parametrize("environment", CONFIGS)
def test_every_pod_is_admitted_by_its_namespace(objects, environment):
    enforced = standards(objects[environment])
    refused = [
        f"{metadata['name']}: {found}"
        for metadata, pod in pods(objects[environment])
        if metadata["namespace"] in enforced
        for found in violations(pod, enforced[metadata["namespace"]])
    ]

    assert refused == []


def planted(**fields):
    [container] = CONFINED["containers"]
    context = {**container["securityContext"], **fields.pop("context", {})}
    return {"containers": [{**container, "securityContext": context}], **fields}


def test_a_confined_pod_violates_nothing():
    assert list(violations(CONFINED, "restricted")) == []


@pytest.mark.parametrize(
    ("pod", "found"),
    [
        (planted(hostNetwork=True), "hostNetwork"),
        (planted(volumes=[{"name": "disk", "hostPath": {}}]), "volume disk: hostPath"),
        (planted(context={"privileged": True}), "app: privileged"),
        (
            planted(context={"capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]}}),
            "app: capabilities ['NET_ADMIN']",
        ),
        (planted(context={"seccompProfile": {"type": "Unconfined"}}), "app: seccompProfile"),
    ],
)
@pytest.mark.parametrize("standard", ["baseline", "restricted"])
def test_what_both_standards_forbid_is_seen(standard, pod, found):
    assert list(violations(pod, standard)) == [found]


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ({"allowPrivilegeEscalation": True}, "app: allowPrivilegeEscalation"),
        ({"capabilities": {}}, "app: capabilities are not dropped"),
        ({"runAsNonRoot": None}, "app: may run as root"),
        ({"runAsUser": 0}, "app: may run as root"),
        ({"seccompProfile": {}}, "app: seccompProfile"),
    ],
)
def test_what_one_standard_forbids_is_seen(context, found):
    pod = planted(context=context)

    assert list(violations(pod, "restricted")) == [found]
    assert list(violations(pod, "baseline")) == []
