"""Apply PodDefaults to new pods in profiles."""

from collections.abc import Mapping
from typing import Final

from constructs import Construct

from ..access import READ, ServiceAccount, UserRole, allow
from ..config import PROFILES, WorkloadDefaults, proxies
from ..config.components import ADMISSION_WEBHOOK
from ..mesh import WebhookPort
from ..schemas import POD_DEFAULT, POD_DEFAULT_2, CustomResourceDefinition
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


class AdmissionWebhook(Construct):
    """Runs the webhook of PodDefaults, their kind, and what users may do with them.

    Every pod of a profile depends on this webhook: without it none can be created.
    Source: apps/admission-webhook/upstream/overlays/cert-manager; since 26.03.1
    applications/dashboard/upstream/poddefaults-webhooks/overlays/cert-manager.
    """

    def __init__(
        self, scope: Construct, id: str, *, defaults: WorkloadDefaults = WorkloadDefaults()
    ) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        newer = release.dashboard == "2"
        name = release.named(NAME)
        labels = release.selectors.get(NAME, _SELECTOR)
        kind = POD_DEFAULT_2 if newer else POD_DEFAULT
        CustomResourceDefinition(self, "Kind", resource=kind, labels=labels)
        account = ServiceAccount(
            self, "ServiceAccount", name=f"{name}-service-account", labels=labels
        )
        account.grant(
            allow(
                ("get", "watch", "list", "update", "create", "patch", "delete"),
                "poddefaults",
                group="kubeflow.org",
            ),
            role=f"{name}-cluster-role",
            binding=f"{name}-cluster-role-binding",
        )
        self._user_roles(name, labels, newer=newer)
        secret = release.named(_SECRET)
        workload = Workload(
            self,
            "Workload",
            name=f"{name}-deployment",
            account=account,
            defaults=defaults,
            selector=labels,
            # The API server, which has no mesh identity, is the only caller.
            injected=False,
            writes_replicas=newer,
            annotations={"kubectl.kubernetes.io/default-container": name} if newer else None,
            volumes=[
                SecretVolume(name="webhook-cert", secret=secret, mode=0o644 if newer else None)
            ],
            containers=[
                Container(
                    name=name,
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
            service=f"{name}-service", name=_PORT_NAME, port=443, target=_PORT_NAME
        )
        WebhookPort(
            self,
            "Port",
            name=NAME,
            # Until Argo CD has deleted the old webhook, its pods of a release before must
            # answer as well: both have this label.
            selector=_WEBHOOK.pods,
            port=_PORT,
            mesh=defaults.mesh,
            labels=labels,
        )
        certificate = ServingCertificate(
            self,
            "Certificate",
            name=f"{name}-cert",
            issuer=f"{name}-selfsigned-issuer",
            secret=secret,
            endpoint=self.endpoint,
            authority=True,
            labels=labels,
        )
        MutatingWebhook(
            self,
            "Webhook",
            name=f"{name}-mutating-webhook-configuration",
            endpoint=self.endpoint,
            cluster=defaults.cluster,
            certificate=certificate,
            webhooks=[
                Webhook(
                    name=f"{name}-deployment.kubeflow.org",
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
            labels=labels,
        )

    def _user_roles(self, name: str, labels: Mapping[str, str], *, newer: bool) -> None:
        roles = f"{name}-kubeflow-poddefaults"
        # Admins have what editors may, themselves or through the role of editors.
        admin = ["kubeflow-poddefaults-admin"]
        for level, more in (("admin", []), ("edit", admin if newer else [])):
            UserRole(
                self,
                level,
                name=f"{roles}-{level}",
                aggregates=f"kubeflow-poddefaults-{level}",
                aggregate_to=[f"kubeflow-{level}", *more],
                labels=labels,
            )
        UserRole(
            self,
            "view",
            name=f"{roles}-view",
            rules=[allow(READ, "poddefaults", group="kubeflow.org")],
            aggregate_to=[
                *([] if newer else admin),
                "kubeflow-poddefaults-edit",
                "kubeflow-view",
            ],
            labels=labels,
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
