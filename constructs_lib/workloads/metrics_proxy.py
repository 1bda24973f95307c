"""Create the proxy that restricts access to a controller's metrics."""

from collections.abc import Mapping
from typing import Final

from constructs import Construct

from ..access import ServiceAccount, UserRole, allow, allow_url
from ..config import Resources
from .container import READ_ONLY, Container, Security

PORT = "https"
OWN_RESOURCES: Final = Resources(
    cpu="5m", memory="64Mi", cpu_limit="500m", memory_limit="128Mi"
)


def metrics_proxy(
    *,
    image: str,
    security: Security = Security(),
    verbosity: int = 0,
    resources: Resources | None = OWN_RESOURCES,
) -> Container:
    """Return kube-rbac-proxy in front of a controller's metrics on 127.0.0.1:8080.

    security: upstream's context of this proxy; it differs between the controllers.
    verbosity: of its log. resources: its own; a share of its component's if None.
    Source: apps/*/upstream/**/manager_auth_proxy_patch.yaml.
    """
    return Container(
        name="kube-rbac-proxy",
        image=image,
        args=(
            "--secure-listen-address=0.0.0.0:8443",
            "--upstream=http://127.0.0.1:8080/",
            "--logtostderr=true",
            f"--v={verbosity}",
        ),
        ports={PORT: 8443},
        security=security,
        # The image's own user; a pod's user would override it.
        restricted=READ_ONLY.as_user(65532),
        resources=resources,
    )


def permit_metrics_proxy(
    scope: Construct, account: ServiceAccount, *, name: str, labels: Mapping[str, str]
) -> None:
    """Let the proxy review tokens and access at the API server.

    Also creates the role `<name>-metrics-reader` for readers of metrics.
    """
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
