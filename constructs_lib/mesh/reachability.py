"""Find workloads of a closed namespace that no policy opens."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..config.mesh import HBONE
from ..kube import SERVERS, Object, selects
from .network_door import PROBES


def unreachable(objects: Iterable[Object], *, namespace: str) -> list[str]:
    """Return the names of the workloads in a namespace that no policy of the mesh opens.

    There are none in a namespace without a default deny, where anyone may call.
    """
    here = _in(objects, namespace)
    policies = [obj["spec"] for obj in here if _decides_at_pods(obj)]
    if not _is_closed(policies):
        return []
    opened = [
        spec.get("selector", {}).get("matchLabels", {})
        for spec in policies
        if spec.get("rules")
    ]
    return [
        obj["metadata"]["name"]
        for obj in here
        if obj["kind"] in SERVERS
        and not any(labels.items() <= _labels(obj).items() for labels in opened)
    ]


def cut_off(objects: Iterable[Object], *, namespace: str) -> list[str]:
    """Return the names of the workloads in a namespace that NetworkPolicies block.

    Only a node's probes reach them, neither at ztunnel's port nor at one of their own ports
    that a policy of the mesh opens. Plain text, which reaches pods without a default deny, is
    not checked.
    """
    here = _in(objects, namespace)
    policies = [obj["spec"] for obj in here if _guards_what_comes_in(obj)]
    opening = [obj["spec"] for obj in here if _decides_at_pods(obj)]
    if not _is_closed(opening):
        return []
    shut = []
    for obj in here:
        if obj["kind"] in SERVERS:
            labels = _labels(obj)
            selecting = [spec for spec in policies if selects(spec["podSelector"], labels)]
            ports = {HBONE, *_ports(opening, labels)}
            rules = [rule for spec in selecting for rule in spec.get("ingress", ())]
            if selecting and not any(_admits(rule, ports) for rule in rules):
                shut.append(obj["metadata"]["name"])
    return shut


def _in(objects: Iterable[Object], namespace: str) -> list[Object]:
    return [obj for obj in objects if obj["metadata"].get("namespace") == namespace]


def _decides_at_pods(obj: Object) -> bool:
    """Return whether an object is a policy that admits callers to pods themselves."""
    return (
        obj["kind"] == "AuthorizationPolicy"
        and obj["spec"].get("action", "ALLOW") == "ALLOW"
        and "targetRefs" not in obj["spec"]
    )


def _is_closed(policies: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether one of the policies is a default deny: for all pods, without rules."""
    return any(not spec.get("rules") and not spec.get("selector") for spec in policies)


def _guards_what_comes_in(obj: Object) -> bool:
    return obj["kind"] == "NetworkPolicy" and "Ingress" in obj["spec"].get(
        "policyTypes", ["Ingress"]
    )


def _labels(workload: Object) -> dict[str, str]:
    labels: dict[str, str] = workload["spec"]["template"].get("metadata", {}).get("labels", {})
    return labels


def _ports(policies: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> set[int]:
    """Return the pods' own ports that policies of the mesh open by number."""
    return {
        int(port)
        for spec in policies
        if spec.get("selector", {}).get("matchLabels", {}).items() <= labels.items()
        for rule in spec.get("rules", ())
        for to in rule.get("to", ())
        for port in to["operation"].get("ports", ())
    }


def _admits(rule: Mapping[str, Any], ports: set[int]) -> bool:
    """Return whether a rule admits more than probes to one of these ports."""
    peers = rule.get("from", ())
    return ("ports" not in rule or any(_has(each, ports) for each in rule["ports"])) and (
        not peers or any(_cidr(peer) not in PROBES for peer in peers)
    )


def _has(wanted: Mapping[str, Any], ports: set[int]) -> bool:
    """Return whether a rule's port is among these; one by name may be any."""
    first = wanted.get("port")
    if not isinstance(first, int):
        return True
    return any(first <= port <= wanted.get("endPort", first) for port in ports)


def _cidr(peer: Mapping[str, Any]) -> str | None:
    block = peer.get("ipBlock")
    return block["cidr"] if block else None
