"""Apply PodDefaults to new pods in profiles."""

from typing import Final

from constructs import Construct

from ..access import READ, ServiceAccount, UserRole, allow
from ..config import PROFILES, WorkloadDefaults, proxies
from ..config.components import ADMISSION_WEBHOOK
from ..mesh import WebhookPort
from ..schemas import POD_DEFAULT, CustomResourceDefinition
from ..workloads import (
    READ_ONLY,
    Container,
    Mount,
    MutatingWebhook,
    Probes,
    SecretVolume,
    ServingCertificate,
    Watched,
    Webhook,
    Workload,
    tcp_probe,
)
from .context import Context, Part

NAME: Final = ADMISSION_WEBHOOK.name

_APP = "poddefaults"
_SELECTOR = {
    "app": _APP,
    "app.kubernetes.io/component": _APP,
    "app.kubernetes.io/name": _APP,
    "kustomize.component": _APP,
}
_PORT_NAME = "https-webhook"
_WEBHOOK = ADMISSION_WEBHOOK.rule(_APP)
_PORT = _WEBHOOK.port
_SECRET = "webhook-certs"  # noqa: S105 - a name
_CERTS = "/etc/webhook/certs"
_ROLES = f"{NAME}-kubeflow-poddefaults"


class AdmissionWebhook(Construct):
    """Runs the webhook of PodDefaults, their kind, and what users may do with them.

    Every pod of a profile depends on this webhook: without it none can be created.
    Source: apps/admission-webhook/upstream/overlays/cert-manager.
    """

    def __init__(
        self, scope: Construct, id: str, *, defaults: WorkloadDefaults = WorkloadDefaults()
    ) -> None:
        super().__init__(scope, id)
        CustomResourceDefinition(self, "Kind", resource=POD_DEFAULT, labels=_SELECTOR)
        account = ServiceAccount(
            self, "ServiceAccount", name=f"{NAME}-service-account", labels=_SELECTOR
        )
        account.grant(
            allow(
                ("get", "watch", "list", "update", "create", "patch", "delete"),
                "poddefaults",
                group="kubeflow.org",
            ),
            role=f"{NAME}-cluster-role",
            binding=f"{NAME}-cluster-role-binding",
        )
        self._user_roles()
        workload = Workload(
            self,
            "Workload",
            name=f"{NAME}-deployment",
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            # The API server, which has no mesh identity, is the only caller.
            injected=False,
            writes_replicas=False,
            volumes=[SecretVolume(name="webhook-cert", secret=_SECRET)],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("poddefaults-webhook"),
                    args=(
                        f"--tlsCertFile={_CERTS}/tls.crt",
                        f"--tlsKeyFile={_CERTS}/tls.key",
                    ),
                    ports={_PORT_NAME: _PORT},
                    mounts=(Mount(volume="webhook-cert", path=_CERTS, read_only=True),),
                    more_probes=Probes(
                        liveness=tcp_probe(_PORT_NAME, delay=10, period=20),
                        readiness=tcp_probe(_PORT_NAME, delay=2, period=10),
                    ),
                    restricted=READ_ONLY.as_user(65532),
                )
            ],
        )
        self.endpoint = workload.expose(
            service=f"{NAME}-service", name=_PORT_NAME, port=443, target=_PORT_NAME
        )
        WebhookPort(
            self,
            "Port",
            name=NAME,
            selector=_WEBHOOK.pods,
            port=_PORT,
            mesh=defaults.mesh,
            labels=_SELECTOR,
        )
        certificate = ServingCertificate(
            self,
            "Certificate",
            name=f"{NAME}-cert",
            issuer=f"{NAME}-selfsigned-issuer",
            secret=_SECRET,
            endpoint=self.endpoint,
            authority=True,
            labels=_SELECTOR,
        )
        MutatingWebhook(
            self,
            "Webhook",
            name=f"{NAME}-mutating-webhook-configuration",
            endpoint=self.endpoint,
            cluster=defaults.cluster,
            certificate=certificate,
            webhooks=[
                Webhook(
                    name=f"{NAME}-deployment.kubeflow.org",
                    path="/apply-poddefault",
                    watched=Watched(
                        group="", version="v1", resource="pods", operations=("CREATE",)
                    ),
                    namespaces=PROFILES,
                    # A PodDefault would put a tenant's container into the waypoint's pod.
                    never=proxies(defaults.mesh),
                    review_versions=("v1beta1", "v1"),
                )
            ],
            labels=_SELECTOR,
        )

    def _user_roles(self) -> None:
        for level in ("admin", "edit"):
            UserRole(
                self,
                level,
                name=f"{_ROLES}-{level}",
                aggregates=f"kubeflow-poddefaults-{level}",
                aggregate_to=[f"kubeflow-{level}"],
                labels=_SELECTOR,
            )
        UserRole(
            self,
            "view",
            name=f"{_ROLES}-view",
            rules=[allow(READ, "poddefaults", group="kubeflow.org")],
            aggregate_to=[
                "kubeflow-poddefaults-admin",
                "kubeflow-poddefaults-edit",
                "kubeflow-view",
            ],
            labels=_SELECTOR,
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        AdmissionWebhook(
            scope,
            NAME,
            defaults=context.workload_defaults(ADMISSION_WEBHOOK),
        )
    )
