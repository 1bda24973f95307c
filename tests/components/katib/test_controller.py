from constructs_lib import Pods
from constructs_lib.catalog import Images
from constructs_lib.config import WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.releases import V1_10_2, V1_11_0

NAME = "katib-controller"


def test_its_own_pods_do_not_wait_for_its_webhook(make, find):
    make()
    labels = find("Deployment", NAME)["spec"]["template"]["metadata"]["labels"]
    [_, pods] = find("MutatingWebhookConfiguration", "katib.kubeflow.org")["webhooks"]
    [expression] = pods["objectSelector"]["matchExpressions"]

    assert labels[expression["key"]] in expression["values"]


def test_a_release_may_name_the_creator_of_pods_that_do_not_wait(make, find):
    user = "system:serviceaccount:kubeflow:katib-controller"
    make(defaults=WorkloadDefaults(images=Images(release=V1_10_2)))
    labels = find("Deployment", NAME)["spec"]["template"]["metadata"]["labels"]
    [_, pods] = find("MutatingWebhookConfiguration", "katib.kubeflow.org")["webhooks"]

    assert "katib.kubeflow.org/metrics-collector-injection" not in labels
    assert "objectSelector" not in pods
    assert pods["matchConditions"] == [
        {
            "name": "exclude-katib-controller",
            "expression": f'request.userInfo.username != "{user}"',
        }
    ]


def test_pods_of_profiles_wait_for_its_webhook(make, find):
    make()
    [_, pods] = find("MutatingWebhookConfiguration", "katib.kubeflow.org")["webhooks"]

    assert pods["namespaceSelector"] == {
        "matchLabels": {"katib.kubeflow.org/metrics-collector-injection": "enabled"}
    }


def test_the_api_server_trusts_its_certificate(make, find):
    make()

    for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"):
        assert find(kind, "katib.kubeflow.org")["metadata"]["annotations"] == {
            "cert-manager.io/inject-ca-from": "kubeflow/katib-webhook-cert"
        }


def test_only_the_webhooks_port_is_open_to_anyone(make, find, ambient):
    make(defaults=ambient)

    assert find("AuthorizationPolicy", NAME)["spec"]["rules"] == [
        {"to": [{"operation": {"ports": ["8443"]}}]}
    ]


def test_one_of_several_controllers_is_elected(make, text, find):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))
    config = text("katib-config", "katib-config.yaml")
    groups = [rule["apiGroups"] for rule in find("Role", f"{NAME}-leader-election")["rules"]]

    assert config["init"]["controller"]["enableLeaderElection"] is True
    assert ["coordination.k8s.io"] in groups


def test_one_controller_elects_nobody(make, chart):
    make()

    assert "Role" not in {obj["kind"] for obj in objects_of(chart)}


def test_the_page_finds_the_templates_by_their_label(make, find):
    make()

    assert find("ConfigMap", "trial-templates")["metadata"]["labels"] == {
        "katib.kubeflow.org/component": "trial-templates"
    }


def test_finds_the_job_of_trainer_that_a_pod_is_of(make, find):
    make(defaults=WorkloadDefaults(images=Images(release=V1_11_0)))
    rules = find("ClusterRole", NAME)["rules"]

    [sets] = [rule for rule in rules if rule["apiGroups"] == ["jobset.x-k8s.io"]]
    assert sets == {
        "apiGroups": ["jobset.x-k8s.io"],
        "resources": ["jobsets"],
        "verbs": ["get", "list", "watch"],
    }
