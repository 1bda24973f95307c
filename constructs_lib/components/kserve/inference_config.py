"""What KServe's controller and its webhooks read: `inferenceservice-config`."""

import json
from collections.abc import Mapping
from typing import Any, Final

from ...catalog import Images
from ...config import S3, Mesh, Models, PipelinesSettings
from ...config.components import KUBEFLOW_NAMESPACE
from ...config.services import service_host
from ...releases import Release
from ...scripts.models_hook import BETWEEN
from ..pipelines.store_address import STORE_PORT, store_service
from .names import GROUP

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
_MODEL: Final = {
    "memoryRequest": "2Gi",
    "memoryLimit": "2Gi",
    "cpuRequest": "1",
    "cpuLimit": "1",
}
_GATEWAY_API: Final = {
    "enableGatewayApi": False,
    "kserveIngressGateway": "kserve/kserve-ingress-gateway",
}
# Of the routes that KServe makes itself, which it does beside Knative alone here.
_PATH_TEMPLATE: Final = {"pathTemplate": "/serving/{{ .Namespace }}/{{ .Name }}"}
_AUTOSCALER: Final = {
    "autoscaler": {
        "scaleUpStabilizationWindowSeconds": "0",
        "scaleDownStabilizationWindowSeconds": "300",
    }
}
_COLLECTOR: Final = {
    "cpuLimit": "1",
    "memoryLimit": "2Gi",
    "cpuRequest": "200m",
    "memoryRequest": "512Mi",
}
_CACHES: Final = {
    "jobTTLSecondsAfterFinished": 3600,
    "reconcilationFrequencyInSecs": 60,
    "disableVolumeManagement": False,
}
# What a model or a runtime names the Secret of its store by.
STORAGE_SECRET: Final = f"{GROUP}/storageSecretName"


def inference_config(
    models: Models,
    images: Images,
    *,
    gateway: str,
    mesh: Mesh,
    cluster_domain: str,
    store: PipelinesSettings | None = None,
    https: bool = True,
) -> Mapping[str, str]:
    """Return the texts of the ConfigMap; their keys are KServe's own.

    gateway: Istio's Gateway, with its namespace. Raw mode makes no Ingress, which istiod would
    put on that gateway for a host of its own, and no VirtualService, so that the controller
    needs no right to either. store: whose keys profiles have for models' files.
    https: whether hosts of models are reached by TLS.
    """
    agent = images.named("kserve/agent")
    image, _, tag = images.located(models.explainer_image).rpartition(":")
    raw = models.mode == "raw"
    ingress = service_host("istio-ingressgateway", mesh.ingress_namespace, cluster_domain)
    local = service_host("knative-local-gateway", mesh.ingress_namespace, cluster_domain)
    newer, release = images.release.model_caches, images.release.serving
    texts: dict[str, Mapping[str, Any]] = {
        "explainers": {"art": {"image": image, "defaultImageVersion": tag}},
        "storageInitializer": {
            "image": images.named("kserve/storage-initializer"),
            **_SMALL,
            "caBundleConfigMapName": "",
            "caBundleVolumeMountPath": "/etc/ssl/custom-certs",
            **({"enableDirectPvcVolumeMount": True} if release.volume_setting else {}),
            "enableModelcar": release.model_images,
            "cpuModelcar": "10m",
            "memoryModelcar": "15Mi",
            **({"uidModelcar": 1010} if release.model_images else {}),
        },
        "credentials": {
            "storageSpecSecretName": "storage-config",
            "storageSecretNameAnnotation": STORAGE_SECRET,
            "gcs": {"gcsCredentialFileName": "gcloud-application-credentials.json"},
            "s3": {
                **_s3(store, cluster_domain, images.release),
                **({"s3CABundleConfigMap": ""} if release.cache_webhook else {}),
            },
        },
        "ingress": {
            # KServe insists on this in every mode, and 0.13 on the next as well.
            "ingressGateway": gateway,
            **(_GATEWAY_API if newer else {"ingressService": ingress}),
            "localGateway": "knative-serving/knative-local-gateway",
            "localGatewayService": local,
            **_urls(models, https=https),
            "disableIstioVirtualHost": raw,
            "disableIngressCreation": raw,
            **(_PATH_TEMPLATE if release.path_template and not raw else {}),
        },
        # The broker is Knative's.
        "logger": {
            "image": agent,
            **_SMALL,
            **({} if raw else {"defaultUrl": "http://default-broker"}),
        },
        "batcher": {"image": agent, **_LARGE, "maxBatchSize": "32", "maxLatency": "5000"},
        "agent": {"image": agent, **_SMALL},
        "router": {
            "image": images.named("kserve/router"),
            **_SMALL,
            **({"imagePullPolicy": "IfNotPresent"} if newer else {}),
        },
        "deploy": {"defaultDeploymentMode": release.raw_mode if raw else "Serverless"},
        "metricsAggregator": {
            "enableMetricAggregation": "false",
            "enablePrometheusScraping": "false",
        },
        **(_settings_of_0_15(images) if newer else {}),
        **(_AUTOSCALER if release.path_template else {}),
    }
    return {key: _text(value) for key, value in texts.items()}


def _urls(models: Models, *, https: bool) -> Mapping[str, str]:
    """Return of what KServe makes the URL that it shows of a model."""
    hosts = models.hosts
    label = f"{{{{ .Name }}}}{BETWEEN if hosts else '-'}{{{{ .Namespace }}}}"
    return {
        "ingressDomain": hosts.domain if hosts else "example.com",
        "ingressClassName": "istio",
        "domainTemplate": f"{label}.{{{{ .IngressDomain }}}}",
        "urlScheme": "https" if hosts and https else "http",
    }


def _settings_of_0_15(images: Images) -> Mapping[str, Mapping[str, Any]]:
    """Return the settings that KServe 0.13 does not know.

    Without the first a model that names no resources would have none, and without the second
    no model's pods would have their account's token.
    """
    release = images.release.serving
    return {
        "inferenceService": {"resource": dict(_MODEL)},
        "security": {"autoMountServiceAccountToken": True},
        "localModel": {
            "enabled": False,
            "jobNamespace": "kserve-localmodel-jobs",
            "defaultJobImage": images.named("kserve/storage-initializer"),
            "fsGroup": 1000,
            **(_CACHES if release.cache_webhook else {}),
        },
        "opentelemetryCollector": {
            "scrapeInterval": "5s",
            "metricReceiverEndpoint": "keda-otel-scaler.keda.svc:4317",
            "metricScalerEndpoint": "keda-otel-scaler.keda.svc:4318",
            **({"resource": dict(_COLLECTOR)} if release.path_template else {}),
        },
    }


def _s3(
    store: PipelinesSettings | None, cluster_domain: str, release: Release
) -> Mapping[str, str]:
    """Return how a store is reached, and what its keys are called in a Secret.

    Amazon's endpoint follows from the region.
    Source: pkg/credentials/s3 of kserve/kserve v0.13.1.
    """
    texts = {
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
    }
    if store is None:
        return texts
    texts |= {"s3AccessKeyIDName": "accesskey", "s3SecretAccessKeyName": "secretkey"}
    chosen = store.object_store
    if not isinstance(chosen, S3):
        service = store_service(chosen, release)
        host = service_host(service, KUBEFLOW_NAMESPACE, cluster_domain)
        return texts | {"s3Endpoint": f"{host}:{STORE_PORT}", "s3UseHttps": "0"}
    if chosen.of_amazon:
        return texts | {"s3Region": chosen.region}
    return texts | {
        "s3Endpoint": chosen.address,
        "s3UseHttps": "1" if chosen.tls else "0",
        "s3Region": chosen.region,
    }


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"
