"""Restrict each pod by NetworkPolicies to the connections that it needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ipaddress import ip_network
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import PROFILES, Ambient, ApiServer, Config, OpenShift, Profile
from ..config.canary import SUFFIX, beside_pages
from ..config.egress import DNS_NAMESPACE, DNS_PODS
from ..config.mesh import HBONE
from ..delivery.cluster import Cluster, ClusterWorkload
from ..delivery.overlay import ObjectsByComponent
from ..kube import NAMESPACE_NAME, declare, int_or_string, tcp_port
from .calls import Calls
from .outside import Outside, outside

# CoreDNS listens on 53, or on 5353 if it cannot bind low ports.
_DNS_PORTS: Final = (53, 5353)
# The DaemonSet of OpenShift's DNS Operator by default.
_DNS_PODS_OF_OPENSHIFT: Final = {"dns.operator.openshift.io/daemonset-dns": "default"}
_DNS_NAMESPACE_OF_OPENSHIFT: Final = "openshift-dns"
# XDS and certificates, over TLS.
_ISTIOD_PORT: Final = 15012
_EVERYWHERE: Final = ("0.0.0.0/0", "::/0")


class EgressPolicies(Construct):
    """Allow each workload of an environment to connect to what it calls, and to nothing else.

    A workload in the mesh is called on ztunnel's port, whatever its own port; so are
    waypoints, which also lead to profiles' pods. One outside the mesh is called on its port.
    by_component: the environment's objects, from which the policies are derived.
    profiles: those whose plugins may make the profile controller call a cloud.
    Raises ValueError for an unknown workload in `outside`.
    Source: https://istio.io/latest/docs/ambient/usage/networkpolicy/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        by_component: ObjectsByComponent,
        config: Config,
        profiles: Iterable[Profile] = (),
    ) -> None:
        super().__init__(scope, id)
        mesh, api_server = config.mesh, config.hardening.api_server
        if not isinstance(mesh, Ambient) or api_server is None:
            raise TypeError("EgressPolicies is for Ambient() and Hardening(egress='guarded')")
        self._mesh, self._api_server = mesh, api_server
        self._node_dns = config.hardening.node_dns
        self._dns_pods = _dns_of(config)
        self._canaries = beside_pages(config)
        in_code = {name: of for each in config.installed for name, of in each.calls.items()}
        in_code |= {
            f"{name}{SUFFIX}": of
            for each in config.installed
            if each.name in self._canaries
            for name, of in each.calls.items()
        }
        calls = Calls(Cluster(by_component), mesh=mesh, in_code=in_code)
        known = {caller.name for caller in calls.callers}
        for name in config.hardening.outside:
            if config.release.named(name) not in known:
                raise ValueError(
                    f"outside names an unknown workload {name!r}; known are "
                    f"{', '.join(sorted(known))}"
                )
        found = sorted(set(outside(config, profiles)))
        self._names: set[tuple[str, str]] = set()
        for caller in calls.callers:
            names = (caller.name, self._page_of(caller))
            elsewhere = [each for each in found if each.caller in names]
            self._policy(caller, [*self._rules(calls, caller), *self._outside(elsewhere)])

    def _page_of(self, caller: ClusterWorkload) -> str | None:
        """Return the workload of the page whose canary a workload is: it calls the same."""
        beside = caller.component in self._canaries and caller.name.endswith(SUFFIX)
        return caller.name.removesuffix(SUFFIX) if beside else None

    def _policy(
        self, caller: ClusterWorkload, rules: Sequence[k8s.NetworkPolicyEgressRule]
    ) -> None:
        name = f"{caller.name}-egress"
        if (caller.namespace, name) in self._names:
            # A Deployment and a CronJob may have the same name.
            name = f"{caller.name}-{caller.kind.lower()}-egress"
        self._names.add((caller.namespace, name))
        declare(
            k8s.KubeNetworkPolicy,
            self,
            f"{caller.namespace}_{caller.component}_{name}",
            metadata=k8s.ObjectMeta(name=name, namespace=caller.namespace),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels=dict(caller.selector)),
                policy_types=["Egress"],
                egress=list(rules),
            ),
        )

    def _rules(
        self, calls: Calls, caller: ClusterWorkload
    ) -> Iterator[k8s.NetworkPolicyEgressRule]:
        yield self._dns()
        if calls.has_token(caller):
            yield _to_api_server(self._api_server)
        if calls.asks_istiod(caller):
            yield _to([_pods(self._mesh.istiod_namespace, {"app": "istiod"})], [_ISTIOD_PORT])
        called = list(calls.of(caller))
        meshed = [each for each in called if calls.is_meshed(each)]
        peers = [_pods(each.namespace, each.selector) for each in meshed]
        if calls.enters_profiles(caller):
            peers.append(_namespaces(PROFILES))
        if peers:
            yield _to(peers, [HBONE])
        for each in called:
            if each not in meshed:
                yield _to([_pods(each.namespace, each.selector)], _own_ports(each))

    def _outside(self, found: Iterable[Outside]) -> Iterator[k8s.NetworkPolicyEgressRule]:
        ports = set()
        for each in found:
            if each.is_api_server:
                yield _to_api_server(self._api_server)
            elif each.address:
                yield _to([_block(_host(each.address))], [each.port])
            elif each.namespace:
                # A Service may map its port to any port of the pods.
                yield _to([_namespaces({NAMESPACE_NAME: each.namespace})])
            else:
                ports.add(each.port)
        if ports:
            yield _to([_block(cidr) for cidr in _EVERYWHERE], sorted(ports))

    def _dns(self) -> k8s.NetworkPolicyEgressRule:
        return k8s.NetworkPolicyEgressRule(
            to=[
                self._dns_pods,
                *(_block(_host(address)) for address in self._node_dns),
            ],
            ports=[
                k8s.NetworkPolicyPort(port=int_or_string(port), protocol=protocol)
                for port in _DNS_PORTS
                for protocol in ("UDP", "TCP")
            ],
        )


def _dns_of(config: Config) -> k8s.NetworkPolicyPeer:
    """Return the pods of the cluster's DNS."""
    hardening = config.hardening
    usual = (hardening.dns_namespace, dict(hardening.dns_pods)) == (
        DNS_NAMESPACE,
        dict(DNS_PODS),
    )
    if usual and isinstance(config.cluster.distribution, OpenShift):
        return _pods(_DNS_NAMESPACE_OF_OPENSHIFT, _DNS_PODS_OF_OPENSHIFT)
    return _pods(hardening.dns_namespace, hardening.dns_pods)


def _to_api_server(api_server: ApiServer) -> k8s.NetworkPolicyEgressRule:
    return _to([_block(cidr) for cidr in api_server.addresses], [api_server.port])


def _to(
    peers: Sequence[k8s.NetworkPolicyPeer], ports: Sequence[int] = ()
) -> k8s.NetworkPolicyEgressRule:
    return k8s.NetworkPolicyEgressRule(
        to=list(peers), ports=[tcp_port(port) for port in ports] or None
    )


def _pods(namespace: str, labels: Mapping[str, str]) -> k8s.NetworkPolicyPeer:
    return k8s.NetworkPolicyPeer(
        namespace_selector=k8s.LabelSelector(match_labels={NAMESPACE_NAME: namespace}),
        pod_selector=k8s.LabelSelector(match_labels=dict(labels)),
    )


def _namespaces(labels: Mapping[str, str]) -> k8s.NetworkPolicyPeer:
    return k8s.NetworkPolicyPeer(
        namespace_selector=k8s.LabelSelector(match_labels=dict(labels))
    )


def _block(cidr: str) -> k8s.NetworkPolicyPeer:
    return k8s.NetworkPolicyPeer(ip_block=k8s.IpBlock(cidr=cidr))


def _host(address: str) -> str:
    """Return the CIDR block of one address."""
    return str(ip_network(address))


def _own_ports(workload: ClusterWorkload) -> list[int]:
    return sorted(
        {
            port["containerPort"]
            for container in workload.pod.get("containers", ())
            for port in container.get("ports", ())
        }
    )
