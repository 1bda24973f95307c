"""Create Deployments, their pods' settings, and their Services."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import ServiceAccount
from ..config import NodeAffinity, Sidecars, WorkloadDefaults
from ..config.checks import check_label, check_object, check_port
from ..config.services import CLUSTER_DOMAIN, service_host
from ..kube import declare, int_or_string, namespace_of
from ..releases import PodSecurity
from .autoscaler import autoscaler
from .container import Container, port_value
from .placement import placement, topology_spread
from .security import hardened, pod_context
from .volumes import ConfigMapVolume, EmptyVolume, PodVolume

CHECKSUM: Final = "kubeflow.org/config-checksum"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServicePort:
    """One port of a Service.

    target: a container's port by number or name; the Service's own number by default.
    """

    port: int
    target: int | str | None = None
    name: str | None = None
    protocol: str | None = None

    def to_k8s(self) -> k8s.ServicePort:
        """Return the port as a struct of cdk8s."""
        return k8s.ServicePort(
            name=self.name,
            port=self.port,
            target_port=None if self.target is None else port_value(self.target),
            protocol=self.protocol,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """A port of an existing Service, as a target of routes and webhooks.

    cluster_domain: the cluster's domain in DNS, as Config has it.
    """

    service: str
    namespace: str
    port: int
    cluster_domain: str = CLUSTER_DOMAIN

    def __post_init__(self) -> None:
        check_label(self.service, "service")
        check_label(self.namespace, f"namespace of service {self.service!r}")
        check_port(self.port, f"port of service {self.service!r}")
        check_object(self.cluster_domain, "cluster_domain")

    @property
    def host(self) -> str:
        """The Service's full name in the cluster's DNS."""
        return service_host(self.service, self.namespace, self.cluster_domain)


class Workload(Construct):
    """A Deployment of one kind of pod.

    account: of the pods; the namespace's default account if None.
    init_containers: containers that must end, in order, before the others start.
    selector: the labels of the pods; they cannot change once deployed.
    pod_labels: more labels of the pods, for others to read.
    labels: on every object of the component. recreated: the old pod ends before the new one
    starts, since two must not write one volume. writes_replicas: whether to write
    `replicas: 1`, as upstream's Deployment does; otherwise only a configured number is
    written, and none beside an autoscaler. injected: whether a sidecar is injected, if
    upstream sets it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        account: ServiceAccount | None,
        containers: Sequence[Container],
        init_containers: Sequence[Container] = (),
        defaults: WorkloadDefaults,
        selector: Mapping[str, str],
        pod_labels: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        volumes: Sequence[PodVolume] = (),
        injected: bool | None = None,
        annotations: Mapping[str, str] | None = None,
        sidecar_annotations: Mapping[str, str] | None = None,
        pod_security: PodSecurity = PodSecurity(),
        affinity: Sequence[NodeAffinity] = (),
        grace_seconds: int | None = None,
        node_selector: Mapping[str, str] | None = None,
        priority_class: str | None = None,
        recreated: bool = False,
        writes_replicas: bool = True,
    ) -> None:
        super().__init__(scope, id)
        self.name = name
        self.namespace = account.namespace if account else namespace_of(self)
        self.selector = selector
        self._labels = labels if labels is not None else selector
        self._containers = containers
        self._defaults = defaults
        self._exposed = ""
        self._service: Callable[..., Endpoint] | None = None
        self._again = partial(
            Workload,
            account=account,
            init_containers=init_containers,
            pod_labels=pod_labels,
            labels=self._labels,
            volumes=volumes,
            injected=injected,
            annotations=annotations,
            sidecar_annotations=sidecar_annotations,
            pod_security=pod_security,
            affinity=affinity,
            grace_seconds=grace_seconds,
            node_selector=node_selector,
            priority_class=priority_class,
            recreated=recreated,
            writes_replicas=writes_replicas,
        )
        replicas = defaults.pods.replicas or (1 if writes_replicas else None)
        if bounds := defaults.autoscaling.get(name):
            replicas = None
            pods = replace(defaults.pods, replicas=bounds.minimum)
            defaults = replace(defaults, pods=pods)
            autoscaler(self, name=name, labels=selector, bounds=bounds)
        declare(
            k8s.KubeDeployment,
            self,
            "Deployment",
            metadata=k8s.ObjectMeta(name=name, labels={**self._labels, **selector}),
            spec=k8s.DeploymentSpec(
                replicas=replicas,
                strategy=k8s.DeploymentStrategy(type="Recreate") if recreated else None,
                selector=k8s.LabelSelector(match_labels=selector),
                template=pod_template(
                    workload=name,
                    account=account,
                    containers=containers,
                    init_containers=init_containers,
                    defaults=defaults,
                    selector=selector,
                    labels={**selector, **(pod_labels or {})},
                    volumes=volumes,
                    injected=injected,
                    annotations=annotations,
                    sidecar_annotations=sidecar_annotations,
                    pod_security=pod_security,
                    affinity=affinity,
                    grace_seconds=grace_seconds,
                    node_selector=node_selector,
                    priority_class=priority_class,
                ),
            ),
        )
        if defaults.replicated and defaults.hardening.disruption_budgets == "replicated":
            disruption_budget(self, name=name, selector=selector)

    def expose(
        self,
        *,
        service: str,
        port: int,
        target: int | str | None = None,
        name: str | None = None,
        labels: Mapping[str, str] | None = None,
        annotations: Mapping[str, str] | None = None,
        protocol: str | None = None,
        service_type: str | None = None,
        publishes_unready: bool | None = None,
        extra_ports: Sequence[ServicePort] = (),
        selector: Mapping[str, str] | None = None,
    ) -> Endpoint:
        """Create a Service in front of the pods and return its port.

        port, target, name, protocol: as in ServicePort. extra_ports: more of the Service's.
        selector: the labels of its pods, the workload's own by default.
        Raises ValueError if no container has a port of a target's name.
        """
        self._exposed = service
        self._service = partial(
            Workload.expose,
            port=port,
            target=target,
            name=name,
            labels=labels,
            annotations=annotations,
            protocol=protocol,
            service_type=service_type,
            publishes_unready=publishes_unready,
            extra_ports=extra_ports,
        )
        first = ServicePort(port=port, target=target, name=name, protocol=protocol)
        ports = (first, *extra_ports)
        self._check_targets(service, ports)
        declare(
            k8s.KubeService,
            self,
            f"service-{service}",
            metadata=k8s.ObjectMeta(
                name=service,
                labels={**self._labels, **(labels or {})},
                annotations=annotations or None,
            ),
            spec=k8s.ServiceSpec(
                type=service_type,
                publish_not_ready_addresses=publishes_unready,
                selector=selector or self.selector,
                ports=[each.to_k8s() for each in ports],
            ),
        )
        return Endpoint(
            service=service,
            namespace=self.namespace,
            port=port,
            cluster_domain=self._defaults.cluster_domain,
        )

    def twin(
        self, scope: Construct, id: str, *, suffix: str, image: str
    ) -> tuple["Workload", Endpoint]:
        """Create the same Deployment and Service with another image of the first container.

        Where the load decides how many pods there are, it does so for the twin's, too.
        suffix: of their names, and of every label by which pods are selected.
        Raises ValueError before `expose` is called.
        """
        if self._service is None:
            raise ValueError(f"{self.name!r} has no Service yet, so its twin would have none")
        first, *others = self._containers
        name, scaled = f"{self.name}{suffix}", self._defaults.autoscaling
        if bounds := scaled.get(self.name):
            scaled = {**scaled, name: bounds}
        twin = self._again(
            scope,
            id,
            name=name,
            defaults=replace(self._defaults, autoscaling=scaled),
            selector={key: f"{value}{suffix}" for key, value in self.selector.items()},
            containers=[replace(first, image=image), *others],
        )
        return twin, self._service(twin, service=f"{self._exposed}{suffix}")

    def _check_targets(self, service: str, ports: Sequence[ServicePort]) -> None:
        names = {name for container in self._containers for name in container.ports}
        for target in (port.target for port in ports):
            if isinstance(target, str) and target not in names:
                raise ValueError(
                    f"Service {service!r} leads to port {target!r}, which no container of "
                    f"{self.name!r} has; they have {sorted(names)}"
                )


def pod_template(
    *,
    workload: str,
    account: ServiceAccount | None,
    containers: Sequence[Container],
    init_containers: Sequence[Container] = (),
    defaults: WorkloadDefaults,
    labels: Mapping[str, str],
    selector: Mapping[str, str] | None = None,
    volumes: Sequence[PodVolume] = (),
    injected: bool | None = None,
    annotations: Mapping[str, str] | None = None,
    sidecar_annotations: Mapping[str, str] | None = None,
    pod_security: PodSecurity = PodSecurity(),
    affinity: Sequence[NodeAffinity] = (),
    grace_seconds: int | None = None,
    node_selector: Mapping[str, str] | None = None,
    priority_class: str | None = None,
) -> k8s.PodTemplateSpec:
    """Return the pods of a workload as its environment runs them.

    workload: its name, by which the release states security contexts.
    selector: the labels of the workload's pods, if several can be spread.
    """
    shared = [container for container in containers if container.resources is None]
    table = defaults.resources
    row = table.share(len(shared)) if table is not None and shared else None
    env = defaults.pods.env or {}
    scratch = [
        EmptyVolume(name=name)
        for container in (*init_containers, *containers)
        for name in container.scratch(defaults.hardening)
    ]
    injection = _injection(defaults, injected)
    release = defaults.images.release
    by_annotation = release.injection == "annotation"
    more = {
        **(annotations or {}),
        **(injection if by_annotation else {}),
        **_sidecar(defaults, sidecar_annotations),
        **_checksum(defaults, containers, volumes),
    }

    def each(container: Container) -> k8s.Container:
        stated = release.security.get(f"{workload}/{container.name}")
        return container.to_k8s(row, defaults.hardening, env, defaults.cluster, stated)

    return k8s.PodTemplateSpec(
        metadata=k8s.ObjectMeta(
            labels=labels if by_annotation else {**labels, **injection},
            annotations=more or None,
        ),
        spec=k8s.PodSpec(
            service_account_name=account.name if account else None,
            init_containers=[each(c) for c in init_containers] or None,
            containers=[each(c) for c in containers],
            volumes=[volume.to_k8s() for volume in (*volumes, *scratch)] or None,
            # Its ServiceAccount sets the same; this makes it visible in the pod.
            automount_service_account_token=None if not account or account.token else False,
            security_context=pod_context(
                hardened(release.pod_security.get(workload, pod_security), defaults.hardening),
                defaults.cluster,
            ),
            topology_spread_constraints=topology_spread(defaults.pods, selector)
            if selector and defaults.replicated
            else None,
            termination_grace_period_seconds=grace_seconds,
            **placement(defaults.pods, node_selector, affinity, priority_class),
        ),
    )


def _injection(defaults: WorkloadDefaults, injected: bool | None) -> Mapping[str, str]:
    """Return the key for or against a sidecar; ambient capture ignores it."""
    if injected is None or not isinstance(defaults.mesh, Sidecars):
        return {}
    return {"sidecar.istio.io/inject": str(injected).lower()}


def _sidecar(defaults: WorkloadDefaults, more: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return further annotations of a sidecar; ambient capture ignores them."""
    return more or {} if isinstance(defaults.mesh, Sidecars) else {}


def _checksum(
    defaults: WorkloadDefaults,
    containers: Sequence[Container],
    volumes: Sequence[PodVolume],
) -> Mapping[str, str]:
    """Return an annotation that changes with every ConfigMap that the pods read."""
    maps = {m.name: m.checksum for container in containers for m in container.config_maps()}
    for volume in volumes:
        if isinstance(volume, ConfigMapVolume):
            maps[volume.config_map.name] = volume.config_map.checksum
    if not maps or defaults.hardening.rollout == "manual":
        return {}
    text = "".join(f"{name}={maps[name]}\n" for name in sorted(maps))
    return {CHECKSUM: hashlib.sha256(text.encode()).hexdigest()[:16]}


def volume_owner(defaults: WorkloadDefaults, user: int) -> PodSecurity:
    """Make the pod's volumes writable for a user that is not root."""
    if defaults.hardening.security == "upstream":
        return PodSecurity()
    return PodSecurity(group=user)


def disruption_budget(scope: Construct, *, name: str, selector: Mapping[str, str]) -> None:
    """Allow the eviction of only one of the selected pods at a time."""
    declare(
        k8s.KubePodDisruptionBudget,
        scope,
        "DisruptionBudget",
        metadata=k8s.ObjectMeta(name=name, labels=selector),
        spec=k8s.PodDisruptionBudgetSpec(
            max_unavailable=int_or_string(1),
            selector=k8s.LabelSelector(match_labels=selector),
        ),
    )
