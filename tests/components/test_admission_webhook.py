from typing import Any

import pytest

from constructs_lib import V26_03_1, Endpoint, Images, Pods
from constructs_lib.components.admission_webhook import AdmissionWebhook
from constructs_lib.config import Ambient, WorkloadDefaults

NAME = "admission-webhook"
DEPLOYMENT = f"{NAME}-deployment"
CONFIGURATION = f"{NAME}-mutating-webhook-configuration"
ROLES = f"{NAME}-kubeflow-poddefaults"


@pytest.fixture
def make(chart):
    def _make(**settings: Any) -> AdmissionWebhook:
        return AdmissionWebhook(chart, "Webhook", **settings)

    return _make


@pytest.fixture
def webhook(make, find):
    make()
    [found] = find("MutatingWebhookConfiguration", CONFIGURATION)["webhooks"]
    return found


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_returns_the_service_that_the_api_server_asks(make):
    service = f"{NAME}-service"

    assert make().endpoint == Endpoint(service=service, namespace="kubeflow", port=443)


def test_is_asked_about_new_pods(webhook):
    assert webhook["rules"] == [
        {
            "apiGroups": [""],
            "apiVersions": ["v1"],
            "operations": ["CREATE"],
            "resources": ["pods"],
        }
    ]


def test_is_asked_only_about_profiles(webhook):
    assert webhook["namespaceSelector"] == {
        "matchLabels": {"app.kubernetes.io/part-of": "kubeflow-profile"}
    }


def test_no_pod_starts_unasked(webhook):
    assert webhook["failurePolicy"] == "Fail"


def test_leaves_the_authority_to_cert_manager(webhook):
    assert "caBundle" not in webhook["clientConfig"]


def test_has_no_sidecar_as_upstream_has_none(make, find):
    make()
    template = find("Deployment", DEPLOYMENT)["spec"]["template"]

    assert template["metadata"]["annotations"] == {"sidecar.istio.io/inject": "false"}


@pytest.mark.parametrize("probe", ["livenessProbe", "readinessProbe"])
def test_is_probed_by_a_connection_since_its_image_answers_nothing_else(
    make, container, ambient, probe
):
    make(defaults=ambient)

    assert container(DEPLOYMENT, NAME)[probe]["tcpSocket"] == {"port": "https-webhook"}


def test_runs_as_a_number_since_its_image_runs_as_root(make, container, ambient):
    make(defaults=ambient)

    assert container(DEPLOYMENT, NAME)["securityContext"]["runAsUser"] == 65532


def test_answers_from_every_pod(make, container):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))

    assert not any("elect" in arg for arg in container(DEPLOYMENT, NAME)["args"])


def test_viewers_cannot_create(make, find):
    make()
    [rule] = find("ClusterRole", f"{ROLES}-view")["rules"]

    assert rule["verbs"] == ["get", "list", "watch"]


@pytest.mark.parametrize("level", ["admin", "edit"])
def test_admins_and_editors_get_what_viewers_have_and_no_more(make, find, level):
    make()
    [selector] = find("ClusterRole", f"{ROLES}-{level}")["aggregationRule"][
        "clusterRoleSelectors"
    ]
    labels = find("ClusterRole", f"{ROLES}-view")["metadata"]["labels"]

    assert selector["matchLabels"].items() <= labels.items()


def test_in_an_ambient_mesh_no_pod_default_reaches_a_waypoint(make, find):
    make(defaults=WorkloadDefaults(mesh=Ambient()))
    [webhook] = find("MutatingWebhookConfiguration", CONFIGURATION)["webhooks"]

    assert webhook["objectSelector"]["matchExpressions"] == [
        {"key": "gateway.networking.k8s.io/gateway-name", "operator": "DoesNotExist"},
        {"key": "istio.io/gateway-name", "operator": "DoesNotExist"},
    ]


NEWER = WorkloadDefaults(images=Images(release=V26_03_1), mesh=Ambient())


def test_of_its_own_repository_everything_of_it_has_another_name(make, manifests):
    make(defaults=NEWER)

    named = {(obj["kind"], obj["metadata"]["name"]) for obj in manifests()}
    # The same object in both: a definition, and what opens the port for both.
    assert {each for each in named if not each[1].startswith("poddefaults-webhook")} == {
        ("CustomResourceDefinition", "poddefaults.kubeflow.org"),
        ("AuthorizationPolicy", NAME),
        ("PeerAuthentication", NAME),
    }


def test_of_its_own_repository_its_port_is_open_for_pods_of_the_release_before(make, find):
    make(defaults=NEWER)

    pods = find("AuthorizationPolicy", NAME)["spec"]["selector"]["matchLabels"]
    old = {"app": "poddefaults", "kustomize.component": "poddefaults"}
    new = find("Deployment", "poddefaults-webhook-deployment")["spec"]["selector"]
    assert pods.items() <= old.items()
    assert pods.items() <= new["matchLabels"].items()


def test_of_its_own_repository_admins_see_pod_defaults_through_editors(make, find):
    make(defaults=NEWER)

    to_admin = "rbac.authorization.kubeflow.org/aggregate-to-kubeflow-poddefaults-admin"
    joined = {
        level: to_admin
        in find("ClusterRole", f"poddefaults-webhook-kubeflow-poddefaults-{level}")[
            "metadata"
        ]["labels"]
        for level in ("edit", "view")
    }
    assert joined == {"edit": True, "view": False}
