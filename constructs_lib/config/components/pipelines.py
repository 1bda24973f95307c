"""Kubeflow Pipelines, with the controllers of Argo Workflows."""

from typing import Final

from ..links import DOCS, Link, Links, Section
from .component import Component, IngressRule, MetricsPort

# The proxy before the APIs of Pipelines, in an ambient mesh.
WAYPOINT: Final = "kubeflow-waypoint"
# Its metrics are on the port of its API, and are read through the waypoint.
API: Final = "ml-pipeline"

PIPELINES: Final = Component(
    name="pipelines",
    group="Pipelines",
    upstream=True,
    images=(
        "pipelines/api-server",
        "pipelines/cache-server",
        "pipelines/frontend",
        "pipelines/metadata-envoy",
        "pipelines/metadata-writer",
        "pipelines/persistenceagent",
        "pipelines/scheduledworkflow",
        "pipelines/viewer-crd-controller",
        "pipelines/visualization-server",
        "pipelines/driver",
        "pipelines/launcher",
        "pipelines/metadata",
        "pipelines/minio",
        "pipelines/seaweedfs",
        "pipelines/mysql",
        "pipelines/workflow-controller",
        "pipelines/argoexec",
        "pipelines/cached-step",
        "pipelines/profile-hook",
        "busybox",
        "silo",
        "mc",
    ),
    needs=("profiles",),
    links=Links(
        menu=(
            Section(
                "Pipelines",
                "kubeflow:pipeline-centered",
                tuple(
                    Link(text, f"/pipeline/#/{page}")
                    for text, page in (
                        ("Pipelines", "pipelines"),
                        ("Experiments", "experiments"),
                        ("Runs", "runs"),
                        ("Recurring Runs", "recurringruns"),
                        ("Artifacts", "artifacts"),
                        ("Executions", "executions"),
                    )
                ),
            ),
        ),
        quick_links=(
            Link(
                "Upload a Pipeline", "/pipeline/#/pipelines", description="Kubeflow Pipelines"
            ),
            Link("View Pipeline Runs", "/pipeline/#/runs", description="Pipelines"),
        ),
        documentation=(
            Link(
                "Kubeflow Pipelines Documentation",
                f"{DOCS}/pipelines/",
                description="Documentation for Kubeflow Pipelines",
            ),
        ),
    ),
    reached_by=(
        IngressRule(
            name="cache-server",
            pods={"app": "cache-server"},
            callers=("api-server",),
            ports=(8443,),
        ),
        IngressRule(
            name="metadata-grpc-server",
            pods={"component": "metadata-grpc-server"},
            callers=("profiles", "namespace"),
        ),
        # Upstream's spelling.
        IngressRule(
            name="metatada-envoy",
            pods={"component": "metadata-envoy"},
            callers=("gateway", "namespace"),
        ),
        IngressRule(
            name="minio",
            pods={"app": "minio"},
            callers=("profiles", "gateway", "namespace"),
        ),
        IngressRule(
            name="ml-pipeline",
            pods={"app": "ml-pipeline"},
            callers=("profiles", "gateway"),
        ),
        IngressRule(
            name="ml-pipeline-ui", pods={"app": "ml-pipeline-ui"}, callers=("gateway",)
        ),
    ),
    without_clients=(
        "metadata-writer",
        "ml-pipeline-persistenceagent",
        "ml-pipeline-scheduledworkflow",
        "ml-pipeline-viewer-crd",
        "store-keys",
        "workflow-controller",
    ),
    # third_party/metadata_envoy/envoy.yaml, backend/metadata_writer/src/metadata_helpers.py,
    # backend/src/apiserver/client_manager/client_manager.go and frontend/server/configs.ts of
    # kubeflow/pipelines 2.3.0.
    calls={
        "metadata-envoy-deployment": ("metadata-grpc-service",),
        "metadata-writer": ("metadata-grpc-service",),
        "ml-pipeline": ("minio-service",),
        "ml-pipeline-ui": ("minio-service",),
    },
    # ml-pipeline serves its own on 8888, the port of its API, which trusts the user's header:
    # the waypoint lets the scraper through to `/metrics` alone. Those of the object store are
    # on the port of its API as well.
    settings="pipelines",
    metrics=(
        MetricsPort(
            name="workflow-controller", pods={"app": "workflow-controller"}, number=9090
        ),
        MetricsPort(
            name=WAYPOINT,
            pods={"gateway.networking.k8s.io/gateway-name": WAYPOINT},
            number=15020,
            path="/stats/prometheus",
            in_mesh=False,
        ),
    ),
    published_secrets=("mlpipeline-minio-artifact", "mysql-secret"),
)
