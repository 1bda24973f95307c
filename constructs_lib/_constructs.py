"""Everything that the package exports beside the configuration."""

from cdk8s import App, Chart

from .arguments import check_exported
from .auth import DexAuth, OAuth2Proxy
from .components import (
    ApiResource,
    Context,
    Katib,
    KubeflowCore,
    Metacontroller,
    Part,
    Pipelines,
    ProfileAccess,
    ProfileWaypoints,
    TrainingOperator,
    UserProfile,
    WebAppSettings,
)
from .delivery import (
    ArgoApplication,
    ArgoProject,
    Author,
    HandEditError,
    HelmSource,
    Kind,
    KustomizePatch,
    KustomizeSource,
    PatchTarget,
    PlainSource,
    Signing,
    SourceRevision,
    ValuesSource,
    promote,
    publish,
)
from .gateway import (
    DnsRecords,
    IngressGateway,
    KgatewayRoute,
    KubeflowGateway,
    PageHeaders,
    TokenIssuer,
)
from .kube import Manifest
from .mesh import AccessPolicy, Admitted, AmbientNamespace, DefaultDeny, WebhookPort
from .platform import Kubeflow
from .secrets import GeneratedSecrets
from .workloads import Endpoint

__all__ = [
    "AccessPolicy",
    "Admitted",
    "AmbientNamespace",
    "ApiResource",
    "App",
    "ArgoApplication",
    "ArgoProject",
    "Author",
    "Chart",
    "Context",
    "DefaultDeny",
    "DexAuth",
    "DnsRecords",
    "Endpoint",
    "GeneratedSecrets",
    "HandEditError",
    "HelmSource",
    "IngressGateway",
    "Katib",
    "KgatewayRoute",
    "Kind",
    "Kubeflow",
    "KubeflowCore",
    "KubeflowGateway",
    "KustomizePatch",
    "KustomizeSource",
    "Manifest",
    "Metacontroller",
    "OAuth2Proxy",
    "PageHeaders",
    "Part",
    "PatchTarget",
    "Pipelines",
    "PlainSource",
    "ProfileAccess",
    "ProfileWaypoints",
    "Signing",
    "SourceRevision",
    "TokenIssuer",
    "TrainingOperator",
    "UserProfile",
    "ValuesSource",
    "WebAppSettings",
    "WebhookPort",
    "promote",
    "publish",
]

check_exported(globals())
