"""A container, and what upstream left out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from cdk8s_plus_27 import k8s

from ..config import Cluster, Hardening, Requests, Resources, SecretKey
from ..kube import ConfigMap, ConfigMapKey, int_or_string, quantity

Port = int | str
EnvironmentValue = str | ConfigMapKey | SecretKey | k8s.EnvVarSource


# The same few ports and amounts again and again: each is one question to Node, not hundreds.
@cache
def port_value(port: Port) -> k8s.IntOrString:
    """Return a port, by number or name, as cdk8s writes it."""
    return int_or_string(port)


def http_probe(
    path: str,
    port: Port,
    *,
    delay: int | None = None,
    period: int | None = None,
    timeout: int | None = None,
    failures: int | None = None,
    successes: int | None = None,
) -> k8s.Probe:
    """Ask for `path` on `port`, first after `delay` and then every `period` seconds.

    timeout: how many seconds an answer may take; `failures` or `successes` in a row make a
    verdict. What is None is left to Kubernetes.
    """
    return k8s.Probe(
        http_get=k8s.HttpGetAction(path=path, port=port_value(port)),
        initial_delay_seconds=delay,
        period_seconds=period,
        timeout_seconds=timeout,
        failure_threshold=failures,
        success_threshold=successes,
    )


def tcp_probe(
    port: Port, *, delay: int | None, period: int, timeout: int | None = None
) -> k8s.Probe:
    """Open a connection to `port`, first after `delay` and then every `period` seconds.

    timeout: how many seconds it may take, Kubernetes' number by default.
    """
    return k8s.Probe(
        tcp_socket=k8s.TcpSocketAction(port=port_value(port)),
        initial_delay_seconds=delay,
        period_seconds=period,
        timeout_seconds=timeout,
    )


def grpc_probe(
    port: int, *, delay: int | None, period: int, failures: int | None = None
) -> k8s.Probe:
    """Ask gRPC's health service on `port`; `failures` in a row make a verdict."""
    return k8s.Probe(
        grpc=k8s.GrpcAction(port=port),
        initial_delay_seconds=delay,
        period_seconds=period,
        failure_threshold=failures,
    )


def shell_probe(
    script: str, *, delay: int | None, period: int, failures: int | None = None
) -> k8s.Probe:
    """Run a line of bash in the container; `failures` in a row make a verdict."""
    return k8s.Probe(
        exec=k8s.ExecAction(command=["/bin/bash", "-c", script]),
        initial_delay_seconds=delay,
        period_seconds=period,
        failure_threshold=failures,
    )


def command_probe(
    *command: str,
    delay: int | None = None,
    period: int,
    timeout: int,
    failures: int | None = None,
) -> k8s.Probe:
    """Run a command in the container, which has `timeout` seconds to succeed."""
    return k8s.Probe(
        exec=k8s.ExecAction(command=list(command)),
        initial_delay_seconds=delay,
        period_seconds=period,
        timeout_seconds=timeout,
        failure_threshold=failures,
    )


def field_path(path: str) -> k8s.EnvVarSource:
    """Read an environment variable from the pod itself, such as `metadata.namespace`."""
    return k8s.EnvVarSource(field_ref=k8s.ObjectFieldSelector(field_path=path))


@dataclass(frozen=True, kw_only=True, slots=True)
class Probes:
    """When a container has started, is alive, and may be sent requests."""

    liveness: k8s.Probe | None = None
    readiness: k8s.Probe | None = None
    startup: k8s.Probe | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Security:
    """The security context of a container; what is None is left to the image and the pod.

    user: a numeric user, where the image names none or a word that the kubelet cannot check.
    """

    user: int | None = None
    non_root: bool | None = None
    read_only_root: bool | None = None
    no_escalation: bool = False
    drop_all: bool = False

    def to_k8s(self) -> k8s.SecurityContext | None:
        """Return the context as cdk8s writes it, None where it says nothing."""
        if self == Security():
            return None
        return k8s.SecurityContext(
            run_as_user=self.user,
            run_as_non_root=self.non_root,
            read_only_root_filesystem=self.read_only_root,
            allow_privilege_escalation=False if self.no_escalation else None,
            capabilities=k8s.Capabilities(drop=["ALL"]) if self.drop_all else None,
        )

    def as_user(self, user: int) -> "Security":
        """Return the same context for a numeric user."""
        return replace(self, user=user)

    def on(self, cluster: Cluster) -> "Security":
        """Return the same context without what the cluster says itself."""
        return replace(self, user=None) if cluster.assigns_users else self


@dataclass(frozen=True, kw_only=True, slots=True)
class PodSecurity:
    """The security context of a pod, which its containers share.

    user: a numeric user. group: to whom volumes are given, where their root has another.
    """

    user: int | None = None
    non_root: bool | None = None
    seccomp: bool = False
    group: int | None = None

    def to_k8s(self) -> k8s.PodSecurityContext | None:
        """Return the context as cdk8s writes it, None where it says nothing."""
        if self == PodSecurity():
            return None
        return k8s.PodSecurityContext(
            run_as_user=self.user,
            run_as_non_root=self.non_root,
            fs_group=self.group,
            fs_group_change_policy="OnRootMismatch" if self.group else None,
            seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault")
            if self.seccomp
            else None,
        )

    def hardened(self, hardening: Hardening) -> "PodSecurity":
        """Return the same context, with what the environment's hardening asks of every pod."""
        if hardening.security == "upstream":
            return self
        return replace(self, non_root=True, seccomp=True)

    def on(self, cluster: Cluster) -> "PodSecurity":
        """Return the same context without what the cluster says itself."""
        return replace(self, user=None, group=None) if cluster.assigns_users else self


# What the Pod Security Standard `restricted` asks of a container, beside what its pod says.
RESTRICTED: Final = Security(no_escalation=True, drop_all=True)
# For a program that writes no file, or only in what it says to be `writable`.
READ_ONLY: Final = replace(RESTRICTED, read_only_root=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mount:
    """Where a volume appears in a container; one file of it where `sub_path` is given."""

    volume: str
    path: str
    sub_path: str | None = None
    read_only: bool | None = None

    def to_k8s(self) -> k8s.VolumeMount:
        """Return the mount as cdk8s writes it."""
        return k8s.VolumeMount(
            name=self.volume,
            mount_path=self.path,
            sub_path=self.sub_path,
            read_only=self.read_only,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """One process of a pod.

    ports: container port by name; an unnamed port has the name "".
    secrets_from: Secrets whose keys are environment variables.
    probes and security are upstream's; more_probes and restricted are what upstream lacks, or
    has otherwise, used where the environment's hardening asks for them.
    own_user: whether its program needs the user that is said here, where a cluster would
    assign another; what lets it have that user is its account's.
    writable: folders that it writes although its root is read-only: empty at each start.
    resources: what the container keeps whatever the environment's table says.
    default_resources: upstream's, where the table has no row.
    """

    name: str
    image: str
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    env: Mapping[str, EnvironmentValue] = field(default_factory=dict)
    env_from: ConfigMap | None = None
    secrets_from: tuple[str, ...] = ()
    ports: Mapping[str, int] = field(default_factory=dict)
    mounts: tuple[Mount, ...] = ()
    probes: Probes = Probes()
    more_probes: Probes = Probes()
    security: Security = Security()
    restricted: Security = RESTRICTED
    own_user: bool = False
    writable: tuple[str, ...] = ()
    resources: Resources | None = None
    default_resources: Resources | Requests | None = None
    pull_policy: str | None = None

    def config_maps(self) -> tuple[ConfigMap, ...]:
        """Return the ConfigMaps that the environment variables are read from."""
        keys = (value for value in self.env.values() if isinstance(value, ConfigMapKey))
        maps = {key.config_map.name: key.config_map for key in keys}
        if self.env_from:
            maps[self.env_from.name] = self.env_from
        return tuple(maps.values())

    def scratch(self, hardening: Hardening) -> Mapping[str, str]:
        """Return the folders that it writes, by the name of an empty volume for each."""
        if hardening.security == "upstream" or not self.restricted.read_only_root:
            return {}
        return {f"{self.name}{path.replace('/', '-')}": path for path in self.writable}

    def to_k8s(
        self,
        row: Resources | None,
        hardening: Hardening,
        env: Mapping[str, str],
        cluster: Cluster,
    ) -> k8s.Container:
        """Return the container as cdk8s writes it.

        row: the container's share of its component's row in the environment's table.
        env: the environment's variables beside its own. cluster: where it runs.
        """
        complete = hardening.probes == "complete"
        written = (
            Mount(volume=name, path=path) for name, path in self.scratch(hardening).items()
        )
        more = self.more_probes if complete else Probes()
        security = self.restricted if hardening.security == "restricted" else self.security
        if not self.own_user:
            security = security.on(cluster)
        return k8s.Container(
            name=self.name,
            image=self.image,
            image_pull_policy=self.pull_policy,
            command=list(self.command) or None,
            args=list(self.args) or None,
            env=variables(self.name, {**self.env}, env) or None,
            env_from=_env_from(self.env_from, self.secrets_from),
            ports=[
                k8s.ContainerPort(container_port=port, name=name or None)
                for name, port in self.ports.items()
            ]
            or None,
            volume_mounts=[mount.to_k8s() for mount in (*self.mounts, *written)] or None,
            liveness_probe=more.liveness or self.probes.liveness,
            readiness_probe=more.readiness or self.probes.readiness,
            startup_probe=more.startup or self.probes.startup,
            security_context=security.to_k8s(),
            resources=requirements(self.resources or row or self.default_resources),
        )


def variables(
    container: str, own: Mapping[str, EnvironmentValue], more: Mapping[str, str]
) -> list[k8s.EnvVar]:
    """Return a container's variables and an environment's.

    Raises ValueError for a variable that the container has itself.
    """
    for name in more:
        if name in own:
            raise ValueError(
                f"container {container!r} has variable {name!r} of its own; leave it out of "
                f"Pods(env=…), or change it by Config(patches=…)"
            )
    return [_variable(name, value) for name, value in {**own, **more}.items()]


def _variable(name: str, value: EnvironmentValue) -> k8s.EnvVar:
    if isinstance(value, str):
        return k8s.EnvVar(name=name, value=value)
    if isinstance(value, k8s.EnvVarSource):
        return k8s.EnvVar(name=name, value_from=value)
    if isinstance(value, SecretKey):
        secret = k8s.SecretKeySelector(name=value.secret, key=value.key)
        return k8s.EnvVar(name=name, value_from=k8s.EnvVarSource(secret_key_ref=secret))
    source = k8s.ConfigMapKeySelector(name=value.config_map.name, key=value.key)
    return k8s.EnvVar(name=name, value_from=k8s.EnvVarSource(config_map_key_ref=source))


def _env_from(
    config_map: ConfigMap | None, secrets: Sequence[str]
) -> list[k8s.EnvFromSource] | None:
    sources = [
        k8s.EnvFromSource(secret_ref=k8s.SecretEnvSource(name=secret)) for secret in secrets
    ]
    if config_map is not None:
        source = k8s.ConfigMapEnvSource(name=config_map.name)
        sources.append(k8s.EnvFromSource(config_map_ref=source))
    return sources or None


_quantity = cache(quantity)


def requirements(resources: Resources | Requests | None) -> k8s.ResourceRequirements | None:
    """Return resources as cdk8s writes them, None where there are none."""
    if resources is None:
        return None

    def amounts(cpu: str, memory: str) -> dict[str, k8s.Quantity]:
        return {
            "cpu": _quantity(cpu),
            "memory": _quantity(memory),
        }

    requests = amounts(resources.cpu, resources.memory)
    if isinstance(resources, Requests):
        return k8s.ResourceRequirements(requests=requests)
    limits = amounts(resources.cpu_limit, resources.memory_limit)
    return k8s.ResourceRequirements(requests=requests, limits=limits)
