"""Turn Experiments into suggestions and trials."""

from typing import Any, Final

from constructs import Construct

from ...access import ALL, LEADER_ELECTION, READ, ServiceAccount, allow, allow_webhooks
from ...config import Experiments, WorkloadDefaults, proxies
from ...config.components import KATIB
from ...config.mesh import api_user
from ...config.profile_access import ProfileAccess
from ...kube import ConfigMap
from ...mesh import WebhookPort
from ...schemas import JOB_SET, TRAIN_JOB
from ...workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Endpoint,
    Mount,
    MutatingWebhook,
    Probes,
    SecretVolume,
    ServicePort,
    ServingCertificate,
    ValidatingWebhook,
    Watched,
    Webhook,
    Workload,
    field_path,
    http_probe,
)
from .katib_config import WEBHOOK, katib_config, trial_jobs, trial_templates

NAME: Final = "katib-controller"

_GROUP: Final = "kubeflow.org"
_SELECTOR = WEBHOOK.pods
[_METRICS] = KATIB.metrics
_HEALTH_PORT: Final = 18080
# Ports of its Services in profiles: pkg/controller.v1beta1/consts/const.go.
_SUGGESTION_PORT: Final = 6789
_EARLY_STOPPING_PORT: Final = 6788
_SECRET: Final = "katib-webhook-cert"  # noqa: S105 - a name
_CONFIG: Final = "katib-config.yaml"
_WEBHOOKS: Final = "katib.kubeflow.org"
_INJECTION: Final = "katib.kubeflow.org/metrics-collector-injection"
_KINDS: Final = ("experiments", "trials", "suggestions")
_MAKES: Final = (*READ, "create", "delete")
# A pod of a TrainJob belongs to a Job, and that to a JobSet.
_TRAIN_JOBS: Final = (
    allow(_MAKES, TRAIN_JOB.plural, group=TRAIN_JOB.group),
    allow(READ, JOB_SET.plural, group=JOB_SET.group),
)
_EXPERIMENTS: Final = Watched(
    group=_GROUP, version="v1beta1", resource="experiments", operations=("CREATE", "UPDATE")
)


class Controller(Construct):
    """Runs the controller, its configuration and its webhooks.

    Every pod of a profile depends on its webhook: without it none can be created.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        experiments: Experiments,
        training_jobs: bool,
        train_jobs: bool,
    ) -> None:
        super().__init__(scope, id)
        self._release = defaults.images.release
        self._by_label = self._release.trial_webhook == "label"
        account = ServiceAccount(self, "ServiceAccount", name=NAME)
        self._permissions(account, defaults)
        self.profile_access = ProfileAccess(
            name=NAME,
            callers=(defaults.mesh.principal(account.namespace, account.name),),
            ports=(_SUGGESTION_PORT, _EARLY_STOPPING_PORT),
        )
        config = ConfigMap(
            self,
            "Config",
            name="katib-config",
            data={
                _CONFIG: katib_config(
                    experiments,
                    defaults.images,
                    training_jobs=training_jobs,
                    train_jobs=train_jobs,
                    elects=defaults.replicated,
                )
            },
        )
        # The page reads these through the API, and lets users edit their own.
        ConfigMap(
            self,
            "TrialTemplates",
            name="trial-templates",
            labels={"katib.kubeflow.org/component": "trial-templates"},
            data=trial_templates(experiments, defaults.images, training_jobs=training_jobs),
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            # Its own pods must not depend on its webhook.
            pod_labels={_INJECTION: "disabled"} if self._by_label else None,
            injected=False,
            annotations={
                **defaults.unless_monitored(
                    {
                        "prometheus.io/port": str(_METRICS.number),
                        "prometheus.io/scrape": "true",
                    }
                ),
                **defaults.metrics_annotations(_METRICS),
            },
            volumes=[
                SecretVolume(name="cert", secret=_SECRET, mode=420),
                ConfigMapVolume(name="katib-config", config_map=config),
            ],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named(NAME),
                    command=(f"./{NAME}",),
                    args=(f"--katib-config=/{_CONFIG}",),
                    env={"KATIB_CORE_NAMESPACE": field_path("metadata.namespace")},
                    ports={
                        "webhook": WEBHOOK.port,
                        _METRICS.port_name: _METRICS.number,
                        "healthz": _HEALTH_PORT,
                    },
                    mounts=(
                        Mount(volume="cert", path="/tmp/cert", read_only=True),  # noqa: S108
                        Mount(
                            volume="katib-config",
                            path=f"/{_CONFIG}",
                            sub_path=_CONFIG,
                            read_only=True,
                        ),
                    ),
                    probes=Probes(
                        liveness=http_probe("/healthz", "healthz"),
                        readiness=http_probe("/readyz", "healthz"),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )
        endpoint = workload.expose(
            service=NAME,
            name="webhook",
            port=443,
            target=WEBHOOK.port,
            protocol="TCP",
            annotations=defaults.unless_monitored(
                {
                    "prometheus.io/port": str(_METRICS.number),
                    "prometheus.io/scheme": "http",
                    "prometheus.io/scrape": "true",
                }
            ),
            extra_ports=[
                ServicePort(name="metrics", port=_METRICS.number, target=_METRICS.number),
                ServicePort(name="healthz", port=_HEALTH_PORT, target=_HEALTH_PORT),
            ],
        )
        WebhookPort(
            self,
            "Port",
            name=NAME,
            selector=_SELECTOR,
            port=WEBHOOK.port,
            mesh=defaults.mesh,
            plain_ports=defaults.plain_ports(_METRICS),
        )
        self._webhooks(endpoint, defaults)

    def _webhooks(self, endpoint: Endpoint, defaults: WorkloadDefaults) -> None:
        certificate = ServingCertificate(
            self,
            "Certificate",
            name="katib-webhook-cert",
            issuer="katib-selfsigned-issuer",
            secret=_SECRET,
            endpoint=endpoint,
            authority=True,
        )
        MutatingWebhook(
            self,
            "Defaults",
            name=_WEBHOOKS,
            endpoint=endpoint,
            cluster=defaults.cluster,
            certificate=certificate,
            webhooks=[
                Webhook(
                    name="defaulter.experiment.katib.kubeflow.org",
                    path="/mutate-experiment",
                    watched=_EXPERIMENTS,
                    writes_failure=False,
                ),
                Webhook(
                    name="mutator.pod.katib.kubeflow.org",
                    path="/mutate-pod",
                    watched=Watched(
                        group="", version="v1", resource="pods", operations=("CREATE",)
                    ),
                    namespaces={_INJECTION: "enabled"},
                    **self._passed_over(endpoint),
                    never=proxies(defaults.mesh),
                    writes_failure=False,
                ),
            ],
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=_WEBHOOKS,
            endpoint=endpoint,
            cluster=defaults.cluster,
            certificate=certificate,
            webhooks=[
                Webhook(
                    name="validator.experiment.katib.kubeflow.org",
                    path="/validate-experiment",
                    watched=_EXPERIMENTS,
                    writes_failure=False,
                )
            ],
        )

    def _passed_over(self, endpoint: Endpoint) -> dict[str, Any]:
        if self._by_label:
            return {"passes_over": (_INJECTION, "disabled")}
        return {"not_by": {f"exclude-{NAME}": api_user(endpoint.namespace, NAME)}}

    def _permissions(self, account: ServiceAccount, defaults: WorkloadDefaults) -> None:
        owned = (f"{kind}{part}" for kind in _KINDS for part in ("", "/status", "/finalizers"))
        account.grant(
            allow(_MAKES, "services"),
            allow(("create", "patch", "update"), "events"),
            allow(
                (*READ, "create"),
                "serviceaccounts",
                "persistentvolumes",
                "persistentvolumeclaims",
            ),
            allow(READ, "namespaces", "configmaps"),
            allow(("get",), "pods", "pods/status"),
            allow((*READ, *self._release.katib_writes), "secrets"),
            allow(_MAKES, "deployments", group="apps"),
            allow(
                (*READ, "create"), "roles", "rolebindings", group="rbac.authorization.k8s.io"
            ),
            allow(_MAKES, "jobs", "cronjobs", group="batch"),
            allow(
                _MAKES,
                *(f"{kind.lower()}s" for kind in trial_jobs(self._release)),
                group=_GROUP,
            ),
            *(_TRAIN_JOBS if self._release.trainer else ()),
            allow(ALL, *owned, group=_GROUP),
            *allow_webhooks(
                self._release.katib_writes,
                "validatingwebhookconfigurations",
                "mutatingwebhookconfigurations",
                name=_WEBHOOKS,
                rights=defaults.hardening.webhook_rights,
            ),
            role=NAME,
            binding=NAME,
        )
        if defaults.replicated:
            account.grant_here(
                *LEADER_ELECTION,
                role=f"{NAME}-leader-election",
                binding=f"{NAME}-leader-election",
            )
