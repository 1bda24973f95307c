import json

import pytest

from constructs_lib import Hooks, Metacontroller, SmokeTest
from constructs_lib.components.kserve import ModelRoutes
from constructs_lib.config import Ambient, Config, Hosts, Paths, Sidecars, WorkloadDefaults
from constructs_lib.platform import build
from constructs_lib.scripts import text_of
from constructs_lib.serving import Models
from constructs_lib.workloads import Endpoint

NAME = "model-routes"


@pytest.fixture
def add(chart, gateway):
    def _add(exposure=Paths(), defaults=WorkloadDefaults()):
        beside = Metacontroller(
            chart, "Metacontroller", defaults=WorkloadDefaults(mesh=defaults.mesh)
        )
        return ModelRoutes(
            chart,
            "Routes",
            exposure=exposure,
            gateway=gateway,
            metacontroller=beside,
            defaults=defaults,
        )

    return _add


def test_manifests(add, manifests, ambient, yaml_snapshot):
    add(defaults=ambient)
    own = [obj for obj in manifests() if NAME in obj["metadata"]["name"]]
    for obj in own:
        if obj["kind"] == "ConfigMap":
            obj["data"]["models_hook.py"] = "left out\n"

    assert own == yaml_snapshot


def test_the_program_is_the_one_in_the_library(add, find):
    add()

    assert find("ConfigMap", NAME)["data"]["models_hook.py"] == text_of("models_hook.py")


def test_the_program_is_told_what_the_platform_has_decided(add, find):
    add(Paths("/models"), WorkloadDefaults(cluster_domain="k8s.example.com"))

    assert json.loads(find("ConfigMap", NAME)["data"]["settings.json"]) == {
        "prefix": "/models",
        "gateway": "kubeflow/kubeflow-gateway",
        "clusterDomain": "k8s.example.com",
    }


def test_the_program_may_do_nothing_in_the_cluster(add, find, chart):
    add()
    bound = [
        subject["name"]
        for obj in chart.to_json()
        for subject in obj.get("subjects", ())
        if obj["kind"].endswith("RoleBinding")
    ]

    assert NAME not in bound
    assert find("ServiceAccount", NAME)["automountServiceAccountToken"] is False


def test_metacontroller_reads_models_and_writes_routes(add, find):
    add()
    rules = [
        (rule["resources"], rule["verbs"])
        for rule in find("ClusterRole", f"metacontroller-{NAME}")["rules"]
    ]

    assert rules == [
        (["inferenceservices"], ["get", "list", "watch"]),
        (["inferenceservices/finalizers"], ["update"]),
        (["virtualservices"], ["get", "list", "watch", "create", "update", "delete"]),
    ]


def test_metacontroller_writes_routes_in_profiles_alone(add, find):
    add()
    spec = find("ValidatingAdmissionPolicy", f"metacontroller-{NAME}")["spec"]
    [rule] = spec["matchConstraints"]["resourceRules"]

    assert rule["resources"] == ["virtualservices"]


def test_with_sidecars_the_program_stays_out_of_the_mesh_as_metacontroller_does(add, chart):
    add(defaults=WorkloadDefaults(mesh=Sidecars()))
    kinds = [obj["kind"] for obj in chart.to_json()]

    assert "AuthorizationPolicy" not in kinds


def test_only_metacontroller_may_ask(add, find):
    add(defaults=WorkloadDefaults(mesh=Ambient()))
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    caller = "cluster.local/ns/kubeflow/sa/meta-controller-service"
    assert rule == {"from": [{"source": {"principals": [caller]}}]}


@pytest.mark.parametrize("prefix", ["/jupyter", "/jupyter/models"])
def test_fails_where_a_page_has_the_prefix(add, gateway, chart, prefix):
    page = Endpoint(service="page", namespace="kubeflow", port=80)
    gateway.route(chart, name="jupyter", prefix="/jupyter/", to=page)

    with pytest.raises(ValueError, match=f"'models' has path '{prefix}/', which overlaps"):
        add(Paths(prefix))


def test_fails_where_users_start_things_below_the_prefix(add):
    with pytest.raises(ValueError, match="'/notebook/' are for what users start"):
        add(Paths("/notebook"))


def test_fails_for_paths_without_a_metacontroller(make):
    with pytest.raises(ValueError, match="needs a Metacontroller, which writes the routes"):
        make(models=Models(), metacontroller=None)


def test_without_paths_nothing_leads_to_a_model(make):
    assert make(models=Models(exposure=None)).routes is None


def test_after_a_sync_the_prefix_has_to_lead_to_the_login(chart, find):
    hooks = Hooks(after=SmokeTest())
    build(chart, Config(components=("profiles", "kserve"), hooks=hooks))
    told = json.loads(find("ConfigMap", "smoke-test")["data"]["task.json"])

    assert {"name": "models", "path": "/serving/", "status": None} in told["pages"]


def test_with_hosts_the_program_is_told_their_domain_and_no_prefix(add, find):
    add(Hosts("models.example.com"))
    told = json.loads(find("ConfigMap", NAME)["data"]["settings.json"])

    assert (told["domain"], told.get("prefix")) == ("models.example.com", None)


def test_a_host_that_no_model_has_is_answered_here(add, find):
    add(Hosts("models.example.com"))

    assert find("VirtualService", "no-model")["spec"] == {
        "hosts": ["*.models.example.com"],
        "gateways": ["kubeflow/kubeflow-gateway"],
        "http": [{"directResponse": {"status": 404}}],
    }


def test_with_hosts_no_path_of_the_platform_is_reserved(add, gateway):
    add(Hosts("models.example.com"))

    assert gateway.reserved == {}
