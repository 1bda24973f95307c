"""Which workloads NetworkPolicies shut in a namespace that is closed by default."""

import pytest

from constructs_lib.mesh.reachability import cut_off

PROBES = {"from": [{"ipBlock": {"cidr": "169.254.7.127/32"}}]}


def obj(kind, name, spec):
    return {"kind": kind, "metadata": {"name": name, "namespace": "team"}, "spec": spec}


def objects(*rules, selector=None, opened=None):
    template = {"metadata": {"labels": {"app": "web"}}}
    pods = {"matchLabels": {"app": "web"}}
    spec = {"podSelector": selector or {}, "policyTypes": ["Ingress"], "ingress": list(rules)}
    return [
        obj("AuthorizationPolicy", "default-deny", {}),
        obj("AuthorizationPolicy", "web", {"selector": pods, "rules": [opened or {}]}),
        obj("Deployment", "web", {"template": template}),
        obj("NetworkPolicy", "one", spec),
    ]


OPENED = {"to": [{"operation": {"ports": ["9443"]}}]}


@pytest.mark.parametrize(
    "closed",
    [
        objects(),
        objects(PROBES),
        objects({"ports": [{"port": 8080}]}),
        objects({"ports": [{"port": 9443}]}),
        objects({**PROBES, "ports": [{"port": 15008}]}),
    ],
)
def test_whoever_is_reached_by_probes_alone_is_shut(closed):
    assert cut_off(closed, namespace="team") == ["web"]


OTHERS = {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["web"]}]}


@pytest.mark.parametrize(
    "open_",
    [
        objects({}),
        objects({"ports": [{"port": 15008}]}),
        objects({"ports": [{"port": 15000, "endPort": 15010}]}),
        objects({"from": [{"podSelector": {}}]}),
        objects({"from": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]}),
        objects({"ports": [{"port": "https"}]}),
        objects({"ports": [{"port": 9443}]}, opened=OPENED),
        objects(selector=OTHERS),
        objects()[1:],
    ],
)
def test_whoever_anyone_else_reaches_is_not(open_):
    assert cut_off(open_, namespace="team") == []
