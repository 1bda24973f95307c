"""Define names and labels that the processes of Pipelines share."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import ServiceAccount
from ...config import Mesh, PipelinesSettings, WorkloadDefaults
from ...config.components.pipelines import API
from ...workloads import command_probe, http_probe

# The label of third-party parts: Argo, MySQL, MinIO, the metadata store.
THIRD_PARTY: Final = {"application-crd-id": "kubeflow-pipelines"}
LABELS: Final = {
    "app.kubernetes.io/component": "ml-pipeline",
    "app.kubernetes.io/name": "kubeflow-pipelines",
    **THIRD_PARTY,
}
EVICTABLE: Final = {"cluster-autoscaler.kubernetes.io/safe-to-evict": "true"}

API_SERVER: Final = API
API_SERVER_PORT: Final = 8888
HEALTH: Final = "/apis/v1beta1/healthz"
UI: Final = "ml-pipeline-ui"
UI_SERVER: Final = f"{UI}-server"
ARTIFACT_SERVER: Final = f"{UI}-artifact"
PERSISTENCE_AGENT: Final = "ml-pipeline-persistenceagent"
SCHEDULED_WORKFLOW: Final = "ml-pipeline-scheduledworkflow"
VIEWER: Final = "ml-pipeline-viewer-crd-service-account"
UI_GUARD: Final = f"{UI}-guard"
VISUALIZATION_SERVER: Final = "ml-pipeline-visualizationserver"
CACHE: Final = "kubeflow-pipelines-cache"
METADATA: Final = "metadata-grpc-server"

# The accounts of the processes that call the API server and the database.
_CLIENTS: Final = (API_SERVER, UI, PERSISTENCE_AGENT, SCHEDULED_WORKFLOW, VIEWER, CACHE)


def clients(mesh: Mesh, namespace: str) -> tuple[str, ...]:
    """Return the mesh identities of the processes that call one another."""
    return tuple(mesh.principal(namespace, account) for account in _CLIENTS)


def page_pods(settings: PipelinesSettings) -> str:
    """Return the `app` of the pods that callers of the page reach."""
    return UI_GUARD if settings.page == "guarded" else UI


def selector(app: str) -> Mapping[str, str]:
    """Return the labels that select the pods of a process."""
    return {"app": app, **LABELS}


def health_probe(
    defaults: WorkloadDefaults,
    path: str,
    port: int,
    *,
    delay: int | None = None,
    failures: int | None = None,
) -> k8s.Probe:
    """Ask a server of Pipelines every 5 seconds, by what its release uses."""
    if defaults.images.release.kfp.probes == "http":
        return http_probe(path, port, delay=delay, period=5, timeout=2, failures=failures)
    command = ("wget", "-q", "-S", "-O", "-", f"http://localhost:{port}{path}")
    return command_probe(*command, delay=delay, period=5, timeout=2, failures=failures)


def alone(defaults: WorkloadDefaults) -> WorkloadDefaults:
    """Return the same for a process that must run only once."""
    return replace(defaults, pods=replace(defaults.pods, replicas=None))


def calls_nobody(
    scope: Construct, *, name: str, defaults: WorkloadDefaults, labels: Mapping[str, str]
) -> ServiceAccount | None:
    """Create an account without a token, for a process that never calls the API server.

    Upstream names none: the pod then uses the namespace's default account and its token.
    """
    if defaults.hardening.security == "upstream":
        return None
    return ServiceAccount(scope, "ServiceAccount", name=name, labels=labels, token=False)
