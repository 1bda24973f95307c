"""What NetworkPolicies let through, as Kubernetes documents them.

No network plugin runs here. A pod that no policy selects takes everything; one that is
selected takes what any of those policies allows. A rule without `from` allows every source,
one without `ports` every port; a peer's selectors must all match.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

Object = Mapping[str, Any]
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Pod:
    """A pod as policies see it: its namespace, that namespace's labels, and its own.

    address: what its packets say they come from, where a policy asks for that.
    """

    namespace: str
    labels: Labels = field(default_factory=dict)
    namespace_labels: Labels = field(default_factory=dict)
    address: str | None = None

    def all_namespace_labels(self) -> Labels:
        """Return the namespace's labels with the one that Kubernetes adds."""
        return {**self.namespace_labels, "kubernetes.io/metadata.name": self.namespace}


def lets_through(policies: Iterable[Object], source: Pod, to: Pod, port: int) -> bool:
    """Return whether a connection from one pod reaches a port of another."""
    selecting = [
        policy
        for policy in policies
        if policy["metadata"]["namespace"] == to.namespace
        and _selects(policy["spec"]["podSelector"], to.labels)
    ]
    return not selecting or any(
        _allows(rule, policy, source, port)
        for policy in selecting
        for rule in policy["spec"].get("ingress", ())
    )


def _allows(rule: Object, policy: Object, source: Pod, port: int) -> bool:
    ports = rule.get("ports")
    peers = rule.get("from")
    return (not ports or any(each["port"] == port for each in ports)) and (
        not peers or any(_is_peer(peer, policy, source) for peer in peers)
    )


def _is_peer(peer: Object, policy: Object, source: Pod) -> bool:
    if block := peer.get("ipBlock"):
        return source.address is not None and ip_address(source.address) in ip_network(
            block["cidr"]
        )
    if "namespaceSelector" not in peer:
        near = source.namespace == policy["metadata"]["namespace"]
        return near and _selects(peer["podSelector"], source.labels)
    return _selects(peer["namespaceSelector"], source.all_namespace_labels()) and _selects(
        peer.get("podSelector", {}), source.labels
    )


def _selects(selector: Object, labels: Labels) -> bool:
    wanted = selector.get("matchLabels", {})
    return wanted.items() <= dict(labels).items() and all(
        _holds(expression, labels) for expression in selector.get("matchExpressions", ())
    )


def _holds(expression: Object, labels: Labels) -> bool:
    value, values = labels.get(expression["key"]), expression.get("values", ())
    return {
        "In": value in values,
        "NotIn": value not in values,
        "Exists": value is not None,
        "DoesNotExist": value is None,
    }[expression["operator"]]
