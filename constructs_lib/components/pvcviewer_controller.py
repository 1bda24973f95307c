"""Turn PVCViewers into file browsers of a volume."""

from typing import Final

from constructs import Construct

from ..access import LEADER_ELECTION, READ, WRITE, ServiceAccount, allow
from ..config import NodeAffinity, Resources, WorkloadDefaults
from ..config.components import PVCVIEWER_CONTROLLER
from ..mesh import WebhookPort
from ..schemas import PVC_VIEWER, CustomResourceDefinition, WebhookConversion
from ..workloads import (
    READ_ONLY,
    Container,
    Mount,
    MutatingWebhook,
    PodSecurity,
    Probes,
    SecretVolume,
    Security,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
    expose_metrics_proxy,
    http_probe,
    metrics_address,
    metrics_proxy,
    permit_metrics_proxy,
)
from .context import Context, Part

NAME: Final = PVCVIEWER_CONTROLLER.name

_APP = "pvcviewer"
[_METRICS] = PVCVIEWER_CONTROLLER.metrics
_LABELS = {"app": _APP, "app.kubernetes.io/part-of": "pvc-viewer"}
SERVICE_ACCOUNT = f"{_APP}-controller-manager"
# The path prefix of viewers of the volumes page (its viewer-spec.yaml).
ROUTES = "/pvcviewers"
_SELECTOR = {"app": _APP, "control-plane": "controller-manager"}
_MAKES = ("create", "get", "list", "update", "watch")
_CHANGES = Watched(
    group="kubeflow.org",
    version="v1alpha1",
    resource="pvcviewers",
    operations=("CREATE", "UPDATE"),
)
_WEBHOOK_PATH = "kubeflow-org-v1alpha1-pvcviewer"
# Linux, on a platform that upstream's image is built for.
_LINUX = (
    NodeAffinity(key="kubernetes.io/arch", values=("amd64", "arm64", "ppc64le", "s390x")),
    NodeAffinity(key="kubernetes.io/os", values=("linux",)),
)
_WEBHOOK = PVCVIEWER_CONTROLLER.rule("pvcviewer-webhook")
_WEBHOOK_PORT = _WEBHOOK.port
_CONFINED = Security(no_escalation=True, drop_all=True)


class PvcViewerController(Construct):
    """Runs the controller of PVCViewers, their kind and its webhooks.

    Source: apps/pvcviewer-controller/upstream/base.
    """

    def __init__(
        self, scope: Construct, id: str, *, defaults: WorkloadDefaults = WorkloadDefaults()
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(self, "ServiceAccount", name=SERVICE_ACCOUNT, labels=_LABELS)
        self._permissions(account)
        permit_metrics_proxy(self, account, defaults, name=_APP, labels=_LABELS)
        workload = Workload(
            self,
            "Workload",
            name=f"{_APP}-controller-manager",
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            labels=_LABELS,
            annotations={
                "kubectl.kubernetes.io/default-container": "manager",
                **defaults.metrics_annotations(_METRICS),
            },
            # A sidecar would reject the API server, which has no mesh identity.
            sidecar_annotations={
                "traffic.sidecar.istio.io/excludeInboundPorts": str(_WEBHOOK_PORT)
            },
            pod_security=PodSecurity(non_root=True, seccomp=True),
            affinity=_LINUX,
            grace_seconds=10,
            volumes=[SecretVolume(name="cert", secret="webhook-server-cert", mode=420)],  # noqa: S106 - a name
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named(NAME),
                    pull_policy="IfNotPresent",
                    command=("/manager",),
                    args=(
                        "--health-probe-bind-address=:8081",
                        f"--metrics-bind-address={metrics_address(defaults)}",
                        "--leader-elect",
                        *defaults.zap_flags,
                    ),
                    ports={
                        "webhook-server": _WEBHOOK_PORT,
                        **defaults.metrics_ports(_METRICS),
                    },
                    mounts=(
                        Mount(
                            volume="cert",
                            path="/tmp/k8s-webhook-server/serving-certs",  # noqa: S108
                            read_only=True,
                        ),
                    ),
                    probes=Probes(
                        liveness=http_probe("/healthz", 8081, delay=15, period=20),
                        readiness=http_probe("/readyz", 8081, delay=5, period=10),
                    ),
                    security=_CONFINED,
                    restricted=READ_ONLY,
                    default_resources=Resources(
                        cpu="10m", memory="64Mi", cpu_limit="500m", memory_limit="128Mi"
                    ),
                ),
                *metrics_proxy(
                    defaults,
                    image=defaults.images.named(f"kube-rbac-proxy/{NAME}"),
                    security=_CONFINED,
                ),
            ],
        )
        expose_metrics_proxy(workload, defaults, name=_APP)
        webhook = workload.expose(
            service=f"{_APP}-webhook-service", port=443, target=_WEBHOOK_PORT, protocol="TCP"
        )
        WebhookPort(
            self,
            "Port",
            name=_WEBHOOK.name,
            selector=_WEBHOOK.pods,
            port=_WEBHOOK_PORT,
            mesh=defaults.mesh,
            plain_ports=defaults.plain_ports(_METRICS),
            labels=_LABELS,
        )
        certificate = ServingCertificate(
            self,
            "Certificate",
            name=f"{_APP}-serving-cert",
            issuer=f"{_APP}-selfsigned-issuer",
            secret="webhook-server-cert",  # noqa: S106 - a name
            endpoint=webhook,
            authority=False,
            labels=_LABELS,
        )
        newer = defaults.images.release.regenerated
        CustomResourceDefinition(
            self,
            "Kind",
            resource=PVC_VIEWER.regenerated() if newer else PVC_VIEWER,
            labels={"app": _APP},
            annotations=certificate.injection,
            conversion=WebhookConversion(service=webhook.service, namespace=webhook.namespace),
        )
        MutatingWebhook(
            self,
            "Defaults",
            name=f"{_APP}-mutating-webhook-configuration",
            endpoint=webhook,
            cluster=defaults.cluster,
            certificate=certificate,
            webhooks=[
                Webhook(
                    name="mpvcviewer.kb.io",
                    path=f"/mutate-{_WEBHOOK_PATH}",
                    watched=_CHANGES,
                )
            ],
            labels=_LABELS,
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=f"{_APP}-validating-webhook-configuration",
            endpoint=webhook,
            cluster=defaults.cluster,
            certificate=certificate,
            webhooks=[
                Webhook(
                    name="vpvcviewer.kb.io",
                    path=f"/validate-{_WEBHOOK_PATH}",
                    watched=_CHANGES,
                )
            ],
            labels=_LABELS,
        )

    def _permissions(self, account: ServiceAccount) -> None:
        account.grant(
            allow(_MAKES, "deployments", group="apps"),
            allow(READ, "persistentvolumeclaims"),
            allow(READ, "pods"),
            allow(_MAKES, "services"),
            allow(WRITE, "pvcviewers", group="kubeflow.org"),
            allow(("update",), "pvcviewers/finalizers", group="kubeflow.org"),
            allow(("get", "patch", "update"), "pvcviewers/status", group="kubeflow.org"),
            allow(_MAKES, "virtualservices", group="networking.istio.io"),
            role=f"{_APP}-role",
            binding=f"{_APP}-manager-rolebinding",
        )
        account.grant_here(
            *LEADER_ELECTION,
            role=f"{_APP}-leader-election-role",
            binding=f"{_APP}-leader-election-rolebinding",
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        PvcViewerController(
            scope,
            NAME,
            defaults=context.workload_defaults(PVCVIEWER_CONTROLLER),
        )
    )
