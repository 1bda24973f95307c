"""Typed constructs that synthesize Kubeflow for GitOps."""

# ruff: noqa: E402 - jsii chooses its Node when cdk8s is first imported
from ._node import choose_node

choose_node()

from cdk8s import App, Chart

from .command import run
from .components import KubeflowCore, UserProfile
from .config import (
    STOCK,
    UPSTREAM,
    Ambient,
    Config,
    Culling,
    Dashboard,
    Environment,
    GitRepository,
    GpuVendor,
    Hardening,
    ImageChoice,
    Link,
    Member,
    NodeGroup,
    ParentGateway,
    Platform,
    PodDefault,
    Pods,
    Profile,
    ProfileDefaults,
    Quota,
    Rendered,
    Resources,
    Section,
    Sidecars,
    Spawner,
    Toleration,
    TolerationGroup,
    Upstream,
    Volume,
)
from .delivery import (
    ArgoApplication,
    ArgoProject,
    HelmSource,
    IgnoredDifference,
    Kind,
    KustomizeSource,
    PlainSource,
    Retry,
    SyncPolicy,
)
from .gateway import IngressGateway, KgatewayRoute
from .mesh import AccessPolicy, AmbientNamespace
from .workloads import Endpoint

__all__ = [
    "STOCK",
    "UPSTREAM",
    "AccessPolicy",
    "Ambient",
    "AmbientNamespace",
    "App",
    "ArgoApplication",
    "ArgoProject",
    "Chart",
    "Config",
    "Culling",
    "Dashboard",
    "Endpoint",
    "Environment",
    "GitRepository",
    "GpuVendor",
    "Hardening",
    "HelmSource",
    "IgnoredDifference",
    "ImageChoice",
    "IngressGateway",
    "KgatewayRoute",
    "Kind",
    "KubeflowCore",
    "KustomizeSource",
    "Link",
    "Member",
    "NodeGroup",
    "ParentGateway",
    "PlainSource",
    "Platform",
    "PodDefault",
    "Pods",
    "Profile",
    "ProfileDefaults",
    "Quota",
    "Rendered",
    "Resources",
    "Retry",
    "Section",
    "Sidecars",
    "Spawner",
    "SyncPolicy",
    "Toleration",
    "TolerationGroup",
    "Upstream",
    "UserProfile",
    "Volume",
    "run",
]
