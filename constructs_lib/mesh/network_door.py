"""NetworkPolicies that let in what the mesh admits, where a `DefaultDeny` shuts it out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config.mesh import HBONE, caller_namespace
from ..kube import NAMESPACE_NAME, app_of, declare, namespace_of, tcp_port

# Istio's CNI sends a node's probes to captured pods from these addresses.
# https://istio.io/latest/docs/ambient/usage/networkpolicy/
PROBES: Final = ("169.254.7.127/32", "fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128")


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """A way to pods that the network has to let through.

    name: of the policy of the mesh that lets in. pods: their labels. callers: identities of
    the mesh, whose connections arrive by HBONE whatever port they are meant for; everyone's
    where there are none. port: one that is open in plain text as well, from everywhere.
    """

    name: str
    pods: tuple[tuple[str, str], ...]
    callers: tuple[str, ...] = ()
    port: int | None = None


@dataclass(slots=True)
class _Network:
    """Whether a namespace has a default deny, and the openings that were not needed so far."""

    shut: bool = False
    waiting: list[Door] = field(default_factory=list)


# By app and namespace: a default deny may come before or after what it shuts.
_NETWORKS: Final[dict[str, dict[str, _Network]]] = {}


def shut(scope: Construct) -> None:
    """Open what waits in the chart's namespace, and at once what is still to come."""
    network = _network(scope)
    network.shut = True
    while network.waiting:
        _write(scope, network.waiting.pop(0))


def open_door(scope: Construct, door: Door) -> None:
    """Let a door's callers through where, and once, the chart's namespace is shut."""
    network = _network(scope)
    if network.shut:
        _write(scope, door)
    else:
        network.waiting.append(door)


def _network(scope: Construct) -> _Network:
    networks = _NETWORKS.setdefault(app_of(scope), {})
    return networks.setdefault(namespace_of(scope), _Network())


def _write(scope: Construct, door: Door) -> None:
    mesh = k8s.NetworkPolicyIngressRule(
        from_=[
            k8s.NetworkPolicyPeer(namespace_selector=each) for each in _homes(door.callers)
        ],
        ports=[tcp_port(HBONE)],
    )
    plain = (
        []
        if door.port is None
        else [k8s.NetworkPolicyIngressRule(ports=[tcp_port(door.port)])]
    )
    declare(
        k8s.KubeNetworkPolicy,
        scope,
        f"door-{door.name}",
        # Kubeflow's own NetworkPolicies are named as the policies of the mesh are.
        metadata=k8s.ObjectMeta(name=f"{door.name}-from-mesh"),
        spec=k8s.NetworkPolicySpec(
            pod_selector=k8s.LabelSelector(match_labels=dict(door.pods)),
            policy_types=["Ingress"],
            ingress=[mesh, *plain],
        ),
    )


def _homes(callers: Iterable[str]) -> list[k8s.LabelSelector]:
    """Return the namespaces that callers are in: every one where one may be in any."""
    homes = {caller_namespace(caller) for caller in callers}
    if not homes or None in homes:
        return [k8s.LabelSelector()]
    return [
        k8s.LabelSelector(match_labels={NAMESPACE_NAME: home})
        for home in sorted(filter(None, homes))
    ]
