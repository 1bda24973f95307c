"""What the rest of the library knows of a component."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..checks import check_known, check_label, check_object, check_port, check_selector
from ..links import Links
from ..mesh import check_caller

KUBEFLOW_NAMESPACE: Final = "kubeflow"

# Callers that are no single identity of the mesh.
PLACES: Final = ("gateway", "profiles", "namespace", "api-server")


@dataclass(frozen=True, kw_only=True, slots=True)
class IngressRule:
    """Pods of a component, and who may open a connection to them.

    name: of the NetworkPolicy. pods: their labels.
    callers: `gateway` (the ingress gateway), `profiles` (pods of every profile), `namespace`
    (pods of the same namespace), `api-server` (which calls webhooks and has no address that
    a policy could name, so the port is open to everyone), or identities of the mesh such as
    `cluster.local/ns/team/sa/default`.
    ports: container ports; every one where there are none.
    Raises ValueError for no pods, no callers or unknown ones, and the API server
    without exactly one port.
    """

    name: str
    pods: Mapping[str, str]
    callers: tuple[str, ...]
    ports: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_object(self.name, "policy")
        check_selector(self.pods, f"pods of policy {self.name!r}")
        if not self.callers:
            raise ValueError(
                f"policy {self.name!r} lets nobody in; callers are {', '.join(PLACES)}, or "
                f"identities of the mesh"
            )
        for caller in self.callers:
            if "/" not in caller:
                check_known(caller, PLACES, f"caller of policy {self.name!r}")
            else:
                check_caller(caller, f"caller of policy {self.name!r}")
        for port in self.ports:
            check_port(port, f"port of policy {self.name!r}")
        if "api-server" in self.callers and (len(self.ports) != 1 or len(self.callers) > 1):
            raise ValueError(
                f"policy {self.name!r} is for the API server, whose address no policy can "
                f"name: it needs one port, the webhook's, and a policy of its own"
            )

    @property
    def port(self) -> int:
        """The one port that may be reached."""
        [port] = self.ports
        return port


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """What the rest of the library knows of a component: facts alone, nothing of cdk8s.

    name: of its file in dist/ and in `Config(components=…)`; a DNS label.
    group: the box of the picture that it is drawn in.
    upstream: its folder in kubeflow/manifests, None for what upstream does not have: such a
    component is no part of base/. images: its keys in the catalog.
    needs: components that it cannot work without. links: what it adds to the dashboard.
    reached_by: who may connect to its pods. without_clients: workloads that call the API
    server, and that nothing in the cluster calls.
    calls: by workload, Services of its namespace whose names are in its code: no object says
    that it calls them, and guarded egress has to know it.
    published_secrets: Secrets of upstream's by name, with values that anybody can read: no
    overlay keeps them. namespace: where those are.
    opt_in: whether it is installed only where `Config(components=…)` names it.
    """

    name: str
    group: str
    upstream: str | None = None
    images: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    links: Links = Links()
    reached_by: tuple[IngressRule, ...] = ()
    without_clients: tuple[str, ...] = ()
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published_secrets: tuple[str, ...] = ()
    namespace: str = KUBEFLOW_NAMESPACE
    opt_in: bool = False

    def __post_init__(self) -> None:
        check_label(self.name, "component")

    def rule(self, name: str) -> IngressRule:
        """Return the rule of a name."""
        [found] = [rule for rule in self.reached_by if rule.name == name]
        return found
