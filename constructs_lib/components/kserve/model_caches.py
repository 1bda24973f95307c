"""Runs what keeps models on nodes, as far as Kubeflow ships it."""

from dataclasses import replace
from typing import Final

from constructs import Construct

from ...access import READ, WRITE, Rule, ServiceAccount, allow
from ...config import IngressRule, Resources, WorkloadDefaults
from ...mesh import WebhookPort
from ...releases import Release
from ...workloads import (
    READ_ONLY,
    Container,
    Mount,
    Probes,
    SecretVolume,
    ServingCertificate,
    ValidatingWebhook,
    Workload,
    field_path,
    http_probe,
)
from ..network_policies import allow_ingress
from .names import CACHE, GROUP, ISSUER, LABELS, SERVED_WITH
from .webhooks import asked

NAME: Final = "kserve-localmodel-controller-manager"
AGENT: Final = "kserve-localmodelnode-agent"

_PODS: Final = {**LABELS, "control-plane": NAME}
_SELECTOR: Final = {**_PODS, "controller-tools.k8s.io": "1.0"}
_CERTIFICATE: Final = "localmodel-webhook-server-cert"
_SEES_NODES: Final = (
    allow(("get",), "configmaps"),
    allow(READ, "nodes"),
    allow(("get", "watch"), "nodes/status"),
)
_WEBHOOK: Final = IngressRule(
    name="kserve-localmodel",
    pods={"control-plane": NAME},
    callers=("api-server",),
    ports=(9443,),
)


class ModelCaches(Construct):
    """Runs the controller of LocalModelCaches, and lets the agent of nodes do its work.

    Kubeflow ships the agent's account and no agent, which would write to folders of nodes, and
    has caches turned off in KServe's configuration. This controller may write every volume
    and every claim, so that it comes with upstream's rights alone. In newer releases it checks
    LocalModelCaches as well, in place of KServe's own controller.
    Source: applications/kserve/kserve.
    """

    def __init__(self, scope: Construct, id: str, *, defaults: WorkloadDefaults) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        account = ServiceAccount(
            self, "ServiceAccount", name=NAME, labels=LABELS, more_labels=_of(NAME)
        )
        account.grant(
            *_manages(release),
            role="kserve-localmodel-manager-role",
            binding="kserve-localmodel-manager-rolebinding",
        )
        agent = ServiceAccount(
            self, "AgentAccount", name=AGENT, labels=LABELS, more_labels=_of(AGENT)
        )
        agent.grant(
            *_fills_nodes(release), role=f"{AGENT}-role", binding=f"{AGENT}-rolebinding"
        )
        checks = release.serving.cache_webhook
        manager = _manager(defaults)
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            writes_replicas=False,
            annotations={"kubectl.kubernetes.io/default-container": "manager"},
            grace_seconds=10,
            volumes=[SecretVolume(name="cert", secret=_CERTIFICATE, mode=420)]
            if checks
            else (),
            containers=[_answering(manager) if checks else manager],
        )
        if checks:
            self._check_caches(workload, defaults)

    def _check_caches(self, workload: Workload, defaults: WorkloadDefaults) -> None:
        endpoint = workload.expose(
            service="localmodel-webhook-server-service",
            port=443,
            target="webhook-server",
            selector=_PODS,
        )
        WebhookPort(
            self,
            "Port",
            name=_WEBHOOK.name,
            selector=_WEBHOOK.pods,
            port=_WEBHOOK.port,
            mesh=defaults.mesh,
            labels=LABELS,
        )
        # Upstream's policies leave this port out, and close all that they leave out.
        allow_ingress(self, _WEBHOOK, defaults.mesh)
        short = f"{endpoint.service}.{endpoint.namespace}.svc"
        certificate = ServingCertificate(
            self,
            "Certificate",
            name="localmodel-serving-cert",
            issuer=ISSUER,
            with_issuer=False,
            secret=_CERTIFICATE,
            endpoint=endpoint,
            authority=False,
            dns_names=(short,),
            common_name=short,
            labels=LABELS,
        )
        ValidatingWebhook(
            self,
            "Checks",
            name=f"{CACHE}.{GROUP}",
            endpoint=endpoint,
            certificate=certificate,
            labels=LABELS,
            cluster=defaults.cluster,
            webhooks=[asked(CACHE, "validate", "validator")],
        )


def _manages(release: Release) -> tuple[Rule, ...]:
    """Return what the controller may do; upstream lets it delete volumes in older releases."""
    fixed, of_profiles = release.serving.model_images, release.serving.cache_webhook
    caches = ("localmodelcaches", *(("localmodelnamespacecaches",) if of_profiles else ()))
    return (
        *_SEES_NODES,
        allow(
            [verb for verb in WRITE if verb != "delete" or not fixed],
            "persistentvolumeclaims",
            "persistentvolumes",
        ),
        allow(READ, "inferenceservices", "localmodelnodegroups", group=GROUP),
        allow(WRITE, *caches, "localmodelnodes", group=GROUP),
        allow(("get", "patch", "update"), *(f"{each}/status" for each in caches), group=GROUP),
        allow(("get", "watch"), "localmodelnodes/status", group=GROUP),
    )


def _fills_nodes(release: Release) -> tuple[Rule, ...]:
    """Return what the agent may do; in newer releases it reads every Secret."""
    serving = release.serving
    return (
        *_SEES_NODES,
        *((allow(READ, "secrets", "serviceaccounts"),) if serving.cache_webhook else ()),
        allow(WRITE, "jobs", group="batch"),
        allow(("get",), "jobs/status", group="batch"),
        allow(READ, "clusterstoragecontainers", group=GROUP),
        allow(
            READ if serving.model_images else ("get", "list"),
            "localmodelnodegroups",
            group=GROUP,
        ),
        allow(WRITE, "localmodelnodes", group=GROUP),
        allow(("get", "patch", "update"), "localmodelnodes/status", group=GROUP),
    )


def _manager(defaults: WorkloadDefaults) -> Container:
    return Container(
        name="manager",
        image=defaults.images.named("kserve/kserve-localmodel-controller"),
        pull_policy="Always",
        command=("/manager",),
        env={"POD_NAMESPACE": field_path("metadata.namespace")},
        restricted=READ_ONLY.as_user(65532),
        default_resources=Resources(
            cpu="100m", memory="200Mi", cpu_limit="100m", memory_limit="300Mi"
        ),
    )


def _answering(manager: Container) -> Container:
    """Return the controller with its webhook, and with upstream's probes of it."""
    return replace(
        manager,
        ports={"webhook-server": _WEBHOOK.port},
        mounts=(Mount(volume="cert", path=SERVED_WITH, read_only=True),),
        probes=Probes(
            liveness=http_probe("/healthz", 8081, delay=30, timeout=5, failures=5),
            readiness=http_probe("/readyz", 8081, delay=30, period=5, timeout=5, failures=5),
        ),
    )


def _of(name: str) -> dict[str, str]:
    return {
        "app.kubernetes.io/instance": name,
        "app.kubernetes.io/managed-by": name,
    }
