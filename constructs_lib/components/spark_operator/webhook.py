"""Check Spark applications, and set defaults in them and in their pods."""

from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import SparkOperator, WorkloadDefaults
from ...config.components import SPARK_OPERATOR
from ...mesh import WebhookPort
from ...schemas import (
    SCHEDULED_SPARK_APPLICATION,
    SPARK_APPLICATION,
    SPARK_CONNECT,
    CustomResource,
)
from ...workloads import (
    EmptyVolume,
    Mount,
    MutatingWebhook,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
)
from .names import CERTIFICATE, METRICS, WEBHOOK, election, labels_of
from .process import process
from .rights import permit_webhook

_PART: Final = "webhook"
_RULE: Final = SPARK_OPERATOR.rule(WEBHOOK)
_SERVICE: Final = f"{WEBHOOK}-svc"
_GROUP: Final = SPARK_APPLICATION.group
# In upstream's order.
_APPLICATIONS: Final = (SPARK_APPLICATION, SCHEDULED_SPARK_APPLICATION)
_TIMEOUT: Final = 10


class AdmissionWebhook(Construct):
    """Runs the webhook, with a certificate of its own making.

    It reads a certificate only when it starts: one of cert-manager's would expire in a pod
    that runs for longer. Its own are valid for ten years, and are renewed half a year before.
    """

    def __init__(
        self, scope: Construct, id: str, *, spark: SparkOperator, defaults: WorkloadDefaults
    ) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        connects = (SPARK_CONNECT,) if release.spark_connects == "checked" else ()
        asked = (*_APPLICATIONS, *connects)
        labels = labels_of(_PART, release)
        account = ServiceAccount(self, "ServiceAccount", name=WEBHOOK, labels=labels)
        permit_webhook(account, spark)
        workload = self._workload(account, defaults)
        endpoint = workload.expose(
            service=_SERVICE, name="webhook", port=_RULE.port, target="webhook", labels=labels
        )
        WebhookPort(
            self,
            "Port",
            name=_RULE.name,
            selector=_RULE.pods,
            port=_RULE.port,
            mesh=defaults.mesh,
            labels=labels,
        )
        MutatingWebhook(
            self,
            "Defaults",
            name=WEBHOOK,
            endpoint=endpoint,
            labels=labels,
            cluster=defaults.cluster,
            webhooks=[
                Webhook(
                    name=f"mutate--v1-pod.{_GROUP}",
                    path="/mutate--v1-pod",
                    watched=Watched(
                        group="", version="v1", resource="pods", operations=("CREATE",)
                    ),
                    objects={f"{_GROUP}/launched-by-spark-operator": "true"},
                    dry_runs=True,
                    timeout=_TIMEOUT,
                ),
                *(_asked("mutate", kind) for kind in asked),
            ],
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=WEBHOOK,
            endpoint=endpoint,
            labels=labels,
            cluster=defaults.cluster,
            webhooks=[_asked("validate", kind) for kind in asked],
        )

    def _workload(self, account: ServiceAccount, defaults: WorkloadDefaults) -> Workload:
        certificates = "serving-certs"
        here = account.namespace
        return process(
            self,
            _PART,
            account=account,
            defaults=defaults,
            flags=(
                f"--webhook-secret-name={CERTIFICATE}",
                f"--webhook-secret-namespace={here}",
                f"--webhook-svc-name={_SERVICE}",
                f"--webhook-svc-namespace={here}",
                f"--webhook-port={_RULE.port}",
                f"--mutating-webhook-name={WEBHOOK}",
                f"--validating-webhook-name={WEBHOOK}",
                *METRICS,
                *election(WEBHOOK, here),
            ),
            volume=EmptyVolume(name=certificates, size="500Mi"),
            mount=Mount(
                volume=certificates,
                path=f"/etc/k8s-webhook-server/{certificates}",
                sub_path=certificates,
                read_only=False,
            ),
            ports={"webhook": _RULE.port},
        )


def _asked(verb: str, kind: CustomResource) -> Webhook:
    what = f"{verb}-{_GROUP.replace('.', '-')}-{kind.storage}-{kind.kind.lower()}"
    return Webhook(
        name=f"{what}.{_GROUP}",
        path=f"/{what}",
        watched=Watched(
            group=_GROUP,
            version=kind.storage,
            resource=kind.plural,
            operations=("CREATE", "UPDATE"),
        ),
        dry_runs=True,
        timeout=_TIMEOUT,
    )
