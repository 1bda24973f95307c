"""Create the proxy that restricts access to a controller's metrics."""

from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ..access import ServiceAccount, UserRole, allow, allow_url
from ..config import Resources, WorkloadDefaults
from ..releases import READ_ONLY, Security
from .container import Container
from .workload import Workload

PORT = "https"
_NUMBER: Final = 8443
OWN_RESOURCES: Final = Resources(
    cpu="5m", memory="64Mi", cpu_limit="500m", memory_limit="128Mi"
)


def metrics_address(defaults: WorkloadDefaults) -> str:
    """Return where a controller serves its metrics: on loopback if the proxy is in front."""
    return "127.0.0.1:8080" if defaults.keeps_metrics_proxy else ":8080"


def metrics_proxy(
    defaults: WorkloadDefaults,
    *,
    image: str,
    security: Security = Security(),
    verbosity: int = 0,
    resources: Resources | None = OWN_RESOURCES,
) -> Sequence[Container]:
    """Return kube-rbac-proxy in front of a controller's metrics, unless it is dropped.

    security: upstream's context of this proxy; it differs between the controllers.
    verbosity: of its log. resources: its own; a share of its component's if None.
    Source: apps/*/upstream/**/manager_auth_proxy_patch.yaml.
    """
    if not defaults.keeps_metrics_proxy:
        return ()
    proxy = Container(
        name="kube-rbac-proxy",
        image=image,
        args=(
            f"--secure-listen-address=0.0.0.0:{_NUMBER}",
            f"--upstream=http://{metrics_address(defaults)}/",
            "--logtostderr=true",
            f"--v={verbosity}",
        ),
        ports={PORT: _NUMBER},
        security=security,
        # The image's own user; a pod's user would override it.
        restricted=READ_ONLY.as_user(65532),
        resources=resources,
    )
    return (proxy,)


def expose_metrics_proxy(workload: Workload, defaults: WorkloadDefaults, *, name: str) -> None:
    """Create upstream's Service of the proxy, unless it is dropped."""
    if not defaults.keeps_metrics_proxy:
        return
    workload.expose(
        service=f"{name}-controller-manager-metrics-service",
        name=PORT,
        port=_NUMBER,
        target=PORT,
        protocol="TCP",
        labels={"control-plane": "controller-manager"},
    )


def permit_metrics_proxy(
    scope: Construct,
    account: ServiceAccount,
    defaults: WorkloadDefaults,
    *,
    name: str,
    labels: Mapping[str, str],
) -> None:
    """Let the proxy, unless it is dropped, review tokens and access at the API server.

    Also creates the role `<name>-metrics-reader` for readers of metrics.
    """
    if not defaults.keeps_metrics_proxy:
        return
    account.grant(
        allow(("create",), "tokenreviews", group="authentication.k8s.io"),
        allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
        role=f"{name}-proxy-role",
        binding=f"{name}-proxy-rolebinding",
    )
    UserRole(
        scope,
        "MetricsReader",
        name=f"{name}-metrics-reader",
        rules=[allow_url("get", "/metrics")],
        labels=labels,
    )
