from constructs_lib.gateway.reference_grant import Grant, Referrer
from constructs_lib.kube import objects_of


def test_manifests(chart, yaml_snapshot):
    Grant(
        chart,
        "Grant",
        name="kubeflow-route",
        namespace="istio-system",
        referrer=Referrer(kind="HTTPRoute", namespace="kubeflow"),
        kind="Service",
        names=("istio-ingressgateway", "docs"),
    )

    assert objects_of(chart) == yaml_snapshot


def test_a_grant_names_every_object_it_is_for(chart, find):
    Grant(
        chart,
        "Grant",
        name="grant",
        namespace="certificates",
        referrer=Referrer(kind="Gateway", namespace="default"),
        kind="Secret",
        names=("kubeflow-tls",),
    )

    assert find("ReferenceGrant", "grant")["spec"]["to"] == [
        {"group": "", "kind": "Secret", "name": "kubeflow-tls"}
    ]
