"""Decide connections by NetworkPolicies, as Kubernetes documents them.

A pod that no policy selects accepts everything; one that is selected accepts what any of those
policies allows. A rule without `from` allows every source, one without `ports` every port; a
peer's selectors must all match. The same goes for what a pod connects to, by policies of type
`Egress` and their rules' `to`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Final, Literal

from ..kube import NAMESPACE_NAME, Object, selects
from ..mesh import PROBES

Labels = Mapping[str, str]
Direction = Literal["Ingress", "Egress"]

_RULES: Final[Mapping[Direction, tuple[str, str]]] = {
    "Ingress": ("ingress", "from"),
    "Egress": ("egress", "to"),
}


@dataclass(frozen=True)
class Pod:
    """A pod as policies see it: its namespace, that namespace's labels, and its own.

    address: the source address of its packets, if a policy depends on it. ports: of its
    containers by name, which a policy may say in place of a number.
    """

    namespace: str
    labels: Labels = field(default_factory=dict)
    namespace_labels: Labels = field(default_factory=dict)
    address: str | None = None
    ports: Mapping[str, int] = field(default_factory=dict)

    def all_namespace_labels(self) -> Labels:
        """Return the namespace's labels with the one that Kubernetes adds."""
        return {**self.namespace_labels, NAMESPACE_NAME: self.namespace}


@dataclass(frozen=True)
class Decision:
    """Whether a connection passes; the policies that select the pod, and those that allow it.

    A pod that no policy selects has neither.
    """

    selecting: tuple[Object, ...]
    allowing: tuple[Object, ...]

    @property
    def passes(self) -> bool:
        """Return whether the connection passes."""
        return not self.selecting or bool(self.allowing)


def lets_through(policies: Iterable[Object], source: Pod, to: Pod, port: int) -> bool:
    """Return whether a connection from one pod comes in at a port of another."""
    return incoming(policies, source, to, port).passes


def lets_out(
    policies: Iterable[Object], source: Pod, to: Pod, port: int, protocol: str = "TCP"
) -> bool:
    """Return whether a connection leaves one pod for a port of another, or of an address."""
    return outgoing(policies, source, to, port, protocol).passes


def incoming(policies: Iterable[Object], source: Pod, to: Pod, port: int) -> Decision:
    """Decide whether a connection from one pod comes in at a port of another."""
    return _decided(policies, "Ingress", pod=to, other=source, port=port, protocol="TCP")


def outgoing(
    policies: Iterable[Object], source: Pod, to: Pod, port: int, protocol: str = "TCP"
) -> Decision:
    """Decide whether a connection leaves one pod for a port of another, or of an address."""
    return _decided(policies, "Egress", pod=source, other=to, port=port, protocol=protocol)


def _decided(
    policies: Iterable[Object],
    direction: Direction,
    *,
    pod: Pod,
    other: Pod,
    port: int,
    protocol: str,
) -> Decision:
    rules, peers = _RULES[direction]
    selecting = tuple(_selecting(policies, pod, direction))
    # A name is of the pod that is connected to.
    named = (pod if direction == "Ingress" else other).ports
    allowing = tuple(
        policy
        for policy in selecting
        if any(
            _has(rule, port, protocol, named) and _is_among(rule.get(peers), policy, other)
            for rule in policy["spec"].get(rules) or ()
        )
    )
    return Decision(selecting, allowing)


def doubted(policies: Iterable[Object], source: Pod, to: Pod, port: int) -> tuple[Object, ...]:
    """Return the policies by whose blocks of addresses a caller that is no pod may come in.

    Blocks are for addresses outside of the cluster, so that a pod's own is not looked for.
    """
    return tuple(
        policy
        for policy in _selecting(policies, to, "Ingress")
        if not source.namespace
        and source.address is None
        and any(
            _has(rule, port, "TCP", to.ports)
            and any(
                "ipBlock" in peer and peer["ipBlock"]["cidr"] not in PROBES
                for peer in rule.get("from") or ()
            )
            for rule in policy["spec"].get("ingress") or ()
        )
    )


def _selecting(policies: Iterable[Object], pod: Pod, direction: Direction) -> Iterator[Object]:
    for policy in policies:
        if (
            policy["metadata"]["namespace"] == pod.namespace
            and direction in _types(policy["spec"])
            and selects(policy["spec"]["podSelector"], pod.labels)
        ):
            yield policy


def _types(spec: Object) -> Sequence[str]:
    unsaid = ("Ingress", "Egress") if spec.get("egress") else ("Ingress",)
    return spec.get("policyTypes") or unsaid


def _has(rule: Object, port: int, protocol: str, named: Mapping[str, int]) -> bool:
    ports = rule.get("ports")
    return not ports or any(
        each.get("protocol", "TCP") == protocol and _is_in(each, port, named) for each in ports
    )


def _is_in(wanted: Object, port: int, named: Mapping[str, int]) -> bool:
    """Return whether a port is the one of a rule, or in its range; no port is every port."""
    first = wanted.get("port")
    if first is None:
        return True
    if not isinstance(first, int):
        return named.get(str(first)) == port
    return first <= port <= int(wanted.get("endPort", first))


def _is_among(peers: Sequence[Object] | None, policy: Object, pod: Pod) -> bool:
    return not peers or any(_is_peer(peer, policy, pod) for peer in peers)


def _is_peer(peer: Object, policy: Object, other: Pod) -> bool:
    if block := peer.get("ipBlock"):
        return other.address is not None and _is_within(other.address, block)
    if "namespaceSelector" not in peer:
        near = other.namespace == policy["metadata"]["namespace"]
        return near and selects(peer["podSelector"], other.labels)
    return selects(peer["namespaceSelector"], other.all_namespace_labels()) and selects(
        peer.get("podSelector", {}), other.labels
    )


def _is_within(address: str, block: Object) -> bool:
    place = ip_address(address)
    return place in ip_network(block["cidr"]) and not any(
        place in ip_network(each) for each in block.get("except") or ()
    )
