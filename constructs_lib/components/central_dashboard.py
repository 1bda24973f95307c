"""Serve the landing page, which links to all others."""

import json
from collections.abc import Sequence
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
from .context import Context, Part
from .profiles import Profiles
from .settings import WebAppSettings

NAME: Final = CENTRAL_DASHBOARD.name

_UPSTREAM_NAME = "centraldashboard"
_PORT = 8082
# What it serves itself. Its prefix is every page's: Istio tries a route for some users of all
# paths before the other pages' routes.
# Source: webpack.config.js, main-page.js and routes.ts of components/centraldashboard in
# kubeflow/kubeflow v1.9.2.
_PATHS: Final = (
    r"/|/activity|/manage-users|/[^/]+\.[a-z0-9]+"
    r"|/(_|api|assets|fonts|webcomponentsjs)/.*"
)
# On OpenShift it lets pods run as any user but root, and grants no more than `restricted-v2`.
_OWN_USER = "system:openshift:scc:nonroot-v2"
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
    Source: apps/centraldashboard/overlays/oauth2-proxy.
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
        account = ServiceAccount(self, "ServiceAccount", name=_UPSTREAM_NAME, labels=_SELECTOR)
        if defaults.cluster.assigns_users:
            account.join_here(_OWN_USER, binding=f"{_UPSTREAM_NAME}-own-user")
        account.grant_here(
            allow(
                READ,
                "applications",
                "pods",
                "pods/exec",
                "pods/log",
                group=("", "app.k8s.io"),
            ),
            allow(("get",), "secrets", "configmaps"),
            role=_UPSTREAM_NAME,
            binding=_UPSTREAM_NAME,
        )
        account.grant(
            allow(READ, "events", "namespaces", "nodes"),
            role=_UPSTREAM_NAME,
            binding=_UPSTREAM_NAME,
        )
        # The dashboard reads this one through the API whenever a page is opened.
        config = ConfigMap(
            self,
            "Config",
            name="centraldashboard-config",
            labels=_SELECTOR,
            data={
                "links": json.dumps(_links(dashboard, components), indent=4),
                "settings": json.dumps({"DASHBOARD_FORCE_IFRAME": True}, indent=2),
            },
        )
        registration = str(dashboard.registration).lower()
        measured = defaults.images.release.page_metrics
        # Upstream fills these into the Deployment at build time and leaves them behind.
        ConfigMap(
            self,
            "Parameters",
            name="centraldashboard-parameters",
            labels=_SELECTOR,
            data={
                "CD_CLUSTER_DOMAIN": defaults.cluster_domain,
                "CD_REGISTRATION_FLOW": registration,
                "CD_USERID_HEADER": settings.user_header,
                "CD_USERID_PREFIX": settings.user_prefix,
                **({"CD_COLLECT_METRICS": "true"} if measured else {}),
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=_UPSTREAM_NAME,
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            injected=True,
            containers=[
                Container(
                    name=_UPSTREAM_NAME,
                    image=defaults.page_image(_UPSTREAM_NAME),
                    pull_policy="IfNotPresent",
                    env={
                        "LOGOUT_URL": "/oauth2/sign_out",
                        "USERID_HEADER": settings.user_header,
                        "USERID_PREFIX": settings.user_prefix,
                        "PROFILES_KFAM_SERVICE_HOST": (
                            f"{profiles.service}.{profiles.namespace}"
                        ),
                        "REGISTRATION_FLOW": registration,
                        "DASHBOARD_CONFIGMAP": config.name,
                        "POD_NAMESPACE": field_path("metadata.namespace"),
                        # Upstream fills in no value for this one, and leaves its name.
                        **({"COLLECT_METRICS": "CD_COLLECT_METRICS"} if measured else {}),
                        **(dashboard.charts.environment if dashboard.charts else {}),
                        **settings.of_node,
                    },
                    ports={"": _PORT},
                    probes=Probes(liveness=http_probe("/healthz", _PORT, delay=30, period=30)),
                    more_probes=Probes(
                        readiness=http_probe("/healthz", _PORT, delay=5, period=10)
                    ),
                    restricted=RESTRICTED.as_user(1000),
                    # npm writes below its user's home, and no other user has one.
                    own_user=True,
                )
            ],
        )
        self.endpoint = workload.expose(
            service=_UPSTREAM_NAME,
            port=80,
            target=_PORT,
            protocol="TCP",
            service_type="ClusterIP",
        )
        gateway.route(
            self,
            name=_UPSTREAM_NAME,
            prefix="/",
            rewrite="/",
            to=self.endpoint,
            labels=_SELECTOR,
            canary=page_canary(
                self,
                workload,
                name=NAME,
                gateway=gateway,
                defaults=defaults,
                labels=_SELECTOR,
                paths=_PATHS,
            ),
        )
        gateway.allow_from_gateway(
            self, name=NAME, selector={"app": _UPSTREAM_NAME}, labels=_SELECTOR
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
