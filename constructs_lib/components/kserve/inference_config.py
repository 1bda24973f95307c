"""What KServe's controller and its webhooks read: `inferenceservice-config`."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ...catalog import Images
from ...config import Mesh, Models
from ...config.services import service_host

_SMALL: Final = {
    "memoryRequest": "100Mi",
    "memoryLimit": "1Gi",
    "cpuRequest": "100m",
    "cpuLimit": "1",
}
_LARGE: Final = {
    "memoryRequest": "1Gi",
    "memoryLimit": "1Gi",
    "cpuRequest": "1",
    "cpuLimit": "1",
}
_MODES: Final = {"raw": "RawDeployment", "serverless": "Serverless"}


def inference_config(
    models: Models, images: Images, *, gateway: str, mesh: Mesh, cluster_domain: str
) -> Mapping[str, str]:
    """Return the texts of the ConfigMap; their keys are KServe's own.

    gateway: Istio's Gateway, with its namespace. Raw mode makes no Ingress, which istiod would
    put on that gateway for a host of its own, and no VirtualService, so that the controller
    needs no right to either.
    """
    agent = images.named("kserve/agent")
    image, _, tag = images.located(models.explainer_image).rpartition(":")
    raw = models.mode == "raw"
    ingress = service_host("istio-ingressgateway", mesh.ingress_namespace, cluster_domain)
    local = service_host("knative-local-gateway", mesh.ingress_namespace, cluster_domain)
    texts: dict[str, Mapping[str, Any]] = {
        "explainers": {"art": {"image": image, "defaultImageVersion": tag}},
        "storageInitializer": {
            "image": images.named("kserve/storage-initializer"),
            **_SMALL,
            "caBundleConfigMapName": "",
            "caBundleVolumeMountPath": "/etc/ssl/custom-certs",
            "enableDirectPvcVolumeMount": True,
            "enableModelcar": False,
            "cpuModelcar": "10m",
            "memoryModelcar": "15Mi",
        },
        "credentials": {
            "storageSpecSecretName": "storage-config",
            "storageSecretNameAnnotation": "serving.kserve.io/storageSecretName",
            "gcs": {"gcsCredentialFileName": "gcloud-application-credentials.json"},
            "s3": {
                "s3AccessKeyIDName": "AWS_ACCESS_KEY_ID",
                "s3SecretAccessKeyName": "AWS_SECRET_ACCESS_KEY",
                "s3Endpoint": "",
                "s3UseHttps": "",
                "s3Region": "",
                "s3VerifySSL": "",
                "s3UseVirtualBucket": "",
                "s3UseAccelerate": "",
                "s3UseAnonymousCredential": "",
                "s3CABundle": "",
            },
        },
        "ingress": {
            # KServe insists on these two in every mode.
            "ingressGateway": gateway,
            "ingressService": ingress,
            "localGateway": "knative-serving/knative-local-gateway",
            "localGatewayService": local,
            "ingressDomain": "example.com",
            "ingressClassName": "istio",
            "domainTemplate": "{{ .Name }}-{{ .Namespace }}.{{ .IngressDomain }}",
            "urlScheme": "http",
            "disableIstioVirtualHost": raw,
            "disableIngressCreation": raw,
        },
        # The broker is Knative's.
        "logger": {
            "image": agent,
            **_SMALL,
            **({} if raw else {"defaultUrl": "http://default-broker"}),
        },
        "batcher": {"image": agent, **_LARGE, "maxBatchSize": "32", "maxLatency": "5000"},
        "agent": {"image": agent, **_SMALL},
        "router": {"image": images.named("kserve/router"), **_SMALL},
        "deploy": {"defaultDeploymentMode": _MODES[models.mode]},
        "metricsAggregator": {
            "enableMetricAggregation": "false",
            "enablePrometheusScraping": "false",
        },
    }
    return {key: _text(value) for key, value in texts.items()}


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"
