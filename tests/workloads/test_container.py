from dataclasses import replace
from typing import Any

import pytest
from cdk8s_plus_27 import k8s

from constructs_lib.access import ServiceAccount
from constructs_lib.catalog import Images
from constructs_lib.config import (
    Cluster,
    Hardening,
    OpenShift,
    Pods,
    Requests,
    Resources,
    SecretKey,
    WorkloadDefaults,
)
from constructs_lib.kube import ConfigMap
from constructs_lib.releases import V1_9_1
from constructs_lib.workloads import (
    READ_ONLY,
    RESTRICTED,
    Container,
    Mount,
    PodSecurity,
    Probes,
    Security,
    Workload,
    command_probe,
    container_context,
    field_path,
    grpc_probe,
    hardened,
    http_probe,
    pod_context,
    requirements,
    shell_probe,
    tcp_probe,
)

UPSTREAM = Hardening(
    probes="upstream", security="upstream", rollout="manual", disruption_budgets="none"
)
SMALL = Resources(cpu="1m", memory="1Mi", cpu_limit="2m", memory_limit="2Mi")
LARGE = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")


@pytest.fixture
def made(chart, find):
    """Return a container's fields as they are in the pod of a Deployment."""

    def _made(hardening=UPSTREAM, row=None, **fields):
        defaults = WorkloadDefaults(hardening=hardening, resources=row, pods=Pods())
        deploy(chart, defaults, fields)
        return find("Deployment", "app")["spec"]["template"]["spec"]["containers"][0]

    return _made


@pytest.fixture
def pod(chart, find):
    """Return the pod of a Deployment of a release."""

    def _pod(release, hardening, cluster=Cluster(), **fields):
        defaults = WorkloadDefaults(
            hardening=hardening, images=Images(release=release), cluster=cluster
        )
        deploy(chart, defaults, fields)
        return find("Deployment", "app")["spec"]["template"]["spec"]

    return _pod


def deploy(chart, defaults, fields):
    Workload(
        chart,
        "Workload",
        name="app",
        account=ServiceAccount(chart, "ServiceAccount", name="app", labels={}),
        containers=[Container(name="app", image="app:1", **fields)],
        defaults=defaults,
        selector={"app": "app"},
    )


def test_what_is_not_said_is_not_written(made):
    assert made() == {"name": "app", "image": "app:1"}


def test_a_variable_is_read_from_a_text_a_config_map_or_the_pod(made, chart):
    settings = ConfigMap(chart, "Settings", name="settings", data={"LOGO": "on"})

    container = made(
        env={
            "PLAIN": "on",
            "LOGO": settings.key("LOGO"),
            "NAMESPACE": field_path("metadata.namespace"),
        }
    )

    assert container["env"] == [
        {"name": "PLAIN", "value": "on"},
        {
            "name": "LOGO",
            "valueFrom": {"configMapKeyRef": {"name": "settings", "key": "LOGO"}},
        },
        {
            "name": "NAMESPACE",
            "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}},
        },
    ]


def test_a_variable_is_read_from_a_secret(made):
    container = made(env={"PASSWORD": SecretKey(secret="login", key="password")})

    assert container["env"] == [
        {
            "name": "PASSWORD",
            "valueFrom": {"secretKeyRef": {"name": "login", "key": "password"}},
        }
    ]


@pytest.mark.parametrize(
    ("probe", "written"),
    [
        (
            http_probe("/", "web", timeout=3),
            {"httpGet": {"path": "/", "port": "web"}, "timeoutSeconds": 3},
        ),
        (
            grpc_probe(6789, delay=10, period=60, failures=5),
            {
                "grpc": {"port": 6789},
                "initialDelaySeconds": 10,
                "periodSeconds": 60,
                "failureThreshold": 5,
            },
        ),
        (
            shell_probe("ping $HOST", delay=None, period=15),
            {"exec": {"command": ["/bin/bash", "-c", "ping $HOST"]}, "periodSeconds": 15},
        ),
    ],
    ids=["http", "grpc", "shell"],
)
def test_a_probe_asks_in_its_own_way(made, probe, written):
    assert made(probes=Probes(startup=probe))["startupProbe"] == written


def test_every_text_of_a_config_map_may_become_a_variable(made, chart):
    settings = ConfigMap(chart, "Settings", name="settings", data={"LOGO": "on"})

    assert made(env_from=settings)["envFrom"] == [{"configMapRef": {"name": "settings"}}]


def test_every_value_of_a_secret_may_become_a_variable(made):
    assert made(secrets_from=("login",))["envFrom"] == [{"secretRef": {"name": "login"}}]


def test_a_container_knows_each_config_map_that_it_reads_once(chart):
    first = ConfigMap(chart, "First", name="first", data={"A": "1", "B": "2"})
    second = ConfigMap(chart, "Second", name="second", data={})
    container = Container(
        name="app",
        image="app:1",
        env={"A": first.key("A"), "B": first.key("B"), "C": "3"},
        env_from=second,
    )

    assert container.config_maps() == (first, second)


def test_a_port_may_have_no_name(made):
    assert made(ports={"": 80, "metrics": 8080})["ports"] == [
        {"containerPort": 80},
        {"containerPort": 8080, "name": "metrics"},
    ]


def test_a_mount_may_be_of_one_file(made):
    mounts = (
        Mount(volume="config", path="/etc/app"),
        Mount(volume="logo", path="/srv/logo.svg", sub_path="logo.svg", read_only=True),
    )

    assert made(mounts=mounts)["volumeMounts"] == [
        {"name": "config", "mountPath": "/etc/app"},
        {
            "name": "logo",
            "mountPath": "/srv/logo.svg",
            "subPath": "logo.svg",
            "readOnly": True,
        },
    ]


@pytest.mark.parametrize(
    ("probe", "handler"),
    [
        (
            http_probe("/healthz", 8081, delay=15, period=20),
            {"httpGet": {"path": "/healthz", "port": 8081}},
        ),
        (
            http_probe("/healthz", "health", delay=15, period=20),
            {"httpGet": {"path": "/healthz", "port": "health"}},
        ),
        (tcp_probe(8080, delay=15, period=20), {"tcpSocket": {"port": 8080}}),
    ],
    ids=["by number", "by name", "connection"],
)
def test_a_probe_asks_a_port(made, probe, handler):
    assert made(probes=Probes(liveness=probe))["livenessProbe"] == {
        **handler,
        "initialDelaySeconds": 15,
        "periodSeconds": 20,
    }


LIVE = http_probe("/live", 80, delay=None, period=1)
READY = http_probe("/ready", 80, delay=None, period=1)
OWN = http_probe("/own", 80, delay=None, period=1)


def paths(container):
    probes = (container.get(f"{kind}Probe") for kind in ("liveness", "readiness"))
    return [probe and probe["httpGet"]["path"] for probe in probes]


def test_probes_that_upstream_lacks_are_left_out_as_upstream_does(made):
    container = made(more_probes=Probes(liveness=LIVE, readiness=READY))

    assert paths(container) == [None, None]


def test_probes_that_upstream_lacks_complete_its_own(made):
    container = made(
        Hardening(probes="complete"),
        probes=Probes(liveness=OWN),
        more_probes=Probes(readiness=READY),
    )

    assert paths(container) == ["/own", "/ready"]


def test_probes_that_depend_on_others_are_replaced(made):
    container = made(
        Hardening(probes="complete"),
        probes=Probes(liveness=OWN),
        more_probes=Probes(liveness=LIVE),
    )

    assert paths(container) == ["/live", None]


def test_a_context_that_says_nothing_is_not_written():
    assert container_context(Security(), Cluster()) is None


def test_the_restricted_context_is_what_the_pod_security_standard_asks_of_a_container(made):
    assert made(Hardening())["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }


def test_upstreams_context_is_kept_where_it_is_wanted(made):
    security = Security(user=1000, read_only_root=True, non_root=False)

    assert made(security=security)["securityContext"] == {
        "readOnlyRootFilesystem": True,
        "runAsNonRoot": False,
        "runAsUser": 1000,
    }


def test_a_container_may_be_restricted_in_its_own_way(made):
    container = made(Hardening(), restricted=RESTRICTED.as_user(65532))

    assert container["securityContext"]["runAsUser"] == 65532


@pytest.fixture
def release():
    """Return a release that states a context of the container and of its pod."""
    return replace(
        V1_9_1,
        security={"app/app": Security(user=5, group=0, non_root=True)},
        pod_security={"app": PodSecurity(group=7)},
    )


def contexts(pod):
    [container] = pod["containers"]
    return pod["securityContext"], container["securityContext"]


def test_what_a_release_states_replaces_what_the_component_has(pod, release):
    stated = pod(release, UPSTREAM, security=Security(no_escalation=True))

    assert contexts(stated) == (
        {"fsGroup": 7, "fsGroupChangePolicy": "OnRootMismatch"},
        {"runAsUser": 5, "runAsGroup": 0, "runAsNonRoot": True},
    )


def test_hardening_adds_to_what_a_release_states(pod, release):
    hardened_pod = pod(release, Hardening(), restricted=READ_ONLY.as_user(6))

    assert contexts(hardened_pod) == (
        {
            "fsGroup": 7,
            "fsGroupChangePolicy": "OnRootMismatch",
            "runAsNonRoot": True,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsGroup": 0,
            "runAsNonRoot": True,
            "runAsUser": 5,
        },
    )


def test_a_cluster_that_assigns_users_sets_those_of_a_release_too(pod, release):
    assigned = pod(
        release, UPSTREAM, cluster=Cluster(distribution=OpenShift(version="4.17.0"))
    )

    assert "securityContext" not in assigned
    assert assigned["containers"][0]["securityContext"] == {"runAsNonRoot": True}


def requested(container):
    return container["resources"]["requests"]["cpu"]


def test_a_container_takes_its_row_of_the_table(made):
    assert made(row=LARGE, default_resources=SMALL)["resources"] == {
        "requests": {"cpu": "1", "memory": "1Gi"},
        "limits": {"cpu": "2", "memory": "2Gi"},
    }


def test_a_container_keeps_its_own_resources_whatever_the_table_says(made):
    assert requested(made(row=LARGE, resources=SMALL)) == "1m"


def test_upstreams_resources_stay_where_the_table_has_no_row(made):
    assert requested(made(default_resources=SMALL)) == "1m"


def test_an_environment_variable_may_be_any_source_of_kubernetes(made):
    secret = k8s.EnvVarSource(secret_key_ref=k8s.SecretKeySelector(name="login", key="user"))

    assert made(env={"USER": secret})["env"] == [
        {"name": "USER", "valueFrom": {"secretKeyRef": {"name": "login", "key": "user"}}}
    ]


def test_a_command_probe_has_its_time_and_its_failures():
    probe: Any = command_probe("ls", "/", delay=3, period=5, timeout=2, failures=12)

    assert (probe.exec.command, probe.timeout_seconds, probe.failure_threshold) == (
        ["ls", "/"],
        2,
        12,
    )


def test_requests_without_limits_set_none():
    made: Any = requirements(Requests(cpu="10m", memory="70Mi"))

    assert made.limits is None


def test_a_pods_context_that_says_nothing_is_not_written():
    assert pod_context(hardened(PodSecurity(), UPSTREAM), Cluster()) is None


def test_every_hardened_pod_is_what_the_standard_asks_for():
    pod = hardened(PodSecurity(group=1000), Hardening())

    assert pod == PodSecurity(group=1000, non_root=True, seccomp=True)


def test_what_a_read_only_container_writes_is_an_empty_volume_of_its_own(made):
    container = made(Hardening(), restricted=READ_ONLY, writable=("/tmp",))

    assert container["volumeMounts"] == [{"name": "app-tmp", "mountPath": "/tmp"}]


def test_a_root_that_can_be_written_needs_no_such_volume(made):
    assert "volumeMounts" not in made(restricted=READ_ONLY, writable=("/tmp",))
