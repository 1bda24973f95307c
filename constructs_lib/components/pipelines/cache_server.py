"""Reuse results of earlier runs for steps of v1 pipelines."""

from typing import Final

from constructs import Construct

from ...access import READ, ServiceAccount, allow
from ...config import ExternalMySQL, PipelinesSettings, Sidecars, WorkloadDefaults
from ...config.components import PIPELINES
from ...kube import ConfigMapKey
from ...mesh import AccessPolicy, Admitted, WebhookPort
from ...workloads import (
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
from ...workloads.authorities import Trust, go_trust
from .api_server import tekton
from .install_config import InstallConfig
from .names import CACHE, LABELS, selector

NAME: Final = "cache-server"

_WEBHOOK: Final = PIPELINES.rule(NAME)
_PORT: Final = _WEBHOOK.port
_PORT_NAME: Final = "webhook-api"
_POLICY: Final = "service-cache-server"
_SECRET: Final = "webhook-server-tls"  # noqa: S105 - a name
_CERT_LABELS: Final = {"app": "cache-server-cert-manager"}
_RULES: Final = (
    allow((*READ, "update", "patch"), "pods"),
    allow(("get",), "configmaps"),
    allow((*READ, "update", "patch"), "workflows", group="argoproj.io"),
)


class CacheServer(Construct):
    """Runs the webhook of pods that may be cached.

    Source: apps/pipeline/upstream/base/installs/multi-user/cache and env/cert-manager.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        install: InstallConfig,
    ) -> None:
        super().__init__(scope, id)
        labels = selector(NAME)
        account = ServiceAccount(self, "ServiceAccount", name=CACHE, labels=labels)
        role, binding = f"{CACHE}-role", f"{CACHE}-binding"
        account.grant(*_RULES, role=role, binding=binding)
        account.grant_here(*_RULES, *tekton(defaults)[:1], role=role, binding=binding)
        trust = go_trust(database=settings.database_ca)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=labels,
            volumes=[
                SecretVolume(name="webhook-tls-certs", secret=_SECRET),
                *trust.volumes,
            ],
            containers=[_container(defaults, settings, install, trust)],
        )
        endpoint = workload.expose(service=NAME, port=443, target=_PORT_NAME)
        certificate = ServingCertificate(
            self,
            "Certificate",
            name="kfp-cache-cert",
            issuer="kfp-cache-selfsigned-issuer",
            secret=_SECRET,
            endpoint=endpoint,
            authority=True,
            labels=_CERT_LABELS,
            dns_names=[
                NAME,
                f"{NAME}.{endpoint.namespace}",
                f"{NAME}.{endpoint.namespace}.svc",
            ],
            common_name="kfp-cache-cert",
        )
        MutatingWebhook(
            self,
            "Webhook",
            name=f"cache-webhook-{endpoint.namespace}",
            endpoint=endpoint,
            cluster=defaults.cluster,
            certificate=certificate,
            labels=_CERT_LABELS,
            webhooks=[
                Webhook(
                    name=f"{NAME}.{endpoint.namespace}.svc",
                    path="/mutate",
                    watched=Watched(
                        group="", version="v1", resource="pods", operations=("CREATE",)
                    ),
                    objects={"pipelines.kubeflow.org/cache_enabled": "true"},
                    # A step without a known result runs again.
                    optional=True,
                    timeout=5,
                    review_versions=("v1beta1",),
                )
            ],
        )
        if isinstance(defaults.mesh, Sidecars):
            AccessPolicy(
                self,
                "Anyone",
                name=_POLICY,
                selector={"app": NAME},
                admitted=[Admitted()],
                labels=LABELS,
                writes_action=False,
            )
        WebhookPort(
            self,
            "Port",
            name=_POLICY,
            selector=_WEBHOOK.pods,
            port=_PORT,
            mesh=defaults.mesh,
            labels=LABELS,
        )


def _container(
    defaults: WorkloadDefaults,
    settings: PipelinesSettings,
    install: InstallConfig,
    trust: Trust,
) -> Container:
    keys: dict[str, ConfigMapKey] = {
        "DEFAULT_CACHE_STALENESS": install.key("DEFAULT_CACHE_STALENESS"),
        "MAXIMUM_CACHE_STALENESS": install.key("MAXIMUM_CACHE_STALENESS"),
        "CACHE_IMAGE": install.key("cacheImage"),
        "CACHE_NODE_RESTRICTIONS": install.key("cacheNodeRestrictions"),
    }
    database = settings.database
    tls = isinstance(database, ExternalMySQL) and database.tls
    return Container(
        name="server",
        image=defaults.images.named("pipelines/cache-server"),
        pull_policy="Always",
        args=(
            "--db_driver=$(DBCONFIG_DRIVER)",
            "--db_host=$(DBCONFIG_HOST_NAME)",
            "--db_port=$(DBCONFIG_PORT)",
            "--db_name=$(DBCONFIG_DB_NAME)",
            "--db_user=$(DBCONFIG_USER)",
            "--db_password=$(DBCONFIG_PASSWORD)",
            "--namespace_to_watch=$(NAMESPACE_TO_WATCH)",
            "--listen_port=$(WEBHOOK_PORT)",
            "--tls_cert_filename=tls.crt",
            "--tls_key_filename=tls.key",
            *(('--db_extra_params={"tls":"true"}',) if tls else ()),
        ),
        env={
            "NAMESPACE_TO_WATCH": "",
            **keys,
            "DBCONFIG_DRIVER": "mysql",
            "DBCONFIG_DB_NAME": install.key("cacheDb"),
            "DBCONFIG_HOST_NAME": install.key("dbHost"),
            "DBCONFIG_PORT": install.key("dbPort"),
            "DBCONFIG_USER": install.user,
            "DBCONFIG_PASSWORD": install.password,
            "WEBHOOK_PORT": str(_PORT),
            **trust.env,
        },
        ports={_PORT_NAME: _PORT},
        mounts=(
            Mount(volume="webhook-tls-certs", path="/etc/webhook/certs", read_only=True),
            *trust.mounts,
        ),
        more_probes=Probes(
            liveness=tcp_probe(_PORT_NAME, delay=30, period=20),
            readiness=tcp_probe(_PORT_NAME, delay=2, period=10),
        ),
        restricted=READ_ONLY.as_user(1000),
    )
