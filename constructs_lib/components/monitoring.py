"""Let only the configured Prometheus read the platform's metrics."""

from collections.abc import Iterator, Sequence
from typing import Final

from cdk8s import ApiObjectMetadata, Chart
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import READ, Rule, UserRole, allow, allow_url
from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicyFrom,
    AuthorizationPolicyOperation,
    AuthorizationPolicyRule,
    AuthorizationPolicySource,
    AuthorizationPolicySpec,
    AuthorizationPolicyTargetRef,
    AuthorizationPolicyTo,
)
from ..config import Config, MetricsPort
from ..config.components import KUBEFLOW_NAMESPACE, LOGIN_SERVERS, PIPELINES
from ..config.components.pipelines import WAYPOINT
from ..config.mesh import HBONE, Ambient
from ..config.monitoring import opened_ports
from ..gateway import ingress_gateway
from ..kube import NAMESPACE_NAME, cluster_scoped, declare, namespace_of, note_made, tcp_port
from ..mesh import AccessPolicy, OpenPort, PlainText
from .alerts import alerts_of
from .dashboards import dashboards_of
from .monitors import pipelines_scrape, pod_monitor, service_monitor
from .pipelines.names import API_SERVER, API_SERVER_PORT
from .usage import usage_of

NAME: Final = "monitoring"

_DISCOVERY: Final = "kubeflow-metrics-discovery"
_READER: Final = "kubeflow-metrics-reader"
_RBAC: Final = "rbac.authorization.k8s.io"
_PODS: Final = allow(READ, "pods")
# Prometheus finds the endpoints of a Service by these.
_SERVICES: Final = (
    allow(READ, "services", "endpoints"),
    allow(READ, "endpointslices", group="discovery.k8s.io"),
)


class PlatformMonitoring(Construct):
    """Opens the metrics ports of a config's components to its scraper, which finds them.

    For each port it creates a policy of the mesh and a NetworkPolicy, for each namespace a
    Role for finding pods, monitors, alerts and records of usage for the Prometheus Operator,
    and dashboards for Grafana.
    config: the environment's; its `monitoring` must be set.
    Raises ValueError for a config without monitoring.
    """

    def __init__(self, scope: Construct, id: str, *, config: Config) -> None:
        super().__init__(scope, id)
        note_made(self, NAME)
        if config.monitoring is None or not isinstance(config.mesh, Ambient):
            raise ValueError(
                "this config has no monitoring; set Config(monitoring=Monitoring(scraper=…))"
            )
        self._monitoring = config.monitoring
        self._mesh = config.mesh
        # Whose NetworkPolicies are other objects than those of the mesh's policies.
        self._closed = {KUBEFLOW_NAMESPACE}
        if config.release.network_policies == "each":
            self._closed |= {each.namespace for each in LOGIN_SERVERS}
        homes: dict[str, Construct] = {}
        proxied: set[str] = set()
        for namespace, port in _ports(config):
            if namespace not in homes:
                homes[namespace] = self._home(namespace)
            if self._monitoring.behind_proxy(port):
                proxied.add(namespace)
            self._open(homes[namespace], namespace, port)
            if self._monitoring.discovery == "operator":
                self._find(homes[namespace], port)
        for namespace, home in homes.items():
            self._let_discover(home, services=namespace in proxied)
        if proxied:
            self._let_read()
        if config.installs(PIPELINES) and self._monitoring.scraper.mesh == "in":
            self._open_pipelines(homes[KUBEFLOW_NAMESPACE], config.cluster_domain)
        alerts_of(homes[KUBEFLOW_NAMESPACE], config)
        dashboards_of(homes[KUBEFLOW_NAMESPACE], config)
        usage_of(homes[KUBEFLOW_NAMESPACE], config)

    def _home(self, namespace: str) -> Construct:
        if namespace == namespace_of(self):
            return Construct(self, namespace)
        return Chart(self, namespace, namespace=namespace)

    def _open(self, home: Construct, namespace: str, port: MetricsPort) -> None:
        """Let only the scraper connect to a port."""
        name, number = f"{port.name}-metrics", self._monitoring.number(port)
        callers = [self._monitoring.principal(self._mesh)]
        outside = self._monitoring.scraper.mesh == "out"
        if port.in_mesh and not outside:
            AccessPolicy(
                home,
                f"{name}-access",
                name=name,
                selector=port.pods,
                callers=callers,
                ports=(number,),
            )
        elif port.in_mesh:
            OpenPort(
                home,
                f"{name}-access",
                name=name,
                selector=port.pods,
                port=number,
                callers=callers,
            )
            if not port.beside_webhook:
                PlainText(
                    home, f"{name}-plain", name=name, selector=port.pods, ports=(number,)
                )
        if namespace in self._closed:
            self._let_connect(
                home, name, port, number if outside or not port.in_mesh else HBONE
            )

    def _let_connect(self, home: Construct, name: str, port: MetricsPort, number: int) -> None:
        scrapers = k8s.LabelSelector(
            match_labels={NAMESPACE_NAME: self._monitoring.scraper.namespace}
        )
        declare(
            k8s.KubeNetworkPolicy,
            home,
            f"{name}-network",
            metadata=k8s.ObjectMeta(name=name),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels=port.pods),
                policy_types=["Ingress"],
                ingress=[
                    k8s.NetworkPolicyIngressRule(
                        from_=[k8s.NetworkPolicyPeer(namespace_selector=scrapers)],
                        ports=[tcp_port(number)],
                    )
                ],
            ),
        )

    def _find(self, home: Construct, port: MetricsPort) -> None:
        if self._monitoring.behind_proxy(port):
            service_monitor(home, port, self._monitoring.labels)
        else:
            pod_monitor(home, port, self._monitoring.labels)

    def _let_discover(self, home: Construct, *, services: bool) -> None:
        """Let the scraper list pods of a namespace, and with `services` their endpoints."""
        rules: Sequence[Rule] = (_PODS, *(_SERVICES if services else ()))
        declare(
            k8s.KubeRole,
            home,
            "discovery",
            metadata=k8s.ObjectMeta(name=_DISCOVERY),
            rules=[rule.to_k8s() for rule in rules],
        )
        declare(
            k8s.KubeRoleBinding,
            home,
            "discoverer",
            metadata=k8s.ObjectMeta(name=_DISCOVERY),
            role_ref=k8s.RoleRef(api_group=_RBAC, kind="Role", name=_DISCOVERY),
            subjects=[self._account],
        )

    def _let_read(self) -> None:
        """Let the scraper's token pass kube-rbac-proxy, which reviews access to the path."""
        UserRole(self, "reader", name=_READER, rules=[allow_url("get", "/metrics")])
        cluster_scoped(
            declare(
                k8s.KubeClusterRoleBinding,
                self,
                "reads",
                metadata=k8s.ObjectMeta(name=_READER),
                role_ref=k8s.RoleRef(api_group=_RBAC, kind="ClusterRole", name=_READER),
                subjects=[self._account],
            )
        )

    def _open_pipelines(self, home: Construct, cluster_domain: str) -> None:
        """Let the scraper read the metrics of Pipelines' API, through the waypoint.

        `ml-pipeline-l7` admits requests without a user, for which the API requires a token.
        The scraper's namespace needs none of them: everything is denied except its own
        `GET /metrics`.
        """
        name = f"{API_SERVER}-metrics"
        waypoint = PIPELINES.metrics_port(WAYPOINT)
        self._let_connect(home, name, waypoint, HBONE)
        others = (
            AuthorizationPolicyOperation(not_methods=["GET"]),
            AuthorizationPolicyOperation(not_paths=["/metrics"]),
        )
        principal = self._monitoring.principal(self._mesh)
        scraper = AuthorizationPolicySource(principals=[principal])
        neighbours = AuthorizationPolicySource(
            principals=[self._mesh.principal(self._monitoring.scraper.namespace, "*")],
            not_principals=[principal],
        )
        declare(
            AuthorizationPolicy,
            home,
            f"{name}-alone",
            metadata=ApiObjectMetadata(name=name),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.DENY,
                target_refs=[
                    AuthorizationPolicyTargetRef(group="", kind="Service", name=API_SERVER)
                ],
                rules=[
                    AuthorizationPolicyRule(
                        from_=[AuthorizationPolicyFrom(source=scraper)],
                        to=[AuthorizationPolicyTo(operation=each) for each in others],
                    ),
                    AuthorizationPolicyRule(
                        from_=[AuthorizationPolicyFrom(source=neighbours)]
                    ),
                ],
            ),
        )
        if self._monitoring.discovery == "operator":
            pipelines_scrape(
                home,
                service=API_SERVER,
                port=API_SERVER_PORT,
                labels=self._monitoring.labels,
                cluster_domain=cluster_domain,
            )

    @property
    def _account(self) -> k8s.Subject:
        scraper = self._monitoring.scraper
        return k8s.Subject(
            kind="ServiceAccount", name=scraper.account, namespace=scraper.namespace
        )


def _ports(config: Config) -> Iterator[tuple[str, MetricsPort]]:
    """Yield the ports that are opened, each with its namespace."""
    yield KUBEFLOW_NAMESPACE, ingress_gateway.METRICS
    yield from opened_ports(config)
