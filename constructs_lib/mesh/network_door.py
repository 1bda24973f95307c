"""Write NetworkPolicies that admit the callers of the mesh's policies."""

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
    """Callers of pods that NetworkPolicies must admit.

    name: of the mesh's policy. pods: their labels. callers: mesh identities, whose
    connections arrive by HBONE whatever their port; everyone's if empty. port: one that is
    also open in plain text, from everywhere.
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


# By app and namespace: a default deny may be created before or after its workloads.
_NETWORKS: Final[dict[str, dict[str, _Network]]] = {}


def shut(scope: Construct) -> None:
    """Write the waiting openings of the chart's namespace, and later ones immediately."""
    network = _network(scope)
    network.shut = True
    while network.waiting:
        _write(scope, network.waiting.pop(0))


def open_door(scope: Construct, door: Door) -> None:
    """Admit a door's callers as soon as the chart's namespace is closed."""
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
        # Kubeflow's own NetworkPolicies have the names of the mesh's policies.
        metadata=k8s.ObjectMeta(name=f"{door.name}-from-mesh"),
        spec=k8s.NetworkPolicySpec(
            pod_selector=k8s.LabelSelector(match_labels=dict(door.pods)),
            policy_types=["Ingress"],
            ingress=[mesh, *plain],
        ),
    )


def _homes(callers: Iterable[str]) -> list[k8s.LabelSelector]:
    """Return selectors of the callers' namespaces; of all if one caller may be in any."""
    homes = {caller_namespace(caller) for caller in callers}
    if not homes or None in homes:
        return [k8s.LabelSelector()]
    return [
        k8s.LabelSelector(match_labels={NAMESPACE_NAME: home})
        for home in sorted(filter(None, homes))
    ]
