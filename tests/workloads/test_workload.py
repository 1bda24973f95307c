from dataclasses import replace
from typing import Any

import pytest
from cdk8s import Chart

from constructs_lib.access import ServiceAccount
from constructs_lib.catalog import Images
from constructs_lib.config import (
    Ambient,
    Hardening,
    NodeAffinity,
    Pods,
    Resources,
    Sidecars,
    Spread,
    Toleration,
    WorkloadDefaults,
)
from constructs_lib.kube import ConfigMap, objects_of
from constructs_lib.releases import V1_9_1
from constructs_lib.workloads import (
    ClaimVolume,
    ConfigMapVolume,
    Container,
    EmptyVolume,
    Endpoint,
    Mount,
    PodSecurity,
    Probes,
    SecretVolume,
    ServicePort,
    TokenVolume,
    Workload,
    http_probe,
    volume_owner,
)

CHECKSUM = "kubeflow.org/config-checksum"
CONTAINER = Container(name="app", image="app:1", ports={"http": 8080})
SHARED = Resources(cpu="100m", memory="256Mi", cpu_limit="500m", memory_limit="512Mi")
HARDENED = WorkloadDefaults(hardening=Hardening())


@pytest.fixture
def account(chart):
    return ServiceAccount(chart, "ServiceAccount", name="app-account", labels={})


@pytest.fixture
def workload(chart, account):
    def _workload(id="Workload", **fields):
        fields = {
            "containers": [CONTAINER],
            "defaults": WorkloadDefaults(),
            "name": "app",
        } | fields
        return Workload(chart, id, account=account, selector={"app": "app"}, **fields)

    return _workload


@pytest.fixture
def pod(workload, find):
    """Return the pod template that a workload of some fields has."""

    def _pod(**fields):
        workload(**fields)
        return find("Deployment", "app")["spec"]["template"]

    return _pod


def annotations(pod):
    return pod["metadata"].get("annotations", {})


def test_default_manifests(workload, chart, yaml_snapshot):
    workload().expose(service="app", port=80)

    assert objects_of(chart) == yaml_snapshot


def test_manifests_with_everything_set(workload, chart, yaml_snapshot):
    settings = ConfigMap(chart, "Settings", name="settings", data={"LOGO": "on"})
    alive = http_probe("/alive", "http", delay=5, period=10)
    container = Container(
        name="app",
        image="app:1",
        command=("/app",),
        args=("--verbose",),
        env={"LOGO": settings.key("LOGO")},
        env_from=settings,
        ports={"http": 8080},
        mounts=(
            Mount(volume="settings", path="/etc/app"),
            Mount(volume="certificate", path="/certs", read_only=True),
        ),
        probes=Probes(liveness=alive),
        more_probes=Probes(readiness=alive),
        pull_policy="Always",
    )
    everything = workload(
        containers=[container, replace(CONTAINER, name="beside", ports={})],
        labels={"part-of": "kubeflow"},
        defaults=WorkloadDefaults(
            pods=Pods(
                replicas=2,
                node_selector={"zone": "a"},
                tolerations=(
                    Toleration(key="spot"),
                    Toleration(key="team", value="ml", effect="NoExecute"),
                ),
                pull_secrets=("mirror",),
                affinity=(NodeAffinity(key="disk", values=("ssd",), weight=10),),
                priority_class="platform",
                env={"HTTPS_PROXY": "http://proxy.example.com:3128"},
            ),
            resources=SHARED,
            hardening=Hardening(),
            mesh=Sidecars(),
        ),
        volumes=[
            ConfigMapVolume(name="settings", config_map=settings),
            SecretVolume(
                name="certificate", secret="app-tls", mode=420, items={"tls.crt": "crt.pem"}
            ),
        ],
        injected=False,
        annotations={"owner": "platform"},
        sidecar_annotations={"traffic.sidecar.istio.io/excludeInboundPorts": "4443"},
        pod_security=PodSecurity(group=1000),
        affinity=(NodeAffinity(key="gpu", operator="DoesNotExist"),),
        grace_seconds=30,
    )
    everything.expose(
        service="app-service",
        port=443,
        target="http",
        name="https",
        labels={"prometheus": "yes"},
        protocol="TCP",
        service_type="ClusterIP",
    )

    assert objects_of(chart) == yaml_snapshot


def test_pods_are_found_by_the_selector(pod, find):
    labels = pod(labels={"part-of": "kubeflow"})["metadata"]["labels"]
    selector = find("Deployment", "app")["spec"]["selector"]["matchLabels"]

    assert labels == selector == {"app": "app"}


def test_pods_may_carry_labels_that_nothing_finds_them_by(pod, find):
    labels = pod(pod_labels={"injection": "disabled"})["metadata"]["labels"]
    selector = find("Deployment", "app")["spec"]["selector"]["matchLabels"]

    assert (labels, selector) == ({"app": "app", "injection": "disabled"}, {"app": "app"})


def test_pods_without_an_identity_are_the_namespaces_default_account(chart, find):
    made = Workload(
        chart,
        "Workload",
        name="app",
        account=None,
        containers=[CONTAINER],
        defaults=WorkloadDefaults(),
        selector={"app": "app"},
    )

    assert made.namespace == "kubeflow"
    assert "serviceAccountName" not in find("Deployment", "app")["spec"]["template"]["spec"]


def test_a_pod_may_have_to_go_before_the_next_comes(workload, find):
    workload(recreated=True)

    assert find("Deployment", "app")["spec"]["strategy"] == {"type": "Recreate"}


def test_a_pod_may_hold_storage(pod):
    assert pod(volumes=[ClaimVolume(name="data", claim="app-data")])["spec"]["volumes"] == [
        {"name": "data", "persistentVolumeClaim": {"claimName": "app-data"}}
    ]


def test_a_pod_may_hold_a_folder_of_its_own(pod):
    assert pod(volumes=[EmptyVolume(name="scratch")])["spec"]["volumes"] == [
        {"name": "scratch", "emptyDir": {}}
    ]


def test_a_container_may_come_before_the_others(pod):
    spec = pod(init_containers=[replace(CONTAINER, name="first", ports={})])["spec"]

    assert [each["name"] for each in spec["initContainers"]] == ["first"]


def test_a_deployment_says_one_replica_as_upstream_does(workload, find):
    workload()

    assert find("Deployment", "app")["spec"]["replicas"] == 1


def test_a_deployment_of_which_upstream_says_no_number_says_none(workload, find):
    workload(writes_replicas=False)

    assert "replicas" not in find("Deployment", "app")["spec"]


def test_a_number_of_replicas_that_is_asked_for_is_said(workload, find):
    workload(writes_replicas=False, defaults=WorkloadDefaults(pods=Pods(replicas=1)))

    assert find("Deployment", "app")["spec"]["replicas"] == 1


def kinds(chart):
    return {obj["kind"] for obj in objects_of(chart)}


def test_replicas_are_evicted_one_at_a_time(workload, find):
    workload(defaults=replace(HARDENED, pods=Pods(replicas=2)))

    assert find("PodDisruptionBudget", "app")["spec"] == {
        "maxUnavailable": 1,
        "selector": {"matchLabels": {"app": "app"}},
    }


@pytest.mark.parametrize("replicas", [None, 1])
def test_a_single_pod_has_no_disruption_budget(workload, chart, replicas):
    workload(defaults=replace(HARDENED, pods=Pods(replicas=replicas)))

    assert "PodDisruptionBudget" not in kinds(chart)


def test_replicas_have_no_disruption_budget_where_none_is_wanted(workload, chart):
    hardening = Hardening(disruption_budgets="none")
    workload(defaults=WorkloadDefaults(pods=Pods(replicas=2), hardening=hardening))

    assert "PodDisruptionBudget" not in kinds(chart)


def test_containers_share_the_row_of_their_component(pod):
    containers = [CONTAINER, replace(CONTAINER, name="beside")]
    defaults = WorkloadDefaults(resources=SHARED)
    spec = pod(containers=containers, defaults=defaults)["spec"]

    assert [c["resources"]["requests"] for c in spec["containers"]] == [
        {"cpu": "50m", "memory": "128Mi"}
    ] * 2


def test_a_container_with_resources_of_its_own_takes_no_share(pod):
    own = replace(CONTAINER, name="beside", resources=SHARED.share(10))
    defaults = WorkloadDefaults(resources=SHARED)
    spec = pod(containers=[CONTAINER, own], defaults=defaults)["spec"]

    requested = [c["resources"]["requests"]["cpu"] for c in spec["containers"]]
    assert requested == ["100m", "10m"]


@pytest.fixture
def checksum(app):
    """Return the checksum on the pods of a workload that reads texts in some way."""

    def _checksum(text, reads, *, rollout="on-config-change"):
        chart = Chart(app, f"chart-{len(app.charts)}", namespace="kubeflow")
        settings = ConfigMap(chart, "Settings", name="settings", data={"LOGO": text})
        Workload(
            chart,
            "Workload",
            name="app",
            account=ServiceAccount(chart, "ServiceAccount", name="app", labels={}),
            defaults=WorkloadDefaults(hardening=Hardening(rollout=rollout)),
            selector={"app": "app"},
            **reads(settings),
        )
        [deployment] = [obj for obj in objects_of(chart) if obj["kind"] == "Deployment"]
        return annotations(deployment["spec"]["template"]).get(CHECKSUM)

    return _checksum


def as_variable(settings):
    return {"containers": [replace(CONTAINER, env={"LOGO": settings.key("LOGO")})]}


def as_variables(settings):
    return {"containers": [replace(CONTAINER, env_from=settings)]}


def as_files(settings):
    volume = ConfigMapVolume(name="settings", config_map=settings)
    return {"containers": [CONTAINER], "volumes": [volume]}


def not_at_all(_):
    return {"containers": [CONTAINER]}


READING = pytest.mark.parametrize("reads", [as_variable, as_variables, as_files])


@READING
def test_pods_are_rolled_when_a_config_map_that_they_read_changes(checksum, reads):
    assert checksum("on", reads) != checksum("off", reads)


@READING
def test_pods_stay_while_the_config_map_that_they_read_stays(checksum, reads):
    assert checksum("on", reads) == checksum("on", reads)


def test_pods_that_read_no_config_map_have_no_checksum(checksum):
    assert checksum("on", not_at_all) is None


@READING
def test_pods_have_no_checksum_where_rollouts_are_manual(checksum, reads):
    assert checksum("on", reads, rollout="manual") is None


@pytest.mark.parametrize(("injected", "said"), [(True, "true"), (False, "false")])
def test_pods_say_whether_a_sidecar_is_injected(pod, injected, said):
    made = pod(injected=injected, defaults=WorkloadDefaults(mesh=Sidecars()))

    assert annotations(made) == {"sidecar.istio.io/inject": said}


def test_a_release_may_have_pods_say_it_by_a_label(pod):
    release = replace(V1_9_1, injection="label")
    images = Images(release=release)
    made = pod(injected=False, defaults=WorkloadDefaults(mesh=Sidecars(), images=images))

    assert annotations(made) == {}
    assert made["metadata"]["labels"] == {"app": "app", "sidecar.istio.io/inject": "false"}


def test_pods_say_nothing_of_sidecars_in_an_ambient_mesh(pod):
    made = pod(
        injected=True,
        sidecar_annotations={"a": "b"},
        defaults=WorkloadDefaults(mesh=Ambient()),
    )

    assert annotations(made) == {}


def test_exposing_returns_the_services_address(workload):
    endpoint = workload().expose(service="app-service", port=80, target="http")

    assert endpoint == Endpoint(service="app-service", namespace="kubeflow", port=80)


def test_an_endpoints_host_is_its_name_in_the_clusters_dns():
    endpoint = Endpoint(service="app", namespace="kubeflow", port=80)

    assert endpoint.host == "app.kubeflow.svc.cluster.local"


def test_an_endpoint_of_a_workload_is_of_its_clusters_domain(workload):
    made = workload(defaults=WorkloadDefaults(cluster_domain="k8s.example.org"))

    assert made.expose(service="app", port=80).host == "app.kubeflow.svc.k8s.example.org"


def test_fails_for_an_endpoint_in_a_domain_that_is_none():
    with pytest.raises(ValueError, match="cluster_domain must be lower-case letters"):
        Endpoint(service="app", namespace="kubeflow", port=80, cluster_domain="svc.")


def test_a_service_leads_to_the_same_port_by_default(workload, find):
    workload().expose(service="app", port=80)

    assert find("Service", "app")["spec"]["ports"] == [{"port": 80}]


@pytest.mark.parametrize("target", [8080, "http"])
def test_a_service_may_lead_to_another_port(workload, find, target):
    workload().expose(service="app", port=80, target=target)

    assert find("Service", "app")["spec"]["ports"] == [{"port": 80, "targetPort": target}]


def test_a_service_may_have_more_ports(workload, find):
    workload().expose(
        service="app",
        port=80,
        name="web",
        extra_ports=[ServicePort(name="metrics", port=9090, target=8080, protocol="TCP")],
    )

    assert find("Service", "app")["spec"]["ports"] == [
        {"name": "web", "port": 80},
        {"name": "metrics", "port": 9090, "targetPort": 8080, "protocol": "TCP"},
    ]


def test_a_service_may_be_annotated(workload, find):
    workload().expose(service="app", port=80, annotations={"prometheus.io/scrape": "true"})

    assert find("Service", "app")["metadata"]["annotations"] == {
        "prometheus.io/scrape": "true"
    }


def test_a_service_finds_pods_as_the_deployment_does(workload, find):
    workload(labels={"part-of": "kubeflow"}).expose(service="app", port=80)

    assert find("Service", "app")["spec"]["selector"] == {"app": "app"}


def test_a_workload_may_have_several_services(workload, chart):
    made = workload()
    made.expose(service="app", port=80)
    made.expose(service="app-metrics", port=8443)

    services = [
        obj["metadata"]["name"] for obj in objects_of(chart) if obj["kind"] == "Service"
    ]
    assert services == ["app", "app-metrics"]


def test_fails_for_a_service_that_leads_to_a_port_that_no_container_has(workload):
    message = r"'app' leads to port 'https', which no container of 'app' has; .*\['http'\]"
    with pytest.raises(ValueError, match=message):
        workload().expose(service="app", port=443, target="https")


def test_fails_for_a_second_port_that_no_container_has(workload):
    with pytest.raises(ValueError, match="leads to port 'metrics', which no container of"):
        workload().expose(
            service="app", port=80, extra_ports=[ServicePort(port=1, target="metrics")]
        )


def test_a_token_is_for_one_audience():
    volume: Any = TokenVolume(name="token", audience="pipelines.kubeflow.org", file="token")
    [source] = volume.to_k8s().projected.sources

    assert source.service_account_token.audience == "pipelines.kubeflow.org"
    assert source.service_account_token.expiration_seconds == 3600


def test_root_owns_every_volume():
    assert volume_owner(WorkloadDefaults(), 1000) == PodSecurity()


def spread(workload, find, **pods):
    workload(defaults=WorkloadDefaults(pods=Pods(**pods)))
    pod = find("Deployment", "app")["spec"]["template"]["spec"]
    return [
        (each["topologyKey"], each["maxSkew"], each["whenUnsatisfiable"])
        for each in pod.get("topologySpreadConstraints", ())
    ]


def test_several_pods_are_spread_over_zones_and_nodes(workload, find):
    assert spread(workload, find, replicas=2) == [
        ("topology.kubernetes.io/zone", 1, "ScheduleAnyway"),
        ("kubernetes.io/hostname", 1, "ScheduleAnyway"),
    ]


def test_one_pod_is_not_spread(workload, find):
    assert spread(workload, find, replicas=1) == []


def test_pods_may_have_to_wait_for_a_place(workload, find):
    over = Spread(over="rack", skew=2, required=True)

    assert spread(workload, find, replicas=2, spread=(over,)) == [("rack", 2, "DoNotSchedule")]


def test_the_scheduler_may_spread_as_it_likes(workload, find):
    assert spread(workload, find, replicas=2, spread=()) == []


def test_fails_for_a_variable_that_a_container_has_itself(workload):
    named = replace(CONTAINER, env={"PORT": "1"})
    message = "container 'app' has variable 'PORT' of its own; leave it out of Pods"
    with pytest.raises(ValueError, match=message):
        workload(containers=[named], defaults=WorkloadDefaults(pods=Pods(env={"PORT": "2"})))


def test_an_environments_priority_class_comes_before_a_components(workload, find):
    workload(
        priority_class="own", defaults=WorkloadDefaults(pods=Pods(priority_class="platform"))
    )

    assert find("Deployment", "app")["spec"]["template"]["spec"]["priorityClassName"] == (
        "platform"
    )
