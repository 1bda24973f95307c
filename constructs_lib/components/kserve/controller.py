"""Turns InferenceServices and InferenceGraphs into pods, and checks what users write."""

from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import ServiceAccount
from ...config import Models, PipelinesSettings, Resources, WorkloadDefaults
from ...config.components import KSERVE
from ...gateway import KubeflowGateway
from ...kube import ConfigMap, declare
from ...mesh import WebhookPort
from ...schemas import CustomResource, CustomResourceDefinition
from ...workloads import (
    READ_ONLY,
    Container,
    Endpoint,
    Mount,
    MutatingWebhook,
    PodSecurity,
    Probes,
    SecretVolume,
    Security,
    ServicePort,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
    field_path,
    http_probe,
    metrics_address,
    metrics_proxy,
)
from .inference_config import inference_config
from .names import CACHE, GROUP, ISSUER, LABELS, SERVED_WITH, annotated_injection
from .rights import CONFIG, permit
from .webhooks import CHECKED, asked

NAME: Final = "kserve-controller-manager"

[_METRICS] = KSERVE.metrics
_WEBHOOK: Final = KSERVE.rule("kserve")
_OF_SERVICE: Final = {**LABELS, **_WEBHOOK.pods}
_SELECTOR: Final = {**_OF_SERVICE, "controller-tools.k8s.io": "1.0"}
_CERTIFICATE: Final = "kserve-webhook-server-cert"
_LOGS_EVERYTHING: Final = 10


class Controller(Construct):
    """Runs the controller, its configuration, its webhooks, and the kind of what is served."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        kind: CustomResource,
        gateway: KubeflowGateway,
        models: Models,
        store: PipelinesSettings | None,
        https: bool,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        self._slow = defaults.images.release.model_caches
        account = ServiceAccount(self, "ServiceAccount", name=NAME, labels=LABELS)
        permit(account, models, defaults)
        ConfigMap(
            self,
            "Config",
            name=CONFIG,
            labels=LABELS,
            data=inference_config(
                models,
                defaults.images,
                gateway=gateway.reference,
                mesh=defaults.mesh,
                cluster_domain=defaults.cluster_domain,
                store=store,
                https=https,
            ),
        )
        # Upstream's, which nothing reads: the certificate goes into another.
        declare(
            k8s.KubeSecret,
            self,
            "Unused",
            metadata=k8s.ObjectMeta(name="kserve-webhook-server-secret", labels=LABELS),
        )
        workload = self._workload(account, models, defaults)
        if defaults.keeps_metrics_proxy:
            self._expose_metrics(workload, defaults)
        endpoint = workload.expose(
            service="kserve-webhook-server-service",
            port=443,
            target="webhook-server",
            selector=_OF_SERVICE,
        )
        WebhookPort(
            self,
            "Port",
            name=_WEBHOOK.name,
            selector=_WEBHOOK.pods,
            port=_WEBHOOK.port,
            mesh=defaults.mesh,
            plain_ports=defaults.plain_ports(_METRICS),
            labels=LABELS,
        )
        self._webhooks(endpoint, kind, defaults)

    def _expose_metrics(self, workload: Workload, defaults: WorkloadDefaults) -> None:
        metrics = ServicePort(port=8443, target="https", name="https")
        workload.expose(
            service=f"{NAME}-metrics-service",
            name=metrics.name,
            port=metrics.port,
            target=metrics.target,
            labels=_SELECTOR,
            annotations=defaults.unless_monitored(
                {
                    "prometheus.io/port": str(metrics.port),
                    "prometheus.io/scheme": "https",
                    "prometheus.io/scrape": "true",
                }
            ),
        )
        workload.expose(
            service=f"{NAME}-service",
            port=metrics.port,
            target=metrics.target,
            protocol="TCP",
            labels=_SELECTOR,
        )

    def _workload(
        self, account: ServiceAccount, models: Models, defaults: WorkloadDefaults
    ) -> Workload:
        everything = models.metrics_log == "everything"
        annotated = annotated_injection(defaults.images.release, "false")
        # Upstream gives it more time where it looks for more kinds at its start.
        delay, failures = (30, 5) if self._slow else (10, 10)
        return Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            labels=LABELS,
            writes_replicas=False,
            injected=None if annotated else False,
            sidecar_annotations=annotated,
            annotations={
                "kubectl.kubernetes.io/default-container": "manager",
                **defaults.metrics_annotations(_METRICS),
            },
            pod_security=PodSecurity(non_root=True),
            grace_seconds=10,
            volumes=[SecretVolume(name="cert", secret=_CERTIFICATE, mode=420)],
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named("kserve/kserve-controller"),
                    pull_policy="Always",
                    command=("/manager",),
                    args=(f"--metrics-addr={metrics_address(defaults)}", "--leader-elect"),
                    env={
                        "POD_NAMESPACE": field_path("metadata.namespace"),
                        "SECRET_NAME": _CERTIFICATE,
                    },
                    ports={
                        "webhook-server": _WEBHOOK.port,
                        **defaults.metrics_ports(_METRICS),
                    },
                    mounts=(
                        Mount(
                            volume="cert",
                            path=SERVED_WITH,
                            read_only=True,
                        ),
                    ),
                    probes=Probes(
                        liveness=http_probe(
                            "/healthz", 8081, delay=delay, timeout=5, failures=5
                        ),
                        readiness=http_probe(
                            "/readyz",
                            8081,
                            delay=delay,
                            period=5,
                            timeout=5,
                            failures=failures,
                        ),
                    ),
                    security=Security(no_escalation=True),
                    restricted=READ_ONLY.as_user(65532),
                    default_resources=Resources(
                        cpu="100m", memory="200Mi", cpu_limit="100m", memory_limit="300Mi"
                    ),
                ),
                *metrics_proxy(
                    defaults,
                    image=defaults.images.named("kube-rbac-proxy/kserve"),
                    verbosity=_LOGS_EVERYTHING if everything else 0,
                    resources=None,
                ),
            ],
        )

    def _webhooks(
        self, endpoint: Endpoint, kind: CustomResource, defaults: WorkloadDefaults
    ) -> None:
        short = f"{endpoint.service}.{endpoint.namespace}.svc"
        certificate = ServingCertificate(
            self,
            "Certificate",
            name="serving-cert",
            issuer=ISSUER,
            secret=_CERTIFICATE,
            endpoint=endpoint,
            authority=False,
            dns_names=(short,),
            common_name=short,
            labels=LABELS,
        )
        CustomResourceDefinition(
            self,
            "Kind",
            resource=kind,
            labels=LABELS,
            annotations=certificate.injection,
        )
        MutatingWebhook(
            self,
            "Defaults",
            name=f"inferenceservice.{GROUP}",
            endpoint=endpoint,
            certificate=certificate,
            labels=LABELS,
            cluster=defaults.cluster,
            webhooks=[
                asked("inferenceservice", "mutate", "defaulter"),
                Webhook(
                    name="inferenceservice.kserve-webhook-server.pod-mutator",
                    path="/mutate-pods",
                    watched=Watched(
                        group="", version="v1", resource="pods", operations=("CREATE",)
                    ),
                    namespaces_without=("control-plane",),
                    with_labels=(f"{GROUP}/inferenceservice",),
                    again=True,
                    review_versions=("v1beta1",),
                ),
            ],
        )
        # Where caches have a controller of their own, that checks them.
        release = defaults.images.release
        caches = release.model_caches and not release.serving.cache_webhook
        for checked in (*CHECKED, CACHE) if caches else CHECKED:
            ValidatingWebhook(
                self,
                f"Checks-{checked}",
                name=f"{checked}.{GROUP}",
                endpoint=endpoint,
                certificate=certificate,
                labels=LABELS,
                cluster=defaults.cluster,
                webhooks=[asked(checked, "validate", "validator")],
            )
