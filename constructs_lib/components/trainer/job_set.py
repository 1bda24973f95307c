"""Run the controller of JobSets, which makes Jobs of them and names their pods."""

from collections.abc import Mapping
from typing import Final

import yaml
from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import (
    LEADER_ELECTION,
    READ,
    WRITE,
    ServiceAccount,
    allow,
    allow_url,
    allow_webhooks,
)
from ...config import Requests, WorkloadDefaults
from ...config.components import TRAINER
from ...kube import ConfigMap, declare
from ...mesh import WebhookPort
from ...releases import TrainerFacts
from ...schemas import JOB_SET
from ...workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    MutatingWebhook,
    PodSecurity,
    Probes,
    SecretVolume,
    Security,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
    http_probe,
)
from .names import CERTIFICATES, CONFIG_FILE, HEALTH_PORT, USER

SERVICE: Final = "jobset-webhook-service"

_NAME: Final = "jobset-controller-manager"
_RULE: Final = TRAINER.rule("jobset-webhook")
_LABELS: Final = {"app.kubernetes.io/part-of": "jobset"}
_SECRET: Final = "jobset-webhook-server-cert"  # noqa: S105 - the Secret's name
_MUTATING: Final = "jobset-mutating-webhook-configuration"
_VALIDATING: Final = "jobset-validating-webhook-configuration"
_METRICS_PORT: Final = 8443
_GROUP: Final = JOB_SET.group
_VERSION: Final = JOB_SET.storage
_JOB_SETS: Final = JOB_SET.plural
_STATUS: Final = ("get", "patch", "update")
_CERTIFICATE: Final = allow((*READ, "update"), "secrets")
_EVERYWHERE: Final = (allow(WRITE, "pods", "services"), _CERTIFICATE)
# Newer ones make the volumes of sets, and read Secrets of their own namespace alone.
_CLAIMING: Final = (
    allow((*READ, "create"), "persistentvolumeclaims"),
    allow((*READ, "delete", "patch", "update"), "pods"),
    allow(WRITE, "services"),
)
# Source: config/components/manager of kubernetes-sigs/jobset v0.10.1.
_CONFIG: Final[Mapping[str, object]] = {
    "apiVersion": "config.jobset.x-k8s.io/v1alpha1",
    "kind": "Configuration",
    "leaderElection": {"leaderElect": True},
    "internalCertManagement": {"enable": True},
}


class JobSetController(Construct):
    """Runs the controller and its webhooks, by a certificate of its own making."""

    def __init__(
        self, scope: Construct, id: str, *, defaults: WorkloadDefaults, facts: TrainerFacts
    ) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        self._pods = TRAINER.in_release(release).rule(_RULE.name).pods
        account = ServiceAccount(self, "ServiceAccount", name=_NAME, labels=_LABELS)
        _permit(account, defaults, facts)
        # The controller fills it, but does not create it.
        declare(k8s.KubeSecret, self, "Certificate", metadata=k8s.ObjectMeta(name=_SECRET))
        workload = self._workload(account, defaults)
        workload.expose(
            service=f"{_NAME}-metrics-service",
            name="https",
            port=_METRICS_PORT,
            target=_METRICS_PORT,
            labels=self._pods,
        )
        endpoint = workload.expose(service=SERVICE, port=443, target=_RULE.port)
        WebhookPort(
            self,
            "Port",
            name=_RULE.name,
            selector=self._pods,
            port=_RULE.port,
            mesh=defaults.mesh,
        )
        MutatingWebhook(
            self,
            "Defaults",
            name=_MUTATING,
            endpoint=endpoint,
            cluster=defaults.cluster,
            webhooks=[_of_sets("mutate", "CREATE"), _of_pods("mutate")],
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=_VALIDATING,
            endpoint=endpoint,
            cluster=defaults.cluster,
            webhooks=[_of_sets("validate", "CREATE", "UPDATE"), _of_pods("validate")],
        )

    def _workload(self, account: ServiceAccount, defaults: WorkloadDefaults) -> Workload:
        config = ConfigMap(
            self,
            "Config",
            name="jobset-manager-config",
            data={CONFIG_FILE: yaml.dump(_CONFIG, Dumper=yaml.CSafeDumper, sort_keys=False)},
        )
        return Workload(
            self,
            "Workload",
            name=_NAME,
            account=account,
            defaults=defaults,
            selector=self._pods,
            labels=_LABELS,
            annotations={"kubectl.kubernetes.io/default-container": "manager"},
            sidecar_annotations={
                "traffic.sidecar.istio.io/excludeInboundPorts": str(_RULE.port)
            },
            grace_seconds=10,
            pod_security=PodSecurity(non_root=True, seccomp=True),
            volumes=[
                ConfigMapVolume(name="manager-config", config_map=config),
                SecretVolume(name="cert", secret=_SECRET, mode=420),
            ],
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named("jobset"),
                    command=("/manager",),
                    args=(
                        f"--config=/{CONFIG_FILE}",
                        "--zap-log-level=2",
                        *defaults.zap_flags,
                    ),
                    ports={"metrics": _METRICS_PORT, "webhook-server": _RULE.port},
                    mounts=(
                        Mount(
                            volume="manager-config",
                            path=f"/{CONFIG_FILE}",
                            sub_path=CONFIG_FILE,
                        ),
                        Mount(volume="cert", path=CERTIFICATES, read_only=True),
                    ),
                    probes=Probes(
                        liveness=http_probe("/healthz", HEALTH_PORT, delay=15, period=20),
                        readiness=http_probe("/readyz", HEALTH_PORT, delay=5, period=10),
                    ),
                    security=Security(no_escalation=True, drop_all=True, read_only_root=True),
                    restricted=READ_ONLY.as_user(USER),
                    resources=Requests(cpu="500m", memory="128Mi", memory_limit="4Gi"),
                )
            ],
        )


def _permit(account: ServiceAccount, defaults: WorkloadDefaults, facts: TrainerFacts) -> None:
    account.grant_here(
        *LEADER_ELECTION,
        role="jobset-leader-election-role",
        binding="jobset-leader-election-rolebinding",
    )
    if facts.patches:
        account.grant_here(
            _CERTIFICATE,
            role="jobset-manager-secrets-role",
            binding="jobset-manager-secrets-rolebinding",
        )
    rights = defaults.hardening.webhook_rights
    account.grant(
        allow(("create", "patch", "update", "watch"), "events"),
        allow(READ, "nodes"),
        *(_CLAIMING if facts.patches else _EVERYWHERE),
        *allow_webhooks(
            ("update",), "mutatingwebhookconfigurations", name=_MUTATING, rights=rights
        ),
        *allow_webhooks(
            ("update",), "validatingwebhookconfigurations", name=_VALIDATING, rights=rights
        ),
        allow(WRITE, "jobs", group="batch"),
        allow(_STATUS, "jobs/status", group="batch"),
        allow(WRITE, _JOB_SETS, group=_GROUP),
        allow(("update",), f"{_JOB_SETS}/finalizers", group=_GROUP),
        allow(_STATUS, f"{_JOB_SETS}/status", group=_GROUP),
        role="jobset-manager-role",
        binding="jobset-manager-rolebinding",
    )
    account.grant(
        allow_url("get", "/metrics"),
        role="jobset-metrics-reader",
        binding="jobset-metrics-reader-rolebinding",
    )
    # It asks the API server who may read its metrics.
    account.grant(
        allow(("create",), "tokenreviews", group="authentication.k8s.io"),
        allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
        role="jobset-proxy-role",
        binding="jobset-proxy-rolebinding",
    )


def _of_sets(verb: str, *operations: str) -> Webhook:
    return Webhook(
        name=f"{verb[0]}jobset.kb.io",
        path=f"/{verb}-{_GROUP.replace('.', '-')}-{_VERSION}-jobset",
        watched=Watched(
            group=_GROUP, version=_VERSION, resource=_JOB_SETS, operations=operations
        ),
    )


def _of_pods(verb: str) -> Webhook:
    """Return the webhook of the pods of JobSets, and of no others."""
    return Webhook(
        name=f"{verb[0]}pod.kb.io",
        path=f"/{verb}--v1-pod",
        watched=Watched(group="", version="v1", resource="pods", operations=("CREATE",)),
        with_labels=("jobset.sigs.k8s.io/jobset-name",),
    )
