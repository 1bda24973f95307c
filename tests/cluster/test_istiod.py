"""istiod accepts the policies, and reports wrong ones."""

import pytest

from .api_server import Refused
from .output import overlay

# istiod puts these to ztunnel too, which has no part in them: they are the proxy's own.
AT_THE_PROXY = {
    "istio-ingressgateway",
    "istio-ingressgateway-foreign-websockets",
    "istio-ingressgateway-oauth2-proxy",
    "istio-ingressgateway-require-jwt",
    "istio-ingressgateway-unverified-email",
}
POLICIES = [obj for obj in overlay() if obj["kind"] == "AuthorizationPolicy"]
AT_ZTUNNEL = [
    obj
    for obj in POLICIES
    if obj["metadata"]["name"] not in AT_THE_PROXY and "targetRefs" not in obj["spec"]
]


def ztunnel_said(istiod, name, namespace="kubeflow"):
    return istiod.conditions("authorizationpolicy", name, namespace)["ZtunnelAccepted"]


def planted(name, **spec):
    return {
        "apiVersion": "security.istio.io/v1",
        "kind": "AuthorizationPolicy",
        "metadata": {"name": name, "namespace": "kubeflow"},
        "spec": spec,
    }


@pytest.fixture
def plant(cluster, deployed):
    """Apply an object beside the environment, and take it away again."""
    objects = []

    def _plant(obj):
        objects.append(obj)
        cluster.apply([obj])

    yield _plant
    for obj in objects:
        cluster.delete(obj)


@pytest.mark.parametrize("policy", AT_ZTUNNEL, ids=lambda p: p["metadata"]["name"])
def test_every_policy_of_an_app_is_one_that_ztunnel_can_enforce(istiod, deployed, policy):
    metadata = policy["metadata"]
    said = ztunnel_said(istiod, metadata["name"], metadata["namespace"])

    assert (said["status"], said["reason"]) == ("True", "Accepted")


@pytest.mark.parametrize("name", sorted(AT_THE_PROXY))
def test_policies_of_the_ingress_proxy_select_it_and_nothing_else(deployed, name):
    [policy] = [obj for obj in POLICIES if obj["metadata"]["name"] == name]
    [proxy] = [
        pod
        for pod in deployed.pods
        if policy["spec"]["selector"]["matchLabels"].items()
        <= pod["metadata"]["labels"].items()
    ]

    assert proxy["metadata"]["labels"]["istio.io/dataplane-mode"] == "none"
    assert "targetRefs" not in policy["spec"]


def test_an_app_has_exactly_the_policy_meant_for_it(deployed):
    found = {
        workload["workloadName"]: sorted(workload.get("authorizationPolicies", ()))
        for workload in deployed.dump["workloads"]
        if workload["namespace"] in ("kubeflow", "auth", "oauth2-proxy")
        and workload["workloadName"]
        not in ("istio-ingressgateway", "kubeflow-waypoint", "generate-secrets")
    }

    strict = "istio-system/istio_converted_static_strict"
    assert found == {
        "cache-server": webhook("service-cache-server"),
        "centraldashboard": [strict, "kubeflow/central-dashboard"],
        "dex": ["auth/dex"],
        "jupyter-web-app-deployment": [strict, "kubeflow/jupyter-web-app"],
        "katib-controller": webhook("katib-controller"),
        "katib-db-manager": [strict, "kubeflow/katib-db-manager"],
        "katib-mysql": [strict, "kubeflow/katib-mysql"],
        "katib-ui": [strict, "kubeflow/katib-ui"],
        "kubeflow-pipelines-profile-controller": [
            strict,
            "kubeflow/kubeflow-pipelines-profile-controller",
        ],
        "metacontroller": [strict],
        "metadata-envoy-deployment": [strict, "kubeflow/metadata-envoy"],
        "metadata-grpc-deployment": [strict, "kubeflow/metadata-grpc-service"],
        "metadata-writer": [strict],
        "minio": [strict, "kubeflow/minio-service"],
        "ml-pipeline": [strict, "kubeflow/ml-pipeline"],
        "ml-pipeline-persistenceagent": [strict],
        "ml-pipeline-scheduledworkflow": [strict],
        "ml-pipeline-ui": [strict, "kubeflow/ml-pipeline-ui-server"],
        "ml-pipeline-ui-guard": [strict, "kubeflow/ml-pipeline-ui"],
        "ml-pipeline-viewer-crd": [strict],
        "ml-pipeline-visualizationserver": [
            strict,
            "kubeflow/ml-pipeline-visualizationserver",
        ],
        "mysql": [strict, "kubeflow/mysql"],
        "notebook-controller-deployment": [strict],
        "admission-webhook-deployment": webhook("admission-webhook"),
        "oauth2-proxy": ["oauth2-proxy/oauth2-proxy"],
        "profile-waypoints": [strict, "kubeflow/profile-waypoints"],
        "profiles-deployment": [strict, "kubeflow/profiles-kfam"],
        "pvcviewer-controller-manager": webhook("pvcviewer-webhook"),
        "tensorboard-controller-deployment": [strict],
        "tensorboards-web-app-deployment": [strict, "kubeflow/tensorboards-web-app"],
        "training-operator": webhook("training-operator"),
        "volumes-web-app-deployment": [strict, "kubeflow/volumes-web-app"],
        "workflow-controller": [strict],
    }


def webhook(name):
    """Return a webhook's policies: its own, and what istiod makes of its port's exception."""
    return sorted([f"kubeflow/{name}", f"kubeflow/converted_peer_authentication_{name}"])


def test_an_http_rule_that_lands_on_ztunnel_is_seen(istiod, plant):
    rule = {"to": [{"operation": {"paths": ["/private"]}}]}
    plant(
        planted(
            "http-rule", selector={"matchLabels": {"app": "centraldashboard"}}, rules=[rule]
        )
    )

    said = ztunnel_said(istiod, "http-rule")

    assert said["reason"] == "UnsupportedValue"
    assert "paths" in said["message"]


def test_a_misspelled_field_is_refused(cluster, deployed):
    policy = planted("misspelled", selector={"matchLabel": {"app": "centraldashboard"}})

    with pytest.raises(Refused, match=r"misspelled: .*matchLabel"):
        cluster.apply([policy], dry_run=True)
