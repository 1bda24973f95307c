"""Run training jobs as groups of pods."""

from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import (
    LEADER_ELECTION,
    READ,
    WRITE,
    ServiceAccount,
    UserRole,
    allow,
    allow_webhooks,
)
from ..config import TrainingImages, WorkloadDefaults
from ..config.components import TRAINING_OPERATOR
from ..kube import declare, note_made, one_mesh
from ..mesh import WebhookPort
from ..schemas import (
    MPI_JOB,
    MX_JOB,
    CustomResource,
    CustomResourceDefinition,
    training_jobs,
)
from ..workloads import (
    READ_ONLY,
    Container,
    Mount,
    Probes,
    SecretVolume,
    Security,
    ServicePort,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
    field_path,
    http_probe,
)
from .context import Context, Part

NAME: Final = TRAINING_OPERATOR.name

_GROUP: Final = "kubeflow.org"
_LABELS = {"app": NAME}
_WEBHOOK = TRAINING_OPERATOR.rule(f"{NAME}-webhook")
_SELECTOR = _WEBHOOK.pods
_SECRET = f"{NAME}-webhook-cert"
_WEBHOOKS: Final = f"validator.{NAME}.kubeflow.org"
[_METRICS] = TRAINING_OPERATOR.metrics
_WEBHOOK_PORT = _WEBHOOK.port
_MANAGE = ("create", "get", "list", "watch", "delete")
_GATHERED = "kubeflow-training-admin"
# Upstream's webhook covers every kind but these, and deletions of one of them as well.
_UNCHECKED: Final = (MPI_JOB.kind,)
_CHECKED: Final = ("CREATE", "UPDATE")
_CHECKED_MORE: Final = {MX_JOB.kind: ("DELETE",)}


class TrainingOperator(Construct):
    """Runs the controller of training jobs such as PyTorchJobs, with CRDs and webhooks.

    images: added by the operator to users' jobs; None uses those compiled into it.
    Source: apps/training-operator/upstream/overlays/kubeflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        images: TrainingImages | None = None,
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        self._kinds = training_jobs(defaults.images.release.training)
        self._jobs = tuple(kind.plural for kind in self._kinds)
        self._status = tuple(f"{jobs}/status" for jobs in self._jobs)
        for kind in self._kinds:
            CustomResourceDefinition(self, kind.kind, resource=kind)
        account = ServiceAccount(self, "ServiceAccount", name=NAME, labels=_LABELS)
        self._permissions(account, defaults)
        self._user_roles()
        # The operator writes its own certificate into it, but does not create it.
        declare(
            k8s.KubeSecret,
            self,
            "Certificate",
            metadata=k8s.ObjectMeta(name=_SECRET),
            type="Opaque",
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            labels=_LABELS,
            # The API server, which has no mesh identity, is the only caller.
            injected=False,
            grace_seconds=10,
            annotations=defaults.metrics_annotations(_METRICS),
            volumes=[SecretVolume(name="cert", secret=_SECRET, mode=420)],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(NAME),
                    command=("/manager",),
                    args=(
                        *_image_flags(images, defaults),
                        *(("--leader-elect",) if defaults.replicated else ()),
                        *defaults.zap_flags,
                    ),
                    env={
                        "MY_POD_NAMESPACE": field_path("metadata.namespace"),
                        "MY_POD_NAME": field_path("metadata.name"),
                    },
                    ports={
                        _METRICS.port_name if defaults.monitoring else "": _METRICS.number,
                        "webhook-server": _WEBHOOK_PORT,
                    },
                    mounts=(
                        Mount(
                            volume="cert",
                            path="/tmp/k8s-webhook-server/serving-certs",  # noqa: S108
                            read_only=True,
                        ),
                    ),
                    probes=Probes(
                        liveness=http_probe("/healthz", 8081, delay=15, period=20, timeout=3),
                        readiness=http_probe("/readyz", 8081, delay=10, period=15, timeout=3),
                    ),
                    security=Security(no_escalation=True),
                    restricted=READ_ONLY.as_user(65532),
                )
            ],
        )
        endpoint = workload.expose(
            service=NAME,
            name="webhook-server",
            port=443,
            target=_WEBHOOK_PORT,
            protocol="TCP",
            service_type="ClusterIP",
            annotations=defaults.unless_monitored(_METRICS.annotations),
            extra_ports=[
                ServicePort(
                    name="monitoring-port", port=_METRICS.number, target=_METRICS.number
                )
            ],
        )
        WebhookPort(
            self,
            "Port",
            name=NAME,
            selector=_SELECTOR,
            port=_WEBHOOK_PORT,
            mesh=defaults.mesh,
            plain_ports=defaults.plain_ports(_METRICS),
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=_WEBHOOKS,
            endpoint=endpoint,
            cluster=defaults.cluster,
            webhooks=[_check(kind) for kind in self._kinds if kind.kind not in _UNCHECKED],
            labels=_SELECTOR,
        )

    def _permissions(self, account: ServiceAccount, defaults: WorkloadDefaults) -> None:
        account.grant(
            allow(("create", "list", "update", "watch"), "configmaps"),
            allow(WRITE, "events", "pods"),
            allow(("create",), "pods/exec"),
            allow(("get", "list", "update", "watch"), "secrets"),
            allow(("create", *READ), "serviceaccounts"),
            allow(_MANAGE, "services"),
            # AddRotator of open-policy-agent/cert-controller, as pkg/cert/cert.go calls it.
            *allow_webhooks(
                ("update",),
                "validatingwebhookconfigurations",
                name=_WEBHOOKS,
                rights=defaults.hardening.webhook_rights,
            ),
            allow(WRITE, "horizontalpodautoscalers", group="autoscaling"),
            allow(WRITE, *self._jobs, group=_GROUP),
            allow(("update",), *(f"{jobs}/finalizers" for jobs in self._jobs), group=_GROUP),
            allow(("get", "patch", "update"), *self._status, group=_GROUP),
            allow(
                ("create", "list", "update", "watch"),
                "rolebindings",
                "roles",
                group="rbac.authorization.k8s.io",
            ),
            allow(WRITE, "podgroups", group=("scheduling.volcano.sh", "scheduling.x-k8s.io")),
            role=NAME,
            binding=NAME,
        )
        if defaults.replicated:
            account.grant_here(
                *LEADER_ELECTION,
                role=f"{NAME}-leader-election",
                binding=f"{NAME}-leader-election",
            )

    def _user_roles(self) -> None:
        status = allow(("get",), *self._status, group=_GROUP)
        UserRole(
            self,
            "Admin",
            name=_GATHERED,
            aggregates=_GATHERED,
            aggregate_to=["kubeflow-admin"],
        )
        UserRole(
            self,
            "Edit",
            name="kubeflow-training-edit",
            aggregate_to=["kubeflow-edit", _GATHERED],
            rules=[
                allow(WRITE, *self._jobs, group=_GROUP),
                status,
                allow(_MANAGE, "persistentvolumeclaims"),
                allow(READ, "events"),
            ],
        )
        UserRole(
            self,
            "View",
            name="kubeflow-training-view",
            aggregate_to=["kubeflow-view"],
            rules=[allow(READ, *self._jobs, group=_GROUP), status],
        )


def _check(kind: CustomResource) -> Webhook:
    job = kind.kind.lower()
    return Webhook(
        name=f"validator.{job}.{NAME}.kubeflow.org",
        path=f"/validate-kubeflow-org-v1-{job}",
        watched=Watched(
            group=_GROUP,
            version="v1",
            resource=kind.plural,
            operations=(*_CHECKED, *_CHECKED_MORE.get(kind.kind, ())),
        ),
    )


def _image_flags(images: TrainingImages | None, defaults: WorkloadDefaults) -> tuple[str, ...]:
    if images is None:
        return ()
    return (
        f"--pytorch-init-container-image={defaults.images.located(images.pytorch)}",
        f"--mpi-kubectl-delivery-image={defaults.images.located(images.mpi)}",
    )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        TrainingOperator(
            scope,
            NAME,
            defaults=context.workload_defaults(TRAINING_OPERATOR),
            images=context.config.training_images,
        )
    )
