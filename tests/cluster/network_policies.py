"""Model the effect of NetworkPolicies, as Kubernetes documents them.

No network plugin runs here. A pod that no policy selects takes everything; one that is
selected takes what any of those policies allows. A rule without `from` allows every source,
one without `ports` every port; a peer's selectors must all match. The same goes for what a pod
connects to, by policies of type `Egress` and their rules' `to`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

Object = Mapping[str, Any]
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Pod:
    """A pod as policies see it: its namespace, that namespace's labels, and its own.

    address: the source address of its packets, if a policy depends on it.
    """

    namespace: str
    labels: Labels = field(default_factory=dict)
    namespace_labels: Labels = field(default_factory=dict)
    address: str | None = None

    def all_namespace_labels(self) -> Labels:
        """Return the namespace's labels with the one that Kubernetes adds."""
        return {**self.namespace_labels, "kubernetes.io/metadata.name": self.namespace}


def lets_through(policies: Iterable[Object], source: Pod, to: Pod, port: int) -> bool:
    """Return whether a connection from one pod comes in at a port of another."""
    selecting = list(_selecting(policies, to, "Ingress"))
    return not selecting or any(
        _has(rule, port, "TCP") and _is_among(rule.get("from"), policy, source)
        for policy in selecting
        for rule in policy["spec"].get("ingress", ())
    )


def lets_out(
    policies: Iterable[Object], source: Pod, to: Pod, port: int, protocol: str = "TCP"
) -> bool:
    """Return whether a connection leaves one pod for a port of another, or of an address."""
    selecting = list(_selecting(policies, source, "Egress"))
    return not selecting or any(
        _has(rule, port, protocol) and _is_among(rule.get("to"), policy, to)
        for policy in selecting
        for rule in policy["spec"].get("egress", ())
    )


def _selecting(policies: Iterable[Object], pod: Pod, direction: str) -> Iterator[Object]:
    for policy in policies:
        if (
            policy["metadata"]["namespace"] == pod.namespace
            and direction in _types(policy["spec"])
            and _selects(policy["spec"]["podSelector"], pod.labels)
        ):
            yield policy


def _types(spec: Object) -> Sequence[str]:
    unsaid = ("Ingress", "Egress") if spec.get("egress") else ("Ingress",)
    return spec.get("policyTypes") or unsaid


def _has(rule: Object, port: int, protocol: str) -> bool:
    ports = rule.get("ports")
    return not ports or any(
        (each["port"], each.get("protocol", "TCP")) == (port, protocol) for each in ports
    )


def _is_among(peers: Sequence[Object] | None, policy: Object, pod: Pod) -> bool:
    return not peers or any(_is_peer(peer, policy, pod) for peer in peers)


def _is_peer(peer: Object, policy: Object, other: Pod) -> bool:
    if block := peer.get("ipBlock"):
        return other.address is not None and ip_address(other.address) in ip_network(
            block["cidr"]
        )
    if "namespaceSelector" not in peer:
        near = other.namespace == policy["metadata"]["namespace"]
        return near and _selects(peer["podSelector"], other.labels)
    return _selects(peer["namespaceSelector"], other.all_namespace_labels()) and _selects(
        peer.get("podSelector", {}), other.labels
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
