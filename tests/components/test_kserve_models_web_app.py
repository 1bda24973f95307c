from dataclasses import replace
from typing import Any

import pytest

from constructs_lib.catalog import Images
from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import UPSTREAM, Cluster, OpenShift, WorkloadDefaults
from constructs_lib.releases import V1_10_2, V1_11_0, V26_03, V26_03_1
from constructs_lib.serving import KServeModelsWebApp

from .conftest import IN_PLACE, PLACE

NAME = "kserve-models-web-app"
NEWEST = "kserve-models-web-application"
OF_26_03, OF_26_03_1 = (
    WorkloadDefaults(images=Images(release=each)) for each in (V26_03, V26_03_1)
)


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> KServeModelsWebApp:
        return KServeModelsWebApp(chart, "App", gateway=gateway, **settings)

    return _make


@pytest.fixture
def verbs(find):
    """Return what the page may do with a resource."""

    def _verbs(resource):
        rules = find("ClusterRole", f"{NAME}-cluster-role")["rules"]
        return {
            verb for rule in rules if resource in rule["resources"] for verb in rule["verbs"]
        }

    return _verbs


def test_manifests(make, manifests, yaml_snapshot):
    make(models=UPSTREAM.models)

    assert manifests() == yaml_snapshot


def test_is_served_below_its_path(make, find):
    endpoint = make().endpoint
    [rule] = find("VirtualService", NAME)["spec"]["http"]

    assert rule["match"] == [{"uri": {"prefix": "/kserve-endpoints/"}}]
    assert rule["route"][0]["destination"]["host"] == endpoint.host


def test_only_the_gateway_comes_in(make, find):
    make()
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]
    [caller] = rule["from"]

    assert caller["source"]["principals"] == [
        "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account"
    ]


def test_shows_the_details_of_a_model_that_no_knative_serves(make, container):
    make()

    assert container(NAME, NAME)["image"] == "ghcr.io/kserve/models-web-app:0.15.0"


@pytest.mark.parametrize("resource", ["deployments", "services", "horizontalpodautoscalers"])
def test_reads_what_a_model_in_raw_mode_is_made_of(make, verbs, resource):
    make()

    assert verbs(resource) == {"get"}


def test_reads_nothing_of_knative_where_there_is_none(make, verbs):
    make()

    assert verbs("revisions") == set()


def test_upstream_lets_it_delete_every_model_at_once(make, verbs):
    make(models=UPSTREAM.models)

    assert "deletecollection" in verbs("inferenceservices")


def test_knows_its_user_as_the_other_pages_do(make, find):
    settings = WebAppSettings(user_header="x-user", user_prefix="ml:", secure_cookies=False)
    make(settings=settings)

    assert find("ConfigMap", f"{NAME}-config")["data"] == {
        "APP_PREFIX": "/kserve-endpoints",
        "USERID_HEADER": "x-user",
        "USERID_PREFIX": "ml:",
        "APP_SECURE_COOKIES": "false",
    }


def test_takes_headers_as_large_as_the_gateway_does(make, env):
    make(settings=WebAppSettings(header_limit=65536))

    assert env(NAME, NAME)["GUNICORN_CMD_ARGS"] == "--limit-request-field_size=65536"


def test_is_started_as_the_image_does_where_pods_have_ipv4_alone(make, container):
    make()

    assert "command" not in container(NAME, NAME)


@pytest.mark.parametrize("addresses", ["ipv6", "dual-stack"])
def test_listens_for_both_where_pods_have_ipv6(make, container, addresses):
    make(defaults=WorkloadDefaults(cluster=Cluster(addresses=addresses)))

    assert "[::]:5000" in container(NAME, NAME)["command"]


def test_runs_as_the_user_that_openshift_assigns(make, container, ambient):
    cluster = Cluster(distribution=OpenShift(version="4.19.0"))
    make(defaults=replace(ambient, cluster=cluster))

    assert "runAsUser" not in container(NAME, NAME)["securityContext"]


def test_runs_where_its_environment_says(make, find):
    make(defaults=WorkloadDefaults(pods=PLACE))
    pod = find("Deployment", NAME)["spec"]["template"]["spec"]

    assert {field: pod[field] for field in IN_PLACE} == IN_PLACE


def test_writes_to_no_file_of_its_image(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, NAME)["securityContext"]["readOnlyRootFilesystem"] is True


def test_all_of_it_has_another_name_since_26_03_1(make, manifests):
    make(defaults=OF_26_03_1)
    names = {obj["metadata"]["name"] for obj in manifests()}

    assert {name for name in names if not name.startswith(NEWEST)} == set()


@pytest.mark.parametrize(
    ("defaults", "name"),
    [(OF_26_03, NAME), (OF_26_03_1, NEWEST)],
    ids=["26.03", "26.03.1"],
)
def test_its_service_leads_to_its_pods_by_either_name(make, find, defaults, name):
    make(defaults=defaults)
    labels = find("Deployment", name)["spec"]["template"]["metadata"]["labels"]

    assert find("Service", name)["spec"]["selector"].items() <= labels.items()


@pytest.mark.parametrize(
    ("release", "image"),
    [(V1_10_2, "0.15.0"), (V1_11_0, "0.15.0"), (V26_03, "0.16.1"), (V26_03_1, "0.18.0")],
    ids=lambda each: getattr(each, "name", each),
)
def test_is_no_older_than_its_release_ships_it(make, container, release, image):
    make(defaults=WorkloadDefaults(images=Images(release=release)))
    name = release.named(NAME)

    assert container(name, name)["image"] == f"ghcr.io/kserve/models-web-app:{image}"


def test_shows_graphs_since_26_03(make, verbs):
    make(defaults=OF_26_03)

    assert verbs("inferencegraphs") == {"get", "list", "create", "update", "delete"}
