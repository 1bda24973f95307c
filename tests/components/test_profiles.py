from dataclasses import replace
from typing import Any

import pytest
import yaml

from constructs_lib import (
    V26_03_1,
    Ambient,
    Endpoint,
    GcpWorkloadIdentity,
    Images,
    Pods,
    ProfileDefaults,
    Resources,
    Sidecars,
)
from constructs_lib.components.profiles import Profiles
from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import WorkloadDefaults
from constructs_lib.monitoring import Monitoring, Scraper

DEPLOYMENT = "profiles-deployment"
PART_OF = {"app.kubernetes.io/part-of": "kubeflow-profile"}


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> Profiles:
        return Profiles(chart, "Profiles", gateway=gateway, **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make(profile_defaults=ProfileDefaults(admin=""))

    assert manifests() == yaml_snapshot


def test_returns_where_members_are_managed(make):
    endpoint = make().endpoint

    assert endpoint == Endpoint(service="profiles-kfam", namespace="kubeflow", port=8081)


def test_nobody_administers_every_profile_by_default(make, find):
    make()

    assert find("ConfigMap", "profiles-config")["data"]["ADMIN"] == ProfileDefaults().admin


def test_one_user_may_administer_every_profile(make, find):
    make(profile_defaults=ProfileDefaults(admin="root@example.com"))

    assert find("ConfigMap", "profiles-config")["data"]["ADMIN"] == "root@example.com"


def test_namespaces_of_profiles_get_the_labels_of_the_environment(make, find):
    make(profile_defaults=ProfileDefaults(labels={**PART_OF, "team": ""}))
    text = find("ConfigMap", "namespace-labels-data")["data"]["namespace-labels.yaml"]

    assert yaml.safe_load(text) == {**PART_OF, "team": ""}


def test_namespaces_of_profiles_get_the_labels_of_the_ambient_mesh(make, find, ambient):
    make(profile_defaults=ProfileDefaults(labels=PART_OF), defaults=ambient)
    text = find("ConfigMap", "namespace-labels-data")["data"]["namespace-labels.yaml"]

    assert yaml.safe_load(text) == {
        **PART_OF,
        "istio-injection": "",
        "istio.io/dataplane-mode": "ambient",
        "istio.io/use-waypoint": "waypoint",
        "istio.io/ingress-use-waypoint": "true",
    }


@pytest.mark.parametrize(
    ("mesh", "namespace"),
    [
        (Sidecars(), "istio-system"),
        (Sidecars(ingress_namespace="edge"), "edge"),
        (Ambient(), "kubeflow"),
    ],
)
def test_profiles_let_the_environments_gateway_in(make, find, mesh, namespace):
    make(defaults=WorkloadDefaults(mesh=mesh))
    settings = find("ConfigMap", "profiles-config")["data"]

    assert settings["ISTIO_INGRESS_GATEWAY_PRINCIPAL"] == (
        f"cluster.local/ns/{namespace}/sa/istio-ingressgateway-service-account"
    )


def test_profiles_let_the_notebook_controller_in(make, find):
    make()
    settings = find("ConfigMap", "profiles-config")["data"]

    assert settings["NOTEBOOK_CONTROLLER_PRINCIPAL"] == (
        "cluster.local/ns/kubeflow/sa/notebook-controller-service-account"
    )


def test_only_the_dashboard_may_ask(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "profiles-kfam")["spec"]["rules"]

    assert rule["from"] == [
        {"source": {"principals": ["cluster.local/ns/kubeflow/sa/centraldashboard"]}}
    ]


def test_both_containers_know_the_user_by_the_same_header(make, find):
    make(settings=WebAppSettings(user_header="x-user", user_prefix="accounts:"))
    settings = find("ConfigMap", "profiles-config")["data"]

    assert (settings["USERID_HEADER"], settings["USERID_PREFIX"]) == ("x-user", "accounts:")


@pytest.mark.parametrize("name", ["kfam", "manager"])
def test_each_container_gets_half_of_the_components_resources(make, container, name):
    row = Resources(cpu="200m", memory="1Gi", cpu_limit="2", memory_limit="4Gi")
    make(defaults=WorkloadDefaults(resources=row))

    assert container(DEPLOYMENT, name)["resources"] == {
        "requests": {"cpu": "100m", "memory": "0.5Gi"},
        "limits": {"cpu": "1", "memory": "2Gi"},
    }


def test_elects_nobody_while_it_is_alone(make, container):
    make()

    assert "-leader-elect" not in container(DEPLOYMENT, "manager")["command"]


def test_elects_one_of_several(make, container):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))

    assert container(DEPLOYMENT, "manager")["command"][-1] == "-leader-elect"


def test_access_management_serves_from_every_pod(make, container):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))

    assert "-leader-elect" not in container(DEPLOYMENT, "kfam")["command"]


@pytest.mark.parametrize("name", ["kfam", "manager"])
def test_runs_as_a_number_since_its_images_run_as_root(make, container, ambient, name):
    make(defaults=ambient)

    assert container(DEPLOYMENT, name)["securityContext"]["runAsUser"] == 1000


def test_has_a_sidecar_as_upstream_has(make, find):
    make()
    template = find("Deployment", DEPLOYMENT)["spec"]["template"]

    assert template["metadata"]["annotations"] == {"sidecar.istio.io/inject": "true"}


def test_grants_what_it_has_itself(make, find):
    make()

    assert find("ClusterRoleBinding", "profiles-cluster-rolebinding")["roleRef"]["name"] == (
        "cluster-admin"
    )


def test_every_profile_may_have_an_identity_at_google(make, find):
    account = "vision@example-project.iam.gserviceaccount.com"
    make(profile_defaults=ProfileDefaults(google=GcpWorkloadIdentity(account)))

    assert find("ConfigMap", "profiles-config")["data"]["WORKLOAD_IDENTITY"] == account


NEWER = WorkloadDefaults(images=Images(release=V26_03_1), mesh=Ambient())
SCRAPED = Monitoring(scraper=Scraper(namespace="monitoring", account="prometheus"))


def manager_of(find):
    containers = find("Deployment", DEPLOYMENT)["spec"]["template"]["spec"]["containers"]
    return {each["name"]: each for each in containers}["manager"]


def test_of_its_own_repository_only_the_dashboard_by_its_new_name_asks_kfam(make, find):
    make(defaults=NEWER)
    [rule] = find("AuthorizationPolicy", "profiles-kfam")["spec"]["rules"]

    callers = rule["from"][0]["source"]["principals"]
    assert callers == ["cluster.local/ns/kubeflow/sa/dashboard"]


@pytest.mark.parametrize(
    ("monitoring", "address"), [(None, "0"), (SCRAPED, ":8080")], ids=["nobody", "scraped"]
)
def test_of_its_own_repository_it_serves_metrics_to_whoever_reads_them(
    make, find, monitoring, address
):
    make(defaults=replace(NEWER, monitoring=monitoring))

    assert f"--metrics-bind-address={address}" in manager_of(find)["args"]


def test_of_its_own_repository_it_always_elects_a_leader(make, find):
    make(defaults=NEWER)

    assert "--leader-elect" in manager_of(find)["args"]
    [_, leases, _] = find("Role", "profiles-leader-election-role")["rules"]
    assert leases["resources"] == ["leases"]


def test_of_its_own_repository_its_pods_are_guarded_besides(make, find):
    make(defaults=NEWER)
    policy = find("NetworkPolicy", "profiles-kfam")["spec"]

    pods = find("Deployment", DEPLOYMENT)["spec"]["selector"]
    assert policy["podSelector"] == pods
    [rule] = policy["ingress"]
    assert [port["port"] for port in rule["ports"]] == [8081, 15008]
