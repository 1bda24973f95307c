import pytest

from constructs_lib.kube import objects_of
from constructs_lib.workloads import (
    Endpoint,
    MutatingWebhook,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
    Webhook,
)

ENDPOINT = Endpoint(service="webhook", namespace="kubeflow", port=443)
LABELS = {"app": "webhook"}
NOTEBOOKS = Watched(
    group="kubeflow.org", version="v1", resource="notebooks", operations=("CREATE",)
)
PODS = Watched(group="", version="v1", resource="pods", operations=("CREATE",))


def make_certificate(chart, *, authority=False):
    return ServingCertificate(
        chart,
        "Certificate",
        name="webhook-cert",
        issuer="webhook-issuer",
        secret="webhook-tls",
        endpoint=ENDPOINT,
        authority=authority,
        labels=LABELS,
    )


@pytest.fixture(params=[MutatingWebhook, ValidatingWebhook], ids=lambda kind: kind.__name__)
def kind(request, chart):
    request.param(
        chart,
        "Webhook",
        name="webhook",
        endpoint=ENDPOINT,
        certificate=make_certificate(chart),
        webhooks=[Webhook(name="webhook.kubeflow.org", path="/apply", watched=NOTEBOOKS)],
        labels=LABELS,
    )
    return f"{request.param.__name__}Configuration"


def test_manifests(kind, chart, yaml_snapshot):
    assert objects_of(chart) == yaml_snapshot


def test_a_webhooks_configuration_is_in_no_namespace(kind, find):
    assert "namespace" not in find(kind, "webhook")["metadata"]


def test_a_webhook_is_given_the_authority_of_its_certificate(kind, find):
    assert find(kind, "webhook")["metadata"]["annotations"] == {
        "cert-manager.io/inject-ca-from": "kubeflow/webhook-cert"
    }


def test_what_a_webhook_watches_is_refused_while_it_is_away(kind, find):
    [webhook] = find(kind, "webhook")["webhooks"]

    assert webhook["failurePolicy"] == "Fail"


@pytest.fixture
def asked(chart, find):
    """Return the one webhook of a configuration, made with some settings."""

    def _asked(**settings):
        hook = Webhook(name="webhook.kubeflow.org", path="/apply", watched=PODS, **settings)
        MutatingWebhook(chart, "Webhook", name="webhook", endpoint=ENDPOINT, webhooks=[hook])
        [made] = find("MutatingWebhookConfiguration", "webhook")["webhooks"]
        return made

    return _asked


def test_a_webhook_may_watch_some_namespaces_only(asked):
    made = asked(namespaces={"part-of": "kubeflow-profile"})

    assert made["namespaceSelector"] == {"matchLabels": {"part-of": "kubeflow-profile"}}


def test_a_webhook_may_pass_objects_over(asked):
    assert asked(passes_over=("injection", "disabled"))["objectSelector"] == {
        "matchExpressions": [{"key": "injection", "operator": "NotIn", "values": ["disabled"]}]
    }


def test_a_webhook_may_read_older_questions(asked):
    assert asked(review_versions=("v1beta1", "v1"))["admissionReviewVersions"] == [
        "v1beta1",
        "v1",
    ]


def test_a_webhook_may_leave_its_failure_to_kubernetes(asked):
    assert "failurePolicy" not in asked(writes_failure=False)


def test_a_workload_may_see_to_its_certificate_itself(asked, find):
    asked()

    assert "annotations" not in find("MutatingWebhookConfiguration", "webhook")["metadata"]


def test_a_certificate_is_for_the_names_of_its_service(chart, find):
    make_certificate(chart)

    assert find("Certificate", "webhook-cert")["spec"]["dnsNames"] == [
        "webhook.kubeflow.svc",
        "webhook.kubeflow.svc.cluster.local",
    ]


def test_a_certificate_may_be_its_own_authority(chart, find):
    make_certificate(chart, authority=True)
    spec = find("Certificate", "webhook-cert")["spec"]

    assert (spec["commonName"], spec["isCA"]) == ("webhook.kubeflow.svc", True)


def test_a_webhook_may_be_asked_about_labelled_objects_again_and_again(chart, find):
    MutatingWebhook(
        chart,
        "Webhook",
        name="webhook",
        endpoint=ENDPOINT,
        webhooks=[
            Webhook(
                name="webhook.kubeflow.org",
                path="/apply",
                watched=PODS,
                with_labels=("example.com/model",),
                namespaces_without=("control-plane",),
                again=True,
            )
        ],
    )
    [webhook] = find("MutatingWebhookConfiguration", "webhook")["webhooks"]

    assert webhook["reinvocationPolicy"] == "IfNeeded"
    assert [
        webhook[selector]["matchExpressions"]
        for selector in ("objectSelector", "namespaceSelector")
    ] == [
        [{"key": "example.com/model", "operator": "Exists"}],
        [{"key": "control-plane", "operator": "DoesNotExist"}],
    ]


def test_a_certificate_may_have_a_common_name_and_be_no_authority(chart, find):
    ServingCertificate(
        chart,
        "Certificate",
        name="webhook-cert",
        issuer="webhook-issuer",
        secret="webhook-tls",
        endpoint=ENDPOINT,
        authority=False,
        common_name="webhook",
    )
    spec = find("Certificate", "webhook-cert")["spec"]

    assert spec["commonName"] == "webhook"
    assert "isCA" not in spec
