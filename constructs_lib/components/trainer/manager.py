"""Run the controller of TrainJobs, which makes a JobSet of each by its runtime."""

from collections.abc import Mapping
from typing import Final

import yaml
from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import READ, ServiceAccount, allow, allow_webhooks
from ...config import WorkloadDefaults
from ...config.components import TRAINER
from ...kube import ConfigMap, declare
from ...mesh import WebhookPort
from ...releases import TrainerFacts
from ...schemas import JOB_SET, TRAIN_JOB, TRAINER_KINDS, CustomResource
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
    ServicePort,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
    http_probe,
)
from .names import CERTIFICATES, CONFIG_FILE, HEALTH_PORT, USER

_NAME: Final = "kubeflow-trainer-controller-manager"
_RULE: Final = TRAINER.rule("trainer-webhook")
_SECRET: Final = "kubeflow-trainer-webhook-cert"  # noqa: S105 - the Secret's name
_CONFIG_MAP: Final = "kubeflow-trainer-config"
_GROUP: Final = TRAIN_JOB.group
_VERSION: Final = TRAIN_JOB.storage
_KINDS: Final = tuple(kind.plural for kind in TRAINER_KINDS)
_WEBHOOKS: Final = "validator.trainer.kubeflow.org"
_CHANGE: Final = ("create", "patch", "update")
_DEFAULTS: Final = "defaulter.trainer.kubeflow.org"
# Upstream's older Service leads to a port on which nothing listens: its metrics are on 8443.
_METRICS: Final = ServicePort(name="monitoring-port", port=8080, target=8080)
_METRICS_PORT: Final = 8443
# For the progress of jobs; nothing listens there without feature gate TrainJobStatus.
_STATUS_PORT: Final = 10443
_PORTS: Final = {
    "health": HEALTH_PORT,
    "webhook": _RULE.port,
    "metrics": _METRICS_PORT,
    "status-server": _STATUS_PORT,
}
_EXPOSED: Final = (
    ServicePort(name="monitoring-port", port=_METRICS_PORT, target="metrics"),
    ServicePort(
        name="status-server", port=_STATUS_PORT, target="status-server", protocol="TCP"
    ),
)
# Source: manifests/base/manager/controller_manager_config.yaml of kubeflow/trainer v2.1.0.
_CONFIG: Final[Mapping[str, object]] = {
    "apiVersion": "config.trainer.kubeflow.org/v1alpha1",
    "kind": "Configuration",
    "health": {
        "healthProbeBindAddress": f":{HEALTH_PORT}",
        "readinessEndpointName": "readyz",
        "livenessEndpointName": "healthz",
    },
    "metrics": {"bindAddress": f":{_METRICS_PORT}", "secureServing": True},
    "webhook": {"port": _RULE.port, "host": ""},
    "leaderElection": {
        "leaderElect": True,
        "resourceName": "trainer.kubeflow.org",
        "resourceNamespace": "",
        "leaseDuration": "15s",
        "renewDeadline": "10s",
        "retryPeriod": "2s",
    },
    "controller": {
        "groupKindConcurrency": {
            "TrainJob.trainer.kubeflow.org": 5,
            "TrainingRuntime.trainer.kubeflow.org": 1,
            "ClusterTrainingRuntime.trainer.kubeflow.org": 1,
        }
    },
    "certManagement": {
        "enable": True,
        "webhookServiceName": _NAME,
        "webhookSecretName": _SECRET,
    },
    "clientConnection": {"qps": 50, "burst": 100},
}
_STATUS_SERVER: Final = {"port": _STATUS_PORT, "qps": 5, "burst": 10}


class TrainerController(Construct):
    """Runs the controller and its webhook, by a certificate of its own making."""

    def __init__(
        self, scope: Construct, id: str, *, defaults: WorkloadDefaults, facts: TrainerFacts
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(self, "ServiceAccount", name=_NAME)
        _permit(account, defaults, facts)
        # The controller fills it, but does not create it.
        declare(
            k8s.KubeSecret,
            self,
            "Certificate",
            metadata=k8s.ObjectMeta(name=_SECRET),
            type="Opaque",
        )
        endpoint = self._workload(account, defaults, facts).expose(
            service=_NAME,
            name="webhook-server",
            port=443,
            target="webhook" if facts.patches else _RULE.port,
            protocol="TCP",
            selector={"app.kubernetes.io/component": "manager"},
            extra_ports=_EXPOSED if facts.patches else [_METRICS],
        )
        WebhookPort(
            self,
            "Port",
            name=_RULE.name,
            selector=_RULE.pods,
            port=_RULE.port,
            mesh=defaults.mesh,
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=_WEBHOOKS,
            endpoint=endpoint,
            cluster=defaults.cluster,
            webhooks=[_asked("validator", "validate", kind) for kind in TRAINER_KINDS],
        )
        if facts.patches:
            MutatingWebhook(
                self,
                "Defaults",
                name=_DEFAULTS,
                endpoint=endpoint,
                cluster=defaults.cluster,
                webhooks=[_asked("defaulter", "mutate", TRAIN_JOB)],
            )

    def _workload(
        self, account: ServiceAccount, defaults: WorkloadDefaults, facts: TrainerFacts
    ) -> Workload:
        more = {"statusServer": _STATUS_SERVER} if facts.patches else {}
        settings = yaml.dump({**_CONFIG, **more}, Dumper=yaml.CSafeDumper, sort_keys=False)
        config = ConfigMap(self, "Config", name=_CONFIG_MAP, data={CONFIG_FILE: settings})
        health: int | str = "health" if facts.patches else HEALTH_PORT
        return Workload(
            self,
            "Workload",
            name=_NAME,
            account=account,
            defaults=defaults,
            selector=_RULE.pods,
            labels={},
            writes_replicas=False,
            sidecar_annotations={
                "traffic.sidecar.istio.io/excludeInboundPorts": str(_RULE.port)
            },
            # Newer ones say it of the container alone.
            pod_security=PodSecurity(seccomp=not facts.patches),
            volumes=[
                ConfigMapVolume(name=_CONFIG_MAP, config_map=config),
                SecretVolume(name="cert", secret=_SECRET, mode=420),
            ],
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named("trainer/trainer-controller-manager"),
                    args=(
                        f"--config=/{CONFIG_FILE}",
                        "--zap-log-level=2",
                        *defaults.zap_flags,
                    ),
                    ports=_PORTS if facts.patches else {},
                    mounts=(
                        Mount(
                            volume=_CONFIG_MAP,
                            path=f"/{CONFIG_FILE}",
                            sub_path=CONFIG_FILE,
                            read_only=True,
                        ),
                        Mount(volume="cert", path=CERTIFICATES, read_only=True),
                    ),
                    probes=Probes(
                        liveness=http_probe(
                            "/healthz", health, delay=15, period=20, timeout=3
                        ),
                        readiness=http_probe(
                            "/readyz", health, delay=10, period=15, timeout=3
                        ),
                    ),
                    security=Security(
                        non_root=True,
                        no_escalation=True,
                        drop_all=True,
                        seccomp=True,
                        read_only_root=True if facts.patches else None,
                    ),
                    restricted=READ_ONLY.as_user(USER),
                )
            ],
        )


def _asked(name: str, verb: str, kind: CustomResource) -> Webhook:
    singular = kind.kind.lower()
    return Webhook(
        name=f"{name}.{singular}.{_GROUP}",
        path=f"/{verb}-{_GROUP.replace('.', '-')}-{_VERSION}-{singular}",
        watched=Watched(
            group=_GROUP,
            version=_VERSION,
            resource=kind.plural,
            operations=("CREATE", "UPDATE"),
        ),
    )


def _permit(account: ServiceAccount, defaults: WorkloadDefaults, facts: TrainerFacts) -> None:
    rights = defaults.hardening.webhook_rights
    removed = ("delete",) if facts.patches else ()
    account.grant(
        # Of each TrainJob: the hosts of MPI, and its keys.
        allow((*READ, *_CHANGE), "configmaps", "secrets"),
        allow(
            (*_CHANGE, "watch"),
            "events",
            group=("", "events.k8s.io") if facts.patches else "",
        ),
        allow(READ, "limitranges"),
        *allow_webhooks(
            ("update",),
            "validatingwebhookconfigurations",
            name=_WEBHOOKS,
            rights=rights,
        ),
        *(
            allow_webhooks(
                ("update",), "mutatingwebhookconfigurations", name=_DEFAULTS, rights=rights
            )
            if facts.patches
            else ()
        ),
        allow(("create", "get", "list", "update"), "leases", group="coordination.k8s.io"),
        allow((*READ, *_CHANGE, *removed), JOB_SET.plural, group=JOB_SET.group),
        allow(READ, "runtimeclasses", group="node.k8s.io"),
        allow(
            (*READ, *_CHANGE),
            "podgroups",
            group=("scheduling.volcano.sh", "scheduling.x-k8s.io"),
        ),
        allow((*READ, "patch", "update"), *_KINDS, group=_GROUP),
        allow(
            ("get", "patch", "update"),
            *(f"{kind}/finalizers" for kind in _KINDS),
            f"{TRAIN_JOB.plural}/status",
            group=_GROUP,
        ),
        role=_NAME,
        binding=_NAME,
    )
