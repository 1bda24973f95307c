from dataclasses import replace

import pytest

from constructs_lib.config import Models, WorkloadDefaults
from constructs_lib.kube import objects_of

from .conftest import OF_0_15, OF_0_15_2, OF_0_18

NAME = "kserve-localmodel-controller-manager"
EVERY_RIGHT = Models(controller_rights="upstream")
CACHES = "localmodelcache.serving.kserve.io"


@pytest.fixture
def deployments(chart):
    def _deployments():
        return {
            obj["metadata"]["name"]: obj
            for obj in objects_of(chart)
            if obj["kind"] == "Deployment"
        }

    return _deployments


def test_models_are_kept_on_nodes_with_upstreams_rights(make, deployments):
    make(models=EVERY_RIGHT, defaults=OF_0_15)

    assert NAME in deployments()


@pytest.mark.parametrize(
    ("models", "defaults"),
    [(Models(), OF_0_15), (EVERY_RIGHT, WorkloadDefaults())],
    ids=["own rights", "0.13"],
)
def test_nothing_may_write_every_volume_with(make, chart, deployments, models, defaults):
    make(models=models, defaults=defaults)
    written = {
        resource
        for obj in objects_of(chart)
        for rule in obj.get("rules") or ()
        for resource in rule["resources"]
    }

    assert NAME not in deployments()
    assert "persistentvolumes" not in written


def test_upstream_ships_no_agent_to_the_agents_account(make, chart):
    make(models=EVERY_RIGHT, defaults=OF_0_15)

    assert "DaemonSet" not in {obj["kind"] for obj in objects_of(chart)}


def test_a_roles_labels_are_not_those_of_its_account(make, find):
    make(models=EVERY_RIGHT, defaults=OF_0_15)

    assert find("ServiceAccount", NAME)["metadata"]["labels"].keys() - find(
        "ClusterRole", "kserve-localmodel-manager-role"
    )["metadata"]["labels"].keys() == {
        "app.kubernetes.io/instance",
        "app.kubernetes.io/managed-by",
    }


def test_it_is_confined_as_every_pod(make, deployments, ambient):
    make(models=EVERY_RIGHT, defaults=replace(ambient, images=OF_0_15.images))
    pod = deployments()[NAME]["spec"]["template"]["spec"]
    [manager] = pod["containers"]

    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert manager["securityContext"]["readOnlyRootFilesystem"] is True


@pytest.mark.parametrize(
    ("defaults", "may"), [(OF_0_15, True), (OF_0_15_2, False)], ids=["0.15.0", "0.15.2"]
)
def test_it_deletes_no_volume_since_0_15_2(make, find, defaults, may):
    make(models=EVERY_RIGHT, defaults=defaults)
    rules = find("ClusterRole", "kserve-localmodel-manager-role")["rules"]
    [volumes] = [rule for rule in rules if "persistentvolumes" in rule["resources"]]

    assert ("delete" in volumes["verbs"]) is may


def test_since_0_18_it_checks_caches_in_place_of_kserves_own_controller(make, find):
    make(models=EVERY_RIGHT, defaults=OF_0_18)
    [webhook] = find("ValidatingWebhookConfiguration", CACHES)["webhooks"]

    assert webhook["clientConfig"]["service"]["name"] == "localmodel-webhook-server-service"


def test_since_0_18_nothing_refuses_caches_where_their_controller_does_not_run(make, chart):
    make(defaults=OF_0_18)

    assert CACHES not in {obj["metadata"]["name"] for obj in objects_of(chart)}


def test_the_webhook_of_caches_is_the_one_port_that_is_open(make, find, ambient):
    make(models=EVERY_RIGHT, defaults=replace(ambient, images=OF_0_18.images))
    [rule] = find("AuthorizationPolicy", "kserve-localmodel")["spec"]["rules"]
    [allowed] = find("NetworkPolicy", "kserve-localmodel")["spec"]["ingress"]

    assert rule == {"to": [{"operation": {"ports": ["9443"]}}]}
    assert [port["port"] for port in allowed["ports"]] == [9443]


def test_its_certificate_is_signed_by_the_issuer_of_kserves_own(make, chart, find):
    make(models=EVERY_RIGHT, defaults=OF_0_18)
    [issuer] = [obj for obj in objects_of(chart) if obj["kind"] == "Issuer"]
    spec = find("Certificate", "localmodel-serving-cert")["spec"]

    assert spec["issuerRef"]["name"] == issuer["metadata"]["name"]
    assert spec["dnsNames"] == ["localmodel-webhook-server-service.kubeflow.svc"]
