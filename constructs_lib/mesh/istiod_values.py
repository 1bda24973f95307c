"""Write istiod's settings for the platform team."""

from collections.abc import Mapping
from typing import Any, Final

from ..config import Ambient, Config, Mesh, PlatformPrerequisites, Sidecars, oauth2_proxy
from ..config.components import KUBEFLOW_NAMESPACE, PIPELINES
from ..config.mesh import CLUSTER_ID, ROOT_NAMESPACE, TRUST_DOMAIN
from ..config.services import CLUSTER_DOMAIN

_CONFINED: Final[Mapping[str, Any]] = {"seccompProfile": {"type": "RuntimeDefault"}}


def istiod_values(config: Config, prerequisites: PlatformPrerequisites) -> dict[str, Any]:
    """Return values for the chart `istiod` of Istio 1.25 and later.

    The provider is oauth2-proxy's, as common/oauth2-proxy/components/istio-external-auth of
    kubeflow/manifests v1.9.1 has it: without it every request without a token is refused.
    By default istiod creates routes for Ingresses of its class (`STRICT`).
    """
    env = {
        # Dex may start after istiod: its keys are fetched again soon, not after 20 minutes.
        "PILOT_JWT_PUB_KEY_REFRESH_INTERVAL": "1m",
    }
    if isinstance(config.mesh, Ambient):
        env["PILOT_ENABLE_AMBIENT"] = "true"
    values: dict[str, Any] = {
        "meshConfig": {
            "extensionProviders": [_provider(config, prerequisites), *_logs(config)],
            "ingressControllerMode": prerequisites.ingress_controller,
            **_settings(config.mesh),
        },
        "env": env,
    }
    if needs_confinement(config):
        values["gateways"] = _CONFINED
    if places := _places(config):
        values["global"] = places
    if isinstance(config.mesh, Ambient) and config.mesh.revision:
        values["revision"] = config.mesh.revision
    return values


def needs_confinement(config: Config) -> bool:
    """Return whether istiod's values must give waypoints the runtime's seccomp profile.

    Kubeflow's namespace refuses the pods of its waypoint without it, and the Gateway cannot
    ask for it: its parameters are read since Istio 1.26, these values since 1.23
    (istio/istio pull request 51826).
    """
    return (
        isinstance(config.mesh, Ambient)
        and not config.mesh.reads_parameters
        and PIPELINES.name in config.components
        and config.release.restricts(KUBEFLOW_NAMESPACE)
    )


def _places(config: Config) -> dict[str, Any]:
    """Return istiod's global values that differ from Istio's defaults."""
    values: dict[str, Any] = {}
    if proxy := _proxy(config):
        values["proxy"] = proxy
    if config.cluster.istio_platform:
        values["platform"] = config.cluster.istio_platform
    return values | mesh_places(config.mesh)


def _proxy(config: Config) -> dict[str, Any]:
    """Return the values of proxies that differ from Istio's defaults.

    Kubeflow's namespace refuses a pod whose proxy has no seccomp profile, and without
    hardening not every pod has one to inherit. Istio reads it since 1.28 (istio/istio pull
    request 57330).
    """
    values: dict[str, Any] = {}
    if config.cluster_domain != CLUSTER_DOMAIN:
        values["clusterDomain"] = config.cluster_domain
    mesh = config.mesh
    if (
        isinstance(mesh, Sidecars)
        and mesh.cni
        and config.release.restricts(KUBEFLOW_NAMESPACE)
    ):
        values |= _CONFINED
    return values


def mesh_places(mesh: Mesh) -> dict[str, Any]:
    """Return istiod's namespace and cluster name as values of Istio's charts."""
    values: dict[str, Any] = {}
    if not isinstance(mesh, Ambient):
        return values
    if mesh.istiod_namespace != ROOT_NAMESPACE:
        values["istioNamespace"] = mesh.istiod_namespace
    if mesh.cluster_id != CLUSTER_ID:
        values["multiCluster"] = {"clusterName": mesh.cluster_id}
    if mesh.network:
        values["network"] = mesh.network
    return values


def _settings(mesh: Mesh) -> dict[str, Any]:
    """Return the trust domain and the root namespace, if they differ from the defaults."""
    values: dict[str, Any] = {}
    if mesh.trust_domain != TRUST_DOMAIN:
        values["trustDomain"] = mesh.trust_domain
    if isinstance(mesh, Sidecars) and mesh.trust_domain_aliases:
        values["trustDomainAliases"] = list(mesh.trust_domain_aliases)
    if isinstance(mesh, Ambient) and mesh.root_namespace:
        values["rootNamespace"] = mesh.root_namespace
    return values


def _logs(config: Config) -> list[dict[str, Any]]:
    access = config.logs.access
    return [access.provider(config.user_header.name)] if access else []


def _provider(config: Config, prerequisites: PlatformPrerequisites) -> dict[str, Any]:
    return {
        "name": config.edge.ingress.provider,
        "envoyExtAuthzHttp": {
            "service": prerequisites.login_host or oauth2_proxy.host(config.cluster_domain),
            "port": prerequisites.login_port,
            # By `accept` oauth2-proxy distinguishes programs, which get 401, from browsers,
            # which it redirects to the login; upstream's list lacks it.
            "includeRequestHeadersInCheck": ["accept", "authorization", "cookie"],
            # Upstream also forwards x-auth-request-email, -groups and -user, which no app
            # reads: the token has the same values, and groups make the headers large.
            "headersToUpstreamOnAllow": ["authorization", "path"],
            "headersToDownstreamOnDeny": ["content-type", "set-cookie"],
        },
    }
