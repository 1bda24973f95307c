"""How the pods of a component run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from .checks import (
    check_choices,
    check_label,
    check_labels,
    check_object,
    check_selector,
    check_unique,
    divide_quantity,
    parse_quantity,
)
from .egress import DNS_NAMESPACE, DNS_PODS, ApiServer, check_node_dns, check_outside
from .mesh import Mesh, Sidecars
from .placement import NodeAffinity, Spread
from .published import check_variable

TolerationEffect = Literal["NoSchedule", "PreferNoSchedule", "NoExecute"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resources:
    """A container's resource requests and limits.

    Quantities as Kubernetes writes them: CPU in cores (`500m`), memory in bytes (`512Mi`).
    cpu, memory: the requests. cpu_limit, memory_limit: the limits.
    Raises ValueError for a malformed or negative quantity and for a request over its limit.
    """

    cpu: str
    memory: str
    cpu_limit: str
    memory_limit: str

    def __post_init__(self) -> None:
        pairs = (("CPU", self.cpu, self.cpu_limit), ("memory", self.memory, self.memory_limit))
        for what, request, limit in pairs:
            if parse_quantity(request, f"{what} request") > parse_quantity(
                limit, f"{what} limit"
            ):
                raise ValueError(
                    f"{what} request {request!r} is over its limit {limit!r}; "
                    f"lower the request or raise the limit"
                )

    def to_spec(self) -> dict[str, dict[str, str]]:
        """Return them as a container's `resources`."""
        return {
            "requests": {"cpu": self.cpu, "memory": self.memory},
            "limits": {"cpu": self.cpu_limit, "memory": self.memory_limit},
        }

    def share(self, containers: int) -> "Resources":
        """Return each container's share when `containers` split these resources evenly."""
        return Resources(
            cpu=divide_quantity(self.cpu, containers),
            memory=divide_quantity(self.memory, containers),
            cpu_limit=divide_quantity(self.cpu_limit, containers),
            memory_limit=divide_quantity(self.memory_limit, containers),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Requests:
    """A container's resource requests, where upstream sets no limit, or one of memory alone.

    cpu, memory, memory_limit: as in Resources.
    """

    cpu: str
    memory: str
    memory_limit: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Toleration:
    """A toleration of a node taint; without a value, of any value of that key.

    key, value: of the taint. effect: of the taint.
    """

    key: str
    value: str | None = None
    effect: TolerationEffect = "NoSchedule"

    def __post_init__(self) -> None:
        check_choices(self)
        if not self.key:
            raise ValueError("a toleration needs the key of a taint, such as 'dedicated'")
        check_labels({self.key: self.value or ""}, "toleration")

    def to_spec(self) -> dict[str, str]:
        """Return it as an item of a pod's `tolerations`."""
        if self.value is None:
            return {"key": self.key, "operator": "Exists", "effect": self.effect}
        return {
            "key": self.key,
            "operator": "Equal",
            "value": self.value,
            "effect": self.effect,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Pods:
    """Placement and number of a component's pods; None leaves a setting unchanged.

    replicas: the number of pods. node_selector: labels that a node must have. tolerations: of
    node taints. pull_secrets: for private registries, in the pods' namespace.
    affinity: labels that a node must or should have.
    spread: topology spread constraints for several pods, `SPREAD` by default; () leaves it to
    the scheduler, as upstream. priority_class: a PriorityClass of the cluster.
    env: additional variables for every container, such as those of a proxy.
    Raises ValueError for a replica count below 1, for an invalid name of a pull secret or
    priority class, and for two spreads over one label.
    Raises ValueError for a variable with an invalid name, for one that names a password, token
    or key, and for one whose value is a URL with credentials.
    """

    replicas: int | None = None
    node_selector: Mapping[str, str] | None = None
    tolerations: tuple[Toleration, ...] | None = None
    pull_secrets: tuple[str, ...] | None = None
    affinity: tuple[NodeAffinity, ...] | None = None
    spread: tuple[Spread, ...] | None = None
    priority_class: str | None = None
    env: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        if self.replicas is not None and self.replicas < 1:
            raise ValueError(f"replicas must be 1 or more, got {self.replicas}")
        check_labels(self.node_selector or {}, "node selector")
        for secret in self.pull_secrets or ():
            check_label(secret, "pull secret")
        if self.priority_class is not None:
            check_object(self.priority_class, "priority class")
        check_unique((spread.over for spread in self.spread or ()), "spread over")
        for name, value in (self.env or {}).items():
            check_variable(name, value, "pods", instead="let the container read it from there")

    def check_placed_only(self, whose: str) -> None:
        """Refuse settings without effect on pods that another controller creates."""
        for name in ("replicas", "spread", "env"):
            if (given := getattr(self, name)) is not None:
                raise ValueError(
                    f"{whose}: {name}={given!r} would have no effect; leave it out of these "
                    "Pods"
                )

    def over(self, other: "Pods") -> "Pods":
        """Return these settings, with the other's for those unset."""
        return Pods(
            **{
                name: mine
                if (mine := getattr(self, name)) is not None
                else getattr(other, name)
                for name in self.__slots__
            }
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Hardening:
    """Hardening of upstream's pods: probes, security contexts, rolling updates, egress.

    probes: `upstream` keeps upstream's probes, `complete` adds the missing ones, and uses no
    liveness probe that fails with a dependency: a restart would not help.
    security: `upstream`, or `restricted` as far as each image allows (docs/security.md).
    rollout: `manual` as upstream, or `on-config-change`: the pod template has a checksum of
    every ConfigMap that it reads, so that a changed setting restarts the pods.
    disruption_budgets: `none` as upstream, or `replicated`: at most one pod of a replicated
    component is evicted at a time.
    webhook_rights: controllers that write the CA of their webhooks may, with `own`, write only
    their own webhook configurations; with `upstream`, every one in the cluster.
    egress: `open` as upstream, or `guarded`: each pod may connect to the services that it
    calls, to DNS, to the API server if it has a token, and to external services of the config
    (docs/security.md).
    api_server: its address, for `guarded`. node_dns: addresses of a DNS cache on each node,
    such as NodeLocal DNSCache's `169.254.20.10`; empty where pods query kube-dns directly.
    dns_pods, dns_namespace: labels and namespace of the cluster's DNS pods, for `guarded`;
    those of CoreDNS by default.
    outside: by workload, additional ports that it may connect to at any address, for your own
    integrations: `{"ml-pipeline": (443,)}`.
    Raises ValueError for `guarded` without `api_server`, and for its settings with `open`.
    """

    probes: Literal["upstream", "complete"] = "complete"
    security: Literal["upstream", "restricted"] = "restricted"
    rollout: Literal["manual", "on-config-change"] = "on-config-change"
    disruption_budgets: Literal["none", "replicated"] = "replicated"
    webhook_rights: Literal["upstream", "own"] = "own"
    egress: Literal["open", "guarded"] = "open"
    api_server: ApiServer | None = None
    node_dns: tuple[str, ...] = ()
    dns_pods: Mapping[str, str] = field(default_factory=lambda: dict(DNS_PODS))
    dns_namespace: str = DNS_NAMESPACE
    outside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choices(self)
        check_node_dns(self.node_dns)
        check_selector(self.dns_pods, "DNS pods")
        check_label(self.dns_namespace, "namespace of DNS pods")
        check_outside(self.outside)
        if self.egress == "guarded" and self.api_server is None:
            raise ValueError(
                "egress='guarded' needs the API server's address, which no object contains; "
                "add api_server=ApiServer(addresses=('10.0.0.1/32',), port=6443)"
            )
        for name, nothing in _FOR_GUARDED.items():
            if self.egress == "open" and getattr(self, name) != nothing:
                raise ValueError(
                    f"{name} has no effect with egress='open', which allows every address; "
                    f"leave out {name}, or set egress='guarded'"
                )

    def check_mesh(self, mesh: Mesh) -> None:
        """Refuse guarded egress in a mesh of sidecars."""
        if isinstance(mesh, Sidecars) and self.egress == "guarded":
            raise ValueError(
                "egress='guarded' needs Ambient(): with Sidecars() policies do not name "
                "every workload's callers, from which egress rules are derived; set "
                "egress='open'"
            )


# Settings of guarded egress, and their defaults.
_FOR_GUARDED: Final[Mapping[str, object]] = {
    "api_server": None,
    "node_dns": (),
    "dns_pods": DNS_PODS,
    "dns_namespace": DNS_NAMESPACE,
    "outside": {},
}

# Each component's default resources.
DEFAULT_ROW = Resources(cpu="100m", memory="256Mi", cpu_limit="500m", memory_limit="512Mi")
