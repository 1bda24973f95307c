"""Define containers, and the additions to upstream's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cdk8s_plus_27 import k8s

from ..config import Cluster, Hardening, Requests, Resources, SecretKey
from ..kube import ConfigMap, ConfigMapKey, int_or_string, quantity
from ..releases import RESTRICTED, Security
from .security import container_context, own_user_context

Port = int | str
EnvironmentValue = str | ConfigMapKey | SecretKey | k8s.EnvVarSource


# The same few ports and amounts again and again: each is one question to Node, not hundreds.
@cache
def port_value(port: Port) -> k8s.IntOrString:
    """Return a port, by number or name, as a struct of cdk8s."""
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

    timeout: seconds for a response; `failures` or `successes` in a row change the state.
    None means Kubernetes' default.
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

    timeout: in seconds, Kubernetes' default if None.
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
    """Call gRPC's health service on `port`; it fails after `failures` in a row."""
    return k8s.Probe(
        grpc=k8s.GrpcAction(port=port),
        initial_delay_seconds=delay,
        period_seconds=period,
        failure_threshold=failures,
    )


def shell_probe(
    script: str, *, delay: int | None, period: int, failures: int | None = None
) -> k8s.Probe:
    """Run a line of bash in the container; it fails after `failures` in a row."""
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
    successes: int | None = None,
) -> k8s.Probe:
    """Run a command in the container, which has `timeout` seconds to succeed."""
    return k8s.Probe(
        exec=k8s.ExecAction(command=list(command)),
        initial_delay_seconds=delay,
        period_seconds=period,
        timeout_seconds=timeout,
        failure_threshold=failures,
        success_threshold=successes,
    )


def field_path(path: str) -> k8s.EnvVarSource:
    """Read an environment variable from the pod itself, such as `metadata.namespace`."""
    return k8s.EnvVarSource(field_ref=k8s.ObjectFieldSelector(field_path=path))


@dataclass(frozen=True, kw_only=True, slots=True)
class Probes:
    """The startup, liveness and readiness probes of a container."""

    liveness: k8s.Probe | None = None
    readiness: k8s.Probe | None = None
    startup: k8s.Probe | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mount:
    """A mount of a volume in a container; of one file with `sub_path`."""

    volume: str
    path: str
    sub_path: str | None = None
    read_only: bool | None = None

    def to_k8s(self) -> k8s.VolumeMount:
        """Return the mount as a struct of cdk8s."""
        return k8s.VolumeMount(
            name=self.volume,
            mount_path=self.path,
            sub_path=self.sub_path,
            read_only=self.read_only,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """One process of a pod.

    ports: container port by name; an unnamed port has the name "". unnamed: more of these.
    secrets_from: Secrets whose keys are environment variables.
    probes and security are upstream's; more_probes and restricted are additions or
    replacements, used if the environment's hardening requires them.
    own_user: whether its program needs this user even if the cluster assigns another; its
    account must be permitted to use it. writable: folders that it writes although its root is
    read-only; empty at each start. resources: fixed, whatever the environment's table has.
    default_resources: upstream's, if the table has no row. after_start: a command that runs in
    it once it has started; it is not ready before this ends.
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
    resources: Resources | Requests | None = None
    default_resources: Resources | Requests | None = None
    pull_policy: str | None = None
    after_start: tuple[str, ...] = ()
    unnamed: tuple[int, ...] = ()

    def config_maps(self) -> tuple[ConfigMap, ...]:
        """Return the ConfigMaps of the environment variables."""
        keys = (value for value in self.env.values() if isinstance(value, ConfigMapKey))
        maps = {key.config_map.name: key.config_map for key in keys}
        if self.env_from:
            maps[self.env_from.name] = self.env_from
        return tuple(maps.values())

    def scratch(self, hardening: Hardening) -> Mapping[str, str]:
        """Return the writable folders, by the names of their empty volumes."""
        if hardening.security == "upstream" or not self.restricted.read_only_root:
            return {}
        return {f"{self.name}{path.replace('/', '-')}": path for path in self.writable}

    def to_k8s(
        self,
        row: Resources | None,
        hardening: Hardening,
        env: Mapping[str, str],
        cluster: Cluster,
        stated: Security | None = None,
    ) -> k8s.Container:
        """Return the container as a struct of cdk8s.

        row: the container's share of its component's row in the environment's table.
        env: the environment's variables besides its own. cluster: where it runs.
        stated: the release's context of this container, which hardening adds to.
        """
        complete = hardening.probes == "complete"
        written = (
            Mount(volume=name, path=path) for name, path in self.scratch(hardening).items()
        )
        more = self.more_probes if complete else Probes()
        security = self._security(hardening, stated)
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
                for name, port in (*self.ports.items(), *(("", n) for n in self.unnamed))
            ]
            or None,
            volume_mounts=[mount.to_k8s() for mount in (*self.mounts, *written)] or None,
            liveness_probe=more.liveness or self.probes.liveness,
            readiness_probe=more.readiness or self.probes.readiness,
            startup_probe=more.startup or self.probes.startup,
            lifecycle=_lifecycle(self.after_start),
            security_context=(
                own_user_context(security)
                if self.own_user
                else container_context(security, cluster)
            ),
            resources=requirements(self.resources or row or self.default_resources),
        )

    def _security(self, hardening: Hardening, stated: Security | None) -> Security:
        if hardening.security == "upstream":
            return stated or self.security
        return stated.with_more(self.restricted) if stated else self.restricted


def _lifecycle(after_start: Sequence[str]) -> k8s.Lifecycle | None:
    if not after_start:
        return None
    command = k8s.ExecAction(command=list(after_start))
    return k8s.Lifecycle(post_start=k8s.LifecycleHandler(exec=command))


def variables(
    container: str, own: Mapping[str, EnvironmentValue], more: Mapping[str, str]
) -> list[k8s.EnvVar]:
    """Return a container's variables and an environment's.

    Raises ValueError for a variable that the container already has.
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
    source = k8s.ConfigMapKeySelector(
        name=value.config_map.name, key=value.key, optional=value.optional or None
    )
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
    """Return resources as a struct of cdk8s, or None if empty."""
    if resources is None:
        return None

    def amounts(cpu: str | None, memory: str | None) -> dict[str, k8s.Quantity]:
        given = {"cpu": cpu, "memory": memory}
        return {name: _quantity(amount) for name, amount in given.items() if amount}

    requests = amounts(resources.cpu, resources.memory)
    cpu_limit = None if isinstance(resources, Requests) else resources.cpu_limit
    limits = amounts(cpu_limit, resources.memory_limit) or None
    return k8s.ResourceRequirements(requests=requests, limits=limits)
