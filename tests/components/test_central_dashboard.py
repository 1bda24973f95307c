import json
from dataclasses import replace
from typing import Any

import pytest

from constructs_lib import (
    V1_9_1,
    V26_03_1,
    Ambient,
    Dashboard,
    Endpoint,
    Images,
    Link,
    Section,
)
from constructs_lib.components.central_dashboard import CentralDashboard
from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import WorkloadDefaults
from constructs_lib.config.components import (
    JUPYTER_WEB_APP,
    TENSORBOARDS_WEB_APP,
    VOLUMES_WEB_APP,
)
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.logs import Charts

NAME = "centraldashboard"
CORE = (JUPYTER_WEB_APP, VOLUMES_WEB_APP, TENSORBOARDS_WEB_APP)


@pytest.fixture
def make(chart, gateway):
    kfam = Endpoint(service="profiles-kfam", namespace="kubeflow", port=8081)

    def _make(**settings: Any) -> CentralDashboard:
        return CentralDashboard(
            chart, "Dashboard", **{"gateway": gateway, "profiles": kfam, **settings}
        )

    return _make


@pytest.fixture
def links(find):
    return lambda: json.loads(find("ConfigMap", "centraldashboard-config")["data"]["links"])


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_serves_everything_that_no_other_app_does(make, find):
    make()
    [rule] = find("VirtualService", NAME)["spec"]["http"]

    assert rule["match"] == [{"uri": {"prefix": "/"}}]


def test_returns_the_service_that_it_is_reached_by(make):
    assert make().endpoint == Endpoint(service=NAME, namespace="kubeflow", port=80)


def test_links_lead_everywhere_by_default_as_upstreams_do(make, links):
    make()

    assert [entry["text"] for entry in links()["menuLinks"]] == [
        "Notebooks",
        "TensorBoards",
        "Volumes",
        "Katib Experiments",
        "KServe Endpoints",
        "Pipelines",
    ]


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        ("menuLinks", ["Notebooks", "TensorBoards", "Volumes"]),
        ("quickLinks", ["Create a new Notebook"]),
        ("documentationItems", ["Kubeflow Website", "Kubeflow Notebooks Documentation"]),
        ("externalLinks", []),
    ],
)
def test_links_lead_only_to_what_is_installed(make, links, place, texts):
    make(components=CORE)

    assert [entry["text"] for entry in links()[place]] == texts


@pytest.mark.parametrize(
    ("place", "entry"),
    [
        (
            "menuLinks",
            {
                "type": "section",
                "text": "Team",
                "icon": "icons:link",
                "items": [
                    {"type": "item", "text": "Runs", "link": "/runs/", "icon": "kubeflow:runs"}
                ],
            },
        ),
        ("quickLinks", {"text": "New", "desc": "New", "link": "/runs/new"}),
        (
            "documentationItems",
            {"text": "Wiki", "desc": "How we work", "link": "https://wiki.example.com/"},
        ),
        (
            "externalLinks",
            {"type": "item", "text": "Help", "link": "https://help.example.com/"},
        ),
    ],
)
def test_own_links_come_after_upstreams(make, links, place, entry):
    runs = Link("Runs", "/runs/", icon="kubeflow:runs")
    wiki = Link("Wiki", "https://wiki.example.com/", description="How we work")
    make(
        dashboard=Dashboard(
            menu=(Section("Team", "icons:link", (runs,)),),
            quick_links=(Link("New", "/runs/new"),),
            documentation=(wiki,),
            external=(Link("Help", "https://help.example.com/"),),
        )
    )

    assert links()[place][-1] == entry


def test_a_section_without_links_is_left_out(make, links):
    pipelines = Section("Runs", "icons:link", (Link("All", "/pipeline/", "pipelines"),))
    make(dashboard=Dashboard(menu=(pipelines,)), components=CORE)

    assert "Runs" not in [entry["text"] for entry in links()["menuLinks"]]


@pytest.mark.parametrize(("registration", "text"), [(True, "true"), (False, "false")])
def test_users_make_a_profile_themselves_where_they_may(make, env, registration, text):
    make(dashboard=Dashboard(registration=registration))

    assert env(NAME, NAME)["REGISTRATION_FLOW"] == text


def test_knows_its_user_by_the_header_of_the_environment(make, env):
    make(settings=WebAppSettings(user_header="x-user", user_prefix="accounts:"))
    variables = env(NAME, NAME)

    assert (variables["USERID_HEADER"], variables["USERID_PREFIX"]) == ("x-user", "accounts:")


def test_asks_the_profiles_that_it_was_given(make, env):
    make(profiles=Endpoint(service="kfam", namespace="kubeflow", port=8081))

    assert env(NAME, NAME)["PROFILES_KFAM_SERVICE_HOST"] == "kfam.kubeflow"


def test_has_a_sidecar_as_upstream_has(make, find):
    make()
    template = find("Deployment", NAME)["spec"]["template"]

    assert template["metadata"]["annotations"] == {"sidecar.istio.io/inject": "true"}


def test_has_no_sidecar_in_the_ambient_mesh(make, find, ambient):
    make(defaults=ambient)
    template = find("Deployment", NAME)["spec"]["template"]

    assert "annotations" not in template["metadata"]


def test_is_not_probed_for_readiness_by_upstream(make, container):
    make()

    assert "readinessProbe" not in container(NAME, NAME)


def test_says_when_it_is_ready(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, NAME)["readinessProbe"]["httpGet"] == {
        "path": "/healthz",
        "port": 8082,
    }


def test_runs_as_a_number_since_its_image_names_its_user_by_a_word(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, NAME)["securityContext"]["runAsUser"] == 1000


def test_lets_only_the_gateway_in(make, chart, find):
    make(gateway=KubeflowGateway(chart, "Gateway", mesh=Ambient()))

    [rule] = find("AuthorizationPolicy", "central-dashboard")["spec"]["rules"]
    account = "cluster.local/ns/kubeflow/sa/istio-ingressgateway-service-account"

    assert rule == {"from": [{"source": {"principals": [account]}}]}


def test_fails_beside_another_app_on_its_path(make, chart, gateway):
    other = Endpoint(service="other", namespace="kubeflow", port=80)
    gateway.route(chart, name="other", prefix="/", to=other)

    with pytest.raises(ValueError, match="'centraldashboard' has path '/', which overlaps"):
        make()


def test_its_node_takes_as_many_bytes_of_headers_as_it_is_told(make, env):
    make(settings=WebAppSettings(header_limit=32768))

    assert env(NAME, NAME)["NODE_OPTIONS"] == "--max-http-header-size=32768"


def variables(find):
    [container] = find("Deployment", NAME)["spec"]["template"]["spec"]["containers"]
    return {each["name"]: each.get("value") for each in container["env"]}


def test_it_asks_no_prometheus_by_default(make, find):
    make()

    assert {"PROMETHEUS_URL", "METRICS_DASHBOARD"} & variables(find).keys() == set()


def test_charts_are_of_a_prometheus_and_lead_to_a_dashboard(make, find):
    url = "http://prometheus.monitoring.svc:9090"
    make(dashboard=Dashboard(charts=Charts(prometheus=url, link="/grafana/")))
    found = variables(find)

    assert (found["PROMETHEUS_URL"], found["METRICS_DASHBOARD"]) == (url, "/grafana/")


def test_a_release_may_have_a_variable_for_its_metrics(make, find):
    release = replace(V1_9_1, page_metrics=True)
    make(defaults=WorkloadDefaults(images=Images(release=release)))
    [container] = find("Deployment", NAME)["spec"]["template"]["spec"]["containers"]
    named = {each["name"]: each.get("value") for each in container["env"]}

    assert find("ConfigMap", f"{NAME}-parameters")["data"]["CD_COLLECT_METRICS"] == "true"
    assert named["COLLECT_METRICS"] == "CD_COLLECT_METRICS"


@pytest.fixture
def newer(make):
    return lambda **fields: make(
        defaults=WorkloadDefaults(images=Images(release=V26_03_1), **fields)
    )


def test_of_its_own_repository_everything_is_called_dashboard(newer, manifests):
    newer()

    names = {obj["metadata"]["name"] for obj in manifests()}
    assert names - {"kubeflow-gateway"} == {
        "dashboard",
        "dashboard-config",
        "dashboard-parameters",
    }


def test_of_its_own_repository_it_may_read_no_secrets(newer, find):
    newer()

    rules = find("Role", "dashboard")["rules"]
    assert not any("secrets" in rule["resources"] for rule in rules)


@pytest.mark.parametrize(
    ("security", "shown"), [("upstream", "true"), ("restricted", "false")]
)
def test_of_its_own_repository_it_shows_users_no_metrics_once_hardened(
    newer, find, security, shown
):
    newer(hardening=replace(WorkloadDefaults().hardening, security=security))

    assert find("ConfigMap", "dashboard-parameters")["data"]["COLLECT_METRICS"] == shown
