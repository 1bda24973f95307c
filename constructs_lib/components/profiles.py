"""Turn Profiles into namespaces, and manage their members."""

from collections.abc import Mapping
from typing import Final

import yaml
from constructs import Construct

from ..access import READ, WRITE, ServiceAccount, UserRole, allow
from ..config import (
    IngressRule,
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
from ..schemas import PROFILE, PROFILE_2, CustomResourceDefinition
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
from .network_policies import allow_ingress
from .notebook_controller import SERVICE_ACCOUNT as NOTEBOOK_CONTROLLER
from .settings import WebAppSettings

NAME: Final = PROFILES.name

[_METRICS] = PROFILES.metrics
_KFAM: Final = "profiles-kfam"
_LABELS = {"kustomize.component": NAME}
# How the labels end that objects beside the pods have too, in later releases.
_AROUND: Final = ("managed-by", "name", "part-of")
_KFAM_PORT = 8081
_HEALTH_PORT = 9876
_USER = ("-userid-header", "$(USERID_HEADER)", "-userid-prefix", "$(USERID_PREFIX)")
# What the controller may do to elect a leader, by generation.
_ELECTS: Final = {
    "1": (
        allow(WRITE, "configmaps"),
        allow(("get", "update", "patch"), "configmaps/status"),
        allow(("create",), "events"),
    ),
    "2": (
        allow(WRITE, "configmaps"),
        allow(WRITE, "leases", group="coordination.k8s.io"),
        allow(("create", "patch"), "events"),
    ),
}


class Profiles(Construct):
    """Runs the profile controller and KFAM, the access-management API beside it.

    pod_security: the labels by which every profile's namespace enforces a Pod Security
    Standard; none by default.
    Source: apps/profiles/upstream/overlays/kubeflow; since 26.03.1
    applications/dashboard/upstream/profile-controller/overlays/kubeflow-pss.
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
        release = defaults.images.release
        newer = release.dashboard == "2"
        labels = release.selectors.get(NAME, _LABELS)
        around = _around(labels) if newer else labels
        kind = PROFILE_2 if newer else PROFILE
        CustomResourceDefinition(self, "Kind", resource=kind, labels=around)
        account = ServiceAccount(
            self, "ServiceAccount", name="profiles-controller-service-account", labels=labels
        )
        # It grants users roles, which Kubernetes allows only to holders of the same rights.
        account.join("cluster-admin", binding="profiles-cluster-rolebinding")
        account.grant_here(
            *_ELECTS[release.dashboard],
            role="profiles-leader-election-role",
            binding="profiles-leader-election-rolebinding",
        )
        if newer:
            _roles_of_profiles(self, labels)
        namespace_labels = ConfigMap(
            self,
            "NamespaceLabels",
            name=release.named("namespace-labels-data"),
            labels=labels,
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
            labels=labels,
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
        default_container = {"kubectl.kubernetes.io/default-container": "manager"}
        workload = Workload(
            self,
            "Workload",
            name="profiles-deployment",
            account=account,
            defaults=defaults,
            selector=labels,
            labels=around,
            injected=True,
            annotations={
                **(default_container if newer else {}),
                **defaults.metrics_annotations(_METRICS),
            },
            volumes=[ConfigMapVolume(name="namespace-labels", config_map=namespace_labels)],
            containers=[
                Container(
                    name=release.named("kfam"),
                    image=defaults.images.named("kfam"),
                    pull_policy="IfNotPresent",
                    command=("/access-management", "-cluster-admin", "$(ADMIN)", *_USER),
                    env_from=config,
                    ports={release.named("kfam-http"): _KFAM_PORT},
                    probes=_newer_probes() if newer else _probes(),
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
                        *(() if newer else _flags(defaults)),
                    ),
                    args=_newer_flags(defaults) if newer else (),
                    env_from=config,
                    ports={
                        "http" if newer else "": _HEALTH_PORT,
                        **defaults.metrics_ports(_METRICS),
                    },
                    mounts=(
                        Mount(
                            volume="namespace-labels",
                            path="/etc/profile-controller",
                            read_only=True,
                        ),
                    ),
                    probes=Probes(
                        liveness=http_probe(
                            "/healthz", _HEALTH_PORT, delay=15, period=30 if newer else 20
                        ),
                        readiness=http_probe("/readyz", _HEALTH_PORT, delay=5, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                ),
            ],
        )
        self.endpoint = workload.expose(
            service=_KFAM,
            port=_KFAM_PORT,
            target=_KFAM_PORT if newer else None,
            name=release.named("kfam-http") if newer else None,
            protocol="TCP" if newer else None,
            selector={key: labels[key] for key in labels if key != "app"},
        )
        gateway.route(
            self,
            name=_KFAM,
            prefix="/kfam/",
            rewrite="/kfam/",
            forwarded_prefix=None if newer else "/kfam",
            to=self.endpoint,
            labels=around,
        )
        dashboard = defaults.mesh.principal(namespace, release.named("centraldashboard"))
        AccessPolicy(
            self,
            "OnlyDashboard",
            name=_KFAM,
            selector=labels,
            callers=[dashboard],
            labels=around,
        )
        if newer:
            rule = IngressRule(
                name=_KFAM, pods=labels, callers=("gateway", dashboard), ports=(_KFAM_PORT,)
            )
            allow_ingress(self, rule, defaults.mesh, labels=around)


def _around(labels: Mapping[str, str]) -> Mapping[str, str]:
    return {key: value for key, value in labels.items() if key.endswith(_AROUND)}


def _probes() -> Probes:
    return Probes(liveness=http_probe("/metrics", _KFAM_PORT, delay=30, period=30))


def _newer_probes() -> Probes:
    probe = http_probe("/metrics", _KFAM_PORT, delay=15, period=30)
    return Probes(liveness=probe, readiness=probe)


def _flags(defaults: WorkloadDefaults) -> tuple[str, ...]:
    elects = ("-leader-elect",) if defaults.replicated else ()
    return (*elects, *defaults.zap_flags)


def _newer_flags(defaults: WorkloadDefaults) -> tuple[str, ...]:
    metrics = f":{_METRICS.number}" if defaults.reads(_METRICS) else "0"
    return (
        "--leader-elect",
        f"--health-probe-bind-address=:{_HEALTH_PORT}",
        f"--metrics-bind-address={metrics}",
        *defaults.zap_flags,
    )


def _roles_of_profiles(scope: Construct, labels: Mapping[str, str]) -> None:
    """Create the roles of upstream's that nobody is bound to."""
    for who, verbs in (("editor", WRITE), ("viewer", READ)):
        UserRole(
            scope,
            who,
            name=f"profiles-profile-{who}-role",
            rules=[
                allow(verbs, "profiles", group="kubeflow.org"),
                allow(("get",), "profiles/status", group="kubeflow.org"),
            ],
            labels=labels,
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
