"""The picture draws exactly the lines that ztunnel would allow."""

from itertools import product

import pytest

from constructs_lib.platform import synthesize
from constructs_lib.reach.ztunnel import Connection, admits, policies_of, principal
from constructs_lib.review.graph import Node, graph_of
from main import platform

WORKLOADS = ("Deployment", "StatefulSet")


@pytest.fixture(scope="module")
def by_component():
    return synthesize(platform()).environments["default"]


@pytest.fixture(scope="module")
def lines(by_component):
    """Return who is drawn as a caller of whom, by the names of workloads."""
    graph = graph_of("default", by_component)
    boxes = {node.key: node for node in graph.nodes}
    return {
        pair
        for edge in graph.edges
        for pair in product(names(boxes[edge.source]), names(boxes[edge.target]))
        if boxes[edge.source].kind != "waypoint"
    }


@pytest.fixture(scope="module")
def opened(by_component):
    """Return the workloads of which the picture says that they are open to many."""
    return {
        line.name
        for node in graph_of("default", by_component).nodes
        for line in node.lines
        if any(note.startswith("open to") for note in line.notes)
    }


def names(node: Node):
    return [line.name for line in node.lines if node.kind != "waypoint"]


def test_lines_are_what_ztunnel_lets_in(deployed, by_component, lines, opened):
    pods = [
        obj for objects in by_component.values() for obj in objects if obj["kind"] in WORKLOADS
    ]
    accounts = {
        obj["metadata"]["name"]: "{}/{}".format(
            obj["metadata"]["namespace"], obj["spec"]["template"]["spec"]["serviceAccountName"]
        )
        for obj in pods
    }
    # A policy opens every port, or those that it names.
    ports = {
        int(port)
        for objects in by_component.values()
        for obj in objects
        if obj["kind"] == "AuthorizationPolicy"
        for rule in obj["spec"].get("rules", ())
        for to in rule.get("to", ())
        for port in to["operation"].get("ports", ())
    }
    decided = {}
    for called in deployed.dump["workloads"]:
        name = called.get("workloadName")
        # The ingress proxy is out of the mesh: no ztunnel stands before it.
        if name not in accounts or name == "istio-ingressgateway":
            continue
        policies = policies_of(deployed.dump, called)
        for caller, account in accounts.items():
            decided[caller, name] = any(
                admits(policies, Connection(port, principal(account))) for port in ports
            )
    drawn = {pair: pair in lines or pair[1] in opened for pair in decided}

    assert len(decided) > 400
    assert {pair for pair in decided if decided[pair] != drawn[pair]} == set()
