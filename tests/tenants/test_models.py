import pytest

from constructs_lib.config import TenantRules
from constructs_lib.scripts.models_hook import Settings
from constructs_lib.tenants.models import guard_models

WRITER = "system:serviceaccount:kubeflow:meta-controller-service"


@pytest.fixture
def spec(chart, find):
    settings = Settings("/serving", "kubeflow/kubeflow-gateway", "cluster.local")
    guard_models(chart, TenantRules(), settings=settings, writer=WRITER)
    return find("ValidatingAdmissionPolicy", "kubeflow-tenant-model-routes")["spec"]


def test_manifests(spec, yaml_snapshot):
    assert spec == yaml_snapshot


def test_it_is_about_one_writer(spec):
    [writer] = [each for each in spec["matchConditions"] if each["name"] == "writer"]

    assert writer["expression"] == f"request.userInfo.username == '{WRITER}'"


def test_the_path_and_the_service_are_of_the_namespace(spec):
    [demand] = spec["validations"]
    said = demand["expression"]

    assert "'/serving/' + request.namespace + '/' + variables.name + '/'" in said
    assert "service + '.' + request.namespace + '.svc.cluster.local'" in said


def test_a_host_is_one_models_alone(chart, find):
    settings = Settings("", "kubeflow/kubeflow-gateway", "cluster.local", "models.example.com")
    guard_models(chart, TenantRules(), settings=settings, writer=WRITER)
    spec = find("ValidatingAdmissionPolicy", "kubeflow-tenant-model-routes")["spec"]
    [led, unique] = [each["expression"] for each in spec["validations"]]

    assert "variables.name + '--' + request.namespace + '.models.example.com'" in led
    assert "!request.namespace.contains('--')" in unique
