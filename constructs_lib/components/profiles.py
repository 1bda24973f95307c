"""Turn Profiles into namespaces, and manage their members."""

from collections.abc import Mapping
from typing import Final

import yaml
from constructs import Construct

from ..access import WRITE, ServiceAccount, allow
from ..config import (
    ProfileDefaults,
    WorkloadDefaults,
    ingress_principal,
    profile_membership,
)
from ..config.components import PROFILES
from ..config.people import user_of
from ..gateway import KubeflowGateway
from ..kube import ConfigMap, namespace_of
from ..mesh import AccessPolicy
from ..schemas import PROFILE, CustomResourceDefinition
from ..workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    http_probe,
)
from .context import Context, Part
from .notebook_controller import SERVICE_ACCOUNT as NOTEBOOK_CONTROLLER
from .settings import WebAppSettings

NAME: Final = PROFILES.name

[_METRICS] = PROFILES.metrics
_LABELS = {"kustomize.component": NAME}
_KFAM_PORT = 8081
_HEALTH_PORT = 9876
_USER = ("-userid-header", "$(USERID_HEADER)", "-userid-prefix", "$(USERID_PREFIX)")


class Profiles(Construct):
    """Runs the profile controller and KFAM, the access-management API beside it.

    pod_security: the labels by which every profile's namespace enforces a Pod Security
    Standard; none by default.
    Source: apps/profiles/upstream/overlays/kubeflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
        profile_defaults: ProfileDefaults = ProfileDefaults(),
        pod_security: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        namespace = namespace_of(self)
        CustomResourceDefinition(self, "Kind", resource=PROFILE, labels=_LABELS)
        account = ServiceAccount(
            self, "ServiceAccount", name="profiles-controller-service-account", labels=_LABELS
        )
        # It grants users roles, which Kubernetes allows only to holders of the same rights.
        account.join("cluster-admin", binding="profiles-cluster-rolebinding")
        account.grant_here(
            allow(WRITE, "configmaps"),
            allow(("get", "update", "patch"), "configmaps/status"),
            allow(("create",), "events"),
            role="profiles-leader-election-role",
            binding="profiles-leader-election-rolebinding",
        )
        namespace_labels = ConfigMap(
            self,
            "NamespaceLabels",
            name="namespace-labels-data",
            labels=_LABELS,
            data={
                "namespace-labels.yaml": _text(
                    {
                        **profile_defaults.labels,
                        **profile_membership(defaults.mesh),
                        **(pod_security or {}),
                    }
                )
            },
        )
        google = profile_defaults.google
        config = ConfigMap(
            self,
            "Config",
            name="profiles-config",
            labels=_LABELS,
            data={
                "ADMIN": user_of(profile_defaults.admin),
                "ISTIO_INGRESS_GATEWAY_PRINCIPAL": ingress_principal(defaults.mesh),
                "KFP_UI_PRINCIPAL": defaults.mesh.principal(namespace, "ml-pipeline-ui"),
                "NOTEBOOK_CONTROLLER_PRINCIPAL": defaults.mesh.principal(
                    namespace, NOTEBOOK_CONTROLLER
                ),
                "USERID_HEADER": settings.user_header,
                "USERID_PREFIX": settings.user_prefix,
                "WORKLOAD_IDENTITY": google.service_account if google else "",
            },
        )
        workload = Workload(
            self,
            "Workload",
            name="profiles-deployment",
            account=account,
            defaults=defaults,
            selector=_LABELS,
            injected=True,
            annotations=defaults.metrics_annotations(_METRICS),
            volumes=[ConfigMapVolume(name="namespace-labels", config_map=namespace_labels)],
            containers=[
                Container(
                    name="kfam",
                    image=defaults.images.named("kfam"),
                    pull_policy="IfNotPresent",
                    command=("/access-management", "-cluster-admin", "$(ADMIN)", *_USER),
                    env_from=config,
                    ports={"kfam-http": _KFAM_PORT},
                    probes=Probes(
                        liveness=http_probe("/metrics", _KFAM_PORT, delay=30, period=30)
                    ),
                    more_probes=Probes(
                        readiness=http_probe("/metrics", _KFAM_PORT, delay=5, period=10)
                    ),
                    restricted=READ_ONLY.as_user(1000),
                    # Its logger ends the process if it cannot write there.
                    writable=("/tmp",),  # noqa: S108
                ),
                Container(
                    name="manager",
                    image=defaults.images.named("profile-controller"),
                    pull_policy="IfNotPresent",
                    command=(
                        "/manager",
                        *_USER,
                        "-workload-identity",
                        "$(WORKLOAD_IDENTITY)",
                        *(("-leader-elect",) if defaults.replicated else ()),
                        *defaults.zap_flags,
                    ),
                    env_from=config,
                    ports={"": _HEALTH_PORT, **defaults.metrics_ports(_METRICS)},
                    mounts=(
                        Mount(
                            volume="namespace-labels",
                            path="/etc/profile-controller",
                            read_only=True,
                        ),
                    ),
                    probes=Probes(
                        liveness=http_probe("/healthz", _HEALTH_PORT, delay=15, period=20),
                        readiness=http_probe("/readyz", _HEALTH_PORT, delay=5, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                ),
            ],
        )
        self.endpoint = workload.expose(service="profiles-kfam", port=_KFAM_PORT)
        gateway.route(
            self,
            name="profiles-kfam",
            prefix="/kfam/",
            rewrite="/kfam/",
            forwarded_prefix="/kfam",
            to=self.endpoint,
            labels=_LABELS,
        )
        AccessPolicy(
            self,
            "OnlyDashboard",
            name="profiles-kfam",
            selector=_LABELS,
            callers=[defaults.mesh.principal(namespace, "centraldashboard")],
            labels=_LABELS,
        )


def _text(labels: Mapping[str, str]) -> str:
    return yaml.dump(dict(labels), Dumper=yaml.CSafeDumper, sort_keys=False)


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    config = context.config
    return Part(
        Profiles(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(PROFILES),
            settings=context.settings,
            profile_defaults=config.profiles,
            pod_security=config.tenants.labels(config.mesh),
        )
    )
