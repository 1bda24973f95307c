"""Serve the landing page, which links to all others."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ..access import READ, ServiceAccount, allow
from ..config import Component, Dashboard, Link, Section, WorkloadDefaults
from ..config.components import CENTRAL_DASHBOARD, PROFILES, SHOWN_BY_UPSTREAM
from ..config.dashboard import shown_links
from ..config.links import MenuEntry
from ..gateway import KubeflowGateway, page_canary
from ..kube import ConfigMap
from ..workloads import (
    RESTRICTED,
    Container,
    Endpoint,
    Probes,
    Workload,
    field_path,
    http_probe,
)
from ..workloads.container import EnvironmentValue
from .context import Context, Part
from .profiles import Profiles
from .settings import WebAppSettings

NAME: Final = CENTRAL_DASHBOARD.name

_UPSTREAM_NAME = "centraldashboard"
_PORT = 8082
_DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container"
# What it serves itself. Its prefix is every page's: Istio tries a route for some users of all
# paths before the other pages' routes.
# Source: webpack.config.js, main-page.js and routes.ts of components/centraldashboard in
# kubeflow/kubeflow v1.9.2; the same in kubeflow/dashboard v2.0.0.
_PATHS: Final = (
    r"/|/activity|/manage-users|/[^/]+\.[a-z0-9]+"
    r"|/(_|api|assets|fonts|webcomponentsjs)/.*"
)
# On OpenShift it lets pods run as any user but root, and grants no more than `restricted-v2`.
_OWN_USER = "system:openshift:scc:nonroot-v2"
# What it reads of its namespace, by generation.
_READS: Final = {
    "1": (
        allow(
            READ,
            "applications",
            "pods",
            "pods/exec",
            "pods/log",
            group=("", "app.k8s.io"),
        ),
        allow(("get",), "secrets", "configmaps"),
    ),
    "2": (
        allow(READ, "applications", "pods", "pods/log", group=("", "app.k8s.io")),
        allow(("get",), "configmaps"),
    ),
}
# The order of upstream's, where all of them are in the Deployment.
_VARIABLES: Final = (
    "LOGOUT_URL",
    "USERID_HEADER",
    "USERID_PREFIX",
    "PROFILES_KFAM_SERVICE_HOST",
    "REGISTRATION_FLOW",
    "DASHBOARD_CONFIGMAP",
    "POD_NAMESPACE",
)
# npm writes below its user's home, and no other user has one.
_RESTRICTED: Final = RESTRICTED.as_user(1000)
_SELECTOR = {
    "app": _UPSTREAM_NAME,
    "app.kubernetes.io/component": _UPSTREAM_NAME,
    "app.kubernetes.io/name": _UPSTREAM_NAME,
    "kustomize.component": _UPSTREAM_NAME,
}


class CentralDashboard(Construct):
    """Serves the dashboard.

    profiles: KFAM, which tells the dashboard who may see which profile.
    components: those with links; by default all, as upstream.
    Source: apps/centraldashboard/overlays/oauth2-proxy; since 26.03.1
    applications/dashboard/upstream/centraldashboard/overlays/kserve.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        profiles: Endpoint,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
        dashboard: Dashboard = Dashboard(),
        components: Sequence[Component] = SHOWN_BY_UPSTREAM,
    ) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        name = release.named(_UPSTREAM_NAME)
        labels = release.selectors.get(_UPSTREAM_NAME, _SELECTOR)
        account = ServiceAccount(self, "ServiceAccount", name=name, labels=labels)
        if defaults.cluster.assigns_users:
            account.join_here(_OWN_USER, binding=f"{name}-own-user")
        account.grant_here(*_READS[release.dashboard], role=name, binding=name)
        account.grant(
            allow(READ, "events", "namespaces", "nodes"),
            role=name,
            binding=name,
        )
        # The dashboard reads this one through the API whenever a page is opened.
        config = ConfigMap(
            self,
            "Config",
            name=release.named("centraldashboard-config"),
            labels=labels,
            data={
                "links": json.dumps(_links(dashboard, components), indent=4),
                "settings": json.dumps({"DASHBOARD_FORCE_IFRAME": True}, indent=2),
            },
        )
        env: dict[str, EnvironmentValue] = {
            "PROFILES_KFAM_SERVICE_HOST": f"{profiles.service}.{profiles.namespace}",
            "DASHBOARD_CONFIGMAP": config.name,
            "LOGOUT_URL": "/oauth2/sign_out",
            "POD_NAMESPACE": field_path("metadata.namespace"),
            **(dashboard.charts.environment if dashboard.charts else {}),
            **settings.of_node,
        }
        parameters = {
            "REGISTRATION_FLOW": str(dashboard.registration).lower(),
            "USERID_HEADER": settings.user_header,
            "USERID_PREFIX": settings.user_prefix,
        }
        newer = release.dashboard == "2"
        program = _newer_program if newer else _program
        workload = Workload(
            self,
            "Workload",
            name=name,
            account=account,
            defaults=defaults,
            selector=labels,
            injected=True,
            annotations={_DEFAULT_CONTAINER: name} if newer else None,
            containers=[program(self, defaults, labels, env, parameters)],
        )
        self.endpoint = workload.expose(
            service=name,
            port=80,
            target=_PORT,
            protocol="TCP",
            service_type="ClusterIP",
        )
        around = {k: v for k, v in labels.items() if k != "app"} if newer else labels
        policy = release.named(NAME)
        gateway.route(
            self,
            name=name,
            prefix="/",
            rewrite="/",
            to=self.endpoint,
            labels=around,
            canary=page_canary(
                self,
                workload,
                name=policy,
                gateway=gateway,
                defaults=defaults,
                labels=around,
                paths=_PATHS,
            ),
        )
        gateway.allow_from_gateway(
            self,
            name=policy,
            selector=labels if newer else {"app": _UPSTREAM_NAME},
            labels=around,
        )


def _program(
    scope: Construct,
    defaults: WorkloadDefaults,
    labels: Mapping[str, str],
    env: Mapping[str, EnvironmentValue],
    parameters: Mapping[str, str],
) -> Container:
    measured = defaults.images.release.page_metrics
    # Upstream fills these into the Deployment at build time and leaves them behind.
    ConfigMap(
        scope,
        "Parameters",
        name="centraldashboard-parameters",
        labels=labels,
        data={
            "CD_CLUSTER_DOMAIN": defaults.cluster_domain,
            **{f"CD_{key}": value for key, value in parameters.items()},
            **({"CD_COLLECT_METRICS": "true"} if measured else {}),
        },
    )
    return Container(
        name=_UPSTREAM_NAME,
        image=defaults.page_image(_UPSTREAM_NAME),
        pull_policy="IfNotPresent",
        env={
            **{name: {**env, **parameters}[name] for name in _VARIABLES},
            # Upstream fills in no value for this one, and leaves its name.
            **({"COLLECT_METRICS": "CD_COLLECT_METRICS"} if measured else {}),
            **env,
        },
        ports={"": _PORT},
        probes=Probes(liveness=http_probe("/healthz", _PORT, delay=30, period=30)),
        more_probes=Probes(readiness=http_probe("/healthz", _PORT, delay=5, period=10)),
        restricted=_RESTRICTED,
        own_user=True,
    )


def _newer_program(
    scope: Construct,
    defaults: WorkloadDefaults,
    labels: Mapping[str, str],
    env: Mapping[str, EnvironmentValue],
    parameters: Mapping[str, str],
) -> Container:
    release = defaults.images.release
    # Its metrics are on the page's own port, for everyone who is logged in.
    measured = str(defaults.hardening.security == "upstream").lower()
    config = ConfigMap(
        scope,
        "Parameters",
        name=release.named("centraldashboard-parameters"),
        labels=labels,
        data={**parameters, "COLLECT_METRICS": measured},
    )
    probe = http_probe("/healthz", _PORT, delay=15, period=30)
    return Container(
        name=release.named(_UPSTREAM_NAME),
        image=defaults.page_image(_UPSTREAM_NAME),
        pull_policy="IfNotPresent",
        env=env,
        env_from=config,
        ports={"http": _PORT},
        probes=Probes(liveness=probe, readiness=probe),
        more_probes=Probes(readiness=http_probe("/healthz", _PORT, delay=5, period=10)),
        restricted=_RESTRICTED,
        own_user=True,
    )


def _links(dashboard: Dashboard, components: Sequence[Component]) -> dict[str, object]:
    shown = shown_links(dashboard, components)
    return {
        "menuLinks": [_entry(entry) for entry in shown.menu],
        "externalLinks": [_entry(link) for link in shown.external],
        "documentationItems": [_described(link) for link in shown.documentation],
        "quickLinks": [_described(link) for link in shown.quick_links],
    }


def _entry(entry: MenuEntry) -> dict[str, object]:
    if isinstance(entry, Section):
        items = [_entry(link) for link in entry.links]
        return {"type": "section", "text": entry.text, "icon": entry.icon, "items": items}
    icon = {} if entry.icon is None else {"icon": entry.icon}
    return {"type": "item", "text": entry.text, "link": entry.path, **icon}


def _described(link: Link) -> dict[str, object]:
    return {"text": link.text, "desc": link.description or link.text, "link": link.path}


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        CentralDashboard(
            scope,
            NAME,
            gateway=context.gateway,
            profiles=context.made(PROFILES, Profiles).endpoint,
            defaults=context.workload_defaults(CENTRAL_DASHBOARD),
            settings=context.settings,
            dashboard=context.config.dashboard,
            components=context.config.linked,
        )
    )
