"""The modules of the exports that are imported when they are named."""

from collections.abc import Mapping
from typing import Any, Final

from .arguments import check_exported

_EXPORTS: Final = {
    "auth": ("DexAuth", "OAuth2Proxy"),
    "components": (
        *("ApiResource", "Context", "Katib", "KubeflowCore", "Metacontroller", "Part"),
        *(
            "Pipelines",
            "ProfileWaypoints",
            "TrainingOperator",
            "UserProfile",
            "WebAppSettings",
        ),
    ),
    "delivery": (
        *("ArgoApplication", "ArgoProject", "Author", "HandEditError", "HelmSource", "Kind"),
        *("KustomizePatch", "KustomizeSource", "PatchTarget", "PlainSource", "Signing"),
        *("SourceRevision", "ValuesSource", "promote", "publish"),
    ),
    "gateway": (
        *("DnsRecords", "IngressGateway", "KgatewayRoute", "KubeflowGateway", "PageHeaders"),
        "TokenIssuer",
    ),
    "kube": ("Manifest",),
    "mesh": ("AccessPolicy", "Admitted", "AmbientNamespace", "DefaultDeny", "WebhookPort"),
    "platform": ("Kubeflow",),
    "secrets": ("GeneratedSecrets",),
    "workloads": ("Endpoint",),
}
HOMES: Final = {
    **dict.fromkeys(("App", "Chart"), "cdk8s"),
    **{name: f"constructs_lib.{home}" for home, names in _EXPORTS.items() for name in names},
}


def check_exports(module: Mapping[str, Any]) -> None:
    """Check the arguments of what the package exports from a module, given by its globals."""
    home = module["__name__"].removeprefix("constructs_lib.")
    check_exported({name: module[name] for name in _EXPORTS[home]})
